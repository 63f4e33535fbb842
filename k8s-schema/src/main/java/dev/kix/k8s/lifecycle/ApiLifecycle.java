package dev.kix.k8s.lifecycle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.KubernetesVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of every API that ever came or went, from the data file {@code apis.json} beside
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
    try (InputStream in = ApiLifecycle.class.getResourceAsStream("apis.json")) {
      if (in == null) {
        throw new IllegalStateException("the API lifecycle data is missing from this build of kix");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the API lifecycle data", e);
    }
  }

  private static ApiLifecycle read(InputStream in) throws IOException {
    Map<GroupVersionKind, ApiLife> lives = new TreeMap<>();
    try (JsonParser json = new JsonFactory().createParser(in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> row = new HashMap<>();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
          row.put(field, json.nextTextValue());
        }
        ApiLife life = life(row);
        lives.put(life.api(), life);
      }
    }
    return new ApiLifecycle(lives);
  }

  private static ApiLife life(Map<String, String> row) {
    return new ApiLife(
        GroupVersionKind.of(row.getOrDefault("apiVersion", ""), row.getOrDefault("kind", "")),
        version(row.get("introduced")),
        version(row.get("deprecated")),
        version(row.get("removed")),
        row.get("replacement"),
        row.get("note"),
        row.getOrDefault("source", ""));
  }

  private static @Nullable KubernetesVersion version(@Nullable String text) {
    return text == null ? null : KubernetesVersion.parse(text);
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

  /**
   * The APIs that a cluster loses or sees deprecated on the way from one version to another, by
   * group, version and kind: what an upgrade check compares manifests with.
   *
   * @param from the version now, not included
   * @param to the version wanted, included
   */
  public List<ApiLife> changedBetween(KubernetesVersion from, KubernetesVersion to) {
    List<ApiLife> out = new ArrayList<>();
    for (ApiLife life : lives.values()) {
      if (within(life.removed(), from, to) || within(life.deprecated(), from, to)) {
        out.add(life);
      }
    }
    return out;
  }

  private static boolean within(
      @Nullable KubernetesVersion at, KubernetesVersion from, KubernetesVersion to) {
    return at != null && at.compareTo(from) > 0 && at.compareTo(to) <= 0;
  }
}
