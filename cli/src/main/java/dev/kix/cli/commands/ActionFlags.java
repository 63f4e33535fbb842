package dev.kix.cli.commands;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What commands share whose first argument says what is done: {@code kix hash path …}. */
final class ActionFlags {
  private ActionFlags() {}

  /** Adds the two positional parameters: what is done, and with what. */
  static void describe(CommandSpec spec, Collection<String> actions, String label, String rest) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel("ACTION")
            .completionCandidates(List.copyOf(actions))
            .description(String.join(", ", actions))
            .build());
    describeRest(spec, "1..*", label, rest);
  }

  /** Adds a positional parameter that takes all words from an index on. */
  static void describeRest(CommandSpec spec, String index, String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(index)
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** All positional words, the action among them. */
  static List<String> words(ParseResult flags) {
    List<String> words = new ArrayList<>();
    // A parameter is listed once for each run of words between flags, each time with all its words.
    new LinkedHashSet<>(flags.matchedPositionals()).forEach(p -> words.addAll(p.stringValues()));
    return words;
  }

  /**
   * Checks that there is such an action and that it takes the flags that are given.
   *
   * @param only flags that not all actions take, with those that do
   */
  static String check(
      ParseResult flags,
      String command,
      Collection<String> actions,
      Map<String, Set<String>> only) {
    String action = words(flags).get(0);
    if (!actions.contains(action)) {
      throw new CliException(
          "there is no 'kix " + command + " " + action + "'",
          Suggestions.sentence(action, actions),
          "Try 'kix help " + command + "'.");
    }
    only.forEach((flag, takers) -> {
      if (flags.hasMatchedOption(flag) && !takers.contains(action)) {
        throw new CliException(
            "'kix " + command + " " + action + "' has no flag '" + flag + "'",
            "Try 'kix help " + command + "'.");
      }
    });
    return action;
  }

  /** The arguments after the action; at least one is asked for. */
  static List<String> rest(ParseResult flags, String command, String what) {
    List<String> words = words(flags);
    if (words.size() < 2) {
      throw new CliException(
          "'kix " + command + " " + words.get(0) + "' needs " + what,
          "Try 'kix help " + command + "'.");
    }
    return words.subList(1, words.size());
  }

  /** The format that one of {@code --base16}, {@code --base32}, … asks for. */
  static String format(ParseResult flags, String other) {
    String format = other;
    if (flags.hasMatchedOption("--sri")) {
      format = "sri";
    }
    if (flags.hasMatchedOption("--base64")) {
      format = "base64";
    }
    if (flags.hasMatchedOption("--base32")) {
      format = "nix32";
    }
    return flags.hasMatchedOption("--base16") ? "base16" : format;
  }
}
