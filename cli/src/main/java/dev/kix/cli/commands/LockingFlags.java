package dev.kix.cli.commands;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.LockOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags about lock files that every command takes that takes a flake. */
final class LockingFlags {
  private LockingFlags() {}

  static void describe(CommandSpec spec) {
    spec.addOption(
        list(
            "2",
            "INPUT FLAKE",
            "Takes another flake for an input, such as dwarffs/nixpkgs.",
            "--override-input"));
    spec.addOption(
        list("2", "FLAKE FLAKE", "Takes the second for the first, anywhere.", "--override-flake"));
    spec.addOption(
        list("1", "FLAKE", "Knows the inputs of this flake by their names.", "--inputs-from"));
    spec.addOption(
        list("1", "INPUT", "Locks this input anew; 'kix flake update INPUT'.", "--update-input"));
    spec.addOption(
        FlagCommand.flag("Fails when flake.lock would have to change.", "--no-update-lock-file"));
    spec.addOption(FlagCommand.flag("Does not write flake.lock.", "--no-write-lock-file"));
    spec.addOption(FlagCommand.flag("Locks every input anew.", "--recreate-lock-file"));
    spec.addOption(FlagCommand.flag("Commits flake.lock when it changes.", "--commit-lock-file"));
    spec.addOption(
        FlagCommand.flag("Asks no registry what names of flakes mean.", "--no-registries"));
    spec.addOption(
        FlagCommand.value(
            "FILE", "Reads this lock file in place of flake.lock.", "--reference-lock-file"));
    spec.addOption(
        FlagCommand.value(
            "FILE", "Writes this lock file in place of flake.lock.", "--output-lock-file"));
  }

  private static OptionSpec list(String arity, String label, String description, String name) {
    return OptionSpec.builder(name)
        .arity(arity)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .hideParamSyntax(true)
        .description(description)
        .build();
  }

  private static void warnOfOldFlags(ParseResult flags, Console console) {
    if (flags.hasMatchedOption("--recreate-lock-file")) {
      console.err(
          "warning: '--recreate-lock-file' is deprecated and will be removed in a future version;"
              + " use 'kix flake update' instead.\n");
    }
    if (flags.hasMatchedOption("--no-registries")) {
      console.err("warning: '--no-registries' is deprecated; use '--no-use-registries'\n");
    }
    if (flags.hasMatchedOption("--update-input")) {
      console.err(
          "warning: '--update-input' is a deprecated alias for 'flake update' and will be removed"
              + " in a future version.\n");
    }
  }

  private static void requireInput(String input, String flag) {
    if (input.replace("/", "").isEmpty()) {
      throw new CliException(
          flag
              + " was passed a zero-length input path, which would refer to the flake itself, not"
              + " an input");
    }
  }

  static LockOptions options(ParseResult flags, Console console, List<String> updates) {
    warnOfOldFlags(flags, console);
    List<String> all = new ArrayList<>(updates);
    for (String update : flags.matchedOptionValue("--update-input", List.<String>of())) {
      requireInput(update, "--update-input");
      all.add(update);
    }
    List<String> overrides = flags.matchedOptionValue("--override-input", List.of());
    for (int i = 0; i < overrides.size(); i += 2) {
      requireInput(overrides.get(i), "--override-input");
    }
    return new LockOptions(
        flags.hasMatchedOption("--recreate-lock-file"),
        flags.hasMatchedOption("--no-update-lock-file"),
        flags.hasMatchedOption("--no-write-lock-file"),
        flags.hasMatchedOption("--no-registries"),
        flags.hasMatchedOption("--commit-lock-file"),
        overrides,
        all,
        path(flags, "--reference-lock-file", console),
        path(flags, "--output-lock-file", console),
        flags.matchedOptionValue("--override-flake", List.of()),
        flags.matchedOptionValue("--inputs-from", List.of()));
  }

  private static @Nullable Path path(ParseResult flags, String name, Console console) {
    String value = flags.matchedOptionValue(name, "");
    return value.isEmpty() ? null : console.resolve(value);
  }
}
