package dev.kix.cluster.helm;

import dev.kix.cluster.helm.ChartException.ValueProblem;
import dev.kix.cluster.resource.ManifestIdentity;
import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Charts as the cluster compiler uses them: rendered, read as manifests that know the template they
 * come from, without the traces of Helm. Each is rendered and read once a compilation, however
 * often its package is called. Belongs to the evaluation thread.
 */
public final class HelmCharts {
  private final Map<String, RenderedChart> rendered = new HashMap<>();
  private final Map<String, List<Parsed>> parsed = new HashMap<>();
  private final Map<String, ChartFiles> read = new HashMap<>();
  private final Map<String, ChartException> failed = new HashMap<>();
  private final ChartOrigins origins = new ChartOrigins();
  private @Nullable ChartRenderer renderer;

  /** A manifest as it was rendered. */
  private record Parsed(NixAttrs manifest, String source, boolean definition) {}

  /** Where what charts were rendered to comes from. */
  public ChartOrigins origins() {
    return origins;
  }

  /**
   * Renders a chart.
   *
   * @param arguments {@code chart}, {@code values}, {@code name}, {@code namespace}, {@code
   *     kubernetesVersion}, {@code apiVersions}, {@code includeCRDs}
   * @return {@code manifests}, {@code warnings}, {@code name} and {@code version}
   */
  public NixAttrs render(EvalState state, Lazy arguments) {
    NixAttrs args = state.forceAttrs(arguments, null, "while rendering a Helm chart");
    Position at = args.position("chart");
    String path = chartPath(state, args, at);
    NixAttrs given =
        state.forceAttrs(
            require(args, "values"),
            args.position("values"),
            "while evaluating the values of a Helm chart");
    ChartValues values = new ChartValues(state, given);
    ChartFiles files = read.get(path);
    if (files == null) {
      try {
        files = ChartReader.read(state.services().files(), path, path);
      } catch (EvalException e) {
        throw e.during(at, "while reading a Helm chart");
      }
      read.put(path, files);
    }
    SortedSet<String> apis = new TreeSet<>();
    for (Lazy api :
        state
            .forceList(require(args, "apiVersions"), null, "while evaluating apiVersions")
            .elements()) {
      apis.add(Bytes.decode(string(state, api, "apiVersions")));
    }
    String release = string(state, require(args, "name"), "name");
    Path cacheFolder = state.services().inputs().context().settings().cacheFolder();
    ChartRequest request =
        new ChartRequest(
            files,
            values.json().toString(),
            Bytes.decode(release),
            Bytes.decode(string(state, require(args, "namespace"), "namespace")),
            Bytes.decode(string(state, require(args, "kubernetesVersion"), "kubernetesVersion")),
            apis,
            cacheFolder);
    ChartRenderer with = renderer(at);
    String key = RenderCache.key(request, with.version());
    RenderedChart chart = rendered(request, with, key, values, at);
    boolean definitions =
        state.forceBool(require(args, "includeCRDs"), null, "while evaluating includeCRDs");
    Rendering rendering = new Rendering(request, chart, with, values, at);
    return result(chart, parsed(rendering, key), values, release, definitions);
  }

  private static NixAttrs result(
      RenderedChart chart,
      List<Parsed> documents,
      ChartValues values,
      String release,
      boolean definitions) {
    String name = Bytes.encode(chart.name());
    HelmHooks hooks = new HelmHooks();
    List<NixAttrs> manifests = new ArrayList<>();
    for (Parsed document : documents) {
      if ((definitions || !document.definition) && hooks.keep(document.manifest, document.source)) {
        manifests.add(document.manifest);
      }
    }
    List<NixAttrs> clean = new HelmTraces(name, release, values.references()).remove(manifests);
    List<Lazy> warnings = new ArrayList<>();
    for (String warning : hooks.warnings(name)) {
      warnings.add(NixString.of(warning));
    }
    return new AttrsBuilder(4)
        .put("manifests", NixList.copyOf(clean))
        .put("name", NixString.of(name))
        .put("version", NixString.of(Bytes.encode(chart.version())))
        .put("warnings", NixList.copyOf(warnings))
        .build();
  }

  private RenderedChart rendered(
      ChartRequest request,
      ChartRenderer with,
      String key,
      ChartValues values,
      @Nullable Position at) {
    RenderedChart known = rendered.get(key);
    if (known != null) {
      return known;
    }
    ChartException failure = failed.get(key);
    if (failure != null) {
      throw failure(failure, values, at);
    }
    RenderCache cache = new RenderCache(request.cacheFolder());
    RenderedChart chart = cache.get(key);
    if (chart == null) {
      try {
        chart = with.render(request);
      } catch (ChartException e) {
        failed.put(key, e);
        throw failure(e, values, at);
      }
      cache.put(key, chart);
    }
    rendered.put(key, chart);
    return chart;
  }

  private static EvalException failure(
      ChartException e, ChartValues values, @Nullable Position at) {
    StringBuilder message = new StringBuilder(Bytes.encode(String.valueOf(e.getMessage())));
    Position position = null;
    for (ValueProblem problem : e.problems()) {
      message
          .append(problem.path().isEmpty() ? "\n  values" : "\n  values.")
          .append(Bytes.encode(String.join(".", problem.path())))
          .append(": ")
          .append(Bytes.encode(problem.words()));
      if (position == null) {
        position = values.position(problem.path());
      }
    }
    return new EvalException(ErrorKind.EVAL, message.toString(), position == null ? at : position);
  }

  /** The manifests of a chart; each knows where in what was rendered its fields stand. */
  private List<Parsed> parsed(Rendering rendering, String key) {
    String place = rendering.call();
    List<Parsed> known = parsed.get(key + place);
    if (known != null) {
      return known;
    }
    List<Parsed> out = new ArrayList<>();
    List<RenderedChart.Document> documents = rendering.chart().documents();
    for (int i = 0; i < documents.size(); i++) {
      RenderedChart.Document document = documents.get(i);
      SourceFile file =
          new SourceFile(
              Origin.file(Bytes.encode(document.source()) + place), Bytes.encode(document.text()));
      origins.add(file, rendering, i);
      Value value = GoYaml.read(file);
      if (value instanceof NixNull) {
        continue;
      }
      if (!(value instanceof NixAttrs manifest)) {
        throw new EvalException(
            ErrorKind.TYPE,
            "a manifest is a map, but this document of a Helm chart is " + value.describeType(),
            new Position(file, 0));
      }
      add(manifest, document, file, out);
    }
    parsed.put(key + place, out);
    return out;
  }

  private static void add(
      NixAttrs manifest, RenderedChart.Document document, SourceFile file, List<Parsed> out) {
    if (manifest.get("kind") instanceof Lazy kind
        && kind.force() instanceof NixString s
        && s.value().endsWith("List")
        && manifest.get("items") instanceof Lazy items
        && items.force() instanceof NixList list) {
      for (Lazy item : list.elements()) {
        if (item.force() instanceof NixAttrs inner) {
          add(inner, document, file, out);
        }
      }
    } else {
      ManifestIdentity.require(manifest, "a manifest of a Helm chart", new Position(file, 0));
      out.add(new Parsed(manifest, document.source(), document.definition()));
    }
  }

  private static String chartPath(EvalState state, NixAttrs args, @Nullable Position at) {
    Value chart = state.force(require(args, "chart"), at);
    if (chart instanceof NixAttrs attrs && attrs.get("outPath") instanceof Lazy out) {
      chart = state.force(out, at);
    }
    if (chart instanceof NixPath path) {
      return path.path();
    }
    String text = state.forceString(chart, at, "while evaluating the chart to render").value();
    if (!text.startsWith("/")) {
      throw new EvalException(
          ErrorKind.EVAL,
          "'"
              + text
              + "' is not a Helm chart: kix.fromHelmChart takes a path, or what kix.fetchHelmChart gives",
          at);
    }
    return text;
  }

  private ChartRenderer renderer(@Nullable Position at) {
    ChartRenderer known = renderer;
    if (known == null) {
      known =
          ServiceLoader.load(ChartRenderer.class, HelmCharts.class.getClassLoader())
              .findFirst()
              .orElseThrow(() ->
                  new EvalException(
                      ErrorKind.EVAL,
                      "nothing here renders Helm charts (put the artifact kix-helm on the class path)",
                      at));
      renderer = known;
    }
    return known;
  }

  private static String string(EvalState state, Lazy lazy, String name) {
    return state.forceString(lazy, null, "while evaluating '" + name + "' of a Helm chart").value();
  }

  private static Lazy require(NixAttrs args, String name) {
    Lazy value = args.get(name);
    if (value == null) {
      throw new IllegalStateException("kix/helm.nix gives no " + name);
    }
    return value;
  }
}
