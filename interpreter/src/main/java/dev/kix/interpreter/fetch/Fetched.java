package dev.kix.interpreter.fetch;

import dev.kix.store.file.FileTree;
import dev.kix.store.hash.Hash;

/**
 * A tree that was fetched.
 *
 * @param input the input with what was learned of it: commit, time, number of commits
 * @param narHash what the tree hashes to; computed, not what the input says
 */
public record Fetched(FileTree tree, Input input, Hash narHash) {}
