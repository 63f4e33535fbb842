package dev.kix.helm;

import dev.kix.cluster.helm.RenderedChart;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text that Helm gives back: documents, each with the template that it comes from. */
final class HelmOutput {
  private static final String SOURCE = "# Source: ";

  /** What Helm splits documents by. */
  private static final Pattern SEPARATOR = Pattern.compile("(?:^|\\s*\n)---[ \t]*(?:\n|$)");

  private static final Pattern MARKER =
      Pattern.compile("kind: " + ChartFolder.MARKER_KIND + "\nchart: (\\d+)");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private HelmOutput() {}

  /**
   * What the marker of a chart says.
   *
   * @param chart its index
   * @param definitions the files in its folder {@code crds}
   */
  record Marker(int chart, List<String> definitions) {}

  /** The documents in Helm's order, without those that hold nothing. */
  static List<RenderedChart.Document> documents(String output) {
    List<RenderedChart.Document> out = new ArrayList<>();
    String source = "";
    for (String part : output.split("(?m)^---[ \t]*\r?\n")) {
      String text = part;
      if (text.startsWith(SOURCE)) {
        int end = text.indexOf('\n');
        source = text.substring(SOURCE.length(), end < 0 ? text.length() : end).strip();
        text = end < 0 ? "" : text.substring(end + 1);
      }
      if (!text.isBlank()) {
        out.add(new RenderedChart.Document(source, text, false));
      }
    }
    return out;
  }

  /** The documents of a file that is no template. */
  static List<String> split(String text) {
    List<String> out = new ArrayList<>();
    for (String part : SEPARATOR.split(text)) {
      boolean empty = part.lines().allMatch(line -> line.isBlank() || line.startsWith("#"));
      if (!empty) {
        out.add(part + "\n");
      }
    }
    return out;
  }

  /** What a document says as the marker of a chart, or null when it is none. */
  static @Nullable Marker marker(RenderedChart.Document document) {
    Matcher m = MARKER.matcher(document.text());
    if (!document.source().endsWith("/" + ChartFolder.MARKER_FILE) || !m.find()) {
      return null;
    }
    List<String> definitions = new ArrayList<>();
    Matcher path = QUOTED.matcher(document.text().substring(m.end()));
    while (path.find()) {
      definitions.add(path.group(1));
    }
    return new Marker(Integer.parseInt(m.group(1)), definitions);
  }
}
