package dev.kix.cli.commands;

import dev.kix.cli.action.store.HashConversion;
import dev.kix.cli.action.store.HashPaths;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSettings;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix nix-hash}. */
final class NixHashCommand extends FlagCommand {
  private static final List<String> CONVERSIONS =
      List.of("--to-base16", "--to-base32", "--to-base64", "--to-sri");

  NixHashCommand() {
    super("nix-hash");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Does what Nix's program of this name does: prints what files and folders hash to, or",
            "with --to-… hashes in another format. 'kix hash' is the newer form.");
    ActionFlags.describeRest(spec, "0..*", "PATH|HASH", "What is hashed, or converted.");
    spec.addOption(flag("Hashes the bytes of files, and not their Nix archives.", "--flat"));
    spec.addOption(value("ALGO", "md5 (default), sha1, sha256, sha512, or blake3.", "--type"));
    spec.addOption(flag("Prints base 16, the default.", "--base16"));
    spec.addOption(flag("Prints Nix's base 32.", "--base32"));
    spec.addOption(flag("Prints base 64.", "--base64"));
    spec.addOption(flag("Prints algorithm-base64.", "--sri"));
    spec.addOption(flag("Folds longer hashes to 160 bits.", "--truncate"));
    CONVERSIONS.forEach(name ->
        spec.addOption(flag("Converts hashes to " + name.substring("--to-".length()) + ".", name)));
    EvaluationFlags.describeCommon(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    NixSettings settings = EvaluationFlags.commonSettings(flags, console);
    List<String> words = ActionFlags.words(flags);
    String algorithm = flags.matchedOptionValue("--type", (String) null);
    for (String conversion : CONVERSIONS) {
      if (flags.hasMatchedOption(conversion)) {
        String to = conversion.substring("--to-".length());
        return new HashConversion(console)
            .run(
                new HashConversion.Request(
                    settings, words, algorithm, null, to.equals("base32") ? "nix32" : to));
      }
    }
    return new HashPaths(console)
        .run(
            new HashPaths.Request(
                settings,
                flags.hasMatchedOption("--flat") ? "flat" : "nar",
                algorithm == null ? "md5" : algorithm,
                ActionFlags.format(flags, "base16"),
                flags.hasMatchedOption("--truncate"),
                words));
  }
}
