package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.print.PrintOptions;
import dev.kix.interpreter.print.ValuePrinter;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import org.jspecify.annotations.Nullable;

/** Printing with an evaluation at hand, which derivations need. */
public final class Printing {
  private Printing() {}

  /** The value as text, one char per byte. */
  public static String print(EvalState state, Lazy value, PrintOptions options) {
    return ValuePrinter.print(
        value,
        options,
        attrs -> {
          Lazy drvPath = attrs.get("drvPath");
          if (drvPath == null) {
            return null;
          }
          @Nullable Position at = attrs.position("drvPath");
          return Coercion.toStorePath(
              state,
              at,
              drvPath,
              new ContextBuilder(),
              "while evaluating the drvPath of a derivation");
        });
  }
}
