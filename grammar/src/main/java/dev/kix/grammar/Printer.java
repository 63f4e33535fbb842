package dev.kix.grammar;

/**
 * Writes a tree as {@code nix-instantiate --parse} of Nix 2.35 does: operators desugared to the
 * functions they call, attributes in order of their names, everything parenthesized. The output
 * holds one char per byte, like the tree.
 *
 * <p>What is printed is mostly Nix again, but not always the same: Nix prints {@code assert}
 * without parentheses, and names that are no identifiers in places where they cannot be read back.
 */
public final class Printer {
  private Printer() {}

  /** The text of {@code e}, on one line; paths in the home folder keep their tilde. */
  public static String print(Expr e) {
    return print(e, "~");
  }

  /**
   * The text of {@code e}, on one line.
   *
   * @param home the home folder, which takes the place of the tilde in {@code ~/…}
   */
  public static String print(Expr e, String home) {
    StringBuilder out = new StringBuilder();
    e.accept(new ExprWriter(out, home));
    return out.toString();
  }

  /** Appends one component of an attribute path. */
  static void printAttrName(AttrName name, StringBuilder out) {
    new ExprWriter(out, "~").attrName(name);
  }
}
