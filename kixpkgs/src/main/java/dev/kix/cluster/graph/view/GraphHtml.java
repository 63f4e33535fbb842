package dev.kix.cluster.graph.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The graph as one HTML file that needs nothing else: the picture, a search, filters by namespace
 * and wave, and what each resource refers to.
 */
public final class GraphHtml {
  private static final String TEMPLATE = "graph.html";

  private GraphHtml() {}

  /** The whole file. */
  public static String write(GraphView view) {
    // A script ends at the first "</script", whatever it is part of.
    String json = GraphJson.tree(view).toString().replace("<", "\\u003c");
    return template()
        .replace("@CLUSTER@", GraphSvg.escape(view.cluster()))
        .replace("@SVG@", GraphSvg.write(view))
        .replace("@JSON@", json);
  }

  private static String template() {
    try (InputStream in = GraphHtml.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + TEMPLATE + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
