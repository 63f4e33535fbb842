package dev.kix.cli.commands;

import dev.kix.cli.console.Console;
import dev.kix.cli.repl.Repl;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix repl}. */
final class ReplCommandLine extends FlagCommand {
  ReplCommandLine() {
    super("repl");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Evaluates what you type. ':?' shows the commands, Tab completes, Ctrl-D ends.",
            "Reads from a pipe too, then without prompt.",
            "",
            "  kix repl .                      the outputs of a flake as variables",
            "  kix repl -f '<nixpkgs>'         the attributes of a file",
            "  kix repl -E '{ x = 1; }' x      … of an attribute of an expression");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("FILE|FLAKE[#ATTR]")
            .description(
                "Files and flakes whose attributes become variables; with -f or -E attributes.")
            .build());
    SourceFlags.describe(spec);
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    List<String> sources = flags.matchedPositionalValue(0, List.of());
    return new Repl(console)
        .run(
            new Repl.Request(
                EvaluationFlags.nixSetup(flags, console, true),
                flags.hasMatchedOption("--file") || flags.hasMatchedOption("--expr")
                    ? SourceFlags.source(flags, "", "repl")
                    : null,
                sources));
  }
}
