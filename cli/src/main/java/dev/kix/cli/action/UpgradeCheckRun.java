package dev.kix.cli.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.FlakeArg;
import dev.kix.cli.nix.FlakeFinder;
import dev.kix.cli.validate.ManifestFiles;
import dev.kix.cli.validate.Validation;
import dev.kix.cluster.Activation;
import dev.kix.cluster.ClusterException;
import dev.kix.cluster.ClusterMessage;
import dev.kix.k8s.Finding;
import dev.kix.k8s.FindingText;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.SourcePosition;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.KubernetesSchemas;
import dev.kix.k8s.upgrade.UpgradeCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists what an upgrade of Kubernetes would break, in clusters and in files of manifests. */
public final class UpgradeCheckRun {
  /**
   * What to look at.
   *
   * @param subjects clusters, folders that define some, and files or folders of manifests
   * @param from the version of today for files, or empty
   * @param to the version wanted, or empty for the newest
   * @param strict whether deprecations count as breaking
   */
  public record Request(
      EvaluationSetup setup,
      List<String> subjects,
      String from,
      String to,
      boolean json,
      boolean strict) {}

  /** One thing to say, already rendered. */
  private record Item(
      boolean breaks, String text, @Nullable String rule, @Nullable String file, int line) {}

  /**
   * @param text everything there is to say, for people
   * @param empty whether there was nothing to look at
   */
  private record Subject(String name, String from, List<Item> items, String text, boolean empty) {
    long count(boolean breaks) {
      return items.stream().filter(i -> i.breaks == breaks).count();
    }
  }

  private final Console console;
  private boolean unread;

  public UpgradeCheckRun(Console console) {
    this.console = console;
  }

  /**
   * Checks everything and prints the report.
   *
   * @return 0 when nothing breaks, else 1
   * @throws CliException when the request makes no sense
   */
  public int run(Request request) {
    KubernetesSchemas schemas = KubernetesSchemas.open();
    KubernetesVersion to =
        Validation.version(
            request.to().isEmpty() ? "master" : request.to(),
            schemas,
            "Without --to it is the newest of them.");
    KubernetesVersion from =
        request.from().isEmpty()
            ? null
            : Validation.version(
                request.from(), schemas, "Without --from everything up to --to is looked at.");
    if (from != null && from.compareTo(to) >= 0) {
      throw new CliException(
          from + " is not older than " + to,
          "--from is the version of today, --to the one wanted.");
    }
    List<Subject> subjects = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (String argument : request.subjects().isEmpty() ? List.of(".") : request.subjects()) {
      if (isCluster(argument)) {
        clusters(request, argument, to, subjects);
      } else {
        files.add(argument);
      }
    }
    if (!files.isEmpty()) {
      subjects.add(files(files, schemas, from, to));
    }
    console.out(request.json() ? json(subjects, to) : text(subjects, to));
    long bad =
        subjects.stream().mapToLong(s -> request.strict() ? s.items.size() : s.count(true)).sum();
    return bad == 0 && !unread ? 0 : 1;
  }

  /** A folder with a flake.nix or kix.nix, a Nix file, or either with {@code #NAME}. */
  private boolean isCluster(String argument) {
    int hash = argument.indexOf('#');
    if (hash >= 0 || argument.endsWith(".nix")) {
      return true;
    }
    Path path = console.resolve(argument);
    if (!Files.isDirectory(path)) {
      return !Files.exists(path) && FlakeArg.of(argument, console) != null;
    }
    return FlakeFinder.hasFlake(path)
        || Files.exists(path.resolve("kix.nix"))
        || Files.exists(path.resolve("default.nix"));
  }

  private void clusters(
      Request request, String argument, KubernetesVersion to, List<Subject> subjects) {
    int hash = argument.indexOf('#');
    String path = hash < 0 ? argument : hash == 0 ? "." : argument.substring(0, hash);
    List<String> names =
        hash < 0
            ? new Clusters(console).names(request.setup(), path)
            : List.of(argument.substring(hash + 1));
    if (names.isEmpty()) {
      throw new CliException("'" + path + "' defines no clusters");
    }
    for (String name : names) {
      subjects.add(cluster(request.setup(), path, name, to));
    }
  }

  /** Compiled as it is, then for the version wanted: what is said only then is the upgrade's. */
  private Subject cluster(EvaluationSetup setup, String path, String name, KubernetesVersion to) {
    Clusters compiler = new Clusters(console);
    Activation now = compiler.compile(setup, path, name, null);
    Set<String> known = new HashSet<>();
    now.warnings().forEach(w -> known.add(w.text()));
    List<ClusterMessage> then;
    try {
      then = compiler.compile(setup, path, name, to.toString()).warnings();
    } catch (ClusterException e) {
      then = e.messages();
    }
    List<Item> items = new ArrayList<>();
    for (ClusterMessage message : then) {
      boolean breaks = message.severity() == ClusterMessage.Severity.ERROR;
      // A deprecation is named even when the version of today knows it already.
      boolean deprecation = message.text().contains("deprecated");
      if (breaks || deprecation || !known.contains(message.text())) {
        items.add(
            new Item(
                breaks, message.render() + "\n", message.rule(), message.file(), message.line()));
      }
    }
    StringBuilder text = new StringBuilder();
    items.forEach(i -> text.append(i.text));
    return new Subject(path + "#" + name, now.kubernetesVersion(), items, text.toString(), false);
  }

  private Subject files(
      List<String> files,
      KubernetesSchemas schemas,
      @Nullable KubernetesVersion from,
      KubernetesVersion to) {
    List<Manifest> manifests =
        new ManifestFiles(console.in(), console.workingFolder(), this::problem).read(files);
    List<Item> items = new ArrayList<>();
    List<Finding> findings =
        new UpgradeCheck(schemas, ApiLifecycle.open(), from, to).check(manifests);
    for (Finding finding : findings) {
      SourcePosition position = finding.position();
      items.add(
          new Item(
              finding.isError(),
              FindingText.render(List.of(finding)),
              finding.ruleId(),
              position == null ? null : position.file(),
              position == null ? 0 : position.line()));
    }
    return new Subject(
        String.join(" ", files),
        from == null ? "" : from.toString(),
        items,
        FindingText.render(findings),
        manifests.isEmpty());
  }

  private void problem(String sentence) {
    unread = true;
    console.err("error: " + sentence + "\n");
  }

  private static String text(List<Subject> subjects, KubernetesVersion to) {
    StringBuilder out = new StringBuilder();
    for (Subject subject : subjects) {
      out.append(subject.text);
      long breaks = subject.count(true);
      long later = subject.count(false);
      out.append(subject.name).append(": ");
      out.append(subject.from.isEmpty() ? "to " : subject.from + " to ").append(to).append(": ");
      if (subject.empty) {
        out.append("there are no manifests to look at\n");
        continue;
      }
      out.append(
          breaks == 0
              ? "nothing breaks"
              : breaks == 1 ? "1 thing breaks" : breaks + " things break");
      out.append(later == 0 ? "" : String.format(Locale.ROOT, ", %d will later", later))
          .append('\n');
    }
    return out.toString();
  }

  private static String json(List<Subject> subjects, KubernetesVersion to) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("to", to.toString());
    ArrayNode all = root.putArray("subjects");
    for (Subject subject : subjects) {
      ObjectNode node = all.addObject();
      node.put("name", subject.name);
      if (!subject.from.isEmpty()) {
        node.put("from", subject.from);
      }
      if (subject.empty) {
        node.put("empty", true);
      }
      ArrayNode items = node.putArray("items");
      for (Item item : subject.items) {
        ObjectNode entry = items.addObject();
        entry.put("breaks", item.breaks);
        if (item.rule != null) {
          entry.put("rule", item.rule);
        }
        entry.put("text", item.text.strip());
        if (item.file != null) {
          entry.put("file", item.file).put("line", item.line);
        }
      }
    }
    return root.toPrettyString() + "\n";
  }
}
