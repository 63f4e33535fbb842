package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.XmlPrinter;
import dev.kix.interpreter.format.TomlReader;
import dev.kix.interpreter.format.YamlReader;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** XML, TOML and YAML. */
final class FormatBuiltins {
  private FormatBuiltins() {}

  @NixBuiltin(
      name = "toXML",
      args = {"e"},
      since = "0.10",
      doc =
          """
          *e* as XML: an `expr` element around elements named after the types. Functions show \
          their patterns only.
          """,
      example =
          """
          builtins.toXML { x = 1; }
          => "<?xml version='1.0' encoding='utf-8'?>\\n<expr>\\n  <attrs>\\n    <attr name=\\"x\\">\\n      <int value=\\"1\\" />\\n    </attr>\\n  </attrs>\\n</expr>\\n"
          """)
  static Value toXml(EvalState state, @Nullable Position pos, Lazy e) {
    ContextBuilder context = new ContextBuilder();
    return context.string(XmlPrinter.print(state, e, context, true, false));
  }

  @NixBuiltin(
      name = "fromTOML",
      args = {"e"},
      global = true,
      since = "2.1",
      doc =
          """
          The value of the TOML 1.0 text *e*. Dates and times are an error, unless the \
          experimental feature `parse-toml-timestamps` is on: then they are sets of \
          `_type = "timestamp"` and `value`.
          """,
      example =
          """
          fromTOML ''
            x = 1
            [table]
            y = "two"
          ''
          => { table = { y = "two"; }; x = 1; }
          """)
  static Value fromToml(EvalState state, @Nullable Position pos, Lazy e) {
    String text =
        state.forceStringNoContext(
            e, null, "while evaluating the argument passed to builtins.fromTOML");
    boolean timestamps =
        state.services().settings().experimentalFeatures().contains("parse-toml-timestamps");
    return TomlReader.read(text, timestamps);
  }

  @NixBuiltin(
      name = "fromYAML",
      args = {"e"},
      since = "kix",
      doc =
          """
          The value of the YAML 1.2 text *e*, by the JSON schema: a text of one document is its \
          value, one of several documents is the list of their values. Not in Nix.
          """,
      example =
          """
          builtins.fromYAML "a: 1\\nb: [x, null]"
          => { a = 1; b = [ "x" null ]; }
          """)
  static Value fromYaml(EvalState state, @Nullable Position pos, Lazy e) {
    return YamlReader.read(
        state.forceStringNoContext(
            e, null, "while evaluating the argument passed to builtins.fromYAML"));
  }
}
