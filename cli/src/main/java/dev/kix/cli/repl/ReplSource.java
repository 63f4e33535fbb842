package dev.kix.cli.repl;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.AutoCall;
import dev.kix.cli.nix.FlakeArg;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.LockOptions;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.SelectionPath;
import dev.kix.cli.nix.SourceArg;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.flake.LockFlags;
import dev.kix.interpreter.flake.LockedFlake;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;

/** Something whose attributes become variables, and that can be loaded again. */
sealed interface ReplSource {
  /** What it is called when it is loaded again. */
  String describe();

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

  /**
   * What {@code --file} and {@code --expr} say, of which an attribute may be meant; only a file's
   * function is called.
   */
  record Given(SourceArg source, String selection) implements ReplSource {
    @Override
    public String describe() {
      return "Loading installable '" + selection + "'...";
    }

    @Override
    public Value value(NixSession session, EvalState state, Console console) {
      Value root = session.evaluate(state, source);
      boolean calls = source.kind() != SourceArg.Kind.EXPRESSION;
      NixAttrs args = calls ? session.autoArgs(state) : NixAttrs.EMPTY;
      if (selection.isEmpty() || selection.equals(".")) {
        return calls ? AutoCall.apply(state, args, root) : root;
      }
      return state.force(
          SelectionPath.parse(Bytes.encode(selection)).select(state, args, root), null);
    }
  }

  /** The value of a file, called with the automatic arguments if it is a function. */
  record File(SourceArg source) implements ReplSource {
    @Override
    public String describe() {
      return "Loading \"" + source.text() + "\"...";
    }

    @Override
    public Value value(NixSession session, EvalState state, Console console) {
      return AutoCall.apply(state, session.autoArgs(state), session.evaluate(state, source));
    }
  }

  /** Outputs of a flake: all of them, or what is selected. */
  record Outputs(FlakeArg flake) implements ReplSource {
    @Override
    public String describe() {
      return "Loading installable '" + flake.text() + "'...";
    }

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
    public String describe() {
      return "Loading flake '" + ref + "'...";
    }

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
