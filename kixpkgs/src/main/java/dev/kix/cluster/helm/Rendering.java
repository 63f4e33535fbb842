package dev.kix.cluster.helm;

import dev.kix.cluster.SourcePaths;
import dev.kix.grammar.Position;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to say of a rendered text where it comes from.
 *
 * @param at where the chart is given to {@code kix.fromHelmChart}
 */
record Rendering(
    ChartRequest request,
    RenderedChart chart,
    ChartRenderer renderer,
    ChartValues values,
    @Nullable Position at) {
  /** What stands behind the names of files that were rendered, one char per byte. */
  String call() {
    return at == null || at.source().origin().path() == null
        ? ""
        : SourcePaths.RENDERED_FOR + at.source().origin().path() + ":" + at.line() + ")";
  }
}
