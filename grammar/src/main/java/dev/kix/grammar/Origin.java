package dev.kix.grammar;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of source text came from, as diagnostics name it.
 *
 * @param kind what sort of place it is
 * @param path the absolute path for {@link Kind#FILE}, else null. Latin-1 bytes as in {@link
 *     SourceFile#text()}.
 * @param shown what people know the file by, where that is not its path: a file of a fetched tree
 *     has its path in the store, and came from somewhere else; else null
 */
public record Origin(Kind kind, @Nullable String path, @Nullable String shown) {
  /** The sorts of places that Nix text comes from. */
  public enum Kind {
    FILE,
    STRING,
    STDIN
  }

  private static final Origin STRING = new Origin(Kind.STRING, null, null);
  private static final Origin STDIN = new Origin(Kind.STDIN, null, null);

  /** Text of the file at {@code path}. */
  public static Origin file(String path) {
    return new Origin(Kind.FILE, path, null);
  }

  /**
   * Text of the file at {@code path}, which messages call something else.
   *
   * @param shown one char per byte; null for the path itself
   */
  public static Origin file(String path, @Nullable String shown) {
    return new Origin(Kind.FILE, path, shown);
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
      case FILE -> shown != null ? shown : path == null ? "" : path;
      case STRING -> "\u00abstring\u00bb";
      case STDIN -> "\u00abstdin\u00bb";
    };
  }

  // Written out: what a record has by itself is linked at its first use, and that takes 4 ms of
  // every start, because the JVM's start-up cache does not keep it.

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Origin other
        && kind == other.kind
        && Objects.equals(path, other.path)
        && Objects.equals(shown, other.shown);
  }

  @Override
  public int hashCode() {
    return (kind.ordinal() * 31 + Objects.hashCode(path)) * 31 + Objects.hashCode(shown);
  }
}
