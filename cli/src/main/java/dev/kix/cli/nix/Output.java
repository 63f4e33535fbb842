package dev.kix.cli.nix;

import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.JsonPrinter;
import dev.kix.interpreter.eval.XmlPrinter;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;

/** Values as JSON and bare strings. Everything runs on the evaluation thread. */
public final class Output {
  private Output() {}

  /**
   * As {@code builtins.toJSON} has it, one char per byte.
   *
   * @param strict whether to evaluate what is not evaluated yet, which is an error otherwise
   * @param copyToStore whether a path becomes its store path
   */
  public static String json(EvalState state, Lazy value, boolean strict, boolean copyToStore) {
    return json(state, value, strict, copyToStore, new ContextBuilder());
  }

  /** The same; what the strings refer to is added to {@code context}. */
  public static String json(
      EvalState state, Lazy value, boolean strict, boolean copyToStore, ContextBuilder context) {
    return JsonPrinter.print(state, value, null, context, strict, copyToStore);
  }

  /**
   * As {@code builtins.toXML} has it, one char per byte.
   *
   * @param strict whether to evaluate what is not evaluated yet, instead of saying so
   * @param locations whether attributes and functions say where they are written
   */
  public static String xml(EvalState state, Lazy value, boolean strict, boolean locations) {
    return XmlPrinter.print(state, value, new ContextBuilder(), strict, locations);
  }

  /**
   * A string, or what coerces to one, as it is; one char per byte.
   *
   * @param during the words of the frame that is added when it does not
   */
  public static String raw(EvalState state, Lazy value, String during) {
    return raw(state, value, during, new ContextBuilder());
  }

  /** The same; what the string refers to is added to {@code context}. */
  public static String raw(EvalState state, Lazy value, String during, ContextBuilder context) {
    return Coercion.toString(state, null, value, context, during, false, true, true);
  }
}
