package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cluster.Activation;
import dev.kix.cluster.graph.view.GraphDot;
import dev.kix.cluster.graph.view.GraphHtml;
import dev.kix.cluster.graph.view.GraphJson;
import dev.kix.cluster.graph.view.GraphMermaid;
import dev.kix.cluster.graph.view.GraphSvg;
import dev.kix.cluster.graph.view.GraphView;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Prints a cluster's resources and what they refer to. */
public final class Graph {
  /** The formats by name. */
  public static final List<String> FORMATS = List.of("dot", "mermaid", "svg", "html", "json");

  /**
   * What to print.
   *
   * @param format one of {@link #FORMATS}
   * @param namespaces only the resources of these; all when this and {@code instances} are empty
   * @param instances and those of these, {@code NS/NAME}
   * @param neighbours whether what is next to them is printed too
   */
  public record Request(
      EvaluationSetup setup,
      ClusterArg cluster,
      String format,
      List<String> namespaces,
      List<String> instances,
      boolean neighbours) {}

  private final Console console;

  public Graph(Console console) {
    this.console = console;
  }

  /**
   * Compiles and prints; writes nothing.
   *
   * @return the exit code
   * @throws dev.kix.cluster.ClusterException if the cluster does not compile
   */
  public int run(Request request) {
    if (!FORMATS.contains(request.format())) {
      throw new CliException(
          "there is no format '" + request.format() + "'",
          Suggestions.sentence(request.format(), FORMATS),
          "Write one of: " + String.join(", ", FORMATS) + ".");
    }
    Activation activation = new Clusters(console).compile(request.setup(), request.cluster());
    check("namespace", request.namespaces(), activation.namespaces());
    check("instance", request.instances(), activation.instances());
    GraphView view =
        GraphView.of(
            activation.cluster(),
            activation.graph(),
            activation.waves(),
            activation.objects(),
            new GraphView.Filter(
                Set.copyOf(request.namespaces()),
                Set.copyOf(request.instances()),
                request.neighbours()));
    console.out(
        switch (request.format()) {
          case "mermaid" -> GraphMermaid.write(view);
          case "svg" -> GraphSvg.write(view);
          case "html" -> GraphHtml.write(view);
          case "json" -> GraphJson.write(view);
          default -> GraphDot.write(view);
        });
    return 0;
  }

  private static void check(String what, List<String> wanted, Collection<String> known) {
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new CliException(
            "the cluster has no " + what + " '" + name + "'",
            Suggestions.sentence(name, List.copyOf(new TreeSet<>(known))));
      }
    }
  }
}
