package dev.kix.cluster.explain;

/**
 * A place in a source file. Ordinary Java text.
 *
 * @param file the file as messages name it: relative to the project or to kixpkgs
 * @param line the line, from 1; 0 when only the file is known
 */
public record Place(String file, int line) {
  /** {@code webshop.nix, line 42}. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ", line " + line;
  }
}
