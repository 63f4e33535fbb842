package dev.kix.cli.commands;

import dev.kix.cli.console.CliException;
import dev.kix.cli.nix.SourceArg;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code -E}, {@code -f} and a file as an argument: what is to be evaluated or parsed. */
final class SourceFlags {
  private SourceFlags() {}

  static void describe(CommandSpec spec) {
    spec.addOption(FlagCommand.value("EXPR", "Takes this expression.", "-E", "--expr"));
    spec.addOption(
        FlagCommand.value(
            "FILE",
            "Takes a file, a folder's default.nix, or standard input ('-').",
            "-f",
            "--file"));
  }

  /**
   * The one source that the flags name.
   *
   * @param positional the argument that names a file where no flag does, or the empty string
   */
  static SourceArg source(ParseResult flags, String positional, String command) {
    String expression = flags.matchedOptionValue("--expr", (String) null);
    String file = flags.matchedOptionValue("--file", (String) null);
    int given =
        (expression == null ? 0 : 1) + (file == null ? 0 : 1) + (positional.isEmpty() ? 0 : 1);
    if (given != 1) {
      throw new CliException(
          given == 0
              ? "there is nothing to " + command
              : "more than one thing to " + command + " is given",
          "Give one of: FILE, --file FILE, --expr EXPR.",
          "Try 'kix help " + command + "'.");
    }
    if (expression != null) {
      return SourceArg.expression(expression);
    }
    String name = file == null ? positional : file;
    return name.equals("-") ? SourceArg.stdin() : SourceArg.file(name);
  }
}
