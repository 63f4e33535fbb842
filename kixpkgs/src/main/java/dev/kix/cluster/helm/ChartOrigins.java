package dev.kix.cluster.helm;

import dev.kix.cluster.SourcePaths;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.k8s.FieldOrigin;
import dev.kix.k8s.SourcePosition;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where what charts were rendered to comes from: the lines of templates, and the values. Both are
 * learned when somebody asks, by rendering again; a build in which nothing is wrong pays nothing.
 * Belongs to the evaluation thread.
 */
public final class ChartOrigins implements SourcePaths.Made {
  /** A document that was rendered. */
  private record Source(Rendering rendering, int document) {}

  private final Map<SourceFile, Source> sources = new IdentityHashMap<>();
  private final Map<Rendering, ChartTrace> traces = new IdentityHashMap<>();
  private final Map<Rendering, ValueSearch> searches = new IdentityHashMap<>();

  void add(SourceFile file, Rendering rendering, int document) {
    sources.put(file, new Source(rendering, document));
  }

  /** Whether a position is in what was rendered from a chart. */
  public boolean holds(Position position) {
    return sources.containsKey(position.source());
  }

  /** {@code web/templates/deployment.yaml (chart of kix.nix:7), line 12}. */
  @Override
  public @Nullable SourcePosition place(Position position, SourcePaths paths) {
    Source source = sources.get(position.source());
    if (source == null) {
      return null;
    }
    List<ChartTrace.@Nullable Place> lines = nth(trace(source.rendering).lines(), source.document);
    int line = position.line() - 1;
    ChartTrace.Place place = line < lines.size() ? lines.get(line) : null;
    if (place == null) {
      return null;
    }
    Position at = source.rendering.at();
    String call = at == null ? "" : " (chart of " + paths.file(at) + ":" + at.line() + ")";
    return new SourcePosition(place.file() + call, place.line());
  }

  /**
   * The values that a field was made from: those that the user gives, else those of the chart.
   *
   * @param position of the field, or of what holds it
   * @param steps to the field in its manifest: names (one char per byte) and indices
   */
  public List<FieldOrigin> valuesOf(
      EvalState state, Position position, List<Object> steps, SourcePaths paths) {
    Source source = sources.get(position.source());
    if (source == null || source.rendering.chart().documents().get(source.document).definition()) {
      return List.of();
    }
    Rendering rendering = source.rendering;
    ValueSearch search = searches.get(rendering);
    if (search == null) {
      search = new ValueSearch(state, rendering, trace(rendering).defaults());
      searches.put(rendering, search);
    }
    List<FieldOrigin> out = new ArrayList<>();
    for (ValueSearch.Leaf leaf : search.valuesOf(source.document, steps)) {
      Position at = leaf.position();
      if (at != null) {
        String file = leaf.defaultOf();
        out.add(
            new FieldOrigin(
                leaf.name(), new SourcePosition(file == null ? paths.file(at) : file, at.line())));
      }
    }
    return out;
  }

  private ChartTrace trace(Rendering rendering) {
    ChartTrace known = traces.get(rendering);
    if (known == null) {
      known = rendering.renderer().trace(rendering.request(), rendering.chart());
      traces.put(rendering, known);
    }
    return known;
  }

  private static List<ChartTrace.@Nullable Place> nth(
      List<List<ChartTrace.@Nullable Place>> all, int index) {
    return index < all.size() ? all.get(index) : List.of();
  }
}
