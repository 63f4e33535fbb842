package dev.kix.cluster.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The strongly connected components of a directed graph, by Tarjan's algorithm without recursion,
 * and an order of them. Linear in nodes and edges but for the queue that breaks ties.
 */
final class Components {
  private final int[][] targets;
  private final int[] index;
  private final int[] low;
  private final int[] component;
  private final int[] stack;
  private final int[] path;
  private final int[] edge;
  private int stacked;
  private int next;
  private final List<int[]> members = new ArrayList<>();

  private Components(int[][] targets) {
    int n = targets.length;
    this.targets = targets;
    this.index = new int[n];
    this.low = new int[n];
    this.component = new int[n];
    this.stack = new int[n];
    this.path = new int[n];
    this.edge = new int[n];
    Arrays.fill(index, -1);
    Arrays.fill(component, -1);
    for (int v = 0; v < n; v++) {
      if (index[v] < 0) {
        visit(v);
      }
    }
  }

  /**
   * The components, each sorted, those referred to before those that refer; of components that may
   * change places the one whose smallest member is smaller comes first.
   *
   * @param targets for every node the nodes it refers to
   */
  static List<int[]> inOrder(int[][] targets) {
    return new Components(targets).order();
  }

  private void visit(int root) {
    int depth = 0;
    edge[0] = 0;
    path[0] = root;
    enter(root);
    while (depth >= 0) {
      int v = path[depth];
      if (edge[depth] < targets[v].length) {
        int w = targets[v][edge[depth]++];
        if (index[w] < 0) {
          enter(w);
          path[++depth] = w;
          edge[depth] = 0;
        } else if (component[w] < 0) {
          low[v] = Math.min(low[v], index[w]);
        }
        continue;
      }
      if (low[v] == index[v]) {
        close(v);
      }
      if (--depth >= 0) {
        low[path[depth]] = Math.min(low[path[depth]], low[v]);
      }
    }
  }

  private void enter(int v) {
    index[v] = next;
    low[v] = next++;
    stack[stacked++] = v;
  }

  private void close(int v) {
    int from = stacked;
    do {
      component[stack[--from]] = members.size();
    } while (stack[from] != v);
    int[] found = Arrays.copyOfRange(stack, from, stacked);
    Arrays.sort(found);
    stacked = from;
    members.add(found);
  }

  /** From those nobody refers to, the largest first, and then all of it the other way round. */
  private List<int[]> order() {
    int[] referrers = new int[members.size()];
    forEachEdge((from, to) -> referrers[to]++);
    List<List<Integer>> below = new ArrayList<>();
    for (int c = 0; c < members.size(); c++) {
      below.add(new ArrayList<>(2));
    }
    forEachEdge((from, to) -> below.get(from).add(to));
    PriorityQueue<Integer> ready =
        new PriorityQueue<>((a, b) -> Integer.compare(members.get(b)[0], members.get(a)[0]));
    for (int c = 0; c < referrers.length; c++) {
      if (referrers[c] == 0) {
        ready.add(c);
      }
    }
    List<int[]> ordered = new ArrayList<>(members.size());
    while (!ready.isEmpty()) {
      int c = ready.remove();
      ordered.add(members.get(c));
      for (int d : below.get(c)) {
        if (--referrers[d] == 0) {
          ready.add(d);
        }
      }
    }
    Collections.reverse(ordered);
    return ordered;
  }

  /** An edge between components. */
  private interface Edge {
    void between(int from, int to);
  }

  private void forEachEdge(Edge edge) {
    for (int v = 0; v < targets.length; v++) {
      for (int w : targets[v]) {
        if (component[v] != component[w]) {
          edge.between(component[v], component[w]);
        }
      }
    }
  }
}
