package dev.kix.k8s;

/**
 * Where in the user's files something was written.
 *
 * @param file the file's name as the user should see it
 * @param line the line, counted from 1; 0 when only the file is known
 */
public record SourcePosition(String file, int line) {
  /** The form of every message: {@code webshop.nix, line 42}. */
  @Override
  public String toString() {
    return line > 0 ? file + ", line " + line : file;
  }
}
