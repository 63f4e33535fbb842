package dev.kix.cluster.graph.view;

import dev.kix.cluster.graph.Waves;
import dev.kix.cluster.graph.view.GraphView.Edge;
import dev.kix.cluster.graph.view.GraphView.Node;
import dev.kix.cluster.graph.view.LayeredLayout.Bend;
import java.util.List;

/**
 * The graph as a picture: waves from left to right, an arrow from each resource to what it refers
 * to. Self-contained, the same bytes for the same cluster.
 */
public final class GraphSvg {
  private static final int BOX_WIDTH = 190;
  private static final int BOX_HEIGHT = 34;
  private static final int COLUMN = 260;
  private static final int MARGIN = 20;
  private static final int TITLE = 34;
  private static final int LONGEST = 27;
  private static final String STYLE =
      """
      .wave{fill:#f4f6fa;stroke:#dde3ee}.title{font-weight:600;fill:#44506a}
      .node rect{fill:#fff;stroke:#8fa3c7;rx:5}.node.stateful rect{stroke:#b4762f;stroke-width:2}
      .node.cycle rect{stroke-dasharray:4 2}.kind{font-size:10px;fill:#5b6b8c}.name{fill:#16203a}
      .edge{fill:none;stroke:#9aa8c4;stroke-width:1.2}.arrow{fill:#9aa8c4}
      text{font:12px system-ui,sans-serif}
      """;

  private final GraphView view;
  private final LayeredLayout layout;
  private final StringBuilder out = new StringBuilder();

  private GraphSvg(GraphView view) {
    this.view = view;
    this.layout = new LayeredLayout(view);
  }

  /** The whole file. */
  public static String write(GraphView view) {
    return new GraphSvg(view).draw();
  }

  private String draw() {
    int width = MARGIN * 2 + Math.max(1, layout.columns().size()) * COLUMN;
    int height = MARGIN * 2 + TITLE + (int) Math.ceil(layout.height());
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append(width);
    out.append(' ').append(height).append("\" width=\"").append(width).append("\" height=\"");
    out.append(height).append("\" role=\"img\">\n<title>").append(escape(view.cluster()));
    out.append("</title>\n<style>\n").append(STYLE).append("</style>\n");
    out.append("<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\"");
    out.append(" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\">");
    out.append("<path class=\"arrow\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
    waves(height);
    for (int i = 0; i < view.edges().size(); i++) {
      edge(i);
    }
    for (Node node : view.nodes()) {
      node(node);
    }
    return out.append("</svg>\n").toString();
  }

  private void waves(int height) {
    List<LayeredLayout.Column> columns = layout.columns();
    int from = 0;
    while (from < columns.size()) {
      int wave = columns.get(from).wave();
      int to = from;
      while (to < columns.size() && columns.get(to).wave() == wave) {
        to++;
      }
      int x = MARGIN + from * COLUMN;
      out.append("<rect class=\"wave\" x=\"").append(x).append("\" y=\"").append(MARGIN / 2);
      out.append("\" width=\"").append((to - from) * COLUMN - 8).append("\" height=\"");
      out.append(height - MARGIN).append("\" rx=\"8\"/>\n<text class=\"title\" x=\"");
      out.append(x + 12).append("\" y=\"").append(MARGIN / 2 + 22).append("\">Wave ");
      out.append(wave).append(": ").append(Waves.title(wave)).append("</text>\n");
      from = to;
    }
  }

  private int left(int node) {
    return MARGIN + layout.column(node) * COLUMN + (COLUMN - 8 - BOX_WIDTH) / 2;
  }

  private int middle(double y) {
    return MARGIN + TITLE + (int) Math.round(y);
  }

  private void edge(int index) {
    Edge edge = view.edges().get(index);
    int from = layout.column(edge.from());
    int to = layout.column(edge.to());
    boolean leftwards = to < from;
    int x = left(edge.from()) + (leftwards ? 0 : BOX_WIDTH);
    int y = middle(layout.y(edge.from()));
    int endX = left(edge.to()) + (to > from ? 0 : BOX_WIDTH);
    int endY = middle(layout.y(edge.to()));
    out.append("<path class=\"edge\" data-from=\"").append(edge.from()).append("\" data-to=\"");
    out.append(edge.to()).append("\" marker-end=\"url(#arrow)\" d=\"M").append(x).append(' ');
    out.append(y);
    if (from == to) {
      int bulge = x + 36;
      out.append('C').append(bulge).append(' ').append(y).append(' ').append(bulge).append(' ');
      out.append(endY).append(' ').append(endX).append(' ').append(endY);
    } else {
      for (Bend bend : layout.bends(index)) {
        int bendX = MARGIN + bend.column() * COLUMN + (COLUMN - 8) / 2;
        curve(x, y, bendX, middle(bend.y()));
        x = bendX;
        y = middle(bend.y());
      }
      curve(x, y, endX, endY);
    }
    out.append("\"/>\n");
  }

  private void curve(int x, int y, int toX, int toY) {
    int half = (x + toX) / 2;
    out.append('C').append(half).append(' ').append(y).append(' ').append(half).append(' ');
    out.append(toY).append(' ').append(toX).append(' ').append(toY);
  }

  private void node(Node node) {
    int x = left(node.index());
    int y = middle(layout.y(node.index())) - BOX_HEIGHT / 2;
    out.append("<g class=\"node").append(node.stateful() ? " stateful" : "");
    out.append(node.cycle() > 0 ? " cycle" : "").append("\" id=\"n").append(node.index());
    out.append("\"><title>").append(escape(node.id().toString())).append("</title><rect x=\"");
    out.append(x).append("\" y=\"").append(y).append("\" width=\"").append(BOX_WIDTH);
    out.append("\" height=\"").append(BOX_HEIGHT).append("\" rx=\"5\"/><text class=\"kind\" x=\"");
    out.append(x + 8).append("\" y=\"").append(y + 13).append("\">");
    String namespace = node.namespace();
    out.append(
        escape(
            shorten(node.id().kind() + (namespace.isEmpty() ? "" : " \u00b7 " + namespace), 34)));
    out.append("</text><text class=\"name\" x=\"").append(x + 8).append("\" y=\"");
    out.append(y + 27).append("\">").append(escape(shorten(node.id().name(), LONGEST)));
    out.append("</text></g>\n");
  }

  private static String shorten(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "\u2026";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
