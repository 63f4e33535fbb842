package dev.kix.interpreter.fetch;

/** Names of branches and tags, and commit hashes, as Git and Nix have them. */
public final class GitRefs {
  private static final int SHA1_DIGITS = 40;

  private GitRefs() {}

  /** Whether {@code text} is 40 hexadecimal digits. */
  public static boolean isRev(String text) {
    if (text.length() != SHA1_DIGITS) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether {@code name} may be a ref: a whole one ({@code refs/heads/main}), or a branch or tag.
   * See {@code git check-ref-format}.
   */
  public static boolean isLegal(String name) {
    if (name.isEmpty() || name.equals("@") || name.indexOf('\177') >= 0) {
      return false;
    }
    if (!areSegmentsLegal(name)) {
      return false;
    }
    boolean whole =
        name.indexOf('/') < 0
            ? isPseudoRef(name)
            : !isPseudoRef(name.substring(0, name.indexOf('/')));
    return whole || !name.startsWith("-");
  }

  /** {@code HEAD} and its like. */
  private static boolean isPseudoRef(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || c == '_')) {
        return false;
      }
    }
    return !name.isEmpty() && name.charAt(0) != '_' && name.charAt(name.length() - 1) != '_';
  }

  private static boolean areSegmentsLegal(String name) {
    if (name.endsWith(".") || name.contains("..") || name.contains("@{")) {
      return false;
    }
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || segment.startsWith(".") || segment.endsWith(".lock")) {
        return false;
      }
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || "~^:\\?[*".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }
}
