package dev.kix.interpreter.builtin;

import dev.kix.interpreter.diagnostic.ErrorKind;
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
    EvalStore store = state.services().store();
    for (int i = 0; i < context.size(); i++) {
      switch (ContextElement.parse(context.get(i))) {
        case ContextElement.Opaque o -> requireValid(store, o.path());
        case ContextElement.DerivationDeep d -> requireValid(store, d.path());
        case ContextElement.Built b -> requireBuilt(store, b);
        case ContextElement.Foreign f -> {
          // Something of an embedder's; reading a file does not depend on it.
        }
      }
    }
  }

  private static void requireValid(EvalStore store, String path) {
    StorePath parsed = store.dir().find(path);
    if (parsed == null || !store.isValid(parsed)) {
      throw new EvalException(ErrorKind.EVAL, "path '" + path + "' is not valid", null);
    }
  }

  private static void requireBuilt(EvalStore store, ContextElement.Built built) {
    if (!(built.derivation() instanceof ContextElement.Opaque derivation)) {
      throw cannotBuild(built);
    }
    requireValid(store, derivation.path());
    StorePath output = outputPath(store, derivation.path(), built.output());
    if (output == null || !store.isValid(output)) {
      throw cannotBuild(built);
    }
  }

  /** The path of an output, or null when it is known only after a build. */
  static @Nullable StorePath outputPath(EvalStore store, String derivation, String output) {
    try {
      return store.derivation(store.dir().parse(derivation)).outputPath(store.dir(), output);
    } catch (StoreException e) {
      throw Errors.from(e);
    }
  }

  private static EvalException cannotBuild(ContextElement.Built built) {
    return new EvalException(
        ErrorKind.EVAL,
        "cannot build '"
            + built.display()
            + "' during evaluation because the option 'allow-import-from-derivation' is disabled"
            + " (kix builds nothing while it evaluates; build it beforehand and read the result)",
        null);
  }
}
