package dev.kix.conformance.fuzz;

import java.util.List;

/**
 * A parser under attack.
 *
 * @param name what reports call it
 * @param seeds well-formed inputs that are damaged
 * @param words what is put in at random, besides parts of the seeds
 * @param refusal the one type of exception that says that an input is malformed
 * @param parser reads an input
 */
record FuzzTarget(
    String name,
    List<byte[]> seeds,
    List<String> words,
    Class<? extends Exception> refusal,
    Reader parser) {

  FuzzTarget {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("no seeds for " + name);
    }
  }

  /** Reads bytes, and forgets what they mean. */
  interface Reader {
    void read(byte[] input) throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}
