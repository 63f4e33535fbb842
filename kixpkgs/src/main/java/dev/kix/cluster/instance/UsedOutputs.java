package dev.kix.cluster.instance;

import dev.kix.cluster.SuppliedLazy;
import dev.kix.cluster.resource.ResourceReference;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Notices what one consumer uses of its dependencies' {@code out}. Strings that refer to a resource
 * make their own edges wherever they end up; a number, a flag, a plain string or a function does
 * not, and is written down here when it is forced.
 */
final class UsedOutputs {
  private final Set<Instance> used = new LinkedHashSet<>();

  /** The dependencies of which something was used that carries no reference. */
  Set<Instance> instances() {
    return used;
  }

  /** {@code out} of {@code owner}, watched. */
  Lazy watch(Instance owner, Lazy out) {
    return new SuppliedLazy(() -> {
      Value v = out.force();
      return v instanceof NixAttrs attrs ? watchAttrs(owner, attrs) : watchLeaf(owner, v);
    });
  }

  private NixAttrs watchAttrs(Instance owner, NixAttrs attrs) {
    NixAttrs flat = attrs.flatten();
    AttrsBuilder watched = new AttrsBuilder(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      watched.put(flat.name(i), watch(owner, flat.value(i)), flat.position(i));
    }
    return watched.build();
  }

  private Value watchLeaf(Instance owner, Value v) {
    if (!(v instanceof NixString s && refers(s))) {
      used.add(owner);
    }
    return v;
  }

  private static boolean refers(NixString s) {
    for (int i = 0; i < s.context().size(); i++) {
      if (ResourceReference.isReference(s.context().get(i))) {
        return true;
      }
    }
    return false;
  }
}
