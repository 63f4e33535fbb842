package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.nix.BuiltinManual;
import java.util.List;

/** Prints the reference manual. */
public final class Manual {
  private final Console console;

  public Manual(Console console) {
    this.console = console;
  }

  /**
   * Prints builtins.
   *
   * @param names which; empty for all
   * @param markdown whether a Markdown page is printed instead of text for a terminal
   * @return the exit code
   */
  public int builtins(List<String> names, boolean markdown) {
    BuiltinManual manual = BuiltinManual.load();
    if (names.isEmpty()) {
      if (markdown) {
        console.out("# Builtins\n\n");
      }
      for (BuiltinManual.Entry entry : manual.entries()) {
        print(entry, markdown);
      }
      return 0;
    }
    for (String given : names) {
      String name = given.startsWith("builtins.") ? given.substring(9) : given;
      BuiltinManual.Entry entry = manual.find(name);
      if (entry == null) {
        throw new CliException(
            "there is no builtin '" + given + "'",
            Suggestions.sentence(
                name, manual.entries().stream().map(BuiltinManual.Entry::name).toList()));
      }
      print(entry, markdown);
    }
    return 0;
  }

  private void print(BuiltinManual.Entry entry, boolean markdown) {
    console.out((markdown ? entry.markdown() : entry.page()) + "\n");
  }
}
