package dev.kix.interpreter.flake;

import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.io.CanonicalPath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@code flake.nix} that was read. Immutable.
 *
 * @param original what was asked for
 * @param resolved that, registries followed
 * @param locked that, with all that is known of its tree
 * @param path of the file, in the store
 * @param inputs by name
 * @param selfAttrs what {@code inputs.self} says of the flake's own tree
 * @param config {@code nixConfig}, values as {@code nix.conf} would have them
 * @param forceDirty whether the tree counts as changed although it is not
 */
public record Flake(
    FlakeRef original,
    FlakeRef resolved,
    FlakeRef locked,
    String path,
    @Nullable String description,
    SortedMap<String, FlakeInput> inputs,
    InputAttrs selfAttrs,
    SortedMap<String, String> config,
    boolean forceDirty) {

  public Flake {
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
  }

  /** The folder that {@code flake.nix} is in. */
  public String folder() {
    return CanonicalPath.parent(path);
  }

  /** Where its lock file is, or would be. */
  String lockFile() {
    return CanonicalPath.child(folder(), "flake.lock");
  }

  Flake withForceDirty() {
    return new Flake(
        original, resolved, locked, path, description, inputs, selfAttrs, config, true);
  }
}
