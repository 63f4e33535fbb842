package dev.kix.k8s.validation;

import java.util.regex.Pattern;

/**
 * A text that can be looked at only so often. The server's RE2 takes linear time; Java's matcher
 * may take exponential time on a pattern that a definition brings along, and must not hang the
 * build.
 */
final class BoundedText implements CharSequence {
  /** About a tenth of a second; a linear match of a megabyte stays below. */
  private static final int LOOKS = 10_000_000;

  private final String text;
  private final int[] left;

  private BoundedText(String text, int[] left) {
    this.text = text;
    this.left = left;
  }

  /** Whether the pattern is found in the text; a match that takes too long counts as found. */
  static boolean finds(Pattern pattern, String text) {
    try {
      return pattern.matcher(new BoundedText(text, new int[] {LOOKS})).find();
    } catch (TooLong | StackOverflowError e) {
      return true;
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--left[0] < 0) {
      throw new TooLong();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.substring(start, end), left);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Thrown out of the matcher. */
  private static final class TooLong extends RuntimeException {
    TooLong() {
      super("the pattern took too long", null, false, false);
    }
  }
}
