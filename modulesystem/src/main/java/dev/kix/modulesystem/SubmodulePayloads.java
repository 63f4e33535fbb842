package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** How the submodules of two declarations of one option become one. */
final class SubmodulePayloads {
  private SubmodulePayloads() {}

  static final NativeFunction2 JOIN =
      new NativeFunction2() {
        @Override
        Value apply(EvalState state, Lazy a, Lazy b) {
          return join(state, state.forceAttrs(a, null, ""), state.forceAttrs(b, null, ""));
        }
      };

  private static NixAttrs join(EvalState state, NixAttrs left, NixAttrs right) {
    return new AttrsBuilder(5)
        .put(
            "class",
            deferred(() ->
                either(
                    state,
                    left,
                    right,
                    "class",
                    () ->
                        "class values \""
                            + shown(left, "class")
                            + "\" and \""
                            + shown(right, "class")
                            + "\".")))
        .put(
            "description",
            deferred(() -> either(state, left, right, "description", () -> "descriptions")))
        .put(
            "modules",
            deferred(() ->
                Nix.concat(
                    state.forceList(Nix.selectLazy(left, "modules"), null, ""),
                    state.forceList(Nix.selectLazy(right, "modules"), null, ""))))
        .put(
            "shorthandOnlyDefinesConfig",
            deferred(() ->
                either(
                    state,
                    left,
                    right,
                    "shorthandOnlyDefinesConfig",
                    () -> "shorthandOnlyDefinesConfig values")))
        .put("specialArgs", deferred(() -> specialArgs(state, left, right)))
        .build();
  }

  private static Lazy deferred(Supplier<Value> value) {
    return new Deferred() {
      @Override
      Value compute() {
        return value.get();
      }
    };
  }

  private static String shown(NixAttrs payload, String name) {
    return Nix.selectOrNull(payload, name) instanceof NixString s ? s.value() : "";
  }

  private static Value either(
      EvalState state, NixAttrs left, NixAttrs right, String name, Supplier<String> what) {
    Value l = Nix.selectOrNull(left, name);
    Value r = Nix.selectOrNull(right, name);
    if (l == null || r == null) {
      return l != null ? l : r != null ? r : NixNull.NULL;
    }
    if (Nix.equal(state, l, r)) {
      return l;
    }
    throw Nix.thrown(
        "A submoduleWith option is declared multiple times with conflicting " + what.get());
  }

  private static Value specialArgs(EvalState state, NixAttrs left, NixAttrs right) {
    NixAttrs l = state.forceAttrs(Nix.selectLazy(left, "specialArgs"), null, "");
    NixAttrs r = state.forceAttrs(Nix.selectLazy(right, "specialArgs"), null, "").flatten();
    List<String> both = new ArrayList<>();
    for (int i = 0; i < r.size(); i++) {
      if (l.has(r.name(i))) {
        both.add(r.name(i));
      }
    }
    if (both.isEmpty()) {
      return NixAttrs.update(l, r);
    }
    throw Nix.thrown(
        "A submoduleWith option is declared multiple times with the same specialArgs \""
            + String.join(" ", both)
            + "\"");
  }
}
