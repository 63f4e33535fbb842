package dev.kix.interpreter.fetch;

import org.jspecify.annotations.Nullable;

/** Numbers in URLs. */
final class Numbers {
  private static final int MAX_DIGITS = 18;

  private Numbers() {}

  /** The number that {@code text} writes with digits alone, or null. */
  static @Nullable Long parse(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return null;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
