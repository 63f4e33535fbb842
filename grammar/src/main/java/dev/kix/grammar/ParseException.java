package dev.kix.grammar;

/**
 * Source text that is not Nix. The message is in Nix's words without position; {@link #source()}
 * and {@link #offset()} say where. Has no Java stack trace: it describes the user's text, not this
 * program.
 */
public final class ParseException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient SourceFile source;
  private final int offset;

  public ParseException(String message, SourceFile source, int offset) {
    super(message, null, false, false);
    this.source = source;
    this.offset = offset;
  }

  public SourceFile source() {
    return source;
  }

  /** Index into {@link SourceFile#text()} of the first offending byte. */
  public int offset() {
    return offset;
  }
}
