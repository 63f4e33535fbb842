package dev.kix.cli.nix;

/**
 * An argument for functions that are called automatically.
 *
 * @param name the formal argument
 * @param kind what {@code text} is
 * @param text an expression, a string or a file name; ordinary text
 */
public record AutoArg(String name, Kind kind, String text) {
  /** Where the value comes from. */
  public enum Kind {
    /** {@code --arg}: the value of an expression. */
    EXPRESSION,
    /** {@code --argstr}: the text itself. */
    STRING,
    /** {@code --arg-from-file}: the contents of a file, as a string. */
    FILE,
    /** {@code --arg-from-stdin}: standard input, as a string. */
    STDIN
  }
}
