package dev.kix.k8s.validation;

import dev.kix.k8s.forms.Values;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schedule of a CronJob: what github.com/robfig/cron's ParseStandard takes. */
final class CronSchedule {
  private static final Set<String> WORDS =
      Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  private record Field(String name, int min, int max, List<String> names) {}

  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of the month", 1, 31, List.of()),
          new Field("month", 1, 12, MONTHS),
          new Field("day of the week", 0, 6, DAYS));

  private CronSchedule() {}

  /** What is wrong with a schedule, or null. */
  static @Nullable String broken(String schedule) {
    String text = schedule.strip();
    if (text.startsWith("TZ=") || text.startsWith("CRON_TZ=")) {
      return "a time zone in the schedule is not allowed; use the field timeZone";
    }
    if (text.startsWith("@")) {
      boolean known = WORDS.contains(text) || text.matches("@every ([0-9.]+(h|ms|us|ns|m|s))++");
      return known ? null : Values.quoted(schedule) + " is no schedule cron knows";
    }
    String[] parts = text.split("\\s+");
    if (parts.length != 5) {
      return "expected five fields (minute, hour, day, month, day of the week) but found "
          + (text.isEmpty() ? 0 : parts.length)
          + " in "
          + Values.quoted(schedule);
    }
    for (int i = 0; i < 5; i++) {
      for (String part : parts[i].split(",", -1)) {
        if (!fits(part, FIELDS.get(i))) {
          Field f = FIELDS.get(i);
          return Values.quoted(part)
              + " is no "
              + f.name()
              + ": "
              + f.min()
              + " to "
              + f.max()
              + " are allowed";
        }
      }
    }
    return null;
  }

  private static boolean fits(String part, Field field) {
    String[] stepped = part.split("/", -1);
    if (stepped.length > 2 || stepped.length == 2 && number(stepped[1], List.of(), 0) < 1) {
      return false;
    }
    if (stepped[0].equals("*") || stepped[0].equals("?")) {
      return true;
    }
    String[] range = stepped[0].split("-", -1);
    if (range.length > 2) {
      return false;
    }
    int from = number(range[0], field.names(), field.min());
    int to = range.length == 2 ? number(range[1], field.names(), field.min()) : from;
    return from >= field.min() && to <= field.max() && from <= to;
  }

  /** The number, or -1 when it is none. */
  private static int number(String text, List<String> names, int min) {
    int named = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (named >= 0) {
      return named + min;
    }
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
  }
}
