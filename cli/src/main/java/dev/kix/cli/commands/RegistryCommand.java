package dev.kix.cli.commands;

import dev.kix.cli.action.flake.FlakeRegistry;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix registry ACTION}. */
final class RegistryCommand extends FlagCommand {
  /** How many arguments each action takes, at least and at most. */
  private static final Map<String, List<Integer>> ACTIONS =
      Map.of(
          "list", List.of(0, 0),
          "add", List.of(2, 2),
          "remove", List.of(1, 1),
          "pin", List.of(1, 2),
          "resolve", List.of(1, Integer.MAX_VALUE));

  private static final List<String> NAMES = List.of("list", "add", "remove", "pin", "resolve");

  RegistryCommand() {
    super("registry");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Shows and changes what names of flakes, such as nixpkgs, stand for.",
            "",
            "  kix registry list                 all names: given by flags, the user's, the system's",
            "                                    and those of the world",
            "  kix registry add NAME FLAKE       lets a name stand for a flake",
            "  kix registry remove NAME          forgets it",
            "  kix registry pin NAME [FLAKE]     lets it stand for what the flake is now",
            "  kix registry resolve NAME…        prints what names stand for");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel("ACTION")
            .completionCandidates(NAMES)
            .description("One of the above.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("NAME|FLAKE")
            .description("A name, or a flake as elsewhere.")
            .build());
    spec.addOption(
        value("FILE", "The file to change (~/.config/nix/registry.json).", "--registry"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    List<String> words =
        flags.matchedPositionals().stream().flatMap(p -> p.stringValues().stream()).toList();
    String action = words.get(0);
    List<Integer> counts = ACTIONS.get(action);
    if (counts == null) {
      throw new CliException(
          "there is no 'kix registry " + action + "'",
          Suggestions.sentence(action, NAMES),
          "Try 'kix help registry'.");
    }
    List<String> rest = words.subList(1, words.size());
    if (rest.size() < counts.get(0)) {
      throw new CliException(
          "'kix registry " + action + "' needs more arguments", "Try 'kix help registry'.");
    }
    if (rest.size() > counts.get(1)) {
      throw new CliException(
          "unexpected argument '" + rest.get(counts.get(1)) + "'", "Try 'kix help registry'.");
    }
    String file = flags.matchedOptionValue("--registry", "");
    FlakeRegistry registry =
        new FlakeRegistry(
            console,
            EvaluationFlags.nixSetup(flags, console, false),
            file.isEmpty() ? null : console.resolve(file));
    return switch (action) {
      case "list" -> registry.list();
      case "add" -> registry.add(rest.get(0), rest.get(1));
      case "remove" -> registry.remove(rest.get(0));
      case "pin" -> registry.pin(rest.get(0), rest.get(rest.size() - 1));
      default -> registry.resolve(rest);
    };
  }
}
