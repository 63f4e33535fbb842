package dev.kix.grammar;

/** How Nix writes names and strings back. */
final class Identifiers {
  private Identifiers() {}

  /** A name as it can stand in a set: quoted unless it is an identifier and no keyword. */
  static String show(String name) {
    if (isPlain(name)) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length() + 2);
    quote(name, out);
    return out.toString();
  }

  /** Appends a string literal. */
  static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '$' -> {
          if (i + 1 < value.length() && value.charAt(i + 1) == '{') {
            out.append('\\');
          }
          out.append(c);
        }
        default -> out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty() || isKeyword(name)) {
      return false;
    }
    char first = name.charAt(0);
    if (!isLetter(first) && first != '_') {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '\'' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** The words that need quotes as a name; {@code or} does not. */
  private static boolean isKeyword(String name) {
    return switch (name) {
      case "if", "then", "else", "assert", "with", "let", "in", "rec", "inherit" -> true;
      default -> false;
    };
  }
}
