package dev.kix.k8s.text;

/**
 * How much a document may be before it is refused instead of read. What a server takes is far
 * below: a request of 1.5 MiB, nested a few dozen deep.
 *
 * @param maxBytes bytes of one document
 * @param maxDepth nesting of lists and objects
 * @param maxAliased values that aliases may add to one document, all together
 */
public record TextLimits(int maxBytes, int maxDepth, int maxAliased) {
  /** 64 MiB (a List with everything in a cluster), 200 deep, 100,000 values through aliases. */
  public static final TextLimits DEFAULT = new TextLimits(64 << 20, 200, 100_000);
}
