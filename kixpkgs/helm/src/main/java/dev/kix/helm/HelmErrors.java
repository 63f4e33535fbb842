package dev.kix.helm;

import dev.kix.cluster.helm.ChartException;
import dev.kix.cluster.helm.ChartException.ValueProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Helm says of failures, in the words of kix. */
final class HelmErrors {
  private static final String SCHEMA =
      "values don't meet the specifications of the schema(s) in the following chart(s):";
  private static final Pattern SCHEMA_PROBLEM = Pattern.compile("^\\s*- at '([^']*)': (.*)$");
  private static final Pattern MISSING =
      Pattern.compile("found in Chart.yaml, but missing in charts/ directory: (.*)");
  private static final Pattern NEEDS_VERSION =
      Pattern.compile(
          "chart requires kubeVersion: (.*) which is incompatible with Kubernetes (.*)");

  private HelmErrors() {}

  /**
   * The exception for a message of Helm.
   *
   * @param work the temporary folder, whose name tells nobody anything
   */
  static ChartException of(String message, ChartFolder folder, String work) {
    String chart = folder.name();
    String text = words(message, work);
    Matcher missing = MISSING.matcher(text);
    if (missing.find()) {
      return new ChartException(
          "the Helm chart '"
              + chart
              + "' needs charts that are not in its folder charts/: "
              + missing.group(1).strip()
              + "\nRun 'helm dependency build' in the chart once and keep what it puts into charts/,\n"
              + "or take the packaged chart, which has them: kix.fetchHelmChart.");
    }
    Matcher version = NEEDS_VERSION.matcher(text);
    if (version.find()) {
      return new ChartException(
          "the Helm chart '"
              + chart
              + "' is for Kubernetes "
              + version.group(1).strip()
              + ",\nbut the cluster is "
              + version.group(2).strip().replaceFirst("^v", "")
              + ".");
    }
    int schema = text.indexOf(SCHEMA);
    if (schema >= 0) {
      return schema(text.substring(schema + SCHEMA.length()), chart);
    }
    ChartException failure = TemplateFailure.of(text.strip(), folder);
    return failure != null
        ? failure
        : new ChartException("the Helm chart '" + chart + "' cannot be rendered:\n" + text.strip());
  }

  /** What Helm says, without what is about this machine or its own flags. */
  static String words(String message, String work) {
    return message
        .replace(work + "/chart", "")
        .replace("\n\nUse --debug flag to render out invalid YAML", "")
        .strip();
  }

  private static ChartException schema(String text, String chart) {
    List<ValueProblem> problems = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    String owner = chart;
    for (String line : text.strip().split("\n")) {
      Matcher m = SCHEMA_PROBLEM.matcher(line);
      if (m.matches()) {
        List<String> path = new ArrayList<>();
        if (!owner.equals(chart)) {
          path.add(owner);
        }
        for (String step : m.group(1).split("/")) {
          if (!step.isEmpty()) {
            path.add(step.replace("~1", "/").replace("~0", "~"));
          }
        }
        problems.add(new ValueProblem(path, m.group(2)));
      } else if (line.endsWith(":") && !line.startsWith(" ") && !line.startsWith("-")) {
        owner = line.substring(0, line.length() - 1);
      } else {
        words.append('\n').append(line);
      }
    }
    return new ChartException(
        "the values of the Helm chart '"
            + chart
            + "' do not fit its values.schema.json"
            + (words.isEmpty() || !problems.isEmpty() ? "" : ":" + words),
        problems);
  }
}
