package dev.kix.cli.commands;

import dev.kix.cli.action.flake.FlakeCheck;
import dev.kix.cli.action.flake.FlakeLock;
import dev.kix.cli.action.flake.FlakeMetadata;
import dev.kix.cli.action.flake.FlakeRequest;
import dev.kix.cli.action.flake.FlakeShow;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix flake show|metadata|lock|update|check}. */
final class FlakeCommand extends FlagCommand {
  private static final List<String> ACTIONS =
      List.of("show", "metadata", "lock", "update", "check");

  /** Flags that only some of them take. */
  private static final Map<String, Set<String>> ONLY =
      Map.of(
          "--json", Set.of("show", "metadata"),
          "--all-systems", Set.of("show", "check"),
          "--legacy", Set.of("show"),
          "--no-build", Set.of("check"),
          "--keep-going", Set.of("check"),
          "--flake", Set.of("update"));

  FlakeCommand() {
    super("flake");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Works with flakes: folders with flake.nix, whose inputs flake.lock pins.",
            "",
            "  kix flake show [FLAKE]         shows the outputs as a tree",
            "  kix flake metadata [FLAKE]     says where it is and what its inputs are",
            "  kix flake lock [FLAKE]         adds what is missing in flake.lock",
            "  kix flake update [INPUT…]      locks these inputs anew, or all",
            "  kix flake check [FLAKE]        checks that the outputs are what they should be",
            "",
            "FLAKE is a folder, a URL such as git+https://example.org/x or github:owner/repo, or a",
            "name of a registry; '.' when nothing is given.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel("ACTION")
            .completionCandidates(ACTIONS)
            .description("show, metadata, lock, update or check")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("FLAKE|INPUT")
            .description("The flake; for update the inputs, such as nixpkgs or a/nixpkgs.")
            .build());
    spec.addOption(value("FLAKE", "update: the flake, in place of '.'.", "--flake"));
    spec.addOption(flag("show, metadata: prints JSON.", "--json"));
    spec.addOption(flag("show, check: outputs of all systems.", "--all-systems"));
    spec.addOption(flag("show: what is in legacyPackages too.", "--legacy"));
    spec.addOption(flag("check: reports all errors, not only the first.", "--keep-going"));
    spec.addOption(flag("check: as always; kix builds no checks.", "--no-build"));
    LockingFlags.describe(spec);
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    List<String> words =
        flags.matchedPositionals().stream().flatMap(p -> p.stringValues().stream()).toList();
    String action = words.get(0);
    if (!ACTIONS.contains(action)) {
      throw new CliException(
          "there is no 'kix flake " + action + "'",
          Suggestions.sentence(action, ACTIONS),
          "Try 'kix help flake'.");
    }
    ONLY.forEach((flag, actions) -> {
      if (flags.hasMatchedOption(flag) && !actions.contains(action)) {
        throw new CliException(
            "'kix flake " + action + "' has no flag '" + flag + "'", "Try 'kix help flake'.");
      }
    });
    boolean update = action.equals("update");
    List<String> rest = words.subList(1, words.size());
    if (!update && rest.size() > 1) {
      throw new CliException("unexpected argument '" + rest.get(1) + "'", "Try 'kix help flake'.");
    }
    String flake =
        update ? flags.matchedOptionValue("--flake", ".") : rest.isEmpty() ? "." : rest.get(0);
    FlakeRequest request =
        new FlakeRequest(
            EvaluationFlags.nixSetup(flags, console, false),
            flake,
            LockingFlags.options(flags, console, update ? rest : List.of()));
    boolean json = flags.hasMatchedOption("--json");
    boolean allSystems = flags.hasMatchedOption("--all-systems");
    return switch (action) {
      case "show" ->
          new FlakeShow(console)
              .run(
                  request,
                  new FlakeShow.Options(json, allSystems, flags.hasMatchedOption("--legacy")));
      case "metadata" -> new FlakeMetadata(console).run(request, json);
      case "lock" -> new FlakeLock(console).lock(request);
      case "update" -> new FlakeLock(console).update(request);
      default ->
          new FlakeCheck(console)
              .run(
                  request,
                  new FlakeCheck.Options(allSystems, flags.hasMatchedOption("--keep-going")));
    };
  }
}
