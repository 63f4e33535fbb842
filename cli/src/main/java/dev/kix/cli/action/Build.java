package dev.kix.cli.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cluster.Activation;
import dev.kix.cluster.ClusterException;
import dev.kix.cluster.ClusterMessage;
import dev.kix.k8s.ResourceId;
import dev.kix.store.path.StoreDir;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compiles a cluster, writes it to the store and says what it made. */
public final class Build {
  /**
   * What to do.
   *
   * @param link where a link to the result is made, relative to the working folder; null for none
   * @param json whether the summary is JSON instead of a table
   */
  public record Request(
      EvaluationSetup setup, ClusterArg cluster, @Nullable String link, boolean json) {}

  private static final String STORE = "/nix/store";
  private static final String WHOLE_CLUSTER = "(whole cluster)";

  private final Console console;

  public Build(Console console) {
    this.console = console;
  }

  /**
   * Builds; nothing is written unless everything is right.
   *
   * @return the exit code
   * @throws ClusterException if the cluster does not compile
   * @throws dev.kix.interpreter.diagnostic.EvalException if there is no such cluster
   * @throws dev.kix.store.StoreException if the store or the link cannot be written
   */
  public int run(Request request) {
    long start = System.nanoTime();
    Activation activation;
    try {
      activation = new Clusters(console).compile(request.setup(), request.cluster());
    } catch (ClusterException e) {
      if (request.json()) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("messages", json(e.messages()));
        console.out(node.toPrettyString() + "\n");
      }
      throw e;
    }
    String link = request.link();
    new StoreWriter(console).write(activation, link == null ? null : console.resolve(link));
    if (request.json()) {
      console.out(json(activation).toPrettyString() + "\n");
    } else {
      console.out(table(activation, link, (System.nanoTime() - start) / 1e9));
    }
    return 0;
  }

  private static String rootPath(Activation activation) {
    return StoreDir.of(STORE).print(activation.root());
  }

  private static ObjectNode json(Activation activation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("cluster", activation.cluster());
    node.put("kubernetesVersion", activation.kubernetesVersion());
    node.put("root", rootPath(activation));
    node.put("rootHash", activation.rootHash());
    node.put("instances", activation.instances().size());
    node.put("resources", activation.graph().nodes().size());
    ObjectNode namespaces = node.putObject("namespaces");
    counts(activation)
        .forEach((name, count) -> {
          if (!name.isEmpty()) {
            ObjectNode entry = namespaces.putObject(name);
            entry.put("instances", count.instances);
            entry.put("resources", count.resources);
          }
        });
    node.set("messages", json(activation.warnings()));
    return node;
  }

  private static ArrayNode json(List<ClusterMessage> messages) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (ClusterMessage message : messages) {
      all.addObject()
          .put("severity", message.severity().word())
          .put("phase", message.phase().name().toLowerCase(Locale.ROOT))
          .put("rule", message.rule())
          .put("subject", message.subject())
          .put("file", message.file())
          .put("line", message.line() == 0 ? null : message.line())
          .put("text", message.text());
    }
    return all;
  }

  private static final class Count {
    private int instances;
    private int resources;
  }

  /** What lives in each namespace; under the empty name what lives in none. */
  private static Map<String, Count> counts(Activation activation) {
    Map<String, Count> counts = new TreeMap<>();
    for (String namespace : activation.namespaces()) {
      counts.put(namespace, new Count());
    }
    for (String instance : activation.instances()) {
      String namespace = instance.substring(0, Math.max(0, instance.indexOf('/')));
      counts.computeIfAbsent(namespace, n -> new Count()).instances++;
    }
    for (ResourceId id : activation.graph().nodes().keySet()) {
      String namespace = id.namespace();
      counts.computeIfAbsent(namespace == null ? "" : namespace, n -> new Count()).resources++;
    }
    return counts;
  }

  private static String table(Activation activation, @Nullable String link, double seconds) {
    Map<String, Count> counts = counts(activation);
    Count clusterWide = counts.remove("");
    int namespaces = activation.namespaces().size();
    String total = namespaces + (namespaces == 1 ? " namespace" : " namespaces");
    int width = total.length();
    for (String name : counts.keySet()) {
      width = Math.max(width, name.length());
    }
    width = Math.max(width, WHOLE_CLUSTER.length());
    StringBuilder out = new StringBuilder();
    row(out, width, "NAMESPACE", "INSTANCES", "RESOURCES");
    for (Map.Entry<String, Count> e : counts.entrySet()) {
      row(out, width, e.getKey(), e.getValue().instances, e.getValue().resources);
    }
    if (clusterWide != null) {
      row(out, width, WHOLE_CLUSTER, clusterWide.instances, clusterWide.resources);
    }
    row(out, width, total, activation.instances().size(), activation.graph().nodes().size());
    out.append(
        String.format(
            Locale.ROOT,
            "%n%s for Kubernetes %s, compiled in %.1f s%n%s%n",
            activation.cluster(),
            activation.kubernetesVersion(),
            seconds,
            rootPath(activation)));
    if (link != null) {
      out.append(link)
          .append(" -> the manifests, for kubectl apply -f ")
          .append(link)
          .append("/\n");
    }
    return out.toString();
  }

  private static void row(
      StringBuilder out, int width, Object name, Object instances, Object resources) {
    out.append(
        String.format(Locale.ROOT, "%-" + width + "s  %9s  %9s%n", name, instances, resources));
  }
}
