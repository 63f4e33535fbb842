package dev.kix.k8s.lifecycle;

import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.KubernetesVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of every API that ever came or went, from the data file {@code apis.tsv} beside
 * this class. Its entries come from the lifecycle marks in k8s.io/api, the published documents of
 * every release, and the deprecation guide; each names its source. Immutable.
 */
public final class ApiLifecycle {
  private final Map<GroupVersionKind, ApiLife> lives;

  private ApiLifecycle(Map<GroupVersionKind, ApiLife> lives) {
    this.lives = Collections.unmodifiableMap(lives);
  }

  /** Reads the data file in the jar. */
  public static ApiLifecycle open() {
    try (InputStream in = ApiLifecycle.class.getResourceAsStream("apis.tsv")) {
      if (in == null) {
        throw new IllegalStateException("the API lifecycle data is missing from this build of kix");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the API lifecycle data", e);
    }
  }

  /** A header line, then an API a line, sorted; read by hand, as it is read at every start. */
  private static ApiLifecycle read(String table) {
    Map<GroupVersionKind, ApiLife> lives = new LinkedHashMap<>();
    int line = table.indexOf('\n') + 1;
    while (line < table.length()) {
      int end = table.indexOf('\n', line);
      ApiLife life = life(table.substring(line, end));
      lives.put(life.api(), life);
      line = end + 1;
    }
    return new ApiLifecycle(lives);
  }

  private static ApiLife life(String line) {
    // kind, apiVersion, introduced, deprecated, removed, replacement, note, source
    String[] cells = line.split("\t", -1);
    if (cells.length != 8) {
      throw new IllegalStateException("not a line of API lifecycle data: " + line);
    }
    return new ApiLife(
        GroupVersionKind.of(cells[1], cells[0]),
        version(cells[2]),
        version(cells[3]),
        version(cells[4]),
        known(cells[5]),
        known(cells[6]),
        cells[7]);
  }

  private static @Nullable String known(String cell) {
    return cell.equals("-") ? null : cell;
  }

  private static @Nullable KubernetesVersion version(String cell) {
    int dot = cell.indexOf('.');
    return dot < 0
        ? null
        : new KubernetesVersion(
            Integer.parseInt(cell.substring(0, dot)), Integer.parseInt(cell.substring(dot + 1)));
  }

  /** All entries, by group, version and kind. */
  public Collection<ApiLife> all() {
    return lives.values();
  }

  /**
   * What is known of an API; null for one that has been there all along, or that never was. A list
   * kind is not an API of its own.
   */
  public @Nullable ApiLife find(GroupVersionKind api) {
    return lives.get(api);
  }

  /**
   * The apiVersion to use instead of a removed or deprecated API in a given version. A replacement
   * that is itself gone by then is followed to its own.
   *
   * @return null when there is none
   */
  public @Nullable String replacement(ApiLife life, KubernetesVersion version) {
    ApiLife at = life;
    // No chain of replacements is longer than a few; the bound only guards against a loop.
    for (int i = 0; i < 10 && at.replacement() != null; i++) {
      ApiLife next = lives.get(GroupVersionKind.of(at.replacement(), at.api().kind()));
      if (next == null || !next.isRemovedIn(version) && !next.isDeprecatedIn(version)) {
        return at.replacement();
      }
      if (next.replacement() == null) {
        return next.isRemovedIn(version) ? null : at.replacement();
      }
      at = next;
    }
    return null;
  }
}
