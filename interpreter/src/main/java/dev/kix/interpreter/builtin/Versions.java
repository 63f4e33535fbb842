package dev.kix.interpreter.builtin;

/** Nix's order of version numbers ({@code nix-env -u}, section "Versions" of its manual page). */
final class Versions {
  private Versions() {}

  /** -1, 0 or 1. */
  static int compare(String a, String b) {
    Components x = new Components(a);
    Components y = new Components(b);
    while (true) {
      boolean moreX = x.next();
      boolean moreY = y.next();
      if (!moreX && !moreY) {
        return 0;
      }
      if (x.isBefore(y)) {
        return -1;
      }
      if (y.isBefore(x)) {
        return 1;
      }
    }
  }

  /** The first dash that no letter follows and that is not the last byte, or -1. */
  static int dashBeforeVersion(String name) {
    for (int i = 0; i + 1 < name.length(); i++) {
      if (name.charAt(i) == '-' && !isLetter(name.charAt(i + 1))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '-';
  }

  /** Walks over the components of a version without copying them. */
  static final class Components {
    private static final int NOT_A_NUMBER = -1;

    private final String s;
    private int start;
    private int end;

    /** The current component as a number; one that exceeds 2^31-1 counts as a word, as in Nix. */
    private int number = NOT_A_NUMBER;

    Components(String version) {
      s = version;
    }

    /** Goes to the next component; behind the last one, to an empty one, and returns false. */
    boolean next() {
      int n = s.length();
      int i = end;
      while (i < n && isSeparator(s.charAt(i))) {
        i++;
      }
      start = i;
      if (i < n && isDigit(s.charAt(i))) {
        long value = 0;
        while (i < n && isDigit(s.charAt(i))) {
          value = Math.min(value * 10 + s.charAt(i) - '0', 1L << 40);
          i++;
        }
        number = value <= Integer.MAX_VALUE ? (int) value : NOT_A_NUMBER;
      } else {
        while (i < n && !isDigit(s.charAt(i)) && !isSeparator(s.charAt(i))) {
          i++;
        }
        number = NOT_A_NUMBER;
      }
      end = i;
      return end > start;
    }

    String text() {
      return s.substring(start, end);
    }

    private boolean isPre() {
      return end - start == 3 && s.startsWith("pre", start);
    }

    boolean isBefore(Components other) {
      boolean isNumber = number != NOT_A_NUMBER;
      boolean otherIsNumber = other.number != NOT_A_NUMBER;
      if (isNumber && otherIsNumber) {
        return number < other.number;
      }
      if (end == start && otherIsNumber) {
        return true;
      }
      if (isPre()) {
        return !other.isPre();
      }
      if (other.isPre()) {
        return false;
      }
      // 2.3a is before 2.3.1.
      if (otherIsNumber || isNumber) {
        return otherIsNumber;
      }
      return compareText(other) < 0;
    }

    private int compareText(Components other) {
      int n = Math.min(end - start, other.end - other.start);
      for (int i = 0; i < n; i++) {
        int c = s.charAt(start + i) - other.s.charAt(other.start + i);
        if (c != 0) {
          return c;
        }
      }
      return (end - start) - (other.end - other.start);
    }
  }
}
