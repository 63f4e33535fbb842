package dev.kix.cluster.graph.view;

import dev.kix.cluster.graph.view.GraphView.Edge;
import dev.kix.cluster.graph.view.GraphView.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Places resources in columns, the waves from left to right, each wave as deep as its references
 * run. The method is that of Sugiyama, Tagawa and Toda (1981): edges over several columns are cut
 * by dummy nodes, crossings are reduced by sweeps of barycentres, then the rows are straightened.
 * There is no chance in it: equal graphs have equal pictures.
 */
final class LayeredLayout {
  /** Height of a row with the gap below, in pixels; that of a dummy is smaller. */
  static final int ROW = 46;

  private static final int DUMMY_ROW = 10;
  private static final int SWEEPS = 8;

  /** A node or a point of an edge. */
  private static final class Item {
    final int node;
    final int column;
    final List<Item> left = new ArrayList<>();
    final List<Item> right = new ArrayList<>();
    double place;
    double y;

    Item(int node, int column) {
      this.node = node;
      this.column = column;
    }

    double half() {
      return (node < 0 ? DUMMY_ROW : ROW) / 2.0;
    }
  }

  /**
   * A column.
   *
   * @param wave the wave it belongs to
   */
  record Column(int wave) {}

  /**
   * Points of an edge between its ends.
   *
   * @param column the column of the point
   * @param y its height
   */
  record Bend(int column, double y) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<Item>> items = new ArrayList<>();
  private final Item[] places;
  private final List<List<Item>> bends = new ArrayList<>();
  private double height;

  LayeredLayout(GraphView view) {
    places = new Item[view.nodes().size()];
    fill(view);
    connect(view);
    order();
    straighten();
  }

  /** The columns from left to right. */
  List<Column> columns() {
    return columns;
  }

  /** The column of a node. */
  int column(int node) {
    return places[node].column;
  }

  /** The height of a node's middle. */
  double y(int node) {
    return places[node].y;
  }

  /** The points between the ends of an edge, from the one that refers. */
  List<Bend> bends(int edge) {
    List<Bend> out = new ArrayList<>();
    for (Item item : bends.get(edge)) {
      out.add(new Bend(item.column, item.y));
    }
    return out;
  }

  /** The height of everything. */
  double height() {
    return height;
  }

  /** Columns by wave and depth; one that would be far longer than the others is cut. */
  private void fill(GraphView view) {
    int longest = Math.max(14, (int) Math.ceil(Math.sqrt(view.nodes().size()) * 1.6));
    TreeMap<Long, List<Node>> layers = new TreeMap<>();
    for (Node node : view.nodes()) {
      long key = ((long) node.wave() << 32) + node.depth();
      layers.computeIfAbsent(key, k -> new ArrayList<>()).add(node);
    }
    for (List<Node> layer : layers.values()) {
      int parts = (layer.size() + longest - 1) / longest;
      int size = (layer.size() + parts - 1) / parts;
      for (int from = 0; from < layer.size(); from += size) {
        int column = columns.size();
        columns.add(new Column(layer.get(0).wave()));
        List<Item> members = new ArrayList<>();
        for (Node node : layer.subList(from, Math.min(layer.size(), from + size))) {
          Item item = new Item(node.index(), column);
          places[node.index()] = item;
          members.add(item);
        }
        items.add(members);
      }
    }
  }

  private void connect(GraphView view) {
    for (Edge edge : view.edges()) {
      Item from = places[edge.from()];
      Item to = places[edge.to()];
      List<Item> between = new ArrayList<>();
      int step = Integer.signum(to.column - from.column);
      Item last = from;
      for (int c = from.column + step; step != 0 && c != to.column; c += step) {
        Item dummy = new Item(-1, c);
        items.get(c).add(dummy);
        between.add(dummy);
        join(last, dummy);
        last = dummy;
      }
      if (step != 0) {
        join(last, to);
      }
      bends.add(between);
    }
    for (List<Item> column : items) {
      number(column);
    }
  }

  private static void join(Item a, Item b) {
    Item left = a.column < b.column ? a : b;
    Item right = left == a ? b : a;
    left.right.add(right);
    right.left.add(left);
  }

  private static void number(List<Item> column) {
    for (int i = 0; i < column.size(); i++) {
      column.get(i).place = i;
    }
  }

  private void order() {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean rightwards = sweep % 2 == 0;
      for (int i = 0; i < items.size(); i++) {
        List<Item> column = items.get(rightwards ? i : items.size() - 1 - i);
        double[] wanted = new double[column.size()];
        for (int k = 0; k < column.size(); k++) {
          Item item = column.get(k);
          wanted[k] = mean(rightwards ? item.left : item.right, item.place, false);
        }
        sort(column, wanted);
        number(column);
      }
    }
  }

  /** Sorts by what is wanted; equal ones stay as they were. */
  private static void sort(List<Item> column, double[] wanted) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> wanted[i]));
    List<Item> sorted = new ArrayList<>();
    for (int i : order) {
      sorted.add(column.get(i));
    }
    column.clear();
    column.addAll(sorted);
  }

  private static double mean(List<Item> neighbours, double otherwise, boolean ofHeights) {
    if (neighbours.isEmpty()) {
      return otherwise;
    }
    double sum = 0;
    for (Item n : neighbours) {
      sum += ofHeights ? n.y : n.place;
    }
    return sum / neighbours.size();
  }

  private void straighten() {
    double tallest = 0;
    for (List<Item> column : items) {
      double y = 0;
      for (Item item : column) {
        item.y = y + item.half();
        y += 2 * item.half();
      }
      tallest = Math.max(tallest, y);
    }
    for (List<Item> column : items) {
      double own = 0;
      for (Item item : column) {
        own += 2 * item.half();
      }
      for (Item item : column) {
        item.y += (tallest - own) / 2;
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean rightwards = sweep % 2 == 0;
      for (int i = 0; i < items.size(); i++) {
        place(items.get(rightwards ? i : items.size() - 1 - i));
      }
    }
    double top = Double.MAX_VALUE;
    double bottom = 0;
    for (List<Item> column : items) {
      for (Item item : column) {
        top = Math.min(top, item.y - item.half());
      }
    }
    for (List<Item> column : items) {
      for (Item item : column) {
        item.y = Math.round(item.y - top);
        bottom = Math.max(bottom, item.y + item.half());
      }
    }
    height = bottom;
  }

  /**
   * Moves the items of a column to the middle of their neighbours as far as their order allows: the
   * mean of pushing down from the top and up from the bottom, which keeps every distance.
   */
  private static void place(List<Item> column) {
    int n = column.size();
    double[] wanted = new double[n];
    for (int i = 0; i < n; i++) {
      Item item = column.get(i);
      List<Item> all = new ArrayList<>(item.left);
      all.addAll(item.right);
      wanted[i] = mean(all, item.y, true);
    }
    double[] down = new double[n];
    double[] up = new double[n];
    for (int i = 0; i < n; i++) {
      double least = i == 0 ? wanted[0] : down[i - 1] + column.get(i - 1).half() + half(column, i);
      down[i] = Math.max(wanted[i], least);
    }
    for (int i = n - 1; i >= 0; i--) {
      double most = i == n - 1 ? wanted[i] : up[i + 1] - column.get(i + 1).half() - half(column, i);
      up[i] = Math.min(wanted[i], most);
    }
    for (int i = 0; i < n; i++) {
      column.get(i).y = (down[i] + up[i]) / 2;
    }
  }

  private static double half(List<Item> column, int i) {
    return column.get(i).half();
  }
}
