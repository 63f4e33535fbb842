package dev.kix.cli.commands;

import dev.kix.cli.action.Manual;
import dev.kix.cli.console.CliException;
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
        .description("Prints the reference manual.", "", "  kix doc builtins map foldl'");
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
    spec.addOption(flag("Prints Markdown.", "--markdown"));
  }

  @Override
  int run(ParseResult flags, Console console) {
    String topic = flags.matchedPositionalValue(0, "");
    if (!topic.equals("builtins")) {
      throw new CliException("there is no manual of '" + topic + "'", "Try 'kix doc builtins'.");
    }
    return new Manual(console)
        .builtins(
            flags.matchedPositionalValue(1, List.<String>of()),
            flags.hasMatchedOption("--markdown"));
  }
}
