package dev.kix.interpreter.format;

import dev.kix.interpreter.diagnostic.EvalException;
import java.util.Locale;

/**
 * What is wrong with a TOML text, in the words and the layout of the parser that Nix uses (toml11):
 * a title, one or two places with a remark each, hints.
 */
final class TomlError {
  private static final String PREFIX = "while parsing TOML: ";
  private static final String FILE = "fromTOML";

  static final String NUMBER_HINT =
      """
      Hint: valid  : -42, 1_000, 1_2_3_4_5, 0xC0FFEE, 0b0010, 0o755
      Hint: invalid: _42, 1__000, 0123
      """;
  static final String FLOAT_HINT =
      """
      Hint: valid  : +1.0, -2e-2, 3.141_592_653_589, inf, nan
      Hint: invalid: .0, 1., _1.0, 1.0_, 1_.0, 1.0__0
      """;
  static final String TIME_HINT =
      """
      Hint: valid  : 1979-05-27T07:32:00, 1979-05-27 07:32:00.999999
      Hint: invalid: 1979-05-27T7:32:00, 1979-05-27 17:32
      """;

  private final String text;
  private final StringBuilder out = new StringBuilder("[error] ");

  private TomlError(String text, String title) {
    this.text = text;
    out.append(title).append('\n');
  }

  /** A stretch of the text, end exclusive. */
  record Place(int start, int end) {
    static Place at(int offset) {
      return new Place(offset, offset + 1);
    }
  }

  static EvalException of(String text, String title, Place place, String remark, String hints) {
    return of(text, FILE, title, place, remark, hints);
  }

  /** An error in an escape sequence, which that parser shows by itself. */
  static EvalException inEscape(String escape, String title, String remark) {
    return of(escape, "internal temporary", title, new Place(1, escape.length()), remark, "");
  }

  private static EvalException of(
      String text, String file, String title, Place place, String remark, String hints) {
    TomlError error = new TomlError(text, title);
    String margin = error.margin(place, place);
    error.out.append(" --> ").append(file).append('\n').append(margin).append(" |\n");
    error.show(place, remark, margin);
    error.out.append(hints);
    return fail(error.out.toString());
  }

  /** An error that two places make together. */
  static EvalException ofTwo(
      String text, String title, Place first, String remark, Place second, String other) {
    TomlError error = new TomlError(text, title);
    String margin = error.margin(first, second);
    error.out.append(" --> ").append(FILE).append('\n').append(margin).append(" |\n");
    error.show(first, remark, margin);
    error.out.append(margin).append(" | ...\n").append(margin).append(" |\n");
    error.show(second, other, margin);
    return fail(error.out.toString());
  }

  static EvalException fail(String message) {
    return JsonLexer.error(PREFIX + message);
  }

  private int lineOf(int offset) {
    int line = 1;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** As wide as the largest line number, and one more. */
  private String margin(Place a, Place b) {
    int line = Math.max(lineOf(a.start), lineOf(b.start));
    return " ".repeat(Integer.toString(line).length() + 1);
  }

  private void show(Place place, String remark, String margin) {
    if (place.start >= text.length() && text.endsWith("\n")) {
      showEnd(remark, margin);
      return;
    }
    int start = Math.min(place.start, text.length());
    int begin = text.lastIndexOf('\n', start - 1) + 1;
    int end = text.indexOf('\n', start);
    if (end < 0) {
      end = text.length();
    }
    number(lineOf(start), margin);
    for (int i = begin; i < end; i++) {
      character(text.charAt(i));
    }
    int room = Math.max(1, end - start);
    out.append('\n')
        .append(margin)
        .append(" | ")
        .append(" ".repeat(start - begin))
        .append("^".repeat(Math.min(room, place.end - place.start)))
        .append("-- ")
        .append(remark)
        .append('\n');
  }

  /** Behind the last line end, that parser shows the last line and then all lines as one. */
  private void showEnd(String remark, String margin) {
    int last = text.length() - 1;
    int begin = text.lastIndexOf('\n', last - 1) + 1;
    int line = lineOf(last);
    number(line, margin);
    for (int i = begin; i < last; i++) {
      character(text.charAt(i));
    }
    out.append('\n').append(margin).append(" | ").append(" ".repeat(last - begin)).append("-- \n");
    number(line + 1, margin);
    for (int i = 0; i < last; i++) {
      character(text.charAt(i));
    }
    out.append('\n')
        .append(margin)
        .append(" | ")
        .append("^".repeat(text.indexOf('\n') + 1))
        .append("-- ")
        .append(remark)
        .append('\n');
  }

  private void number(int line, String margin) {
    String number = Integer.toString(line);
    out.append(" ".repeat(margin.length() - number.length())).append(number).append(" | ");
  }

  private void character(char c) {
    if (c >= 0x20 && c < 0x7f) {
      out.append(c);
      return;
    }
    out.append(String.format(Locale.ROOT, "0x%02x", (int) c));
    switch (c) {
      case '\0' -> out.append("(NUL)");
      case '\n' -> out.append("(LINE FEED)");
      case '\r' -> out.append("(CARRIAGE RETURN)");
      case '\t' -> out.append("(TAB)");
      case 0x0b -> out.append("(VERTICAL TAB)");
      case '\f' -> out.append("(FORM FEED)");
      case 0x1b -> out.append("(ESCAPE)");
      default -> {
        // The number says it all.
      }
    }
  }
}
