package dev.kix.helm;

import dev.kix.cluster.helm.RenderedChart;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that Helm gives back: documents, each with the template that it comes from. */
final class HelmOutput {
  private static final String SOURCE = "# Source: ";

  /** What Helm splits documents by. */
  private static final Pattern SEPARATOR = Pattern.compile("(?:^|\\s*\n)---[ \t]*(?:\n|$)");

  private static final Pattern MARKER =
      Pattern.compile("kind: " + ChartFolder.MARKER_KIND + "\nchart: (\\d+)");

  private HelmOutput() {}

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

  /** The index of the chart whose marker a document is, or -1. */
  static int marker(RenderedChart.Document document) {
    if (!document.source().endsWith("/" + ChartFolder.MARKER_FILE)) {
      return -1;
    }
    Matcher m = MARKER.matcher(document.text());
    return m.find() ? Integer.parseInt(m.group(1)) : -1;
  }
}
