package dev.kix.interpreter.format;

import dev.kix.interpreter.format.TomlError.Place;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
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

  /** {@code word}, which is one that {@link #check} has let pass, in its normal form. */
  static String normalize(String word) {
    Matcher m = match(word);
    StringBuilder out = new StringBuilder();
    boolean date = m.group(1) != null;
    boolean time = m.group(4) != null;
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
    String offset = m.group(8);
    if (offset != null) {
      boolean utc = offset.length() == 1 || offset.endsWith("00:00");
      out.append(utc ? "Z" : offset);
    }
    return out.toString();
  }

  private static Matcher match(String word) {
    Matcher m = Syntax.TIME.matcher(word);
    if (!m.matches()) {
      throw new IllegalArgumentException(word);
    }
    return m;
  }

  /** Refuses months, days, hours and so on that there are not. */
  static void check(String text, int start, int end) {
    Matcher m = match(text.substring(start, end));
    if (m.group(1) != null && !isDay(number(m, 1), number(m, 2), number(m, 3))) {
      throw TomlError.of(
          text,
          "toml::parse_local_date: invalid date.",
          Place.at(start),
          "month must be 01-12, day must be any of 01-28,29,30,31 depending on the month/year.",
          "");
    }
    if (m.group(4) == null) {
      return;
    }
    String title = "toml::parse_local_time: invalid time.";
    Place time = Place.at(start + m.start(4));
    if (number(m, 4) > 23 || number(m, 5) > 59) {
      throw TomlError.of(text, title, time, "hour must be 00-23, minute must be 00-59.", "");
    }
    if (number(m, 6) > 60) {
      throw TomlError.of(text, title, time, "second must be 00-60.", "");
    }
    String offset = m.group(8);
    if (offset != null
        && offset.length() > 1
        && (Integer.parseInt(offset.substring(1, 3)) > 24
            || Integer.parseInt(offset.substring(4)) > 60)) {
      throw TomlError.of(
          text,
          "toml::parse_offset_datetime: too large offset: |hour| <= 24, |minute| <= 60",
          new Place(start, end),
          "here",
          "");
    }
  }

  private static boolean isDay(int year, int month, int day) {
    try {
      LocalDate.of(year, month, day);
      return true;
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
