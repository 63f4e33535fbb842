package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.NixAttrs;
import java.util.List;

/** Checks the set that a function with named arguments gets, as the language does for a lambda. */
final class Arguments {
  private Arguments() {}

  /** Fails for an attribute that is not in {@code known}. */
  static void rejectUnknown(NixAttrs args, String function, List<String> known) {
    NixAttrs flat = args.flatten();
    for (int i = 0; i < flat.size(); i++) {
      if (!known.contains(flat.name(i))) {
        throw new EvalException(
                ErrorKind.TYPE,
                "function '"
                    + function
                    + "' called with unexpected argument '"
                    + flat.name(i)
                    + "'",
                flat.position(i))
            .suggesting(Suggestions.nearest(flat.name(i), known, 3));
      }
    }
  }

  /** Fails unless {@code name} is given. */
  static void require(NixAttrs args, String function, String name) {
    if (!args.has(name)) {
      throw new EvalException(
          ErrorKind.TYPE,
          "function '" + function + "' called without required argument '" + name + "'",
          null);
    }
  }
}
