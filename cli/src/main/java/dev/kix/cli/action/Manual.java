package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.manual.BuiltinEntry;
import dev.kix.cli.manual.BuiltinManual;
import dev.kix.cli.manual.ManualFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints the reference manual. */
public final class Manual {
  private final Console console;

  public Manual(Console console) {
    this.console = console;
  }

  /**
   * Prints a part of the manual.
   *
   * @param topic {@code builtins}
   * @param names what is to be explained; empty for all
   * @param format the name of a {@link ManualFormat}
   * @return the exit code
   */
  public int print(String topic, List<String> names, String format) {
    if (!topic.equals("builtins")) {
      throw new CliException(
          "there is no manual of '" + topic + "'",
          Suggestions.sentence(topic, List.of("builtins")),
          "Try 'kix doc builtins'.");
    }
    ManualFormat writer = ManualFormat.find(format);
    if (writer == null) {
      List<String> known = Arrays.stream(ManualFormat.values()).map(ManualFormat::label).toList();
      throw new CliException(
          "there is no format '" + format + "'; formats are " + String.join(", ", known),
          Suggestions.sentence(format, known));
    }
    BuiltinManual manual = BuiltinManual.load();
    List<BuiltinEntry> entries = names.isEmpty() ? manual.entries() : chosen(manual, names);
    console.out(writer.builtins(entries, names.isEmpty()));
    return 0;
  }

  private static List<BuiltinEntry> chosen(BuiltinManual manual, List<String> names) {
    List<BuiltinEntry> entries = new ArrayList<>();
    for (String given : names) {
      String name = bare(given);
      BuiltinEntry entry = manual.find(name);
      if (entry == null) {
        throw new CliException(
            "there is no builtin '" + given + "'",
            Suggestions.sentence(name, manual.entries().stream().map(BuiltinEntry::name).toList()));
      }
      entries.add(entry);
    }
    return entries;
  }

  private static String bare(String given) {
    if (given.startsWith("builtins.")) {
      return given.substring("builtins.".length());
    }
    return given.startsWith("__") ? given.substring(2) : given;
  }
}
