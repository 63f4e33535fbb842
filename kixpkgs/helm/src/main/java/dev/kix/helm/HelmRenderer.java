package dev.kix.helm;

import dev.kix.cluster.helm.ChartException;
import dev.kix.cluster.helm.ChartRenderer;
import dev.kix.cluster.helm.ChartRequest;
import dev.kix.cluster.helm.RenderedChart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders with Helm's own code. The chart goes to Helm as a fresh folder, with the few words of its
 * templates changed that {@link TemplateRewriter} lists. A chart that uses functions with a will of
 * their own is rendered several times, and refused when the results differ.
 */
public final class HelmRenderer implements ChartRenderer {
  /** Changes when the same request would be answered otherwise. */
  private static final String REVISION = "1";

  /**
   * An order of two comes out the same every second time: six renderings miss it one time in 32.
   */
  private static final int REPEATS = 6;

  /** Made by {@link java.util.ServiceLoader}. */
  public HelmRenderer() {}

  @Override
  public String version() {
    return "helm-java " + HelmLibrary.VERSION + ", " + REVISION;
  }

  @Override
  public RenderedChart render(ChartRequest request) throws ChartException {
    ChartFolder chart = ChartFolder.of(request.chart(), request.apiVersions());
    HelmLibrary helm = HelmLibrary.load(request.cacheFolder());
    Path work = null;
    try {
      work = Files.createTempDirectory("kix-helm");
      Path folder = work.resolve("chart");
      Path values = work.resolve("values.json");
      chart.write(folder);
      Files.writeString(values, chart.values(request.values()), StandardCharsets.UTF_8);
      HelmLibrary.Answer answer = template(helm, request, folder, values);
      if (!answer.error().isEmpty()) {
        throw HelmErrors.of(answer.error(), chart.name(), work.toString());
      }
      List<RenderedChart.Document> documents = HelmOutput.documents(answer.output());
      if (!chart.randomFunctions().isEmpty()) {
        for (int i = 1; i < REPEATS; i++) {
          HelmLibrary.Answer again = template(helm, request, folder, values);
          if (!again.equals(answer)) {
            throw differing(documents, HelmOutput.documents(again.output()), chart);
          }
        }
      }
      return new RenderedChart(chart.name(), chart.version(), all(chart, documents));
    } catch (IOException e) {
      throw new ChartException("cannot write a chart for Helm: " + e.getMessage());
    } finally {
      delete(work);
    }
  }

  private static HelmLibrary.Answer template(
      HelmLibrary helm, ChartRequest request, Path folder, Path values) {
    return helm.template(
        request.release(), request.namespace(), request.kubernetesVersion(), folder, values);
  }

  /** Definitions first; what the markers gave is left out. */
  private static List<RenderedChart.Document> all(
      ChartFolder chart, List<RenderedChart.Document> documents) {
    SortedMap<String, String> definitions = new TreeMap<>();
    List<RenderedChart.Document> rest = new ArrayList<>();
    for (RenderedChart.Document document : documents) {
      HelmOutput.Marker marker = HelmOutput.marker(document);
      if (marker == null) {
        rest.add(document);
      } else if (marker.chart() < chart.size()) {
        definitions.putAll(chart.definitions(marker.chart(), marker.definitions()));
      }
    }
    List<RenderedChart.Document> all = new ArrayList<>();
    for (Map.Entry<String, String> file : definitions.entrySet()) {
      for (String text : HelmOutput.split(file.getValue())) {
        all.add(new RenderedChart.Document(file.getKey(), text, true));
      }
    }
    all.addAll(rest);
    return all;
  }

  private static ChartException differing(
      List<RenderedChart.Document> first, List<RenderedChart.Document> second, ChartFolder chart) {
    SortedSet<String> sources = new TreeSet<>();
    Map<String, String> before = bySource(first);
    Map<String, String> after = bySource(second);
    for (Map.Entry<String, String> entry : before.entrySet()) {
      if (!entry.getValue().equals(after.get(entry.getKey()))) {
        sources.add(entry.getKey());
      }
    }
    for (String source : after.keySet()) {
      if (!before.containsKey(source)) {
        sources.add(source);
      }
    }
    return new ChartException(
        "the Helm chart '"
            + chart.name()
            + "' makes something else each time it is rendered:\n  "
            + String.join("\n  ", sources)
            + "\nA random value there (of "
            + String.join(", ", chart.randomFunctions())
            + ") would change with every build.\n"
            + "Give the password, key or certificate in 'values', or the name of a Secret that holds it.");
  }

  private static Map<String, String> bySource(List<RenderedChart.Document> documents) {
    Map<String, String> out = new TreeMap<>();
    for (RenderedChart.Document d : documents) {
      out.merge(d.source(), d.text(), (a, b) -> a + "---\n" + b);
    }
    return out;
  }

  /** Removes the folder; what is left when that fails lies among the temporary files. */
  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return;
    }
  }
}
