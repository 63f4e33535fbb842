package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What merging the definitions of an option yields: the value or what is wrong with the
 * definitions, and what the type knows about how the value came about. The {@code merge.v2}
 * protocol.
 *
 * @param headError why the definitions are not of the type, or null
 * @param value the merged value; meaningless when there is an error
 * @param meta {@code valueMeta}
 */
record Merged(@Nullable HeadError headError, Lazy value, ValueMeta meta) {
  private static final Shape SHAPE = Nix.shape("headError", "value", "valueMeta");
  private static final Shape ERROR_SHAPE = Nix.shape("message");

  static Merged of(Lazy value) {
    return new Merged(null, value, ValueMeta.NONE);
  }

  /** What a {@code merge.v2} function returned. */
  static Merged ofAttrs(EvalState state, NixAttrs attrs) {
    Lazy error = Nix.selectLazy(attrs, "headError");
    return new Merged(
        error.force() == NixNull.NULL ? null : HeadError.foreign(state.forceAttrs(error, null, "")),
        Nix.selectLazy(attrs, "value"),
        ValueMeta.foreign(state, Nix.selectLazy(attrs, "valueMeta")));
  }

  /** {@code { headError; value; valueMeta; }}. */
  NixAttrs toAttrs(EvalState state) {
    return NixAttrs.of(
        SHAPE,
        new Lazy[] {
          headError == null ? NixNull.NULL : headError.toAttrs(state), value, meta.toNix(state)
        });
  }

  /** Definitions that are not of a type. The message is made only when it is printed. */
  static final class HeadError {
    private final List<Definition> invalid;
    private final @Nullable Lazy message;

    private HeadError(List<Definition> invalid, @Nullable Lazy message) {
      this.invalid = invalid;
      this.message = message;
    }

    static HeadError of(List<Definition> invalid) {
      return new HeadError(invalid, null);
    }

    static HeadError of(List<Definition> invalid, Lazy message) {
      return new HeadError(invalid, message);
    }

    private static HeadError foreign(NixAttrs error) {
      return new HeadError(List.of(), Nix.selectLazy(error, "message"));
    }

    /** The definitions at fault; empty when a foreign type did not say. */
    List<Definition> invalid() {
      return invalid;
    }

    String message(EvalState state) {
      return message == null
          ? "Definition values: " + Show.definitions(state, invalid)
          : state.forceString(message, null, "").value();
    }

    /** {@code { message; }}. */
    NixAttrs toAttrs(EvalState state) {
      Lazy text =
          message != null
              ? message
              : new Deferred() {
                @Override
                NixString compute() {
                  return NixString.of(message(state));
                }
              };
      return NixAttrs.of(ERROR_SHAPE, new Lazy[] {text});
    }
  }
}
