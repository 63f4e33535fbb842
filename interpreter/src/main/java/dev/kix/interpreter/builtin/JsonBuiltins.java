package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.JsonPrinter;
import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** JSON. */
final class JsonBuiltins {
  private JsonBuiltins() {}

  @NixBuiltin(
      name = "fromJSON",
      args = {"e"},
      since = "1.8",
      doc =
          """
          The value of the JSON text *e*.
          """,
      example =
          """
          builtins.fromJSON ''{"x": [1, 2.5, "a"], "y": null}''
          => { x = [ 1 2.5 "a" ]; y = null; }
          """)
  static Value fromJson(EvalState state, @Nullable Position pos, Lazy e) {
    return JsonReader.read(
        state.forceStringNoContext(
            e, null, "while evaluating the first argument passed to builtins.fromJSON"));
  }

  @NixBuiltin(
      name = "toJSON",
      args = {"e"},
      since = "1.7",
      doc =
          """
          *e* as JSON text. A set with `__toString` or `outPath` becomes that string, a path is \
          copied to the store and becomes its store path; functions are an error.
          """,
      example =
          """
          builtins.toJSON { x = [ 1 2.5 null ]; y = { outPath = "z"; }; }
          => "{\\"x\\":[1,2.5,null],\\"y\\":\\"z\\"}"
          """)
  static Value toJson(EvalState state, @Nullable Position pos, Lazy e) {
    ContextBuilder context = new ContextBuilder();
    return context.string(JsonPrinter.print(state, e, null, context));
  }
}
