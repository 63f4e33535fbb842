package dev.kix.cli.commands;

import dev.kix.cli.action.Training;
import dev.kix.cli.console.Console;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix train}: what {@code ./kix} runs in the background; not on the help page. */
final class TrainCommand extends FlagCommand {
  private final BiConsumer<List<String>, Console> program;

  TrainCommand(BiConsumer<List<String>, Console> program) {
    super("train");
    this.program = program;
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage().description("Runs a little of everything, for the JVM's start-up caches.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .type(String.class)
            .paramLabel("FAMILY")
            .description("The commands to train for: language, flakes, clusters or manifests.")
            .build());
  }

  @Override
  int run(ParseResult flags, Console console) throws IOException {
    new Training(program).run(Training.Family.named(flags.matchedPositionalValue(0, "language")));
    return 0;
  }
}
