package dev.kix.cli.action.store;

import dev.kix.cli.console.Console;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.backend.Store;
import dev.kix.store.backend.Topology;
import dev.kix.store.info.PathInfo;
import dev.kix.store.path.StorePath;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Prints what objects refer to: as a tree, for Graphviz, as GraphML; each as Nix does. */
final class StoreGraph {
  private static final List<String> COLOURS =
      List.of("black", "red", "green", "blue", "magenta", "burlywood");

  private final Console console;
  private final Store store;

  StoreGraph(Console console, Store store) {
    this.console = console;
    this.store = store;
  }

  /** Prints a tree for each; what was shown already is not shown again. */
  void trees(List<StorePath> roots) {
    Set<StorePath> done = new HashSet<>();
    for (StorePath root : roots) {
      tree(root, "", "", done);
    }
  }

  private void tree(StorePath path, String firstPad, String tailPad, Set<StorePath> done) {
    String line = firstPad + store.dir().print(path);
    if (!done.add(path)) {
      console.outBytes(line + " [...]\n");
      return;
    }
    console.outBytes(line + "\n");
    // As Nix does it: what others of them need comes first, which keeps the tree flat.
    List<StorePath> sorted = Topology.referencesFirst(store, store.references(path));
    for (int i = 0; i < sorted.size(); i++) {
      boolean last = i == sorted.size() - 1;
      tree(
          sorted.get(i),
          tailPad + bytes(last ? "└───" : "├───"),
          tailPad + (last ? "    " : bytes("│   ")),
          done);
    }
  }

  private static String bytes(String text) {
    return Bytes.encode(text);
  }

  /** Prints the closure for Graphviz. */
  void dot(Collection<StorePath> roots) {
    SortedSet<StorePath> open = new TreeSet<>(roots);
    Set<StorePath> done = new HashSet<>();
    int edges = 0;
    console.out("digraph G {\n");
    while (!open.isEmpty()) {
      StorePath path = open.first();
      open.remove(path);
      if (!done.add(path)) {
        continue;
      }
      console.out(
          "\""
              + path
              + "\" [label = \""
              + path.name()
              + "\", shape = box, style = filled, fillcolor = \"#ff0000\"];\n");
      for (StorePath reference : store.references(path)) {
        if (!reference.equals(path)) {
          open.add(reference);
          String colour = COLOURS.get(edges % COLOURS.size());
          edges++;
          console.out("\"" + reference + "\" -> \"" + path + "\" [color = \"" + colour + "\"];\n");
        }
      }
    }
    console.out("}\n");
  }

  /** Prints the closure as GraphML. */
  void graphml(Collection<StorePath> roots) {
    SortedSet<StorePath> open = new TreeSet<>(roots);
    Set<StorePath> done = new HashSet<>();
    console.out(
        "<?xml version='1.0' encoding='utf-8'?>\n"
            + "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'\n"
            + "    xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'\n"
            + "    xsi:schemaLocation='http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd'>\n"
            + "<key id='narSize' for='node' attr.name='narSize' attr.type='long'/>"
            + "<key id='name' for='node' attr.name='name' attr.type='string'/>"
            + "<key id='type' for='node' attr.name='type' attr.type='string'/>"
            + "<graph id='G' edgedefault='directed'>\n");
    while (!open.isEmpty()) {
      StorePath path = open.first();
      open.remove(path);
      if (!done.add(path)) {
        continue;
      }
      PathInfo info = store.info(path);
      console.out(
          "  <node id=\""
              + path
              + "\">\n    <data key=\"narSize\">"
              + info.narSize()
              + "</data>\n    <data key=\"name\">"
              + symbolicName(path.name())
              + "</data>\n    <data key=\"type\">"
              + (path.isDerivation() ? "derivation" : "output-path")
              + "</data>\n  </node>\n");
      for (StorePath reference : info.references()) {
        if (!reference.equals(path)) {
          open.add(reference);
          console.out("  <edge source=\"" + path + "\" target=\"" + reference + "\"/>\n");
        }
      }
    }
    console.out("</graph>\n</graphml>\n");
  }

  /** Up to the first hyphen, and nothing where there is none, as Nix has it. */
  private static String symbolicName(String name) {
    return name.substring(0, name.indexOf('-') + 1);
  }
}
