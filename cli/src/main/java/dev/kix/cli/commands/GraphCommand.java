package dev.kix.cli.commands;

import dev.kix.cli.action.Graph;
import dev.kix.cli.console.Console;
import picocli.CommandLine.Model.CommandSpec;
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
            "Compiles a cluster and prints its resources and what they refer to, as DOT.",
            "",
            "  kix graph kixpkgs/examples/webshop#prod-eu1 | dot -Tsvg > graph.svg");
    ClusterFlags.describe(spec);
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    return new Graph(console)
        .run(
            EvaluationFlags.setup(flags, console, false),
            ClusterFlags.cluster(flags, console, "graph"));
  }
}
