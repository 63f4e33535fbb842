package dev.kix.cli.commands;

import dev.kix.cli.action.flake.FlakeCheck;
import dev.kix.cli.action.flake.FlakeCopies;
import dev.kix.cli.action.flake.FlakeLock;
import dev.kix.cli.action.flake.FlakeMetadata;
import dev.kix.cli.action.flake.FlakeRequest;
import dev.kix.cli.action.flake.FlakeShow;
import dev.kix.cli.action.flake.FlakeTemplate;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix flake ACTION}. */
final class FlakeCommand extends FlagCommand {
  private static final List<String> ACTIONS =
      List.of(
          "show",
          "metadata",
          "lock",
          "update",
          "check",
          "init",
          "new",
          "clone",
          "archive",
          "prefetch");

  /** Flags that only some of them take. */
  private static final Map<String, Set<String>> ONLY =
      Map.ofEntries(
          Map.entry("--json", Set.of("show", "metadata", "archive", "prefetch")),
          Map.entry("--all-systems", Set.of("show", "check")),
          Map.entry("--legacy", Set.of("show")),
          Map.entry("--no-build", Set.of("check")),
          Map.entry("--keep-going", Set.of("check")),
          Map.entry("--flake", Set.of("update")),
          Map.entry("--template", Set.of("init", "new")),
          Map.entry("--dest", Set.of("clone")),
          Map.entry("--dry-run", Set.of("archive")),
          Map.entry("--to", Set.of("archive")),
          Map.entry("--out-link", Set.of("prefetch")));

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
            "  kix flake init [-t TEMPLATE]   fills this folder from a template",
            "  kix flake new DIR [-t …]       … another folder; '-t kix' is a cluster, made offline",
            "  kix flake clone FLAKE -f DIR   clones its repository",
            "  kix flake archive [FLAKE]      fetches it and all its inputs to the store",
            "  kix flake prefetch [FLAKE]     … only the flake itself",
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
            .description("One of the above.")
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
    spec.addOption(flag("show, metadata, archive, prefetch: prints JSON.", "--json"));
    spec.addOption(flag("show, check: outputs of all systems.", "--all-systems"));
    spec.addOption(flag("show: what is in legacyPackages too.", "--legacy"));
    spec.addOption(flag("check: reports all errors, not only the first.", "--keep-going"));
    spec.addOption(flag("check: as always; kix builds no checks.", "--no-build"));
    spec.addOption(value("FLAKE#NAME", "init, new: the template (templates).", "-t", "--template"));
    spec.addOption(value("DIR", "clone: where to.", "-f", "--dest"));
    spec.addOption(flag("archive: writes nothing to the store.", "--dry-run"));
    spec.addOption(value("DIR", "archive: copies to the store in this folder as well.", "--to"));
    spec.addOption(value("LINK", "prefetch: makes a link to the result.", "-o", "--out-link"));
    LockingFlags.describe(spec);
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    List<String> words =
        flags.matchedPositionals().stream().flatMap(p -> p.stringValues().stream()).toList();
    // The older name that Nix knows too.
    String action = words.get(0).equals("info") ? "metadata" : words.get(0);
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
    int most = action.equals("init") ? 0 : 1;
    if (!update && rest.size() > most) {
      throw new CliException(
          "unexpected argument '" + rest.get(most) + "'", "Try 'kix help flake'.");
    }
    if (update) {
      checkInputs(rest, console);
    }
    FlakeRequest request =
        new FlakeRequest(
            EvaluationFlags.nixSetup(flags, console, false),
            flake(flags, action, rest),
            LockingFlags.options(flags, console, update ? rest : List.of()));
    return run(action, request, rest, flags, console);
  }

  private static void checkInputs(List<String> inputs, Console console) {
    Set<String> seen = new HashSet<>();
    for (String input : inputs) {
      if (input.replace("/", "").isEmpty()) {
        console.err(
            "warning: Invalid flake input '"
                + input
                + "'. To update a specific flake, use 'kix flake update --flake "
                + input
                + "' instead.\n");
        throw new CliException(
            "input path to be updated cannot be zero-length; it would refer to the flake itself,"
                + " not an input");
      }
      if (!seen.add(input)) {
        console.err(
            "warning: Input '"
                + input
                + "' was specified multiple times. You may have done this by accident.\n");
      }
    }
  }

  private static String flake(ParseResult flags, String action, List<String> rest) {
    return switch (action) {
      case "update" -> flags.matchedOptionValue("--flake", ".");
      case "init", "new" -> flags.matchedOptionValue("--template", "templates");
      default -> rest.isEmpty() ? "." : rest.get(0);
    };
  }

  private static int run(
      String action, FlakeRequest request, List<String> rest, ParseResult flags, Console console) {
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
      case "init" -> new FlakeTemplate(console).run(request, console.workingFolder());
      case "new" -> {
        if (rest.isEmpty()) {
          throw new CliException("'kix flake new' needs a folder", "Try 'kix help flake'.");
        }
        yield new FlakeTemplate(console).run(request, console.resolve(rest.get(0)));
      }
      case "clone" -> {
        if (!flags.hasMatchedOption("--dest")) {
          throw new CliException("missing flag '--dest'");
        }
        yield new FlakeCopies(console)
            .clone(request, console.resolve(flags.matchedOptionValue("--dest", "")));
      }
      case "archive" -> {
        String store = flags.matchedOptionValue("--to", "");
        yield new FlakeCopies(console)
            .archive(
                request,
                json,
                flags.hasMatchedOption("--dry-run"),
                store.isEmpty() ? null : console.resolve(store));
      }
      case "prefetch" -> {
        String link = flags.matchedOptionValue("--out-link", "");
        Path at = link.isEmpty() ? null : console.resolve(link);
        yield new FlakeCopies(console).prefetch(request, json, at);
      }
      default ->
          new FlakeCheck(console)
              .run(
                  request,
                  new FlakeCheck.Options(allSystems, flags.hasMatchedOption("--keep-going")));
    };
  }
}
