package dev.kix.interpreter.flake;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code flake.nix} says of one input. Immutable.
 *
 * @param ref where it is, or null where that is not said
 * @param isFlake false for a tree that is taken as it is
 * @param follows the input of the root that this one is, or null
 * @param overrides what is said of its own inputs
 */
public record FlakeInput(
    @Nullable FlakeRef ref,
    boolean isFlake,
    @Nullable InputPath follows,
    SortedMap<String, FlakeInput> overrides) {

  public FlakeInput {
    overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
  }

  /** A flake at {@code ref}. */
  static FlakeInput of(FlakeRef ref, boolean isFlake) {
    return new FlakeInput(ref, isFlake, null, new TreeMap<>());
  }

  static FlakeInput following(InputPath path) {
    return new FlakeInput(null, true, path, new TreeMap<>());
  }

  FlakeInput withRef(FlakeRef value) {
    return new FlakeInput(value, isFlake, follows, overrides);
  }

  FlakeInput withFlake(boolean value) {
    return new FlakeInput(ref, value, follows, overrides);
  }
}
