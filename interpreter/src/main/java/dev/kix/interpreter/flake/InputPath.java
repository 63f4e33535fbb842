package dev.kix.interpreter.flake;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from a flake to an input of an input: {@code nixops/nixpkgs}. Sorted name by name.
 * Immutable.
 */
public record InputPath(List<String> names) implements Comparable<InputPath> {
  /** The flake itself. */
  public static final InputPath ROOT = new InputPath(List.of());

  public InputPath {
    names = List.copyOf(names);
  }

  /**
   * Reads names with slashes between them.
   *
   * @throws EvalException of kind {@code USAGE} when one is no name of a flake
   */
  public static InputPath parse(String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split("/")) {
      if (name.isEmpty()) {
        continue;
      }
      if (!name.matches("[a-zA-Z][a-zA-Z0-9_-]*")) {
        throw new EvalException(
            ErrorKind.USAGE, "invalid flake input attribute path element '" + name + "'", null);
      }
      names.add(name);
    }
    return new InputPath(names);
  }

  public InputPath child(String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return new InputPath(all);
  }

  /** This way, and then {@code rest}. */
  public InputPath then(InputPath rest) {
    List<String> all = new ArrayList<>(names);
    all.addAll(rest.names);
    return new InputPath(all);
  }

  /** All but the last name. */
  InputPath parent() {
    return new InputPath(names.subList(0, names.size() - 1));
  }

  String last() {
    return names.get(names.size() - 1);
  }

  public boolean isRoot() {
    return names.isEmpty();
  }

  boolean startsWith(InputPath other) {
    return names.size() >= other.names.size()
        && names.subList(0, other.names.size()).equals(other.names);
  }

  @Override
  public int compareTo(InputPath other) {
    for (int i = 0; i < names.size() && i < other.names.size(); i++) {
      int order = names.get(i).compareTo(other.names.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(names.size(), other.names.size());
  }

  @Override
  public String toString() {
    return String.join("/", names);
  }
}
