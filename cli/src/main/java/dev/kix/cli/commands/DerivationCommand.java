package dev.kix.cli.commands;

import dev.kix.cli.action.store.DerivationAdd;
import dev.kix.cli.action.store.DerivationShow;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.Installable;
import dev.kix.cli.nix.SourceArg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix derivation show} and {@code add}. */
final class DerivationCommand extends FlagCommand {
  private static final List<String> ACTIONS = List.of("show", "add");

  DerivationCommand() {
    super("derivation");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Shows derivations as JSON (format version 4), as 'nix derivation show' does; 'add' reads",
            "one from standard input, in this format or in that of Nix before 2.32, and adds it.",
            "",
            "  kix derivation show .#hello",
            "  kix derivation show -r -f . hello | jq -r '.derivations | keys[]'",
            "  kix derivation show /nix/store/…-hello.drv",
            "  kix derivation show .#hello | jq '.derivations[]' | kix derivation add");
    ActionFlags.describe(
        spec,
        ACTIONS,
        "FLAKE[#ATTR]",
        "Outputs of flakes, '.drv' files, FILE#ATTR; with -f or -E attributes.");
    SourceFlags.describe(spec);
    LockingFlags.describe(spec);
    spec.addOption(flag("Shows everything that they refer to as well.", "-r", "--recursive"));
    spec.addOption(flag("add: computes the path only.", "--dry-run"));
    spec.addOption(flag("Prints JSON, which is what is always printed.", "--json"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    String action =
        ActionFlags.check(flags, "derivation", ACTIONS, Map.of("--dry-run", Set.of("add")));
    if (action.equals("add")) {
      if (ActionFlags.words(flags).size() > 1) {
        throw new CliException(
            "unexpected argument '" + ActionFlags.words(flags).get(1) + "'",
            "'kix derivation add' reads standard input.");
      }
      return new DerivationAdd(console, EvaluationFlags.commonSettings(flags, console))
          .run(flags.hasMatchedOption("--dry-run"));
    }
    List<String> words = ActionFlags.words(flags);
    List<String> places = words.subList(1, words.size());
    List<Installable> what = new ArrayList<>();
    if (flags.hasMatchedOption("--file") || flags.hasMatchedOption("--expr")) {
      SourceArg source = SourceFlags.source(flags, "", "derivation");
      for (String selection : places.isEmpty() ? List.of("") : places) {
        what.add(Installable.of(source, selection));
      }
    } else {
      for (String place : places.isEmpty() ? List.of(".") : places) {
        if (place.isEmpty()) {
          throw new CliException("an empty argument names nothing", "Try 'kix help derivation'.");
        }
        what.add(Installable.of(place, console));
      }
    }
    return new DerivationShow(console)
        .run(
            new DerivationShow.Request(
                EvaluationFlags.nixSetup(flags, console, false),
                what,
                LockingFlags.options(flags, console, List.of()),
                flags.hasMatchedOption("--recursive")));
  }
}
