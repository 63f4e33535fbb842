package dev.kix.store.nar;

import dev.kix.store.hash.Hash;

/**
 * The hash of an archive and its length in bytes, the two things that path information records.
 *
 * @param size length of the archive, not of the files in it
 */
public record NarHash(Hash hash, long size) {}
