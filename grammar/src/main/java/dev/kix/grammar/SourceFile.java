package dev.kix.grammar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Source text together with where it came from. Offsets everywhere in kix are indices into {@link
 * #text()}; they are turned into lines and columns only when somebody prints them.
 *
 * <p>The text holds one char per byte (ISO-8859-1), because a Nix string is a sequence of bytes and
 * Nix counts columns in bytes. Immutable as seen from outside and safe for use by many threads; the
 * table of lines is made on first use.
 */
public final class SourceFile {
  private final Origin origin;
  private final String text;
  private final int start;
  private final int end;
  private int @Nullable [] lineStarts;

  /**
   * @param origin where the text came from
   * @param text the bytes of the source, one per char
   */
  public SourceFile(Origin origin, String text) {
    this(origin, text, 0, text.length());
  }

  private SourceFile(Origin origin, String text, int start, int end) {
    this.origin = origin;
    this.text = text;
    this.start = start;
    this.end = end;
  }

  /**
   * A text that somebody wrote with something around it that nobody did, such as the braces that
   * make a set of bindings: lines and columns are those of what was written.
   *
   * @param before stands on the first line; without line breaks
   * @param after follows the last line
   */
  public static SourceFile framed(Origin origin, String before, String text, String after) {
    int end = before.length() + text.length();
    return new SourceFile(origin, before + text + after, before.length(), end);
  }

  public Origin origin() {
    return origin;
  }

  /** The source, one char per byte. */
  public String text() {
    return text;
  }

  /**
   * The line of {@code offset}, counted from 1. Like Nix, {@code \n}, {@code \r\n} and a lone
   * {@code \r} end a line.
   */
  public int line(int offset) {
    int i = Arrays.binarySearch(lineStarts(), Math.max(offset, start));
    return i >= 0 ? i + 1 : -i - 1;
  }

  /** The column of {@code offset} in bytes, counted from 1. */
  public int column(int offset) {
    return Math.max(offset, start) - lineStarts()[line(offset) - 1] + 1;
  }

  /**
   * The text of a line without its terminator, or null when there is no such line. Lines count from
   * 1.
   */
  public @Nullable String lineText(int line) {
    int[] starts = lineStarts();
    if (line < 1 || line > starts.length) {
      return null;
    }
    int from = starts[line - 1];
    if (from > end) {
      return null; // nobody wrote that line
    }
    int to = Math.max(from, Math.min(end, line < starts.length ? starts[line] : text.length()));
    while (to > from && (text.charAt(to - 1) == '\n' || text.charAt(to - 1) == '\r')) {
      to--;
    }
    return text.substring(from, to);
  }

  private int[] lineStarts() {
    int[] starts = lineStarts;
    if (starts == null) {
      starts = computeLineStarts(text);
      starts[0] = start;
      lineStarts = starts; // benign race: every thread computes the same table
    }
    return starts;
  }

  private static int[] computeLineStarts(String text) {
    int[] starts = new int[16];
    int n = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        if (n == starts.length) {
          starts = Arrays.copyOf(starts, n * 2);
        }
        starts[n++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, n);
  }
}
