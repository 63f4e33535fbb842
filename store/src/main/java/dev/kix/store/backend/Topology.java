package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.path.StorePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Orders objects by what they refer to, as Nix does ({@code Store::topoSortPaths}). */
public final class Topology {
  private Topology() {}

  /**
   * {@code paths}, each after everything of them that it refers to. Among those that are not
   * related the order is Nix's. What is not in the store refers to nothing.
   *
   * @throws StoreException when some of them refer to each other in a circle
   */
  public static List<StorePath> referencesFirst(Store store, Collection<StorePath> paths) {
    SortedSet<StorePath> items = new TreeSet<>(paths);
    List<StorePath> sorted = new ArrayList<>(items.size());
    Set<StorePath> visited = new HashSet<>();
    Set<StorePath> parents = new HashSet<>();
    Deque<StorePath> open = new ArrayDeque<>();
    Deque<Iterator<StorePath>> rest = new ArrayDeque<>();
    for (StorePath start : items) {
      if (!visited.add(start)) {
        continue;
      }
      open.push(start);
      parents.add(start);
      rest.push(references(store, start));
      while (!open.isEmpty()) {
        Iterator<StorePath> references = rest.element();
        if (!references.hasNext()) {
          rest.pop();
          parents.remove(open.element());
          sorted.add(open.pop());
          continue;
        }
        StorePath next = references.next();
        if (next.equals(open.element()) || !items.contains(next)) {
          continue;
        }
        if (parents.contains(next)) {
          throw new StoreException(
              "cycle detected in the references of '"
                  + store.dir().print(next)
                  + "' from '"
                  + store.dir().print(open.element())
                  + "'");
        }
        if (visited.add(next)) {
          open.push(next);
          parents.add(next);
          rest.push(references(store, next));
        }
      }
    }
    return sorted;
  }

  private static Iterator<StorePath> references(Store store, StorePath path) {
    return store.contains(path)
        ? store.references(path).iterator()
        : Collections.<StorePath>emptyIterator();
  }
}
