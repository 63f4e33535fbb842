package dev.kix.interpreter.print;

/**
 * How {@link ValuePrinter} prints. Immutable; the limits on attributes and list items count over
 * the whole value, not per set or list, as Nix's do.
 *
 * @param ansiColors whether to write colour escapes
 * @param force whether to evaluate what is printed; otherwise unevaluated parts are {@code «thunk»}
 * @param derivationPaths whether derivations are printed as {@code «derivation /nix/store/….drv»};
 *     needs {@code force}
 * @param trackRepeated whether a set or list met for the second time is printed as {@code
 *     «repeated»}
 * @param maxDepth sets and lists deeper than this are {@code { ... }} and {@code [ ... ]}
 * @param maxAttrs how many attributes are printed
 * @param maxListItems how many list items are printed
 * @param maxStringLength how many bytes of a string are printed
 * @param prettyIndent blanks per level, or 0 for everything on one line
 * @param errors what happens when evaluating a part fails
 */
public record PrintOptions(
    boolean ansiColors,
    boolean force,
    boolean derivationPaths,
    boolean trackRepeated,
    int maxDepth,
    int maxAttrs,
    int maxListItems,
    int maxStringLength,
    int prettyIndent,
    OnError errors) {
  /** No limit. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** What happens when evaluating a part of the value fails. */
  public enum OnError {
    /** {@code «error: oh no»} takes the part's place. */
    PRINT,
    /** The error is thrown. */
    THROW,
    /** The error is thrown if the whole value fails, printed if a part does. */
    THROW_TOP_LEVEL
  }

  /** Everything that is evaluated already, on one line. {@code builtins.trace}. */
  public static final PrintOptions PLAIN =
      new PrintOptions(
          false, false, false, true, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, 0, OnError.PRINT);

  /** A value in an error message: at most 10 levels, attributes and items, 1024 bytes a string. */
  public static final PrintOptions ERROR =
      new PrintOptions(false, false, false, true, 10, 10, 10, 1024, 0, OnError.PRINT);

  /** {@code nix eval}. */
  public static final PrintOptions EVAL =
      new PrintOptions(
          false, true, true, true, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, 0, OnError.PRINT);

  /** {@code nix repl}: indented, one level deep; {@code :p} prints with {@link #withMaxDepth}. */
  public static final PrintOptions REPL =
      new PrintOptions(
          false, true, true, true, 1, UNLIMITED, UNLIMITED, UNLIMITED, 2, OnError.THROW_TOP_LEVEL);

  public PrintOptions withAnsiColors(boolean on) {
    return new PrintOptions(
        on,
        force,
        derivationPaths,
        trackRepeated,
        maxDepth,
        maxAttrs,
        maxListItems,
        maxStringLength,
        prettyIndent,
        errors);
  }

  public PrintOptions withMaxDepth(int depth) {
    return new PrintOptions(
        ansiColors,
        force,
        derivationPaths,
        trackRepeated,
        depth,
        maxAttrs,
        maxListItems,
        maxStringLength,
        prettyIndent,
        errors);
  }

  public PrintOptions withErrors(OnError onError) {
    return new PrintOptions(
        ansiColors,
        force,
        derivationPaths,
        trackRepeated,
        maxDepth,
        maxAttrs,
        maxListItems,
        maxStringLength,
        prettyIndent,
        onError);
  }
}
