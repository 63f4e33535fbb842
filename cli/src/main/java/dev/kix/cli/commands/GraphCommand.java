package dev.kix.cli.commands;

import dev.kix.cli.action.Graph;
import dev.kix.cli.console.Console;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix graph}. */
final class GraphCommand extends FlagCommand {
  GraphCommand() {
    super("graph");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Compiles a cluster and prints its resources, the waves they are applied in, and what",
            "they refer to.",
            "",
            "  kix graph prod-eu1 --format html > graph.html",
            "  kix graph prod-eu1 --namespace shop --neighbours | dot -Tsvg > graph.svg");
    ClusterFlags.describe(spec);
    spec.addOption(
        OptionSpec.builder("--format")
            .arity("1")
            .type(String.class)
            .paramLabel("FORMAT")
            .completionCandidates(Graph.FORMATS)
            .description("dot (default), mermaid, svg, html (one file with a search), or json.")
            .build());
    spec.addOption(
        values("NS", "Prints the resources of this namespace; may be repeated.", "--namespace"));
    spec.addOption(
        values("NS/NAME", "Prints the resources of this instance; may be repeated.", "--instance"));
    spec.addOption(
        flag("Prints what they refer to, and what refers to them, too.", "--neighbours"));
    EvaluationFlags.describe(spec);
  }

  private static OptionSpec values(String label, String description, String name) {
    return OptionSpec.builder(name)
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  @Override
  int run(ParseResult flags, Console console) {
    return new Graph(console)
        .run(
            new Graph.Request(
                EvaluationFlags.setup(flags, console, false),
                ClusterFlags.cluster(flags, console, "graph"),
                flags.matchedOptionValue("--format", "dot"),
                flags.matchedOptionValue("--namespace", List.<String>of()),
                flags.matchedOptionValue("--instance", List.<String>of()),
                flags.hasMatchedOption("--neighbours")));
  }
}
