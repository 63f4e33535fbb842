package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.ContextElement;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What strings refer to, looked at and changed. */
final class ContextBuiltins {
  private ContextBuiltins() {}

  @NixBuiltin(
      name = "unsafeDiscardStringContext",
      args = {"s"},
      doc = "*s*, coerced to a string, without what it refers to: its context is empty.",
      example =
          """
          builtins.hasContext (builtins.unsafeDiscardStringContext (builtins.toFile "a" ""))
          => false
          """)
  static Value unsafeDiscardStringContext(EvalState state, @Nullable Position pos, Lazy s) {
    return NixString.of(
        coerce(
            state,
            s,
            new ContextBuilder(),
            "while evaluating the argument passed to builtins.unsafeDiscardStringContext"));
  }

  private static String coerce(EvalState state, Lazy s, ContextBuilder context, String during) {
    return Coercion.toString(state, null, s, context, during, false, true, true);
  }

  @NixBuiltin(
      name = "hasContext",
      args = {"s"},
      doc =
          """
          `true` if the string *s* refers to something, that is if its context is not empty; \
          `builtins.getContext` tells what.
          """,
      example =
          """
          [ (builtins.hasContext "a") (builtins.hasContext (builtins.toFile "a" "")) ]
          => [ false true ]
          """)
  static Value hasContext(EvalState state, @Nullable Position pos, Lazy s) {
    return NixBool.of(
        !state
            .forceString(s, null, "while evaluating the argument passed to builtins.hasContext")
            .context()
            .isEmpty());
  }

  @NixBuiltin(
      name = "unsafeDiscardOutputDependency",
      args = {"s"},
      doc =
          """
          *s* with every reference to a derivation and all it needs (the context of `drvPath`) \
          weakened to a reference to the `.drv` file alone. The opposite of \
          `builtins.addDrvOutputDependencies`.
          """,
      example =
          """
          let drv = derivation { name = "a"; system = "x86_64-linux"; builder = "/bin/sh"; };
          in builtins.attrValues (builtins.getContext (builtins.unsafeDiscardOutputDependency drv.drvPath))
          => [ { path = true; } ]
          """)
  static Value unsafeDiscardOutputDependency(EvalState state, @Nullable Position pos, Lazy s) {
    ContextBuilder context = new ContextBuilder();
    String text =
        coerce(
            state,
            s,
            context,
            "while evaluating the argument passed to builtins.unsafeDiscardOutputDependency");
    StringContext old = context.build();
    List<String> weakened = new ArrayList<>(old.size());
    for (int i = 0; i < old.size(); i++) {
      String element = old.get(i);
      weakened.add(
          ContextElement.parse(element) instanceof ContextElement.DerivationDeep d
              ? d.path()
              : element);
    }
    return NixString.of(text, StringContext.ofAll(weakened));
  }

  @NixBuiltin(
      name = "addDrvOutputDependencies",
      args = {"s"},
      since = "2.19",
      doc =
          """
          *s* with its one reference, which must be to a `.drv` file, strengthened to a reference \
          to the derivation and all that it needs. The opposite of \
          `builtins.unsafeDiscardOutputDependency`.
          """,
      example =
          """
          let
            drv = derivation { name = "a"; system = "x86_64-linux"; builder = "/bin/sh"; };
            plain = builtins.unsafeDiscardOutputDependency drv.drvPath;
          in
          builtins.attrValues (builtins.getContext (builtins.addDrvOutputDependencies plain))
          => [ { allOutputs = true; } ]
          """)
  static Value addDrvOutputDependencies(EvalState state, @Nullable Position pos, Lazy s) {
    ContextBuilder builder = new ContextBuilder();
    String text =
        coerce(
            state,
            s,
            builder,
            "while evaluating the argument passed to builtins.addDrvOutputDependencies");
    StringContext context = builder.build();
    if (context.size() != 1) {
      throw Errors.eval(
          "context of string '"
              + text
              + "' must have exactly one element, but has "
              + context.size());
    }
    ContextElement strengthened =
        switch (ContextElement.parse(context.get(0))) {
          case ContextElement.Opaque o -> {
            if (!o.path().endsWith(StorePath.DERIVATION_SUFFIX)) {
              throw Errors.eval("path '" + o.path() + "' is not a derivation");
            }
            yield new ContextElement.DerivationDeep(o.path());
          }
          case ContextElement.Built b ->
              throw Errors.eval(
                  "`addDrvOutputDependencies` can only act on derivations, not on a derivation"
                      + " output such as '"
                      + b.output()
                      + "'");
          case ContextElement.DerivationDeep d -> d;
          case ContextElement.Foreign f ->
              throw Errors.eval("path '" + f.encoded() + "' is not a derivation");
        };
    return NixString.of(text, StringContext.of(strengthened.encode()));
  }

  /** How one store path occurs in a context. */
  private static final class Reference {
    boolean path;
    boolean allOutputs;
    final List<Lazy> outputs = new ArrayList<>();
  }

  @NixBuiltin(
      name = "getContext",
      args = {"s"},
      doc =
          """
          What the string *s* refers to: a set from store paths to sets with `path = true` for the \
          object itself, `outputs = [ … ]` for outputs of a derivation and `allOutputs = true` for \
          a derivation with all that it needs.
          """,
      example =
          """
          let drv = derivation { name = "a"; system = "x86_64-linux"; builder = "/bin/sh"; };
          in builtins.getContext "${drv}/bin/a"
          => { "/nix/store/7g5giqf764p3y3zv7a8rqsy9sqqq5kw4-a.drv" = { outputs = [ "out" ]; }; }
          """)
  static Value getContext(EvalState state, @Nullable Position pos, Lazy s) {
    StringContext context =
        state
            .forceString(s, null, "while evaluating the argument passed to builtins.getContext")
            .context();
    Map<String, Reference> references = new TreeMap<>();
    for (int i = 0; i < context.size(); i++) {
      switch (ContextElement.parse(context.get(i))) {
        case ContextElement.Opaque o -> at(references, o.path()).path = true;
        case ContextElement.DerivationDeep d -> at(references, d.path()).allOutputs = true;
        case ContextElement.Built b -> {
          at(references, Realisation.resolve(state.services().store(), b.derivation()))
              .outputs
              .add(NixString.of(b.output()));
        }
        case ContextElement.Foreign f -> at(references, f.encoded()).path = true;
      }
    }
    AttrsBuilder result = new AttrsBuilder(references.size());
    for (Map.Entry<String, Reference> entry : references.entrySet()) {
      Reference r = entry.getValue();
      AttrsBuilder info = new AttrsBuilder(3);
      if (r.allOutputs) {
        info.put("allOutputs", NixBool.TRUE);
      }
      if (!r.outputs.isEmpty()) {
        info.put("outputs", NixList.copyOf(r.outputs));
      }
      if (r.path) {
        info.put("path", NixBool.TRUE);
      }
      result.put(entry.getKey(), info.build());
    }
    return result.build();
  }

  private static Reference at(Map<String, Reference> references, String path) {
    return references.computeIfAbsent(path, p -> new Reference());
  }

  @NixBuiltin(
      name = "appendContext",
      args = {"s", "context"},
      doc =
          """
          The string *s*, which refers to everything in *context* too; *context* is a set as \
          `builtins.getContext` returns it.
          """,
      example =
          """
          let
            file = builtins.toFile "a" "";
            path = builtins.unsafeDiscardStringContext file;
          in
          builtins.appendContext path { ${path} = { path = true; }; } == file
          => true
          """)
  static Value appendContext(EvalState state, @Nullable Position pos, Lazy s, Lazy added) {
    NixString original =
        state.forceString(
            s, null, "while evaluating the first argument passed to builtins.appendContext");
    NixAttrs attrs =
        state
            .forceAttrs(
                added,
                null,
                "while evaluating the second argument passed to builtins.appendContext")
            .flatten();
    ContextBuilder context = new ContextBuilder();
    context.addAll(original.context());
    for (int i = 0; i < attrs.size(); i++) {
      String name = attrs.name(i);
      @Nullable Position at = attrs.position(i);
      boolean foreign = name.startsWith("@"); // an embedder's
      if (!foreign && !state.services().store().isStorePath(name)) {
        throw error("context key '" + Literals.attributeName(name) + "' is not a store path", at);
      }
      NixAttrs info =
          state.forceAttrs(attrs.value(i), at, "while evaluating the value of a string context");
      append(state, context, name, foreign ? name : canonical(state, name), info, at);
    }
    return context.string(original.value());
  }

  /** A store path may be written with more slashes than it has. */
  private static String canonical(EvalState state, String name) {
    StoreDir dir = state.services().store().dir();
    return dir.print(dir.parse(name));
  }

  private static void append(
      EvalState state,
      ContextBuilder context,
      String name,
      String object,
      NixAttrs info,
      @Nullable Position at) {
    Lazy path = info.get("path");
    if (path != null
        && state.forceBool(
            path,
            info.position("path"),
            "while evaluating the `path` attribute of a string context")) {
      context.add(object);
    }
    boolean derivation = name.endsWith(StorePath.DERIVATION_SUFFIX);
    Lazy all = info.get("allOutputs");
    if (all != null
        && state.forceBool(
            all,
            info.position("allOutputs"),
            "while evaluating the `allOutputs` attribute of a string context")) {
      if (!derivation) {
        throw error(
            "tried to add all-outputs context of "
                + Literals.attributeName(name)
                + ", which is not a derivation, to a"
                + " string",
            at);
      }
      context.add(new ContextElement.DerivationDeep(object).encode());
    }
    Lazy outputs = info.get("outputs");
    if (outputs == null) {
      return;
    }
    Position outputsAt = info.position("outputs");
    NixList list =
        state.forceList(
            outputs, outputsAt, "while evaluating the `outputs` attribute of a string context");
    if (list.size() > 0 && !derivation) {
      throw error(
          "tried to add derivation output context of "
              + Literals.attributeName(name)
              + ", which is not a derivation, to a string",
          at);
    }
    for (Lazy element : list.elements()) {
      String output =
          state.forceStringNoContext(
              element, outputsAt, "while evaluating an output name within a string context");
      context.add(new ContextElement.Built(new ContextElement.Opaque(object), output).encode());
    }
  }

  private static EvalException error(String message, @Nullable Position at) {
    return new EvalException(ErrorKind.EVAL, message, at);
  }
}
