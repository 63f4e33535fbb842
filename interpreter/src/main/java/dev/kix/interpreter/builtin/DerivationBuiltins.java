package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.ContextElement;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.StoreException;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.path.Placeholder;
import dev.kix.store.path.StorePath;
import org.jspecify.annotations.Nullable;

/** Derivations, and strings that stand for their outputs. */
final class DerivationBuiltins {
  private DerivationBuiltins() {}

  @NixBuiltin(
      name = "derivation",
      args = {"attrs"},
      global = true,
      trace = false,
      doc =
          """
          Describes how something is built. *attrs* is a set with at least `name`, `system` and \
          `builder`; all other attributes become environment variables of the builder, `args` its \
          arguments, `outputs` the names of what it makes. The result is *attrs* with `type = \
          "derivation"`, `drvPath`, `outPath` and one attribute an output, all computed only when \
          they are asked for.
          """,
      example =
          """
          let
            hello = derivation {
              name = "hello";
              system = "x86_64-linux";
              builder = "/bin/sh";
              args = [ "-c" "echo hello > $out" ];
            };
          in
          [ hello.type hello.outPath ]
          => [ "derivation" "/nix/store/fvchbymk0m4jvldpb9m5hy0bjy2lf30k-hello" ]
          """)
  static Value derivation(EvalState state, @Nullable Position pos, Lazy attrs) {
    throw new AssertionError("what programs see is DerivationFunction; this is its manual page");
  }

  @NixBuiltin(
      name = "derivationStrict",
      args = {"attrs"},
      global = true,
      doc =
          """
          The part of `derivation` that does the work, at once: writes the derivation that *attrs* \
          describes and returns a set with `drvPath` and the path of each output.
          """,
      example =
          """
          builtins.attrNames (derivationStrict {
            name = "hello";
            system = "x86_64-linux";
            builder = "/bin/sh";
            outputs = [ "out" "doc" ];
          })
          => [ "doc" "drvPath" "out" ]
          """)
  static Value derivationStrict(EvalState state, @Nullable Position pos, Lazy argument) {
    NixAttrs attrs =
        state.forceAttrs(
            argument, null, "while evaluating the argument passed to builtins.derivationStrict");
    // The name comes first, for the trace.
    Lazy nameAttribute =
        state.attribute(
            attrs, "name", "in the attrset passed as argument to builtins.derivationStrict");
    Position namePosition = attrs.position("name");
    String name;
    try {
      name =
          state.forceStringNoContext(
              nameAttribute,
              null,
              "while evaluating the `name` attribute passed to builtins.derivationStrict");
    } catch (EvalException e) {
      throw e.during(namePosition, "while evaluating the derivation attribute 'name'");
    }
    try {
      return new DerivationStrict(state, name).instantiate(attrs.flatten());
    } catch (EvalException e) {
      // The position is part of the text: which lines are there does not matter. Always shown, so
      // that people see the chain of derivations that leads to the one at fault.
      throw e.duringCustom(
          null,
          "while evaluating derivation '"
              + name
              + "'\n  whose name attribute is located at "
              + Positions.describe(namePosition));
    }
  }

  @NixBuiltin(
      name = "placeholder",
      args = {"output"},
      global = true,
      since = "2.0",
      doc =
          """
          A string that stands, in the attributes of a derivation, for the path of that \
          derivation's own output *output*; the builder gets the path.
          """,
      example =
          """
          placeholder "out"
          => "/1rz4g4znpzjwh1xymhjpm42vipw92pr73vdgl6xs1hycac8kf2n9"
          """)
  static Value placeholder(EvalState state, @Nullable Position pos, Lazy output) {
    return NixString.of(
        Placeholder.ofOutput(
                state.forceStringNoContext(
                    output,
                    null,
                    "while evaluating the first argument passed to builtins.placeholder"))
            .render());
  }

  @NixBuiltin(
      name = "outputOf",
      args = {"derivation-reference", "output-name"},
      experimental = "dynamic-derivations",
      since = "2.18",
      doc =
          """
          The path of the output *output-name* of a derivation, or a placeholder for it where it \
          is not known before a build. *derivation-reference* is a string with one reference: to \
          a `.drv` file, or to an output that is a derivation itself.
          """,
      example =
          """
          builtins.outputOf (builtins.unsafeDiscardOutputDependency someDrv.drvPath) "out"
          """)
  static Value outputOf(EvalState state, @Nullable Position pos, Lazy reference, Lazy output) {
    String during = "while evaluating the first argument to builtins.outputOf";
    ContextElement derivation = singleReference(state, reference, during);
    String name =
        state.forceStringNoContext(
            output, null, "while evaluating the second argument to builtins.outputOf");
    ContextElement.Built built = new ContextElement.Built(derivation, name);
    return NixString.of(text(state.services().store(), built), StringContext.of(built.encode()));
  }

  /** What a string with exactly one reference refers to, if it says nothing else. */
  private static ContextElement singleReference(EvalState state, Lazy lazy, String during) {
    NixString s = state.forceString(lazy, null, during);
    StringContext context = s.context();
    if (context.size() != 1) {
      throw Errors.eval(
              "string '"
                  + s.value()
                  + "' has "
                  + context.size()
                  + " entries in its context. It should only have exactly one entry")
          .during(null, during);
    }
    ContextElement element = ContextElement.parse(context.get(0));
    if (element instanceof ContextElement.DerivationDeep) {
      throw Errors.eval(
              "string '"
                  + s.value()
                  + "' has a context which refers to a complete source and binary closure. This is"
                  + " not supported at this time")
          .during(null, during);
    }
    String expected = text(state.services().store(), element);
    if (s.value().equals(expected)) {
      return element;
    }
    String message =
        element instanceof ContextElement.Built b
            ? "string '"
                + s.value()
                + "' has context with the output '"
                + b.output()
                + "' from derivation '"
                + b.derivation().display()
                + "', but the string is not the right placeholder for this derivation output. It"
                + " should be '"
                + expected
                + "'"
            : "path string '"
                + s.value()
                + "' has context with the different path '"
                + expected
                + "'";
    throw Errors.eval(message).during(null, during);
  }

  /** The string that stands for {@code element}: its path, or a placeholder. */
  private static String text(EvalStore store, ContextElement element) {
    if (!(element instanceof ContextElement.Built built)) {
      return element.display();
    }
    StorePath known =
        built.derivation() instanceof ContextElement.Opaque o
            ? Realisation.outputPath(store, o.path(), built.output())
            : null;
    return known == null ? placeholderOf(store, built).render() : store.dir().print(known);
  }

  private static Placeholder placeholderOf(EvalStore store, ContextElement.Built built) {
    if (built.derivation() instanceof ContextElement.Built inner) {
      return Placeholder.ofUnknownDerivation(placeholderOf(store, inner), built.output());
    }
    try {
      return Placeholder.ofUnknownOutput(
          store.dir().parse(built.derivation().display()), built.output());
    } catch (StoreException e) {
      throw Errors.from(e);
    }
  }

  /** A string that refers to an output: its path, or a placeholder where that is not known yet. */
  static NixString outputString(
      EvalStore store, StorePath path, Derivation derivation, String output) {
    StorePath known = derivation.outputPath(store.dir(), output);
    ContextElement.Built built =
        new ContextElement.Built(new ContextElement.Opaque(store.dir().print(path)), output);
    return NixString.of(
        known == null
            ? Placeholder.ofUnknownOutput(path, output).render()
            : store.dir().print(known),
        StringContext.of(built.encode()));
  }
}
