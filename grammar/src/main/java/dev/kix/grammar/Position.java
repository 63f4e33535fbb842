package dev.kix.grammar;

/**
 * A place in a source text. Cheap to make and to keep: line and column are computed only when asked
 * for.
 *
 * @param source the text
 * @param offset index into {@link SourceFile#text()}
 */
public record Position(SourceFile source, int offset) {
  /** The line, counted from 1. */
  public int line() {
    return source.line(offset);
  }

  /** The column in bytes, counted from 1. */
  public int column() {
    return source.column(offset);
  }

  /** {@code origin:line:column}, as Nix prints a position. */
  @Override
  public String toString() {
    return source.origin().display() + ":" + line() + ":" + column();
  }
}
