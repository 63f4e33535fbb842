package dev.kix.cli.action;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cluster.Activation;
import dev.kix.cluster.graph.GraphDot;

/** Prints a cluster's resources and what they refer to, for Graphviz. */
public final class Graph {
  private final Console console;

  public Graph(Console console) {
    this.console = console;
  }

  /**
   * Prints DOT; writes nothing.
   *
   * @return the exit code
   * @throws dev.kix.cluster.ClusterException if the cluster does not compile
   */
  public int run(EvaluationSetup setup, ClusterArg cluster) {
    Activation activation = new Clusters(console).compile(setup, cluster);
    console.out(GraphDot.write(activation.cluster(), activation.graph(), activation.waves()));
    return 0;
  }
}
