package dev.kix.cli.validate;

import dev.kix.cli.console.CliException;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaLookup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of all places that the user named, in their order. A kind is looked for once; a
 * schema that cannot be read is remembered as well, to be told with every resource of the kind
 * instead of ending the run. Safe for many threads.
 */
final class SchemaSources implements SchemaLookup {
  /** No places. */
  static final SchemaSources NONE = new SchemaSources(List.of());

  /** At most one of the two is there. */
  private record Answer(@Nullable Schema schema, @Nullable CliException failure) {}

  private final List<SchemaLookup> places;
  private final Map<GroupVersionKind, Answer> answers = new ConcurrentHashMap<>();

  /**
   * @param places those that throw {@link CliException} when a schema cannot be read
   */
  SchemaSources(List<? extends SchemaLookup> places) {
    this.places = List.copyOf(places);
  }

  /** The schema of the first place that has one; null also when that one cannot be read. */
  @Override
  public @Nullable Schema find(GroupVersionKind gvk) {
    return isName(gvk) ? answers.computeIfAbsent(gvk, this::ask).schema : null;
  }

  /** Why {@link #find} has found nothing, when there was something; null otherwise. */
  @Nullable CliException failure(GroupVersionKind gvk) {
    Answer answer = answers.get(gvk);
    return answer == null ? null : answer.failure;
  }

  private Answer ask(GroupVersionKind gvk) {
    try {
      for (SchemaLookup place : places) {
        Schema found = place.find(gvk);
        if (found != null) {
          return new Answer(found, null);
        }
      }
      return new Answer(null, null);
    } catch (CliException e) {
      return new Answer(null, e);
    }
  }

  /**
   * Whether a group, version and kind may become part of a file's name: they are what anybody wrote
   * into a manifest. Kubernetes allows DNS names, which is less.
   */
  static boolean isName(GroupVersionKind gvk) {
    return isName(gvk.group()) && isName(gvk.version()) && isName(gvk.kind());
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c < 0x80 && Character.isLetterOrDigit(c) || c == '-' || c == '_';
      if (!letter && (c != '.' || text.startsWith(".", i + 1))) {
        return false;
      }
    }
    return true;
  }
}
