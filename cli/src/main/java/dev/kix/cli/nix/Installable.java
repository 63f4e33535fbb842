package dev.kix.cli.nix;

import dev.kix.cli.console.Console;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import org.jspecify.annotations.Nullable;

/**
 * What a command is about, as Nix's command lines name it: an output of a flake, an attribute of a
 * file or of an expression, a store path.
 *
 * @param place the argument as written, or the empty string where flags say what is meant
 * @param flake the flake that is meant, or null
 * @param source what is evaluated when it is no flake
 * @param selection the attribute that is meant, or the empty string; ordinary text
 */
public record Installable(
    String place, @Nullable FlakeArg flake, SourceArg source, String selection) {
  /** What an argument means where no flag says what is to be evaluated. */
  public static Installable of(String text, Console console) {
    FlakeArg flake = FlakeArg.of(text, console);
    int hash = text.indexOf('#');
    String file = hash < 0 ? text : hash == 0 ? "." : text.substring(0, hash);
    return new Installable(
        text,
        flake,
        file.equals("-") ? SourceArg.stdin() : SourceArg.file(file),
        flake != null || hash < 0 ? "" : text.substring(hash + 1));
  }

  /** An attribute of what {@code --file} or {@code --expr} say. */
  public static Installable of(SourceArg source, String selection) {
    return new Installable("", null, source, selection);
  }

  /** Whether Nix evaluates this purely unless told otherwise: flakes and expressions. */
  public boolean isPure() {
    return flake != null || source.kind() == SourceArg.Kind.EXPRESSION;
  }

  /** The value, functions on the way called. Runs on the evaluation thread. */
  public Lazy value(NixSession session, EvalState state, LockOptions lock) {
    FlakeArg named = flake;
    if (named != null) {
      FlakeSession flakes = new FlakeSession(session, state, named.text());
      return flakes.select(flakes.outputs(flakes.lock(flakes.flagsWithConfig(lock))));
    }
    return SelectionPath.parse(Bytes.encode(selection))
        .select(state, session.autoArgs(state), session.evaluate(state, source));
  }
}
