package dev.kix.cluster.resource;

import dev.kix.cluster.SourcePaths;
import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ManifestSource;
import dev.kix.k8s.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a manifest were set, read off the evaluated attribute set when somebody asks.
 * Nothing is evaluated: what is not forced has no position.
 */
public final class NixManifestSource implements ManifestSource {
  private final NixAttrs manifest;
  private final SourcePaths paths;

  public NixManifestSource(NixAttrs manifest, SourcePaths paths) {
    this.manifest = manifest;
    this.paths = paths;
  }

  @Override
  public @Nullable SourcePosition positionOf(String path) {
    return paths.sourcePosition(position(steps(path)));
  }

  /** Where the field is set that some steps lead to, or null when it has no position. */
  @Nullable Position position(List<Object> steps) {
    Value at = manifest;
    // The manifest itself stands where somebody wrote what kind it is.
    Position kind = manifest.position("kind");
    Position position = kind == null ? first(manifest) : kind;
    for (Object step : steps) {
      Lazy next = null;
      if (step instanceof String name && at instanceof NixAttrs attrs) {
        position = attrs.position(name);
        next = attrs.get(name);
      } else if (step instanceof Integer index && at instanceof NixList list) {
        next = element(list, index);
        position = next != null && next.valueIfForced() instanceof NixAttrs a ? first(a) : null;
      }
      Value value = next == null ? null : next.valueIfForced();
      if (value == null) {
        return null;
      }
      at = value;
    }
    return position;
  }

  /** Where the field is set that some steps lead to, or the nearest that holds it. */
  public @Nullable Position nearest(List<Object> steps) {
    for (int end = steps.size(); ; end--) {
      Position found = position(steps.subList(0, end));
      if (found != null || end == 0) {
        return found;
      }
    }
  }

  /** Element {@code index} of those that are not null: nulls are dropped from a manifest. */
  static @Nullable Lazy element(NixList list, int index) {
    int seen = 0;
    for (Lazy lazy : list.elements()) {
      if (lazy.valueIfForced() instanceof NixNull) {
        continue;
      }
      if (seen++ == index) {
        return lazy;
      }
    }
    return null;
  }

  private static @Nullable Position first(NixAttrs attrs) {
    NixAttrs flat = attrs.flatten();
    Position best = null;
    for (int i = 0; i < flat.size(); i++) {
      Position p = flat.position(i);
      if (p != null && (best == null || p.offset() < best.offset())) {
        best = p;
      }
    }
    return best;
  }

  /**
   * The steps of a path in the notation of {@link dev.kix.k8s.JsonPath}: names (one char per byte)
   * and indices.
   */
  public static List<Object> steps(String path) {
    List<Object> steps = new ArrayList<>();
    int i = 1; // behind the $
    while (i < path.length()) {
      if (path.startsWith("['", i)) {
        StringBuilder key = new StringBuilder();
        i += 2;
        while (i < path.length() && path.charAt(i) != '\'') {
          if (path.charAt(i) == '\\') {
            i++;
          }
          key.append(path.charAt(i++));
        }
        i += 2;
        steps.add(Bytes.encode(key.toString()));
      } else if (path.charAt(i) == '[') {
        int end = path.indexOf(']', i);
        steps.add(Integer.valueOf(path.substring(i + 1, end)));
        i = end + 1;
      } else {
        int end = i + 1;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
          end++;
        }
        steps.add(Bytes.encode(path.substring(i + 1, end)));
        i = end;
      }
    }
    return steps;
  }
}
