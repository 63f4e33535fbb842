package dev.kix.cli.commands;

import dev.kix.cli.action.Options;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix options}. */
final class OptionsCommand extends FlagCommand {
  OptionsCommand() {
    super("options");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Prints the options of a package or a cluster: type, default, example, description,",
            "and where each is declared.",
            "",
            "  kix options coredns",
            "  kix options ./my-package image",
            "  kix options prod-eu1 --site public/options");
    positional(
        spec,
        "0",
        "PACKAGE|CLUSTER",
        "A package of kixpkgs, a package's file or folder, or a",
        "cluster as for kix build. Nothing: the options that every cluster has.");
    positional(spec, "1", "OPTION", "Prints this option and those below it only.");
    spec.addOption(flag("Prints JSON.", "--json"));
    spec.addOption(flag("Prints Markdown.", "--markdown"));
    spec.addOption(
        value(
            "DIR",
            "Writes a folder of web pages and Markdown, with a search, for the cluster and all packages.",
            "--site"));
    EvaluationFlags.describe(spec);
  }

  private static void positional(
      CommandSpec spec, String index, String label, String... description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(index)
            .arity("0..1")
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    boolean json = flags.hasMatchedOption("--json");
    boolean markdown = flags.hasMatchedOption("--markdown");
    if (json && markdown) {
      throw new CliException("--json and --markdown are mutually exclusive");
    }
    return new Options(console)
        .run(
            new Options.Request(
                EvaluationFlags.setup(flags, console, false),
                flags.matchedPositionalValue(0, ""),
                flags.matchedPositionalValue(1, ""),
                json
                    ? Options.Format.JSON
                    : markdown ? Options.Format.MARKDOWN : Options.Format.TEXT,
                flags.matchedOptionValue("--site", (String) null)));
  }
}
