package dev.kix.interpreter.flake;

import org.jspecify.annotations.Nullable;

/** An input as a lock file has it. */
public final class LockedNode extends LockNode implements LockNode.Edge {
  private final FlakeRef locked;
  private final FlakeRef original;
  private final boolean isFlake;
  private final @Nullable InputPath parent;

  /**
   * @param parent the input that a relative path starts at, or null for any other input
   */
  LockedNode(FlakeRef locked, FlakeRef original, boolean isFlake, @Nullable InputPath parent) {
    this.locked = locked;
    this.original = original;
    this.isFlake = isFlake;
    this.parent = parent;
  }

  /** What it is. */
  public FlakeRef locked() {
    return locked;
  }

  /** What the flake says it should be. */
  public FlakeRef original() {
    return original;
  }

  /** False for a tree that is taken as it is. */
  public boolean isFlake() {
    return isFlake;
  }

  public @Nullable InputPath parent() {
    return parent;
  }
}
