package dev.kix.cli.commands;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.LockOptions;
import java.nio.file.Path;
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
        OptionSpec.builder("--override-input")
            .arity("2")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("INPUT FLAKE")
            .hideParamSyntax(true)
            .description("Takes another flake for an input, such as dwarffs/nixpkgs.")
            .build());
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

  static LockOptions options(ParseResult flags, Console console, List<String> updates) {
    List<String> overrides = flags.matchedOptionValue("--override-input", List.of());
    for (int i = 0; i < overrides.size(); i += 2) {
      if (overrides.get(i).replace("/", "").isEmpty()) {
        throw new CliException(
            "--override-input was passed a zero-length input path, which would refer to the flake"
                + " itself, not an input");
      }
    }
    return new LockOptions(
        flags.hasMatchedOption("--recreate-lock-file"),
        flags.hasMatchedOption("--no-update-lock-file"),
        flags.hasMatchedOption("--no-write-lock-file"),
        flags.hasMatchedOption("--no-registries"),
        flags.hasMatchedOption("--commit-lock-file"),
        overrides,
        updates,
        path(flags, "--reference-lock-file", console),
        path(flags, "--output-lock-file", console));
  }

  private static @Nullable Path path(ParseResult flags, String name, Console console) {
    String value = flags.matchedOptionValue(name, "");
    return value.isEmpty() ? null : console.resolve(value);
  }
}
