package dev.kix.cli.action.flake;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Looks at outputs of flakes. */
final class Outputs {
  private Outputs() {}

  static boolean isDerivation(EvalState state, Value value) {
    return value instanceof NixAttrs attrs && "derivation".equals(string(state, attrs, "type"));
  }

  /** A string attribute, or null when there is none. */
  static @Nullable String string(EvalState state, NixAttrs attrs, String name) {
    Lazy value = attrs.get(name);
    return value != null && state.force(value, attrs.position(name)) instanceof NixString text
        ? text.value()
        : null;
  }

  /** {@code meta.description}, or null when there is none. */
  static @Nullable String description(EvalState state, NixAttrs attrs) {
    Lazy meta = attrs.get("meta");
    return meta != null && state.force(meta, attrs.position("meta")) instanceof NixAttrs m
        ? string(state, m, "description")
        : null;
  }
}
