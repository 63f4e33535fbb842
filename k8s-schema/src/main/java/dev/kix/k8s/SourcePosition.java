package dev.kix.k8s;

/**
 * Where in the user's files something was written. Ordered by file, then line.
 *
 * @param file the file's name as the user should see it
 * @param line the line, counted from 1; 0 when only the file is known
 */
public record SourcePosition(String file, int line) implements Comparable<SourcePosition> {
  @Override
  public int compareTo(SourcePosition other) {
    int byFile = file.compareTo(other.file);
    return byFile != 0 ? byFile : Integer.compare(line, other.line);
  }

  /** The form of every message: {@code webshop.nix, line 42}. */
  @Override
  public String toString() {
    return line > 0 ? file + ", line " + line : file;
  }
}
