package dev.kix.cli.commands;

import dev.kix.cli.action.Parse;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSettings;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix parse}. */
final class ParseCommand extends FlagCommand {
  ParseCommand() {
    super("parse");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Parses Nix, checks that every variable is defined, and prints the syntax tree as",
            "nix-instantiate --parse does.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("FILE")
            .description("A file, a folder's default.nix, or '-'.")
            .build());
    SourceFlags.describe(spec);
    spec.addOption(flag("Prints nothing; the exit code says whether it is right.", "--check"));
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    return new Parse(console)
        .run(
            new Parse.Request(
                new EvaluationSetup(NixSettings.ofMachine(console), List.of(), List.of(), false),
                SourceFlags.source(flags, flags.matchedPositionalValue(0, ""), "parse"),
                flags.hasMatchedOption("--check")));
  }
}
