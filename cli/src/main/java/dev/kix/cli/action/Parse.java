package dev.kix.cli.action;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.SourceArg;

/** Parses one thing and prints its syntax tree. */
public final class Parse {
  /**
   * What to do.
   *
   * @param quiet whether nothing is printed
   */
  public record Request(EvaluationSetup setup, SourceArg source, boolean quiet) {}

  private final Console console;

  public Parse(Console console) {
    this.console = console;
  }

  /**
   * Prints the tree.
   *
   * @return the exit code
   * @throws dev.kix.interpreter.diagnostic.EvalException when the text is not Nix
   */
  public int run(Request request) {
    try (NixSession session = NixSession.open(request.setup(), console)) {
      String text =
          session.run(state -> session.print(session.parse(state, request.source()))) + "\n";
      if (!request.quiet()) {
        console.outBytes(text);
      }
    }
    return 0;
  }
}
