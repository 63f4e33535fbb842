package dev.kix.cli.commands;

import dev.kix.cli.action.store.HashConversion;
import dev.kix.cli.action.store.HashPaths;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix hash ACTION}. */
final class HashCommand extends FlagCommand {
  private static final List<String> ACTIONS =
      List.of("path", "file", "convert", "to-base16", "to-base32", "to-base64", "to-sri");

  private static final Set<String> OF_FILES = Set.of("path", "file");

  /** Flags that only some of them take. */
  private static final Map<String, Set<String>> ONLY =
      Map.ofEntries(
          Map.entry("--mode", Set.of("path")),
          Map.entry("--algo", Set.of("path")),
          Map.entry("--format", Set.of("path")),
          Map.entry("--sri", OF_FILES),
          Map.entry("--base64", OF_FILES),
          Map.entry("--base32", OF_FILES),
          Map.entry("--base16", OF_FILES),
          Map.entry("--hash-algo", Set.of("convert")),
          Map.entry("--from", Set.of("convert")),
          Map.entry("--to", Set.of("convert")),
          Map.entry(
              "--type", Set.of("path", "file", "to-base16", "to-base32", "to-base64", "to-sri")));

  HashCommand() {
    super("hash");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Computes and converts hashes, as 'nix hash' does.",
            "",
            "  kix hash path ./src                       the hash of a folder's Nix archive",
            "  kix hash path --mode flat file.tar.gz     … of the bytes of a file",
            "  kix hash file file.tar.gz                 the same (deprecated)",
            "  kix hash convert --to nix32 sha256-ungW…  a hash in another format",
            "  kix hash to-sri --type sha256 1b8m03r6…   the same (deprecated)");
    ActionFlags.describe(spec, ACTIONS, "PATH|HASH", "What is hashed, or converted.");
    spec.addOption(value("MODE", "path: nar (default), flat, or git.", "--mode"));
    spec.addOption(
        value("ALGO", "path: md5, sha1, sha256 (default), sha512, or blake3.", "--algo"));
    spec.addOption(value("FORMAT", "path: base16, nix32, base64, or sri (default).", "--format"));
    spec.addOption(flag("path, file: prints algorithm-base64, the default.", "--sri"));
    spec.addOption(flag("path, file: prints base 64.", "--base64"));
    spec.addOption(flag("path, file: prints Nix's base 32.", "--base32"));
    spec.addOption(flag("path, file: prints base 16.", "--base16"));
    spec.addOption(
        value("ALGO", "convert: the algorithm, where the hash does not say it.", "--hash-algo"));
    spec.addOption(value("FORMAT", "convert: the format that the hash must have.", "--from"));
    spec.addOption(value("FORMAT", "convert: base16, nix32, base64, or sri (default).", "--to"));
    spec.addOption(value("ALGO", "path, file, to-…: the algorithm.", "--type"));
    EvaluationFlags.describeCommon(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    String action = ActionFlags.check(flags, "hash", ACTIONS, ONLY);
    NixSettings settings = EvaluationFlags.commonSettings(flags, console);
    if (action.equals("path") || action.equals("file")) {
      return files(action, flags, settings, console);
    }
    List<String> hashes = ActionFlags.rest(flags, "hash", "a hash");
    if (action.equals("convert")) {
      return new HashConversion(console)
          .run(
              new HashConversion.Request(
                  settings,
                  hashes,
                  text(flags, "--hash-algo"),
                  text(flags, "--from"),
                  flags.matchedOptionValue("--to", "sri")));
    }
    console.err(
        "warning: The old format conversion subcommands of `kix hash` were deprecated in favor of"
            + " `kix hash convert`.\n");
    String format = action.substring("to-".length());
    return new HashConversion(console)
        .run(
            new HashConversion.Request(
                settings,
                hashes,
                text(flags, "--type"),
                null,
                format.equals("base32") ? "nix32" : format));
  }

  private static int files(
      String action, ParseResult flags, NixSettings settings, Console console) {
    String algorithm = text(flags, "--algo");
    return new HashPaths(console)
        .run(
            new HashPaths.Request(
                settings,
                action.equals("file") ? "flat" : flags.matchedOptionValue("--mode", "nar"),
                algorithm == null ? flags.matchedOptionValue("--type", "sha256") : algorithm,
                flags.matchedOptionValue("--format", ActionFlags.format(flags, "sri")),
                false,
                ActionFlags.rest(flags, "hash", "a path")));
  }

  private static @Nullable String text(ParseResult flags, String flag) {
    return flags.matchedOptionValue(flag, (String) null);
  }
}
