package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.interpreter.value.ValueType;
import org.jspecify.annotations.Nullable;

/** What type a value has. */
final class TypeBuiltins {
  private static final NixString[] NAMES = new NixString[ValueType.values().length];

  static {
    for (ValueType type : ValueType.values()) {
      NAMES[type.ordinal()] = NixString.of(type.typeName());
    }
  }

  private TypeBuiltins() {}

  @NixBuiltin(
      name = "typeOf",
      args = {"e"},
      since = "1.6.1",
      doc =
          """
          The type of *e* as a string: `"int"`, `"bool"`, `"string"`, `"path"`, `"null"`, `"set"`, \
          `"list"`, `"lambda"` or `"float"`.
          """,
      example =
          """
          map builtins.typeOf [ 1 1.0 "a" /a true null [ ] { } (x: x) ]
          => [ "int" "float" "string" "path" "bool" "null" "list" "set" "lambda" ]
          """)
  static Value typeOf(EvalState state, @Nullable Position pos, Lazy e) {
    return NAMES[state.force(e, null).type().ordinal()];
  }

  @NixBuiltin(
      name = "isNull",
      args = {"e"},
      global = true,
      doc = "`true` if *e* evaluates to something that is `null`. Plain `e == null` does the same.",
      example =
          """
          map isNull [ null false ]
          => [ true false ]
          """)
  static Value isNull(EvalState state, @Nullable Position pos, Lazy e) {
    return NixBool.of(state.force(e, null).type() == ValueType.NULL);
  }

  @NixBuiltin(
      name = "isFunction",
      args = {"e"},
      since = "0.11",
      doc =
          "`true` if *e* evaluates to something that is a function. A set with `__functor` is not.",
      example =
          """
          map builtins.isFunction [ (x: x) map { __functor = self: x: x; } ]
          => [ true true false ]
          """)
  static Value isFunction(EvalState state, @Nullable Position pos, Lazy e) {
    return NixBool.of(state.force(e, null).type() == ValueType.FUNCTION);
  }

  @NixBuiltin(
      name = "isInt",
      args = {"e"},
      since = "0.13",
      doc = "`true` if *e* evaluates to something that is an integer.",
      example =
          """
          map builtins.isInt [ 1 1.0 ]
          => [ true false ]
          """)
  static Value isInt(EvalState state, @Nullable Position pos, Lazy e) {
    return NixBool.of(state.force(e, null).type() == ValueType.INT);
  }

  @NixBuiltin(
      name = "isFloat",
      args = {"e"},
      doc = "`true` if *e* evaluates to something that is a float.",
      example =
          """
          map builtins.isFloat [ 1.0 1 ]
          => [ true false ]
          """)
  static Value isFloat(EvalState state, @Nullable Position pos, Lazy e) {
    return NixBool.of(state.force(e, null).type() == ValueType.FLOAT);
  }

  @NixBuiltin(
      name = "isString",
      args = {"e"},
      since = "0.13",
      doc = "`true` if *e* evaluates to something that is a string.",
      example =
          """
          map builtins.isString [ "/etc" /etc ]
          => [ true false ]
          """)
  static Value isString(EvalState state, @Nullable Position pos, Lazy e) {
    return NixBool.of(state.force(e, null).type() == ValueType.STRING);
  }

  @NixBuiltin(
      name = "isBool",
      args = {"e"},
      since = "0.13",
      doc = "`true` if *e* evaluates to something that is a Boolean.",
      example =
          """
          map builtins.isBool [ false 0 ]
          => [ true false ]
          """)
  static Value isBool(EvalState state, @Nullable Position pos, Lazy e) {
    return NixBool.of(state.force(e, null).type() == ValueType.BOOL);
  }

  @NixBuiltin(
      name = "isPath",
      args = {"e"},
      since = "2.3",
      doc = "`true` if *e* evaluates to something that is a path.",
      example =
          """
          map builtins.isPath [ /etc "/etc" ]
          => [ true false ]
          """)
  static Value isPath(EvalState state, @Nullable Position pos, Lazy e) {
    return NixBool.of(state.force(e, null).type() == ValueType.PATH);
  }

  @NixBuiltin(
      name = "isAttrs",
      args = {"e"},
      since = "0.11",
      doc = "`true` if *e* evaluates to something that is a set.",
      example =
          """
          map builtins.isAttrs [ { } [ ] ]
          => [ true false ]
          """)
  static Value isAttrs(EvalState state, @Nullable Position pos, Lazy e) {
    return NixBool.of(state.force(e, null).type() == ValueType.ATTRS);
  }

  @NixBuiltin(
      name = "isList",
      args = {"e"},
      doc = "`true` if *e* evaluates to something that is a list.",
      example =
          """
          map builtins.isList [ [ ] { } ]
          => [ true false ]
          """)
  static Value isList(EvalState state, @Nullable Position pos, Lazy e) {
    return NixBool.of(state.force(e, null).type() == ValueType.LIST);
  }
}
