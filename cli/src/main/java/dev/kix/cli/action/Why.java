package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.explain.ExplanationJson;
import dev.kix.cli.explain.ExplanationText;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.SelectionPath;
import dev.kix.cluster.ClusterException;
import dev.kix.cluster.MessageGroup;
import dev.kix.cluster.WiredCluster;
import dev.kix.cluster.explain.ClusterExplainer;
import dev.kix.cluster.explain.InstanceExplanation;
import dev.kix.cluster.explain.OptionExplanation;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains an instance of a cluster, or options. */
public final class Why {
  /**
   * What to explain.
   *
   * @param instance {@code NS/NAME}, or null for options of the cluster itself
   * @param option the dotted path of an option or of what stands above some, or null for all that
   *     somebody has set
   * @param all whether options that nobody has set are explained too
   */
  public record Request(
      EvaluationSetup setup,
      ClusterArg cluster,
      @Nullable String instance,
      @Nullable String option,
      boolean all,
      boolean json) {}

  /**
   * The words of the command line.
   *
   * @param cluster the installable, or empty for the only cluster of the working folder
   * @param instance {@code NS/NAME}, or null
   * @param option an option, or null
   */
  public record Words(String cluster, @Nullable String instance, @Nullable String option) {
    /**
     * Tells {@code [CLUSTER] [NS/NAME] [OPTION]} apart: an instance has a slash; what comes before
     * it, has a {@code #}, or is a file or folder, is the cluster.
     *
     * @param clusterGiven whether flags say which cluster is meant
     */
    public static Words of(List<String> words, boolean clusterGiven, Console console) {
      int at = 0;
      String cluster = "";
      if (!clusterGiven && !words.isEmpty()) {
        String first = words.get(0);
        boolean instanceFollows = words.size() > 1 && words.get(1).contains("/");
        boolean exists =
            first.startsWith(".")
                || first.startsWith("/")
                || first.endsWith(".nix")
                || Files.exists(console.resolve(first));
        boolean alone = words.size() == 1 && !first.contains("#") && !exists;
        if (!alone && (instanceFollows || first.contains("#") || exists || !first.contains("/"))) {
          cluster = first;
          at = 1;
        }
      }
      String instance = null;
      if (at < words.size() && words.get(at).contains("/")) {
        instance = words.get(at++);
      }
      String option = at < words.size() ? words.get(at++) : null;
      if (at < words.size()) {
        throw new CliException(
            "unexpected argument '" + words.get(at) + "'",
            "It goes: kix why [CLUSTER] [NS/NAME] [OPTION].");
      }
      return new Words(cluster, instance, option);
    }
  }

  /** What was found out. */
  private record Answer(
      @Nullable InstanceExplanation instance,
      List<OptionExplanation> options,
      boolean takesAnything,
      @Nullable ClusterException problems) {}

  private final Console console;

  public Why(Console console) {
    this.console = console;
  }

  /**
   * Explains; writes nothing.
   *
   * @return 0, or 1 when the cluster has errors, which are said after the explanation
   * @throws ClusterException if not even the instances can be told
   * @throws dev.kix.interpreter.diagnostic.EvalException if there is no such cluster
   */
  public int run(Request request) {
    Answer answer =
        new Clusters(console)
            .with(
                request.setup(),
                request.cluster(),
                (state, compiler, source) -> answer(state, compiler.wire(source), request));
    if (request.json()) {
      console.out(ExplanationJson.write(answer.instance(), answer.options()));
    } else {
      console.out(text(request, answer));
    }
    ClusterException problems = answer.problems();
    if (problems != null) {
      console.err(MessageGroup.render(console.shown(problems.messages()), "\n\n") + "\n");
      return 1;
    }
    return 0;
  }

  private static Answer answer(EvalState state, WiredCluster cluster, Request request) {
    ClusterExplainer explainer = new ClusterExplainer(state, cluster);
    String path = request.instance();
    InstanceExplanation instance = null;
    if (path != null) {
      instance = explainer.instance(path);
      if (instance == null) {
        List<String> known = explainer.instances();
        String near = Suggestions.sentence(path, known);
        throw new CliException(
            "there is no instance '" + path + "'",
            known.isEmpty()
                ? "The cluster has no instances."
                : near.isEmpty() && known.size() <= 20
                    ? "There are " + String.join(", ", known) + "."
                    : near);
      }
    }
    List<String> option = optionPath(request.option());
    List<OptionExplanation> options =
        path == null ? explainer.options(option) : explainer.options(path, option);
    if (option.isEmpty() && !request.all()) {
      options = options.stream().filter(o -> o.isSet() || o.error() != null).toList();
    }
    boolean anything = path != null && explainer.takesAnything(path);
    if (options.isEmpty() && request.option() != null && !anything) {
      throw new CliException(
          path == null
              ? "the cluster has no option '" + request.option() + "'"
              : "the package of '" + path + "' has no option '" + request.option() + "'",
          Suggestions.sentence(request.option(), explainer.optionNames(path)),
          path == null ? "An instance is written NAMESPACE/NAME." : "");
    }
    return new Answer(
        instance,
        options,
        anything,
        cluster.messages().hasErrors() ? cluster.messages().exception() : null);
  }

  private static List<String> optionPath(@Nullable String text) {
    return text == null
        ? List.of()
        : SelectionPath.parse(Bytes.encode(text)).parts().stream().map(Bytes::decode).toList();
  }

  private String text(Request request, Answer answer) {
    ExplanationText text = new ExplanationText(console.outColour());
    InstanceExplanation instance = answer.instance();
    if (instance != null && request.option() == null) {
      text.instance(instance);
    }
    boolean some = request.option() == null && !request.all();
    if (!answer.options().isEmpty()) {
      text.options(
          instance == null
              ? "Options of the cluster" + (some ? " that are set" : "")
              : "Options of " + instance.instance() + (some ? " that are set" : ""),
          answer.options());
    }
    if (instance != null && request.option() == null) {
      text.changes(instance);
    }
    String rest =
        answer.takesAnything()
            ? "\nThe package declares no options: it takes any.\n"
            : answer.options().isEmpty() && some ? "\nNo option is set: all have defaults.\n" : "";
    return text.text() + rest;
  }
}
