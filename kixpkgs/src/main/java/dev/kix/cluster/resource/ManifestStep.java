package dev.kix.cluster.resource;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A step on the way to a field: from a value that becomes a manifest to one inside of it. */
public final class ManifestStep {
  private ManifestStep() {}

  /**
   * The value one step further.
   *
   * @param step a name, one char per byte, or the place in a list as the manifest has it: nulls are
   *     dropped from a manifest and count for nothing
   * @return null where there is no such field
   */
  public static @Nullable Lazy of(Value value, Object step) {
    if (step instanceof String name && value instanceof NixAttrs attrs) {
      return attrs.get(name);
    }
    if (step instanceof Integer index && value instanceof NixList list) {
      int seen = 0;
      for (Lazy element : list.elements()) {
        if (!(element.force() instanceof NixNull) && seen++ == index) {
          return element;
        }
      }
    }
    return null;
  }
}
