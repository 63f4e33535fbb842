package dev.kix.grammar;

import org.jspecify.annotations.Nullable;

/**
 * Where a piece of source text came from, as diagnostics name it.
 *
 * @param kind what sort of place it is
 * @param path the absolute path for {@link Kind#FILE}, else null. Latin-1 bytes as in {@link
 *     SourceFile#text()}.
 */
public record Origin(Kind kind, @Nullable String path) {
  /** The sorts of places that Nix text comes from. */
  public enum Kind {
    FILE,
    STRING,
    STDIN
  }

  private static final Origin STRING = new Origin(Kind.STRING, null);
  private static final Origin STDIN = new Origin(Kind.STDIN, null);

  /** Text of the file at {@code path}. */
  public static Origin file(String path) {
    return new Origin(Kind.FILE, path);
  }

  /** Text given as a string, for example by {@code --expr}. */
  public static Origin string() {
    return STRING;
  }

  /** Text read from standard input. */
  public static Origin stdin() {
    return STDIN;
  }

  /**
   * The name Nix prints: the path, {@code «string»} or {@code «stdin»} (the guillemets in Unicode,
   * not in bytes).
   */
  public String display() {
    return switch (kind) {
      case FILE -> path == null ? "" : path;
      case STRING -> "\u00abstring\u00bb";
      case STDIN -> "\u00abstdin\u00bb";
    };
  }
}
