package dev.kix.cli.nix;

import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.JsonPrinter;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;

/** Values as JSON, XML and bare strings. Everything runs on the evaluation thread. */
public final class Output {
  private Output() {}

  /**
   * As {@code builtins.toJSON} has it, one char per byte.
   *
   * @param copyToStore whether a path becomes its store path
   */
  public static String json(EvalState state, Lazy value, boolean copyToStore) {
    return JsonPrinter.print(state, value, null, new ContextBuilder(), true, copyToStore);
  }

  /** As {@code builtins.toXML} has it, one char per byte. */
  public static String xml(EvalState state, Lazy value) {
    return builtin(state, "toXML", value);
  }

  /**
   * A string, or what coerces to one, as it is; one char per byte.
   *
   * @param during the words of the frame that is added when it does not
   */
  public static String raw(EvalState state, Lazy value, String during) {
    return Coercion.toString(state, null, value, new ContextBuilder(), during, false, true, true);
  }

  private static String builtin(EvalState state, String name, Lazy argument) {
    Lazy function = state.services().builtins().get(name);
    if (function == null) {
      throw new IllegalStateException("there is no builtin '" + name + "'");
    }
    Value result = state.call(state.force(function, null), null, argument);
    return result instanceof NixString s ? s.value() : "";
  }
}
