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
  private int @Nullable [] lineStarts;

  /**
   * @param origin where the text came from
   * @param text the bytes of the source, one per char
   */
  public SourceFile(Origin origin, String text) {
    this.origin = origin;
    this.text = text;
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
    int i = Arrays.binarySearch(lineStarts(), offset);
    return i >= 0 ? i + 1 : -i - 1;
  }

  /** The column of {@code offset} in bytes, counted from 1. */
  public int column(int offset) {
    return offset - lineStarts()[line(offset) - 1] + 1;
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
    int start = starts[line - 1];
    int end = line < starts.length ? starts[line] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  private int[] lineStarts() {
    int[] starts = lineStarts;
    if (starts == null) {
      starts = computeLineStarts(text);
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
