package dev.kix.cli.commands;

import dev.kix.cli.action.store.Prefetch;
import dev.kix.cli.action.store.StoreAdd;
import dev.kix.cli.action.store.StoreKeep;
import dev.kix.cli.action.store.StoreRead;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.SourceArg;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix store ACTION}. */
final class StoreCommand extends FlagCommand {
  private static final List<String> ACTIONS =
      List.of(
          "add",
          "add-path",
          "add-file",
          "prefetch-file",
          "ls",
          "cat",
          "dump-path",
          "path-info",
          "verify",
          "delete",
          "gc");

  private static final Set<String> ADDING = Set.of("add", "add-path", "add-file");

  /** Flags that only some of them take. */
  private static final Map<String, Set<String>> ONLY =
      Map.ofEntries(
          Map.entry("--name", Set.of("add", "add-path", "add-file", "prefetch-file")),
          Map.entry("--mode", ADDING),
          Map.entry("--hash-algo", ADDING),
          Map.entry("--dry-run", Set.of("add", "add-path", "add-file", "gc")),
          Map.entry("--json", Set.of("prefetch-file", "ls", "path-info")),
          Map.entry("--hash-type", Set.of("prefetch-file")),
          Map.entry("--expected-hash", Set.of("prefetch-file")),
          Map.entry("--executable", Set.of("prefetch-file")),
          Map.entry("--unpack", Set.of("prefetch-file")),
          Map.entry("--long", Set.of("ls")),
          Map.entry("--recursive", Set.of("ls", "path-info")),
          Map.entry("--no-contents", Set.of("verify")));

  StoreCommand() {
    super("store");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Works with kix's store: its paths are those of /nix/store, its files lie in KIX_STORE",
            "or ~/.local/share/kix.",
            "",
            "  kix store add ./src             copies a file or folder to the store",
            "  kix store prefetch-file URL     downloads a file to the store, prints its hash",
            "  kix store ls [-lR] PATH         lists what is in an object; 'cat' prints a file",
            "  kix store dump-path PATH        writes its Nix archive to standard output",
            "  kix store path-info PATH        prints path, hash, size and references",
            "  kix store verify                checks that no object has changed",
            "  kix store delete PATH           deletes objects that nothing needs",
            "  kix store gc                    deletes all that no link such as ./result keeps");
    ActionFlags.describe(spec, ACTIONS, "PATH|URL", "What it is done with.");
    spec.addOption(value("NAME", "add, prefetch-file: names the object.", "-n", "--name"));
    spec.addOption(value("MODE", "add: nar (default), flat, or text.", "--mode"));
    spec.addOption(
        value("ALGO", "add: sha256 (default), sha1, sha512, md5, or blake3.", "--hash-algo"));
    spec.addOption(flag("add: only prints the path; gc: … what would go.", "--dry-run"));
    spec.addOption(flag("prefetch-file, ls, path-info: prints JSON.", "--json"));
    spec.addOption(value("ALGO", "prefetch-file: the algorithm (sha256).", "--hash-type"));
    spec.addOption(
        value("HASH", "prefetch-file: the hash that the file must have.", "--expected-hash"));
    spec.addOption(flag("prefetch-file: makes the file executable.", "--executable"));
    spec.addOption(flag("prefetch-file: unpacks the archive.", "--unpack"));
    spec.addOption(flag("ls: shows kinds and sizes.", "-l", "--long"));
    spec.addOption(
        flag("ls: lists folders in folders; path-info: the closure.", "-R", "-r", "--recursive"));
    spec.addOption(flag("verify: looks for missing objects only.", "--no-contents"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) {
    String action = ActionFlags.check(flags, "store", ACTIONS, ONLY);
    return switch (action) {
      case "add", "add-path", "add-file" -> add(action, flags, console);
      case "prefetch-file" -> prefetch(flags, console);
      default -> objects(action, flags, console);
    };
  }

  private static int add(String action, ParseResult flags, Console console) {
    NixSettings settings = EvaluationFlags.commonSettings(flags, console);
    String mode = flags.matchedOptionValue("--mode", action.equals("add-file") ? "flat" : "nar");
    return new StoreAdd(console)
        .run(
            new StoreAdd.Request(
                settings,
                List.of(only(flags)),
                flags.matchedOptionValue("--name", (String) null),
                mode,
                flags.matchedOptionValue("--hash-algo", "sha256"),
                flags.hasMatchedOption("--dry-run")));
  }

  private static String only(ParseResult flags) {
    List<String> rest = ActionFlags.rest(flags, "store", "a path");
    if (rest.size() > 1) {
      throw new CliException("unexpected argument '" + rest.get(1) + "'", "Try 'kix help store'.");
    }
    return rest.get(0);
  }

  /** How downloads are made that are asked for by name: nothing old is taken for them. */
  static EvaluationSetup prefetchSetup(ParseResult flags, Console console) {
    EvaluationSetup setup = EvaluationFlags.nixSetup(flags, console, true);
    if (!flags.hasMatchedOption("--offline")) {
      setup.settings().set("tarball-ttl", "0");
    }
    return setup;
  }

  private static int prefetch(ParseResult flags, Console console) {
    EvaluationSetup setup = prefetchSetup(flags, console);
    return new Prefetch(console)
        .run(
            new Prefetch.Request(
                setup,
                only(flags),
                SourceArg.stdin(),
                "",
                flags.matchedOptionValue("--name", (String) null),
                flags.matchedOptionValue("--hash-type", "sha256"),
                flags.matchedOptionValue("--expected-hash", (String) null),
                flags.hasMatchedOption("--unpack"),
                flags.hasMatchedOption("--executable"),
                flags.hasMatchedOption("--json")
                    ? Prefetch.Output.JSON
                    : Prefetch.Output.SENTENCE));
  }

  private static int objects(String action, ParseResult flags, Console console) {
    NixSettings settings = EvaluationFlags.commonSettings(flags, console);
    StoreRead reader = new StoreRead(console, settings);
    StoreKeep keeper = new StoreKeep(console, settings);
    boolean json = flags.hasMatchedOption("--json");
    boolean recursive = flags.hasMatchedOption("--recursive");
    return switch (action) {
      case "ls" -> reader.list(only(flags), flags.hasMatchedOption("--long"), recursive, json);
      case "cat" -> reader.cat(only(flags));
      case "dump-path" -> reader.dump(only(flags));
      case "path-info" -> reader.info(ActionFlags.rest(flags, "store", "a path"), recursive, json);
      case "verify" -> keeper.verify(!flags.hasMatchedOption("--no-contents"));
      case "delete" -> keeper.delete(ActionFlags.rest(flags, "store", "a path"));
      default -> keeper.collect(flags.hasMatchedOption("--dry-run"));
    };
  }
}
