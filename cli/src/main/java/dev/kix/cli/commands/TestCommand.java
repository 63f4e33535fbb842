package dev.kix.cli.commands;

import dev.kix.cli.action.RunTests;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix test}. */
final class TestCommand extends FlagCommand {
  private static final int MAX_DEFAULT_JOBS = 4;

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
            "one. A test is { expr; expected; }, { expr; expectedError; } or { snapshot; }.",
            "",
            "Exit code 0 when all tests passed, else 1: also when there is none, or none matches.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("DIR")
            .description("Where to look, or one test file ('.').")
            .build());
    spec.addOption(
        value("REGEX", "Runs the tests whose 'FILE: TEST' matches somewhere.", "--filter"));
    spec.addOption(flag("Writes snapshots that differ or are missing.", "--accept"));
    spec.addOption(
        value("N", "Tests that many files at a time (one a processor, at most 4).", "--jobs"));
    spec.addOption(flag("Prints JSON.", "--json"));
    spec.addOption(value("FILE", "Writes JUnit XML, too.", "--junit"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    return new RunTests(console)
        .run(
            new RunTests.Request(
                EvaluationFlags.setup(flags, console, false),
                flags.matchedPositionalValue(0, "."),
                text(flags, "--filter"),
                flags.hasMatchedOption("--accept"),
                flags.hasMatchedOption("--json"),
                text(flags, "--junit"),
                jobs(text(flags, "--jobs"))));
  }

  private static @Nullable String text(ParseResult flags, String name) {
    return flags.hasMatchedOption(name) ? flags.matchedOptionValue(name, "") : null;
  }

  /** Each job holds a library of its own in memory: more than a few are no faster. */
  private static int jobs(@Nullable String given) {
    if (given == null) {
      return Math.max(1, Math.min(MAX_DEFAULT_JOBS, Runtime.getRuntime().availableProcessors()));
    }
    if (!given.matches("[1-9][0-9]{0,3}")) {
      throw new CliException("'--jobs' takes a number of at least 1, not '" + given + "'");
    }
    return Integer.parseInt(given);
  }
}
