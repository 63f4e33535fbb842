package dev.kix.cli.commands;

import dev.kix.cli.action.Manual;
import dev.kix.cli.console.Console;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix doc builtins}. */
final class DocCommand extends FlagCommand {
  DocCommand() {
    super("doc");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Prints the reference manual.",
            "",
            "  kix doc builtins map foldl'",
            "  kix doc builtins --format html > builtins.html");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel("TOPIC")
            .completionCandidates(List.of("builtins"))
            .description("builtins")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("NAME")
            .description("The builtins to explain; all when none is named.")
            .build());
    spec.addOption(value("FORMAT", "text, markdown, html or json.", "--format"));
    spec.addOption(flag("The same as --format json.", "--json"));
  }

  @Override
  int run(ParseResult flags, Console console) {
    return new Manual(console)
        .print(
            flags.matchedPositionalValue(0, ""),
            flags.matchedPositionalValue(1, List.<String>of()),
            flags.hasMatchedOption("--json")
                ? "json"
                : flags.matchedOptionValue("--format", "text"));
  }
}
