package dev.kix.k8s.cel;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a field is called in expressions: what CEL could not read as an identifier is escaped
 * (Kubernetes documentation, "Common Expression Language", Escaping).
 */
final class Identifiers {
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private Identifiers() {}

  /** Whether a name can be written in an expression as it is. */
  static boolean isIdentifier(String name) {
    return !RESERVED.contains(name) && name.matches("[A-Za-z_][A-Za-z0-9_]*");
  }

  /** The escaped name, or null when the field cannot be spoken of. */
  static @Nullable String escape(String name) {
    if (RESERVED.contains(name)) {
      return "__" + name + "__";
    }
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (letter || c >= '0' && c <= '9' && i > 0) {
        out.append(c);
      } else if (c == '_') {
        boolean twice = i + 1 < name.length() && name.charAt(i + 1) == '_';
        out.append(twice ? "__underscores__" : "_");
        i += twice ? 1 : 0;
      } else if (c == '.') {
        out.append("__dot__");
      } else if (c == '-') {
        out.append("__dash__");
      } else if (c == '/') {
        out.append("__slash__");
      } else {
        return null;
      }
    }
    return out.isEmpty() ? null : out.toString();
  }
}
