package dev.kix.cli.commands;

import dev.kix.cli.action.Version;
import dev.kix.cli.console.Console;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix version}, also {@code kix --version}. */
final class VersionCommand extends FlagCommand {
  VersionCommand() {
    super("version");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description("Prints the version of kix, of the language it evaluates and of Java.");
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    console.out(Version.line() + "\n");
    return 0;
  }
}
