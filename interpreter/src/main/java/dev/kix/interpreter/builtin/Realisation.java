package dev.kix.interpreter.builtin;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.ContextElement;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.StringContext;
import dev.kix.store.StoreException;
import dev.kix.store.path.StorePath;
import org.jspecify.annotations.Nullable;

/**
 * Paths that builtins read from. What their context refers to must be there; kix builds nothing
 * while it evaluates, so the output of a derivation must have been built before.
 */
final class Realisation {
  private Realisation() {}

  /** Which symbolic links are followed before a path is used. */
  enum Links {
    ALL,
    /** All but one that is the last component. */
    ANCESTORS,
    NONE
  }

  /** The canonical path that {@code lazy} means, with links followed as {@code links} says. */
  static String path(EvalState state, Lazy lazy, Links links) {
    ContextBuilder context = new ContextBuilder();
    String path =
        Coercion.toPath(state, null, lazy, context, "while realising the context of a path");
    try {
      realise(state, context.build());
      return switch (links) {
        case ALL -> state.services().files().resolve(path, true);
        case ANCESTORS -> state.services().files().resolve(path, false);
        case NONE -> path;
      };
    } catch (EvalException e) {
      throw e.during(null, "while realising the context of path '" + path + "'");
    }
  }

  /** Checks that everything that {@code context} refers to is there. */
  static void realise(EvalState state, StringContext context) {
    if (context.isEmpty()) {
      return;
    }
    String invalid = firstInvalid(state.services().store(), context);
    if (invalid != null) {
      throw Errors.eval("path '" + invalid + "' is not valid");
    }
    requireBuilt(state, context);
  }

  /** The first path that {@code context} refers to and that is not there, or null. */
  static @Nullable String firstInvalid(EvalStore store, StringContext context) {
    for (ContextElement element : context.decoded()) {
      ContextElement base = element;
      while (base instanceof ContextElement.Built built) {
        base = built.derivation();
      }
      String path =
          switch (base) {
            case ContextElement.Opaque o -> o.path();
            case ContextElement.DerivationDeep d -> d.path();
            // Something of an embedder's: reading a file does not depend on it.
            case ContextElement.Foreign f -> null;
            case ContextElement.Built b -> throw new IllegalStateException("has a base");
          };
      if (path != null) {
        StorePath parsed = store.dir().find(path);
        if (parsed == null || !store.isValid(parsed)) {
          return path;
        }
      }
    }
    return null;
  }

  /** Checks that every output that {@code context} refers to may be read and has been built. */
  static void requireBuilt(EvalState state, StringContext context) {
    EvalStore store = state.services().store();
    for (ContextElement element : context.decoded()) {
      if (element instanceof ContextElement.Built built) {
        if (!state.services().settings().importFromDerivation()) {
          throw Errors.eval(
              "cannot build '"
                  + built.display()
                  + "' during evaluation because the option 'allow-import-from-derivation' is"
                  + " disabled");
        }
        StorePath output =
            built.derivation() instanceof ContextElement.Opaque derivation
                ? outputPath(store, derivation.path(), built.output())
                : null;
        if (output == null || !store.isValid(output)) {
          throw Errors.eval(
              "cannot build '"
                  + built.display()
                  + "' during evaluation: kix builds nothing while it evaluates (build it"
                  + " beforehand, and its output is read from the store)");
        }
      }
    }
  }

  /**
   * The path that a derivation reference stands for.
   *
   * @throws dev.kix.interpreter.diagnostic.EvalException when it is known only after a build
   */
  static String resolve(EvalStore store, ContextElement reference) {
    if (!(reference instanceof ContextElement.Built built)) {
      return reference.display();
    }
    String derivation = resolve(store, built.derivation());
    StorePath output = outputPath(store, derivation, built.output());
    if (output == null) {
      throw Errors.eval(
          "cannot operate on output '"
              + built.output()
              + "' of the unbuilt derivation '"
              + derivation
              + "'");
    }
    return store.dir().print(output);
  }

  /** The path of an output, or null when it is known only after a build. */
  static @Nullable StorePath outputPath(EvalStore store, String derivation, String output) {
    try {
      return store.derivation(store.dir().parse(derivation)).outputPath(store.dir(), output);
    } catch (StoreException e) {
      throw Errors.from(e);
    }
  }
}
