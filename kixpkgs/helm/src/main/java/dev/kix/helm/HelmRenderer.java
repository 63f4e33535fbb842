package dev.kix.helm;

import dev.kix.cluster.helm.ChartException;
import dev.kix.cluster.helm.ChartRenderer;
import dev.kix.cluster.helm.ChartRequest;
import dev.kix.cluster.helm.ChartTrace;
import dev.kix.cluster.helm.RenderedChart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
  private static final String REVISION = "2";

  /**
   * An order of two comes out the same every second time: six renderings miss it one time in 32.
   */
  private static final int REPEATS = 6;

  private static final int MAX_SUGGESTIONS = 12;

  /** Words in the names of files and fields that say nothing about which value is meant. */
  private static final Set<String> COMMON_WORDS =
      Set.of("secret", "secrets", "password", "checksum", "yaml", "yml", "tpl", "config", "key");

  /** Made by {@link java.util.ServiceLoader}. */
  public HelmRenderer() {}

  @Override
  public String version() {
    return "helm-java " + HelmLibrary.VERSION + ", " + REVISION;
  }

  @Override
  public RenderedChart render(ChartRequest request) throws ChartException {
    return render(request, chart(request), REPEATS);
  }

  @Override
  public RenderedChart renderOnce(ChartRequest request) throws ChartException {
    return render(request, chart(request), 1);
  }

  @Override
  public ChartTrace trace(ChartRequest request, RenderedChart rendered) {
    ChartTracer tracer = new ChartTracer(rendered);
    for (boolean named : new boolean[] {true, false}) {
      try {
        ChartFolder chart = chart(request);
        chart.mark(named);
        tracer.marked(render(request, chart, 1), chart);
      } catch (ChartException e) {
        continue; // A chart that does not take comments where there were none.
      }
      if (tracer.isComplete()) {
        break;
      }
    }
    try {
      return tracer.trace(chart(request));
    } catch (ChartException e) {
      return new ChartTrace(List.of(), "");
    }
  }

  private static ChartFolder chart(ChartRequest request) throws ChartException {
    return ChartFolder.of(request.chart(), request.apiVersions());
  }

  private static RenderedChart render(ChartRequest request, ChartFolder chart, int repeats)
      throws ChartException {
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
        ChartException e = HelmErrors.of(answer.error(), chart, work.toString());
        String words = HelmErrors.words(answer.error(), work.toString());
        ChartException better = repeats < REPEATS ? null : notYaml(request, words, work);
        throw better == null ? e : better;
      }
      List<RenderedChart.Document> documents = HelmOutput.documents(answer.output());
      if (!chart.randomFunctions().isEmpty()) {
        for (int i = 1; i < repeats; i++) {
          HelmLibrary.Answer again = template(helm, request, folder, values);
          if (!again.equals(answer)) {
            throw differing(documents, HelmOutput.documents(again.output()), chart);
          }
        }
      }
      return new RenderedChart(chart.name(), chart.version(), all(chart, documents));
    } catch (IOException e) {
      throw ChartException.of("cannot write a chart for Helm", e);
    } finally {
      delete(work);
    }
  }

  /**
   * Renders the template that gives no YAML as a string, to say what is wrong with it; null when it
   * is not that.
   */
  private static @Nullable ChartException notYaml(ChartRequest request, String words, Path work)
      throws ChartException, IOException {
    String source = BrokenYaml.template(words);
    for (boolean named : new boolean[] {true, false}) {
      if (source == null) {
        break;
      }
      ChartFolder chart = chart(request);
      chart.mark(named);
      chart.embed(source);
      Path folder = work.resolve("marked-" + named);
      chart.write(folder);
      HelmLibrary.Answer answer =
          template(
              HelmLibrary.load(request.cacheFolder()),
              request,
              folder,
              work.resolve("values.json"));
      if (answer.error().isEmpty()) {
        return BrokenYaml.explain(words, HelmOutput.documents(answer.output()), chart);
      }
    }
    return null;
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
    SortedMap<String, String> before = bySource(first);
    SortedMap<String, String> after = bySource(second);
    StringBuilder places = new StringBuilder();
    SortedSet<String> suggestions = new TreeSet<>();
    SortedSet<String> sources = new TreeSet<>(before.keySet());
    sources.addAll(after.keySet());
    for (String source : sources) {
      String one = before.getOrDefault(source, "");
      String other = after.getOrDefault(source, "");
      if (!one.equals(other)) {
        String fields = String.join(", ", differingFields(one, other));
        places.append("\n  ").append(source).append(fields.isEmpty() ? "" : ": " + fields);
        suggestions.addAll(meant(chart.secretValues(source), source + " " + fields));
      }
    }
    return new ChartException(
        "the Helm chart '"
            + chart.name()
            + "' makes something else each time it is rendered:"
            + places
            + "\nA random value there would change with every build.\n"
            + "Give the password, key or certificate in 'values', or the name of a Secret that holds it."
            + (suggestions.isEmpty()
                ? ""
                : "\nValues of the chart that may be meant: "
                    + String.join(", ", suggestions.stream().limit(MAX_SUGGESTIONS).toList())
                    + (suggestions.size() > MAX_SUGGESTIONS ? ", …" : "")));
  }

  /** Those values that share a word with the file or the fields; all when none does. */
  private static List<String> meant(List<String> values, String where) {
    String file = where.substring(where.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    List<String> words =
        Stream.of(file.split("[^a-z0-9]+"))
            .filter(word -> word.length() > 2 && !COMMON_WORDS.contains(word))
            .toList();
    List<String> close =
        values.stream()
            .filter(value -> words.stream().anyMatch(value.toLowerCase(Locale.ROOT)::contains))
            .toList();
    return close.isEmpty() ? values : close;
  }

  /** What the lines that differ say before their colon. */
  private static SortedSet<String> differingFields(String one, String other) {
    List<String> a = one.lines().toList();
    List<String> b = other.lines().toList();
    SortedSet<String> fields = new TreeSet<>();
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      String line = a.get(i);
      int colon = line.indexOf(": ");
      if (!line.equals(b.get(i)) && colon > 0) {
        fields.add(line.substring(0, colon).strip().replaceFirst("^- ", "").replace("\"", ""));
      }
    }
    return fields;
  }

  private static SortedMap<String, String> bySource(List<RenderedChart.Document> documents) {
    SortedMap<String, String> out = new TreeMap<>();
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
