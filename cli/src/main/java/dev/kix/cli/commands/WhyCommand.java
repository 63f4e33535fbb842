package dev.kix.cli.commands;

import dev.kix.cli.action.Why;
import dev.kix.cli.console.Console;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix why}. */
final class WhyCommand extends FlagCommand {
  WhyCommand() {
    super("why");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Explains how an instance got its dependencies and what its options' values are made",
            "of: every definition, its priority, file and line, which one won.",
            "",
            "  kix why prod-eu1 shop/backend",
            "  kix why prod-eu1 shop/backend replicas",
            "  kix why prod-eu1 tenants.acme.namespaces");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..3")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("CLUSTER|NS/NAME|OPTION")
            .hideParamSyntax(true)
            .description(
                "The cluster, as for kix build; an instance; an option, or what stands above",
                "several. Without an instance, options of the cluster itself are meant.")
            .build());
    SourceFlags.describe(spec);
    spec.addOption(
        value("ATTR", "The attribute of FILE or EXPR that is a cluster.", "-A", "--attr"));
    ClusterFlags.describeMessages(spec);
    spec.addOption(flag("Explains options that nobody has set, too.", "--all"));
    spec.addOption(flag("Prints JSON.", "--json"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    boolean given = flags.hasMatchedOption("--file") || flags.hasMatchedOption("--expr");
    Why.Words words =
        Why.Words.of(flags.matchedPositionalValue(0, List.<String>of()), given, console);
    return new Why(console)
        .run(
            new Why.Request(
                EvaluationFlags.setup(flags, console, false),
                ClusterFlags.cluster(flags, words.cluster(), console, "why"),
                words.instance(),
                words.option(),
                flags.hasMatchedOption("--all"),
                flags.hasMatchedOption("--json")));
  }
}
