package dev.kix.interpreter.print;

import java.util.Set;

/** Strings and names as Nix source text would write them. Everything is one char per byte. */
public final class Literals {
  private static final Set<String> KEYWORDS =
      Set.of("if", "then", "else", "assert", "with", "let", "in", "rec", "inherit");

  private Literals() {}

  /** {@code text} in double quotes, with escapes. */
  public static String string(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    out.append('"');
    appendEscaped(out, text, text.length());
    return out.append('"').toString();
  }

  /** Appends the first {@code limit} bytes of {@code text} with escapes, without quotes. */
  static void appendEscaped(StringBuilder out, String text, int limit) {
    for (int i = 0; i < limit; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '$' -> {
          if (i + 1 < text.length() && text.charAt(i + 1) == '{') {
            out.append('\\');
          }
          out.append(c);
        }
        default -> out.append(c);
      }
    }
  }

  /**
   * {@code name} as {@code nix eval} writes an attribute's name: in quotes unless it may be bare.
   */
  public static String attributeName(String name) {
    return isBareName(name) ? name : string(name);
  }

  /** Whether {@code name} can be written without quotes. */
  private static boolean isBareName(String name) {
    if (name.isEmpty() || KEYWORDS.contains(name)) {
      return false;
    }
    char first = name.charAt(0);
    if (!isLetter(first) && first != '_') {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '\'') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
