package dev.kix.cli.commands;

import dev.kix.cli.action.store.Prefetch;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.SourceArg;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix nix-prefetch-url}. */
final class NixPrefetchUrlCommand extends FlagCommand {
  NixPrefetchUrlCommand() {
    super("nix-prefetch-url");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Does what Nix's program of this name does: downloads a file into the store and prints",
            "its hash. When a hash is given too, the file must have it, and is not downloaded when",
            "it is there already. 'kix store prefetch-file' is the newer form.");
    ActionFlags.describeRest(spec, "0..*", "URL [HASH]", "The file; with -A the Nix file.");
    spec.addOption(value("ALGO", "md5, sha1, sha256 (default), sha512, or blake3.", "--type"));
    spec.addOption(flag("Prints the store path too; PRINT_PATH=1 does.", "--print-path"));
    spec.addOption(flag("Unpacks the archive and hashes what is in it.", "--unpack"));
    spec.addOption(flag("Makes the file executable.", "--executable"));
    spec.addOption(value("NAME", "What the store object is called.", "--name"));
    spec.addOption(
        value("ATTR", "Downloads what a call of fetchurl in a Nix file says.", "-A", "--attr"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    List<String> words = ActionFlags.words(flags);
    if (words.size() > 2) {
      throw new CliException("too many arguments", "Try 'kix help nix-prefetch-url'.");
    }
    String selection = flags.matchedOptionValue("--attr", (String) null);
    if (selection == null && words.isEmpty()) {
      throw new CliException("you must specify a URL", "Try 'kix help nix-prefetch-url'.");
    }
    EvaluationSetup setup = StoreCommand.prefetchSetup(flags, console);
    boolean printPath =
        flags.hasMatchedOption("--print-path") || "1".equals(console.variable("PRINT_PATH"));
    return new Prefetch(console)
        .run(
            new Prefetch.Request(
                setup,
                selection == null ? words.get(0) : null,
                SourceArg.file(words.isEmpty() ? "." : words.get(0)),
                selection == null ? "" : selection,
                flags.matchedOptionValue("--name", (String) null),
                flags.matchedOptionValue("--type", "sha256"),
                words.size() < 2 ? null : words.get(1),
                flags.hasMatchedOption("--unpack"),
                flags.hasMatchedOption("--executable"),
                printPath ? Prefetch.Output.HASH_AND_PATH : Prefetch.Output.HASH));
  }
}
