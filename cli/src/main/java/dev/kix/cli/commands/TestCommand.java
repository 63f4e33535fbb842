package dev.kix.cli.commands;

import dev.kix.cli.action.RunTests;
import dev.kix.cli.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix test}. */
final class TestCommand extends FlagCommand {
  TestCommand() {
    super("test");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Runs the tests of packages: every tests/*.nix below a folder. Prints TAP.",
            "",
            "A test file is a set of tests, or a function of compile, package, packages, kix, lib to",
            "one. A test is { expr; expected; }, { expr; expectedError; } or { snapshot; }.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("DIR")
            .description("Where to look, or one test file ('.').")
            .build());
    spec.addOption(flag("Writes snapshots that differ or are missing.", "--accept"));
    spec.addOption(flag("Prints JSON.", "--json"));
    spec.addOption(value("FILE", "Writes JUnit XML, too.", "--junit"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    @Nullable String junit =
        flags.hasMatchedOption("--junit") ? flags.matchedOptionValue("--junit", "") : null;
    return new RunTests(console)
        .run(
            new RunTests.Request(
                EvaluationFlags.setup(flags, console, false),
                flags.matchedPositionalValue(0, "."),
                flags.hasMatchedOption("--accept"),
                flags.hasMatchedOption("--json"),
                junit));
  }
}
