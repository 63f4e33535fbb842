package dev.kix.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.cluster.helm.ChartException;
import dev.kix.cluster.helm.RenderedChart;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A template that gives something which is not YAML. Helm only says which one: the text is got by
 * rendering the template into a string.
 */
final class BrokenYaml {
  private static final Pattern MESSAGE =
      Pattern.compile(
          "YAML parse error on (\\S+): (?:error converting YAML to JSON: yaml: )?(.*)",
          Pattern.DOTALL);

  private static final String KIND = "KixBroken";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_LINE = 120;

  private BrokenYaml() {}

  /** The template that a message of Helm blames; null when it says something else. */
  static @Nullable String template(String message) {
    Matcher m = MESSAGE.matcher(message.strip());
    return m.matches() ? m.group(1) : null;
  }

  /** The content of a template that gives what another one gives as a string. */
  static String embedding(String file) {
    return "kind: "
        + KIND
        + "\ntext: {{ include (print $.Template.BasePath `/"
        + file
        + "`) . | toJson }}\n";
  }

  /**
   * The exception for such a template.
   *
   * @param message of Helm
   * @param documents what came out with the embedding template in its place
   * @param chart with marks in its templates
   */
  static ChartException explain(
      String message, List<RenderedChart.Document> documents, ChartFolder chart) {
    Matcher m = MESSAGE.matcher(message.strip());
    String source = m.matches() ? m.group(1) : "";
    String said = m.matches() ? m.group(2) : message;
    for (RenderedChart.Document document : documents) {
      if (document.source().equals(source) && document.text().startsWith("kind: " + KIND)) {
        return explain(said, source, text(document.text()), chart);
      }
    }
    return exception(said, "\nin " + source, chart);
  }

  private static ChartException explain(
      String said, String source, String marked, ChartFolder chart) {
    for (String document : HelmOutput.split(marked)) {
      String plain = TemplateMarks.remove(document);
      MarkedYamlEngineException problem = problem(plain);
      if (problem != null) {
        Mark mark = problem.getProblemMark().orElseThrow();
        List<String> lines = plain.lines().toList();
        int line = Math.min(mark.getLine(), lines.size() - 1);
        // What is found at the end of a text, or where a line begins, was caused by what is before.
        while (line > 0 && (lines.get(line).isBlank() || line == lines.size())) {
          line--;
        }
        TemplateMarks.Mark from = mark(TemplateMarks.lines(plain, document), line);
        String file = from == null ? null : chart.markedFile(from.file());
        String place =
            from == null || file == null
                ? "\nin " + source + ", which gives the line:\n  "
                : "\nin " + file + ", line " + from.line() + ", which gives:\n  ";
        String words = problem.getProblem();
        return exception(words == null ? said : words, place + shown(lines.get(line)), chart);
      }
    }
    return exception(
        said.contains("SimpleHead") ? "a manifest is a map, with 'apiVersion' and 'kind'" : said,
        "\nin " + source,
        chart);
  }

  private static String shown(String line) {
    String text = line.stripTrailing();
    return text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text;
  }

  private static TemplateMarks.@Nullable Mark mark(
      List<TemplateMarks.@Nullable Mark> marks, int line) {
    return line < marks.size() ? marks.get(line) : null;
  }

  private static ChartException exception(String words, String place, ChartFolder chart) {
    return new ChartException(
        "the Helm chart '" + chart.name() + "' does not give YAML: " + words + place);
  }

  private static @Nullable MarkedYamlEngineException problem(String text) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setAllowDuplicateKeys(true).build();
    try {
      new Compose(settings).composeString(text);
      return null;
    } catch (MarkedYamlEngineException e) {
      return e.getProblemMark().isPresent() ? e : null;
    } catch (YamlEngineException e) {
      return null;
    }
  }

  private static String text(String document) {
    try {
      return JSON.readValue(document.substring(document.indexOf("text: ") + 6), String.class);
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
