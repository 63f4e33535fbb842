package dev.kix.interpreter.flake;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node of a lock file: the root, or a {@link LockedNode}. Known by its identity. */
public class LockNode {
  /** Where an input leads: to a node, or to where another input leads. */
  public sealed interface Edge permits LockedNode, Follows {}

  /** An input that is what another input of the root is. */
  public record Follows(InputPath path) implements Edge {}

  private final SortedMap<String, Edge> inputs = new TreeMap<>();

  LockNode() {}

  /** By name; a view. */
  public SortedMap<String, Edge> inputs() {
    return Collections.unmodifiableSortedMap(inputs);
  }

  void put(String name, Edge edge) {
    inputs.put(name, edge);
  }
}
