package dev.kix.interpreter.eval;

import dev.kix.interpreter.value.Counters;
import dev.kix.interpreter.value.Lazy;
import org.jspecify.annotations.Nullable;

/**
 * The frame of one function call (or of one file): the arguments and every {@code let}, {@code rec}
 * and {@code with} in the body that is not inside another function. One frame serves them all
 * because each expression of a body runs at most once a call. The first two slots are fields: most
 * frames have no more, and are then one object of 32 bytes.
 */
public final class Env {
  private static final Lazy[] NONE = new Lazy[0];

  final @Nullable Env up;
  final EvalState state;
  @Nullable Lazy s0;
  @Nullable Lazy s1;
  final @Nullable Lazy[] rest;

  Env(@Nullable Env up, EvalState state, int slots) {
    this.up = up;
    this.state = state;
    this.rest = slots <= 2 ? NONE : new Lazy[slots - 2];
    if (Counters.ON) {
      Counters.frame(slots);
    }
  }

  /** The frame one up; analysis guarantees that there is one. */
  Env parent() {
    Env e = up;
    if (e == null) {
      throw new AssertionError("no outer frame");
    }
    return e;
  }

  /** The frame {@code depth} up. */
  Env ancestor(int depth) {
    Env e = this;
    for (int i = depth; i > 0; i--) {
      e = e.parent();
    }
    return e;
  }

  @Nullable Lazy get(int slot) {
    return switch (slot) {
      case 0 -> s0;
      case 1 -> s1;
      default -> rest[slot - 2];
    };
  }

  void set(int slot, Lazy value) {
    switch (slot) {
      case 0 -> s0 = value;
      case 1 -> s1 = value;
      default -> rest[slot - 2] = value;
    }
  }
}
