package dev.kix.cli.commands;

import dev.kix.cli.action.UpgradeCheckRun;
import dev.kix.cli.console.Console;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix upgrade-check}. */
final class UpgradeCheckCommand extends FlagCommand {
  UpgradeCheckCommand() {
    super("upgrade-check");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Lists what an upgrade of Kubernetes would break, and what it would only deprecate.",
            "",
            "  kix upgrade-check --to 1.36                 # all clusters of this folder",
            "  kix upgrade-check --to 1.36 .#prod",
            "  helm template shop . | kix upgrade-check --from 1.31 --to 1.36 -",
            "",
            "Exit code 0 when nothing breaks, else 1.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("WHAT")
            .description(
                "Clusters (DIR#NAME, or a folder with flake.nix or kix.nix for all of it), files and",
                "folders of manifests, or - for standard input. '.' when nothing is given.")
            .build());
    spec.addOption(value("VERSION", "The Kubernetes version wanted (the newest).", "--to"));
    spec.addOption(
        value(
            "VERSION",
            "The version of today, for manifests in files; else every older one is tried.",
            "--from"));
    spec.addOption(flag("Counts deprecations as breaking.", "--strict"));
    spec.addOption(flag("Prints JSON.", "--json"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    return new UpgradeCheckRun(console)
        .run(
            new UpgradeCheckRun.Request(
                EvaluationFlags.setup(flags, console, false),
                flags.matchedPositionalValue(0, List.<String>of()),
                flags.matchedOptionValue("--from", ""),
                flags.matchedOptionValue("--to", ""),
                flags.hasMatchedOption("--json"),
                flags.hasMatchedOption("--strict")));
  }
}
