package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations on attribute sets that nixpkgs' {@code lib.attrsets} has. */
final class NixSets {
  private NixSets() {}

  /** {@code lib.recursiveUpdate}: sets on both sides are joined at any depth, else right wins. */
  static NixAttrs recursiveUpdate(NixAttrs left, NixAttrs right) {
    NixAttrs r = right.flatten();
    AttrsBuilder joined = new AttrsBuilder(r.size());
    for (int i = 0; i < r.size(); i++) {
      Lazy under = left.get(r.name(i));
      Lazy over = r.value(i);
      joined.put(r.name(i), under == null ? over : new Joined(under, over), r.position(i));
    }
    return NixAttrs.update(left, joined.build());
  }

  private static final class Joined extends Deferred {
    private final Lazy left;
    private final Lazy right;

    Joined(Lazy left, Lazy right) {
      this.left = left;
      this.right = right;
    }

    @Override
    Value compute() {
      Value l = left.force();
      Value r = right.force();
      return l instanceof NixAttrs a && r instanceof NixAttrs b ? recursiveUpdate(a, b) : r;
    }
  }

  /** {@code setAttrByPath path value}, every attribute at {@code position}. */
  static Lazy nest(List<String> path, Lazy value, @Nullable Position position) {
    Lazy v = value;
    for (int i = path.size() - 1; i >= 0; i--) {
      v = new AttrsBuilder(1).put(path.get(i), v, position).build();
    }
    return v;
  }
}
