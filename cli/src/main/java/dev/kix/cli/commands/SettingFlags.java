package dev.kix.cli.commands;

import dev.kix.cli.nix.NixSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every setting of Nix is a flag of every command that evaluates: {@code --NAME VALUE}, and {@code
 * --NAME} or {@code --no-NAME} for one that is on or off. They are too many to be described one by
 * one, so they are put into the form that the parser knows before it sees them.
 */
final class SettingFlags {
  /** A setting whose value must fit; not shown to anybody. */
  static final String SETTING = "--setting";

  private SettingFlags() {}

  /**
   * The same arguments with those that stand before the command behind it, where Nix takes them
   * too: {@code kix --extra-experimental-features flakes eval …}.
   */
  static List<String> commandFirst(List<String> args) {
    int i = 0;
    while (i < args.size() && args.get(i).startsWith("-")) {
      int more = leading(args.get(i));
      if (more < 0) {
        return args;
      }
      i += 1 + more;
    }
    if (i == 0 || i >= args.size()) {
      return args;
    }
    List<String> words = new ArrayList<>(args.size());
    words.add(args.get(i));
    words.addAll(args.subList(0, i));
    words.addAll(args.subList(i + 1, args.size()));
    return words;
  }

  /** How many words belong to a flag that may stand before the command; -1 when it may not. */
  private static int leading(String word) {
    String name = word.startsWith("--") ? word.substring(2) : "";
    return switch (word) {
      case "-v", "--verbose", "--quiet", "-L", "--print-build-logs", "--debug" -> 0;
      case "--impure", "--refresh", "--offline", "--show-trace" -> 0;
      case "--log-format", "--store" -> 1;
      case "--option" -> 2;
      default -> {
        boolean off = name.startsWith("no-") && NixSettings.isBoolean(name.substring(3));
        yield off || NixSettings.isBoolean(name) ? 0 : NixSettings.isKnown(name) ? 1 : -1;
      }
    };
  }

  /** The same arguments, with settings as {@code --setting NAME VALUE}. */
  static List<String> rewrite(CommandSpec spec, List<String> args) {
    if (spec.findOption(SETTING) == null) {
      return args;
    }
    List<String> words = new ArrayList<>(args.size());
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      if (word.equals("--")) {
        words.addAll(args.subList(i, args.size()));
        break;
      }
      OptionSpec option = spec.findOption(word);
      if (option != null) {
        int end = Math.min(args.size(), i + 1 + option.arity().min());
        words.addAll(args.subList(i, end));
        i = end - 1;
      } else {
        i += setting(word, i + 1 < args.size() ? args.get(i + 1) : null, words);
      }
    }
    return words;
  }

  /**
   * Adds what one word means.
   *
   * @param next the word after it, or null
   * @return how many words after it belong to it
   */
  private static int setting(String word, @Nullable String next, List<String> out) {
    String name = word.startsWith("--") ? word.substring(2) : "";
    if (NixSettings.isBoolean(name)) {
      out.addAll(List.of(SETTING, name, "true"));
    } else if (name.startsWith("no-") && NixSettings.isBoolean(name.substring(3))) {
      out.addAll(List.of(SETTING, name.substring(3), "false"));
    } else if (next != null && NixSettings.isKnown(name)) {
      out.addAll(List.of(SETTING, name, next));
      return 1;
    } else {
      out.add(word);
    }
    return 0;
  }
}
