package dev.kix.cli.commands;

import dev.kix.cli.action.Build;
import dev.kix.cli.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix build}. */
final class BuildCommand extends FlagCommand {
  BuildCommand() {
    super("build");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Compiles a cluster, checks it, writes it to the store and prints what it made.",
            "",
            "  kix build kixpkgs/examples/webshop#prod-eu1",
            "",
            "Afterwards ./result leads to the manifests. Nothing is written when anything is wrong.");
    ClusterFlags.describe(spec);
    spec.addOption(
        value("LINK", "Where the link to the result is made (./result).", "-o", "--out-link"));
    spec.addOption(flag("Makes no link.", "--no-link"));
    spec.addOption(flag("Prints the summary as JSON, with every message.", "--json"));
    EvaluationFlags.describe(spec);
  }

  @Override
  String note() {
    return "Nix's 'build' builds derivations, and kix builds none; this one compiles clusters.";
  }

  @Override
  int run(ParseResult flags, Console console) {
    @Nullable String link =
        flags.hasMatchedOption("--no-link")
            ? null
            : flags.matchedOptionValue("--out-link", "./result");
    return new Build(console)
        .run(
            new Build.Request(
                EvaluationFlags.setup(flags, console, true),
                ClusterFlags.cluster(flags, console, "build"),
                link,
                flags.hasMatchedOption("--json")));
  }
}
