package dev.kix.cli.commands;

import dev.kix.cli.action.Init;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix init}. */
final class InitCommand extends FlagCommand {
  InitCommand() {
    super("init");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Makes a folder with a package or a cluster that compiles, and a test that passes.",
            "",
            "  kix init cluster shop",
            "  kix init package shop/hello");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel("KIND")
            .completionCandidates(List.of("cluster", "package"))
            .description("cluster or package.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("1")
            .type(String.class)
            .paramLabel("NAME")
            .description("The folder; its last part is the name. '.' is the folder you are in.")
            .build());
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    String kind = flags.matchedPositionalValue(0, "");
    Init init = new Init(console);
    String folder = flags.matchedPositionalValue(1, "");
    return switch (kind) {
      case "cluster" -> init.cluster(folder);
      case "package" -> init.pkg(folder);
      case "" -> throw new CliException("it is not said what to make", "Write cluster or package.");
      default ->
          throw new CliException(
              "there is nothing called '" + kind + "' to make",
              Suggestions.sentence(kind, List.of("cluster", "package")),
              "Write cluster or package.");
    };
  }
}
