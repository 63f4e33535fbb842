package dev.kix.cluster.helm;

/**
 * Renders Helm charts. Found with {@link java.util.ServiceLoader} when the first chart is rendered:
 * the artifact {@code kix-helm}, with Helm itself in it, needs only be on the class path. Stateless
 * as seen from outside and thread-safe.
 */
public interface ChartRenderer {
  /** What else than the request decides about the result: the version of Helm, of the renderer. */
  String version();

  /**
   * Renders a chart. Nothing but the request decides about the result: no cluster is asked, no
   * network used, no configuration of Helm read.
   *
   * @throws ChartException when the chart cannot be rendered, or not twice to the same
   */
  RenderedChart render(ChartRequest request) throws ChartException;

  /**
   * Renders a chart once, to answer a question about {@link #render}: what differs from time to
   * time is not noticed.
   *
   * @throws ChartException when the chart cannot be rendered
   */
  RenderedChart renderOnce(ChartRequest request) throws ChartException;

  /**
   * Where the lines of what was rendered come from. Takes about as long as rendering.
   *
   * @param chart what {@link #render} gave for the request
   */
  ChartTrace trace(ChartRequest request, RenderedChart chart);
}
