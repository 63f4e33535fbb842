package dev.kix.helm;

import dev.kix.cluster.helm.ChartTrace;
import dev.kix.cluster.helm.ChartTrace.Place;
import dev.kix.cluster.helm.RenderedChart;
import dev.kix.cluster.helm.RenderedChart.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what renderings with {@link TemplateMarks} tell of one without. */
final class ChartTracer {
  private final List<Document> plain;
  private final List<List<@Nullable Place>> lines = new ArrayList<>();

  ChartTracer(RenderedChart rendered) {
    this.plain = rendered.documents();
    for (int i = 0; i < plain.size(); i++) {
      lines.add(List.of());
    }
  }

  /** Whether there is no document left of which nothing is known. */
  boolean isComplete() {
    for (int i = 0; i < plain.size(); i++) {
      if (!plain.get(i).definition() && lines.get(i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Takes what a rendering with marks tells of documents of which nothing is known yet. */
  void marked(RenderedChart rendered, ChartFolder chart) {
    List<Document> marked =
        rendered.documents().stream().filter(d -> !TemplateMarks.isBlank(d.text())).toList();
    if (marked.size() != plain.size()) {
      return;
    }
    for (int i = 0; i < plain.size(); i++) {
      Document document = plain.get(i);
      if (lines.get(i).isEmpty() && document.source().equals(marked.get(i).source())) {
        List<@Nullable Place> places = new ArrayList<>();
        for (TemplateMarks.Mark mark : TemplateMarks.lines(document.text(), marked.get(i).text())) {
          String file = mark == null ? null : chart.markedFile(mark.file());
          places.add(mark == null || file == null ? null : new Place(file, mark.line()));
        }
        lines.set(i, places);
      }
    }
  }

  /** All that is known. Definitions are no templates: their lines are those of their files. */
  ChartTrace trace(ChartFolder chart) {
    Map<String, Integer> read = new HashMap<>();
    for (int i = 0; i < plain.size(); i++) {
      Document document = plain.get(i);
      if (document.definition()) {
        String file = chart.file(document.source());
        String text = document.text().stripTrailing();
        int start = file.indexOf(text, read.getOrDefault(document.source(), 0));
        if (start >= 0) {
          read.put(document.source(), start + text.length());
          int line = 1 + (int) file.substring(0, start).chars().filter(c -> c == '\n').count();
          List<@Nullable Place> places = new ArrayList<>();
          for (int k = 0; k < text.lines().count(); k++) {
            places.add(new Place(document.source(), line + k));
          }
          lines.set(i, places);
        }
      }
    }
    return new ChartTrace(
        Collections.unmodifiableList(new ArrayList<>(lines)),
        chart.file(chart.name() + "/values.yaml"));
  }
}
