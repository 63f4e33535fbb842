package dev.kix.interpreter.fetch;

import dev.kix.interpreter.io.SourceName;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.Hash;
import org.jspecify.annotations.Nullable;

/**
 * A tree that was fetched.
 *
 * @param input the input with what was learned of it: commit, time, number of commits
 * @param narHash what the tree hashes to; computed, not what the input says
 * @param source what its files are called in messages, or null for their paths in the store
 */
public record Fetched(FileTree tree, Input input, Hash narHash, @Nullable SourceName source) {
  /** A tree whose files are called by their paths in the store. */
  public Fetched(FileTree tree, Input input, Hash narHash) {
    this(tree, input, narHash, null);
  }
}
