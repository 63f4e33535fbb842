package dev.kix.cli.repl;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.AutoCall;
import dev.kix.cli.nix.FlakeArg;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.LockOptions;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.SourceArg;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.flake.LockFlags;
import dev.kix.interpreter.flake.LockedFlake;
import dev.kix.interpreter.value.Value;

/** Something whose attributes become variables, and that can be loaded again. */
sealed interface ReplSource {
  /** Its value now. Runs on the evaluation thread. */
  Value value(NixSession session, EvalState state, Console console);

  /**
   * What an argument of the command line or of {@code :l} means.
   *
   * @param text a file, a folder or a flake with what is selected in it; ordinary text
   */
  static ReplSource of(String text, Console console) {
    FlakeArg flake = text.isEmpty() ? null : FlakeArg.of(text, console);
    return flake == null ? new File(SourceArg.file(text)) : new Outputs(flake);
  }

  /** The value of a file, called with the automatic arguments if it is a function. */
  record File(SourceArg source) implements ReplSource {
    @Override
    public Value value(NixSession session, EvalState state, Console console) {
      return AutoCall.apply(state, session.autoArgs(state), session.evaluate(state, source));
    }
  }

  /** Outputs of a flake: all of them, or what is selected. */
  record Outputs(FlakeArg flake) implements ReplSource {
    @Override
    public Value value(NixSession session, EvalState state, Console console) {
      FlakeSession flakes = new FlakeSession(session, state, flake.text());
      var outputs = flakes.outputs(flakes.lock(LockOptions.NONE));
      return flakes.fragment().isEmpty() ? outputs : state.force(flakes.select(outputs), null);
    }
  }

  /**
   * A flake as {@code builtins.getFlake} gives it, which is what {@code :lf} loads.
   *
   * @param ref the reference; ordinary text
   */
  record WholeFlake(String ref) implements ReplSource {
    @Override
    public Value value(NixSession session, EvalState state, Console console) {
      if (ref.isEmpty()) {
        throw new CliException(
            "cannot use ':load-flake' without a path specified. (Use '.' for the current working"
                + " directory.)");
      }
      boolean pure = session.services().settings().pureEval();
      FlakeSession flakes = new FlakeSession(session, state, ref);
      if (pure && !flakes.isLocked()) {
        throw new CliException(
            "cannot use ':load-flake' on unlocked flake reference '"
                + ref
                + "' (use --impure to override)");
      }
      LockFlags.Builder flags = LockFlags.builder().update(false).write(false).allowUnlocked(!pure);
      LockedFlake locked = flakes.lock(flags.useRegistries(!pure));
      return flakes.call(locked);
    }
  }
}
