package dev.kix.interpreter.flake;

import java.util.Map;

/**
 * A flake all of whose inputs are known.
 *
 * @param folders where nodes of the lock file are in the store, for those that were fetched; by
 *     identity
 */
public record LockedFlake(Flake flake, LockFile lockFile, Map<LockNode, String> folders) {}
