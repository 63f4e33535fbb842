package dev.kix.cluster.resource;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import org.jspecify.annotations.Nullable;

/** What a manifest that somebody else wrote must have before anything can be said of it. */
public final class ManifestIdentity {
  private ManifestIdentity() {}

  /**
   * Checks that a manifest has a kind and a name.
   *
   * @param what how messages call it, as in {@code a manifest}
   * @param start where it begins
   * @throws EvalException if it has not
   */
  public static void require(NixAttrs manifest, String what, @Nullable Position start) {
    Position first = firstField(manifest);
    Position at = first == null ? start : first;
    String kind = text(manifest, "kind");
    if (kind == null) {
      throw missing("kind", what, "", at);
    }
    boolean named =
        manifest.get("metadata") instanceof Lazy metadata
            && metadata.force() instanceof NixAttrs attrs
            && text(attrs, "name") != null;
    if (!named) {
      throw missing("metadata.name", what, " of kind '" + kind + "'", at);
    }
  }

  private static @Nullable Position firstField(NixAttrs manifest) {
    NixAttrs flat = manifest.flatten();
    Position first = null;
    for (int i = 0; i < flat.size(); i++) {
      Position p = flat.position(i);
      if (p != null && (first == null || p.offset() < first.offset())) {
        first = p;
      }
    }
    return first;
  }

  private static EvalException missing(
      String field, String what, String kind, @Nullable Position at) {
    return new EvalException(
        ErrorKind.TYPE, what + kind + " has no '" + field + "', or one that is not a string", at);
  }

  private static @Nullable String text(NixAttrs attrs, String name) {
    Lazy lazy = attrs.get(name);
    return lazy != null && lazy.force() instanceof NixString s ? s.value() : null;
  }
}
