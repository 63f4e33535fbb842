package dev.kix.cli.nix;

/**
 * Something to evaluate, as the command line names it.
 *
 * @param text a file, folder or {@code <lookup path>}, or the expression itself; ordinary text
 */
public record SourceArg(Kind kind, String text) {
  /** What {@code text} is. */
  public enum Kind {
    FILE,
    EXPRESSION,
    STDIN
  }

  public static SourceArg file(String name) {
    return new SourceArg(Kind.FILE, name);
  }

  public static SourceArg expression(String text) {
    return new SourceArg(Kind.EXPRESSION, text);
  }

  public static SourceArg stdin() {
    return new SourceArg(Kind.STDIN, "-");
  }
}
