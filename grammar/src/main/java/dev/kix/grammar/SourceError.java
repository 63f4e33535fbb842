package dev.kix.grammar;

/**
 * Leaves the parser with an error about the source; becomes a {@link ParseException} at the edge.
 * The message holds one char per byte, like everything taken from the source.
 */
final class SourceError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  SourceError(String message, int offset) {
    super(message, null, false, false);
    this.offset = offset;
  }

  int offset() {
    return offset;
  }
}
