package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that are visible at a place in the text, while it is analysed. */
final class Scope {
  /** The frame that a function call will make, while its size is still growing. */
  static final class Frame {
    final int level;
    private int slots;

    Frame(int level) {
      this.level = level;
    }

    int newSlot() {
      return slots++;
    }

    int slots() {
      return slots;
    }
  }

  final @Nullable Scope outer;
  final Frame frame;

  /** Slots by name; null for the scope of a {@code with}. */
  private final @Nullable Map<String, Integer> variables;

  final int withSlot;
  final @Nullable Position withPosition;

  private Scope(
      @Nullable Scope outer,
      Frame frame,
      @Nullable Map<String, Integer> variables,
      int withSlot,
      @Nullable Position withPosition) {
    this.outer = outer;
    this.frame = frame;
    this.variables = variables;
    this.withSlot = withSlot;
    this.withPosition = withPosition;
  }

  /** A scope for variables that will live in {@code frame}. */
  static Scope ofVariables(@Nullable Scope outer, Frame frame) {
    return new Scope(outer, frame, new HashMap<>(), -1, null);
  }

  /** The scope of a {@code with} whose set is in {@code slot} of {@code frame}. */
  static Scope ofWith(Scope outer, Frame frame, int slot, Position position) {
    return new Scope(outer, frame, null, slot, position);
  }

  boolean isWith() {
    return variables == null;
  }

  /** Gives {@code name} the next slot of the frame. */
  int declare(String name) {
    int slot = frame.newSlot();
    declare(name, slot);
    return slot;
  }

  void declare(String name, int slot) {
    if (variables == null) {
      throw new AssertionError("a with declares no names");
    }
    variables.put(name, slot);
  }

  /** The slot of {@code name} in this scope alone, or -1. */
  int slot(String name) {
    if (variables == null) {
      return -1;
    }
    Integer slot = variables.get(name);
    return slot == null ? -1 : slot;
  }
}
