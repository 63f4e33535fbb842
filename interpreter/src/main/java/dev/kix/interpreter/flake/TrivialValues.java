package dev.kix.interpreter.flake;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Thunk;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Values of which nothing need be computed: all of {@code flake.nix} but its outputs must be so.
 */
final class TrivialValues {
  private final EvalState state;

  TrivialValues(EvalState state) {
    this.state = state;
  }

  /** The value, if it stands there or was computed before; else null. */
  @Nullable Value get(Lazy lazy, @Nullable Position at) {
    Value known = lazy instanceof Value v ? v : lazy.valueIfForced();
    if (known != null) {
      return known;
    }
    return lazy instanceof Thunk thunk && thunk.isTrivial() ? state.force(lazy, at) : null;
  }

  /**
   * The value, which must be of one type.
   *
   * @param type as messages say it: {@code a string}
   */
  <T extends Value> T expect(Class<T> kind, String type, Lazy lazy, @Nullable Position at) {
    Value value = get(lazy, at);
    if (kind.isInstance(value)) {
      return kind.cast(value);
    }
    throw unexpected(type, value, at);
  }

  /** What something else than {@code type} is. */
  static EvalException unexpected(String type, @Nullable Value value, @Nullable Position at) {
    return FlakeRef.error("expected " + type + " but got " + describe(value) + " at " + place(at));
  }

  static String describe(@Nullable Value value) {
    return value == null ? "a thunk" : value.describeType();
  }

  static String place(@Nullable Position at) {
    return at == null ? "\u00abnone\u00bb" : DiagnosticRenderer.describe(at);
  }
}
