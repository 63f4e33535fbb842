package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.DeepForce;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Printing;
import dev.kix.interpreter.print.PrintOptions;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Errors, the order of evaluation, and messages to the user. */
final class ControlBuiltins {
  private static final Shape TRY = Shape.ofSorted(new String[] {"success", "value"}, null);

  private ControlBuiltins() {}

  @NixBuiltin(
      name = "throw",
      args = {"s"},
      global = true,
      since = "0.11",
      doc =
          """
          Fails with the message *s*. Unlike `abort`, the failure can be caught by \
          `builtins.tryEval`, and listing the packages of a set skips what throws.
          """,
      example =
          """
          throw "unsupported: ${"x"}"
          => error: unsupported: x

          (builtins.tryEval (throw "no")).success
          => false
          """)
  static Value throwError(EvalState state, @Nullable Position pos, Lazy s) {
    throw new EvalException(
        ErrorKind.THROWN,
        message(state, s, "while evaluating the error message passed to builtin.throw"),
        null);
  }

  @NixBuiltin(
      name = "abort",
      args = {"s"},
      global = true,
      doc = "Ends the evaluation with the message *s*. Nothing catches it.",
      example =
          """
          abort "no value for the port"
          => error: evaluation aborted with the following error message: 'no value for the port'
          """)
  static Value abort(EvalState state, @Nullable Position pos, Lazy s) {
    throw new EvalException(
        ErrorKind.ABORT,
        "evaluation aborted with the following error message: '"
            + message(state, s, "while evaluating the error message passed to builtins.abort")
            + "'",
        null);
  }

  private static String message(EvalState state, Lazy s, String during) {
    return Coercion.toString(state, null, s, new ContextBuilder(), during, false, true, true);
  }

  @NixBuiltin(
      name = "addErrorContext",
      args = {"context", "value"},
      trace = false,
      since = "0.13",
      doc =
          """
          *value*; if evaluating it fails, the message *context* is added to the trace of the \
          error, and is shown even without `--show-trace`.
          """,
      example =
          """
          builtins.addErrorContext "while reading the settings of web" { port = 80; }
          => { port = 80; }
          """)
  static Value addErrorContext(EvalState state, @Nullable Position pos, Lazy context, Lazy value) {
    int depth = state.depth();
    try {
      return state.force(value, null);
    } catch (EvalException e) {
      state.restoreDepth(depth);
      String text =
          Coercion.toString(
              state,
              null,
              context,
              new ContextBuilder(),
              "while evaluating the error message passed to builtins.addErrorContext",
              false,
              false,
              true);
      throw e.duringCustom(null, text);
    }
  }

  @NixBuiltin(
      name = "tryEval",
      args = {"e"},
      doc =
          """
          Evaluates *e*, though not what is in it. The result is `{ success = true; value = e; }`, \
          or `{ success = false; value = false; }` if `throw` or a false `assert` was met. No \
          other failure is caught.
          """,
      example =
          """
          (builtins.tryEval (throw "no")).success
          => false

          (builtins.tryEval [ (throw "not looked at") ]).success
          => true
          """)
  static Value tryEval(EvalState state, @Nullable Position pos, Lazy e) {
    int depth = state.depth();
    try {
      state.force(e, null);
      return NixAttrs.of(TRY, new Lazy[] {NixBool.TRUE, e});
    } catch (EvalException x) {
      if (!x.kind().catchable()) {
        throw x;
      }
      state.restoreDepth(depth);
      // A set of its own each time: printers tell sets apart by identity.
      return NixAttrs.of(TRY, new Lazy[] {NixBool.FALSE, NixBool.FALSE});
    }
  }

  @NixBuiltin(
      name = "seq",
      args = {"e1", "e2"},
      since = "1.8",
      doc = "Evaluates *e1*, then returns *e2*. What is in *e1* stays unevaluated.",
      example =
          """
          builtins.seq [ (throw "not looked at") ] 1
          => 1
          """)
  static Value seq(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    state.force(e1, null);
    return state.force(e2, null);
  }

  @NixBuiltin(
      name = "deepSeq",
      args = {"e1", "e2"},
      since = "1.8",
      doc = "Evaluates *e1* and everything in it, then returns *e2*.",
      example =
          """
          builtins.deepSeq [ (throw "found") ] 1
          => error: found
          """)
  static Value deepSeq(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    DeepForce.force(state, e1);
    return state.force(e2, null);
  }

  @NixBuiltin(
      name = "trace",
      args = {"e1", "e2"},
      since = "0.11",
      doc =
          """
          Prints *e1* for the user, as `trace: …`, then returns *e2*. A string is printed as it \
          is, anything else as far as it is evaluated.
          """,
      example =
          """
          builtins.trace "x is ${toString 1}" 2
          => 2
          """)
  static Value trace(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    Value v = state.force(e1, null);
    state
        .services()
        .message(
            "trace: "
                + (v instanceof NixString s
                    ? s.value()
                    : Printing.print(state, v, PrintOptions.PLAIN)));
    return state.force(e2, null);
  }

  @NixBuiltin(
      name = "traceVerbose",
      args = {"e1", "e2"},
      since = "2.10",
      doc =
          """
          As `trace` where `--trace-verbose` is given, else just *e2*, with *e1* not evaluated.
          """,
      example =
          """
          builtins.traceVerbose (throw "not looked at without --trace-verbose") 2
          => 2
          """)
  static Value traceVerbose(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    return state.services().settings().traceVerbose()
        ? trace(state, pos, e1, e2)
        : state.force(e2, null);
  }

  @NixBuiltin(
      name = "warn",
      args = {"e1", "e2"},
      since = "2.23",
      doc =
          """
          Prints the string *e1* for the user, as `evaluation warning: …`, then returns *e2*. With \
          `--abort-on-warn` it fails instead, so that the trace shows where the warning comes from.
          """,
      example =
          """
          builtins.warn "this is old" 1
          => 1
          """)
  static Value warn(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    String message =
        state
            .forceString(
                e1,
                null,
                "while evaluating the first argument; the message passed to builtins.warn")
            .value();
    state.services().message(DiagnosticRenderer.plain(false).evaluationWarning(message));
    if (state.services().settings().abortOnWarn()) {
      throw Errors.eval("aborting to reveal stack trace of warning, as abort-on-warn is set");
    }
    return state.force(e2, null);
  }

  @NixBuiltin(
      name = "break",
      args = {"v"},
      global = true,
      since = "2.9",
      doc = "In Nix's debugger this stops the evaluation; otherwise it is just *v*.",
      example =
          """
          break (1 + 1)
          => 2
          """)
  static Value breakpoint(EvalState state, @Nullable Position pos, Lazy v) {
    return state.force(v, null);
  }

  @NixBuiltin(
      name = "genericClosure",
      args = {"attrset"},
      doc =
          """
          The elements reachable from a start: *attrset* has the list `startSet` and the \
          function `operator`, which returns a list of further elements for each. Every element \
          is a set with a `key`, which must be comparable; elements with a key that was met \
          before are left out.
          """,
      example =
          """
          builtins.genericClosure {
            startSet = [ { key = 5; } ];
            operator = { key }: [ { key = if key / 2 * 2 == key then key / 2 else 3 * key + 1; } ];
          }
          => [ { key = 5; } { key = 16; } { key = 8; } { key = 4; } { key = 2; } { key = 1; } ]
          """)
  static Value genericClosure(EvalState state, @Nullable Position pos, Lazy attrset) {
    return GenericClosure.of(state, attrset);
  }
}
