package dev.kix.grammar;

/**
 * Takes the common indentation out of a {@code ''…''} string. Only spaces count as indentation, and
 * only in text as written: an escape or an interpolation ends the indentation of its line. Lines of
 * nothing but spaces do not count, nor does the last line when it is empty; that one is dropped.
 */
final class IndentedString {
  /** Above any indentation; Nix's number, which shows for text of a million spaces. */
  private static final int NO_INDENT = 1_000_000;

  private final ExprStack parts;
  private final int base;
  private final int size;

  private boolean atLineStart = true;
  private int dropped;

  private IndentedString(ExprStack parts, int base) {
    this.parts = parts;
    this.base = base;
    this.size = parts.size();
  }

  /**
   * Replaces the parts from {@code base} up by what is left of them: text loses its indentation,
   * empty text disappears.
   */
  static void strip(ExprStack parts, int base) {
    IndentedString string = new IndentedString(parts, base);
    string.strip(string.minIndent());
  }

  private int minIndent() {
    boolean lineStart = true;
    int min = NO_INDENT;
    int current = 0;
    for (int i = base; i < size; i++) {
      if (!parts.isIndentedText(i)) {
        if (lineStart) {
          lineStart = false;
          min = Math.min(min, current);
        }
        continue;
      }
      String text = ((Expr.Str) parts.get(i)).value();
      for (int j = 0; j < text.length(); j++) {
        char c = text.charAt(j);
        if (c == '\n') {
          lineStart = true;
          current = 0;
        } else if (lineStart) {
          if (c == ' ') {
            current++;
          } else {
            lineStart = false;
            min = Math.min(min, current);
          }
        }
      }
    }
    return min;
  }

  private void strip(int indent) {
    Expr[] kept = new Expr[size - base];
    int[] starts = new int[size - base];
    int[] ends = new int[size - base];
    int n = 0;
    for (int i = base; i < size; i++) {
      Expr e = parts.get(i);
      if (parts.isText(i)) {
        String text = stripText(((Expr.Str) e).value(), indent, i == size - 1);
        if (text.isEmpty()) {
          continue;
        }
        e = new Expr.Str(e.start(), e.end(), text);
      } else {
        atLineStart = false;
        dropped = 0;
      }
      kept[n] = e;
      starts[n] = parts.start(i);
      ends[n++] = parts.end(i);
    }
    parts.truncate(base);
    for (int i = 0; i < n; i++) {
      parts.push(kept[i], starts[i], ends[i]);
    }
  }

  private String stripText(String text, int indent, boolean last) {
    StringBuilder out = new StringBuilder(text.length());
    for (int j = 0; j < text.length(); j++) {
      char c = text.charAt(j);
      if (!atLineStart) {
        out.append(c);
        atLineStart = c == '\n';
      } else if (c == ' ') {
        if (dropped++ >= indent) {
          out.append(c);
        }
      } else {
        dropped = 0;
        out.append(c);
        atLineStart = c == '\n';
      }
    }
    if (last) {
      dropBlankLastLine(out);
    }
    return out.toString();
  }

  private static void dropBlankLastLine(StringBuilder out) {
    int newline = out.lastIndexOf("\n");
    if (newline < 0) {
      return;
    }
    for (int i = newline + 1; i < out.length(); i++) {
      if (out.charAt(i) != ' ') {
        return;
      }
    }
    out.setLength(newline + 1);
  }
}
