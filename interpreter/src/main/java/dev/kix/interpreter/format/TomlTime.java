package dev.kix.interpreter.format;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times of TOML, written as Nix writes them. */
final class TomlTime {
  private static final Shape SHAPE = Shape.ofSorted(new String[] {"_type", "value"}, null);
  private static final NixString TYPE = NixString.of("timestamp");

  /** A class of its own: most texts have no time in them, and patterns take time to load. */
  private static final class Syntax {
    static final Pattern TIME =
        Pattern.compile(
            "(?:([0-9]{4})-([0-9]{2})-([0-9]{2}))?[Tt ]?"
                + "(?:([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?)?"
                + "([Zz]|[+-][0-9]{2}:[0-9]{2})?");
  }

  private TomlTime() {}

  /** {@code word} in its normal form, or null if it is no valid date or time. */
  static @Nullable String normalize(String word) {
    if (word.length() < 8 || (word.charAt(2) != ':' && word.charAt(4) != '-')) {
      return null;
    }
    Matcher m = Syntax.TIME.matcher(word);
    if (!m.matches()) {
      return null;
    }
    boolean date = m.group(1) != null;
    boolean time = m.group(4) != null;
    String offset = m.group(8);
    if ((offset != null && !(date && time)) || !isValid(m, date, time)) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    if (date) {
      out.append(word, 0, 10);
    }
    if (date && time) {
      out.append('T');
    }
    if (time) {
      out.append(m.group(4)).append(':').append(m.group(5)).append(':').append(m.group(6));
      fraction(out, m.group(7));
    }
    if (offset != null) {
      boolean utc = offset.length() == 1 || offset.endsWith("00:00");
      out.append(utc ? "Z" : offset);
    }
    return out.toString();
  }

  private static boolean isValid(Matcher m, boolean date, boolean time) {
    try {
      if (date) {
        LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
      }
      if (time) {
        LocalTime.of(number(m, 4), number(m, 5), Math.min(number(m, 6), 60) % 60);
      }
      return date || time;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  /** Milli-, micro- or nanoseconds, whichever the digits need. */
  private static void fraction(StringBuilder out, @Nullable String digits) {
    if (digits == null) {
      return;
    }
    String nine = (digits + "000000000").substring(0, 9);
    int n = nine.endsWith("000") ? (nine.endsWith("000000") ? 3 : 6) : 9;
    if (!nine.equals("000000000")) {
      out.append('.').append(nine, 0, n);
    }
  }

  static Value value(String time) {
    return NixAttrs.of(SHAPE, new Lazy[] {TYPE, NixString.of(time)});
  }
}
