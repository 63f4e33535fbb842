package dev.kix.cli.commands;

import dev.kix.cli.action.store.FixedPath;
import dev.kix.cli.action.store.StoreAdd;
import dev.kix.cli.action.store.StoreKeep;
import dev.kix.cli.action.store.StoreQuery;
import dev.kix.cli.action.store.StoreRealise;
import dev.kix.cli.action.store.StoreStreams;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringTokenizer;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix nix-store}. */
final class NixStoreCommand extends FlagCommand {
  /** What the program can do, with the flags that each takes beside those of all. */
  private static final SortedMap<String, Set<String>> OPERATIONS =
      sorted(
          Map.ofEntries(
              Map.entry("--add", Set.of()),
              Map.entry("--add-fixed", Set.of("--recursive")),
              Map.entry("--print-fixed-path", Set.of("--recursive")),
              Map.entry("--dump", Set.of()),
              Map.entry("--restore", Set.of()),
              Map.entry("--export", Set.of()),
              Map.entry("--import", Set.of()),
              Map.entry("--query", Set.of("--use-output", "--include-outputs", "--force-realise")),
              Map.entry("--print-env", Set.of()),
              Map.entry("--read-log", Set.of()),
              Map.entry("--realise", Set.of("--dry-run", "--ignore-unknown")),
              Map.entry("--verify", Set.of("--check-contents")),
              Map.entry("--verify-path", Set.of()),
              Map.entry("--check-validity", Set.of("--print-invalid")),
              Map.entry("--dump-db", Set.of()),
              Map.entry("--delete", Set.of("--ignore-liveness")),
              Map.entry(
                  "--gc", Set.of("--print-roots", "--print-live", "--print-dead", "--max-freed")),
              Map.entry("--init", Set.of())));

  /** What Nix's program can do beside that, and why this one does not. */
  private static final SortedMap<String, String> ABSENT =
      sorted(
          Map.of(
              "--load-db",
                  "The store of kix has a record beside each object; '--import' adds objects.",
              "--register-validity",
                  "An object becomes one when it is added: '--add', '--add-fixed', '--import'.",
              "--repair-path",
                  "kix fetches no built objects; delete it, and add or evaluate it again.",
              "--optimise", "Objects of the store of kix share no files.",
              "--serve", "kix serves no store to others; '--export' and '--import' copy objects.",
              "--generate-binary-cache-key", "kix keeps no binary cache."));

  private static final SortedMap<String, StoreQuery.Kind> KINDS =
      sorted(
          Map.ofEntries(
              Map.entry("--outputs", StoreQuery.Kind.OUTPUTS),
              Map.entry("--requisites", StoreQuery.Kind.REQUISITES),
              Map.entry("--references", StoreQuery.Kind.REFERENCES),
              Map.entry("--referrers", StoreQuery.Kind.REFERRERS),
              Map.entry("--referrers-closure", StoreQuery.Kind.REFERRERS_CLOSURE),
              Map.entry("--deriver", StoreQuery.Kind.DERIVER),
              Map.entry("--valid-derivers", StoreQuery.Kind.VALID_DERIVERS),
              Map.entry("--binding", StoreQuery.Kind.BINDING),
              Map.entry("--hash", StoreQuery.Kind.HASH),
              Map.entry("--size", StoreQuery.Kind.SIZE),
              Map.entry("--tree", StoreQuery.Kind.TREE),
              Map.entry("--graph", StoreQuery.Kind.GRAPH),
              Map.entry("--graphml", StoreQuery.Kind.GRAPHML),
              Map.entry("--resolve", StoreQuery.Kind.RESOLVE),
              Map.entry("--roots", StoreQuery.Kind.ROOTS)));

  NixStoreCommand() {
    super("nix-store");
  }

  /** In an order that does not change from run to run. */
  private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Does what Nix's program of this name does, with the one store that kix has, as far as",
            "nothing is built. 'kix store' is the newer form.",
            "",
            "  kix nix-store --add FILE",
            "  kix nix-store -qR /nix/store/…-x.drv",
            "  kix nix-store --export $(kix nix-store -qR PATH) >x; kix nix-store --import <x");
    ActionFlags.describeRest(spec, "0..*", "PATH", "Store paths, files, or what the flag says.");
    spec.addOption(flag("Adds files and folders.", "--add", "-A"));
    spec.addOption(flag("ALGO PATH…: adds fixed outputs, by their hash.", "--add-fixed"));
    spec.addOption(flag("ALGO HASH NAME: where a fixed output lies.", "--print-fixed-path"));
    spec.addOption(flag("Both: hashes archives, and not the bytes of files.", "--recursive"));
    spec.addOption(flag("Writes the archive of a file or folder.", "--dump"));
    spec.addOption(flag("Unpacks an archive from standard input.", "--restore"));
    spec.addOption(flag("Writes objects to standard output.", "--export"));
    spec.addOption(flag("Adds what --export has written.", "--import"));
    spec.addOption(flag("Asks about objects:", "--query", "-q"));
    spec.addOption(flag("  the outputs of derivations (this when nothing is said),", "--outputs"));
    spec.addOption(flag("  all that they need,", "--requisites", "-R"));
    spec.addOption(flag("  … with the outputs of derivations in it,", "--include-outputs"));
    spec.addOption(flag("  what they refer to,", "--references"));
    spec.addOption(flag("  what refers to them,", "--referrers", "--referers"));
    spec.addOption(flag("  all that needs them,", "--referrers-closure", "--referers-closure"));
    spec.addOption(flag("  what made them,", "--deriver", "-d"));
    spec.addOption(flag("  derivations that would make them,", "--valid-derivers"));
    spec.addOption(flag("  NAME PATH…: a variable of derivations,", "--binding", "-b"));
    spec.addOption(flag("  the hash of their archives,", "--hash"));
    spec.addOption(flag("  the size of their archives,", "--size"));
    spec.addOption(flag("  a tree of what they refer to,", "--tree"));
    spec.addOption(flag("  a graph for Graphviz,", "--graph"));
    spec.addOption(flag("  a graph as GraphML,", "--graphml"));
    spec.addOption(flag("  where links lead to,", "--resolve"));
    spec.addOption(flag("  the roots that keep them.", "--roots"));
    spec.addOption(flag("Asks about outputs of derivations in their place.", "--use-output", "-u"));
    spec.addOption(
        flag("Asks for what is there already.", "--force-realise", "--force-realize", "-f"));
    spec.addOption(flag("Prints the environment of a derivation for a shell.", "--print-env"));
    spec.addOption(flag("Prints the log of a build; kix has none.", "--read-log", "-l"));
    spec.addOption(flag("Says where objects are that are there.", "--realise", "--realize", "-r"));
    spec.addOption(value("LINK", "realise: makes a link to the result.", "--add-root"));
    spec.addOption(OptionSpec.builder("--indirect").hidden(true).build());
    spec.addOption(flag("realise: prints nothing.", "--no-output"));
    spec.addOption(flag("realise: says what is not there.", "--dry-run"));
    spec.addOption(flag("realise: passes over what is not there.", "--ignore-unknown"));
    spec.addOption(flag("Looks for damage in the store.", "--verify"));
    spec.addOption(flag("verify: hashes everything again.", "--check-contents"));
    spec.addOption(flag("Hashes objects again.", "--verify-path"));
    spec.addOption(flag("Checks that objects are there.", "--check-validity"));
    spec.addOption(flag("check-validity: prints those that are not.", "--print-invalid"));
    spec.addOption(flag("Prints what is known of objects.", "--dump-db"));
    spec.addOption(flag("Deletes objects.", "--delete"));
    spec.addOption(flag("delete: though a root leads to them.", "--ignore-liveness"));
    spec.addOption(flag("Deletes what no root leads to.", "--gc"));
    spec.addOption(flag("gc: prints the roots only.", "--print-roots"));
    spec.addOption(flag("gc: prints what would stay only.", "--print-live"));
    spec.addOption(flag("gc: prints what would go only.", "--print-dead"));
    spec.addOption(value("BYTES", "gc: ends when so much is free.", "--max-freed"));
    spec.addOption(flag("Does nothing: a store needs no preparation.", "--init"));
    spec.addOption(flag("Reads further arguments from standard input.", "--stdin"));
    ABSENT.keySet().forEach(name -> spec.addOption(OptionSpec.builder(name).hidden(true).build()));
    EvaluationFlags.describeCommon(spec);
  }

  @Override
  int run(ParseResult flags, Console console) throws IOException {
    String operation = operation(flags);
    checkFlags(flags, operation);
    NixSettings settings = EvaluationFlags.commonSettings(flags, console);
    List<String> words = new ArrayList<>(ActionFlags.words(flags));
    boolean readsInput = operation.equals("--import") || operation.equals("--restore");
    if (flags.hasMatchedOption("--stdin") && !readsInput && !console.inIsTerminal()) {
      String text = new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
      StringTokenizer more = new StringTokenizer(text);
      while (more.hasMoreTokens()) {
        words.add(more.nextToken());
      }
    }
    StoreKeep keeper = new StoreKeep(console, settings);
    StoreQuery queries = new StoreQuery(console, settings);
    StoreStreams streams = new StoreStreams(console, settings);
    boolean recursive = flags.hasMatchedOption("--recursive");
    return switch (operation) {
      case "--add" -> add(console, settings, words, "nar", "sha256");
      case "--add-fixed" -> {
        if (words.isEmpty()) {
          throw new CliException("first argument must be hash algorithm");
        }
        List<String> paths = words.subList(1, words.size());
        yield add(console, settings, paths, recursive ? "nar" : "flat", words.get(0));
      }
      case "--print-fixed-path" -> {
        if (words.size() != 3) {
          throw new CliException("'--print-fixed-path' requires three arguments");
        }
        yield new FixedPath(console, settings)
            .print(recursive, words.get(0), words.get(1), words.get(2));
      }
      case "--dump" -> streams.dump(only(words));
      case "--restore" -> streams.restore(only(words));
      case "--export" -> streams.export(words);
      case "--import" -> {
        none(words);
        yield streams.importAll();
      }
      case "--query" -> queries.run(query(flags, words));
      case "--print-env" -> {
        if (words.size() != 1) {
          throw new CliException("'--print-env' requires one derivation store path");
        }
        yield queries.printEnvironment(words.get(0));
      }
      case "--read-log" -> queries.readLog(words);
      case "--realise" ->
          new StoreRealise(console, settings)
              .run(
                  new StoreRealise.Request(
                      words,
                      flags.matchedOptionValue("--add-root", (String) null),
                      flags.hasMatchedOption("--no-output"),
                      flags.hasMatchedOption("--ignore-unknown"),
                      flags.hasMatchedOption("--dry-run")));
      case "--verify" -> {
        none(words);
        yield keeper.verifyOld(flags.hasMatchedOption("--check-contents"));
      }
      case "--verify-path" -> keeper.verifyPaths(words);
      case "--check-validity" ->
          queries.checkValidity(words, flags.hasMatchedOption("--print-invalid"));
      case "--dump-db" -> queries.dumpDatabase(words);
      case "--delete" -> keeper.deleteOld(words, flags.hasMatchedOption("--ignore-liveness"));
      case "--gc" -> {
        none(words);
        yield collect(flags, keeper);
      }
      default -> {
        none(words);
        yield 0;
      }
    };
  }

  private static String operation(ParseResult flags) {
    String found = null;
    for (String name : OPERATIONS.keySet()) {
      if (flags.hasMatchedOption(name)) {
        if (found != null) {
          throw new CliException("only one operation may be specified");
        }
        found = name;
      }
    }
    for (Map.Entry<String, String> absent : ABSENT.entrySet()) {
      if (flags.hasMatchedOption(absent.getKey())) {
        throw new CliException("kix has no 'nix-store " + absent.getKey() + "'", absent.getValue());
      }
    }
    if (found == null) {
      throw new CliException("no operation specified", "Try 'kix help nix-store'.");
    }
    return found;
  }

  /** A flag of another operation is as unknown to this one as any. */
  private static void checkFlags(ParseResult flags, String operation) {
    for (Set<String> taken : OPERATIONS.values()) {
      for (String name : taken) {
        boolean known = OPERATIONS.getOrDefault(operation, Set.of()).contains(name);
        if (flags.hasMatchedOption(name) && !known) {
          throw unknown(name);
        }
      }
    }
    if (!operation.equals("--query")) {
      for (String name : KINDS.keySet()) {
        if (flags.hasMatchedOption(name)) {
          throw unknown(name);
        }
      }
    }
  }

  private static CliException unknown(String flag) {
    return new CliException("unknown flag '" + flag + "'", "Try 'kix help nix-store'.");
  }

  private static StoreQuery.Request query(ParseResult flags, List<String> words) {
    StoreQuery.@Nullable Kind kind = null;
    for (Map.Entry<String, StoreQuery.Kind> entry : KINDS.entrySet()) {
      if (flags.hasMatchedOption(entry.getKey())) {
        if (kind != null) {
          throw new CliException("query type '" + entry.getKey() + "' conflicts with earlier flag");
        }
        kind = entry.getValue();
      }
    }
    return new StoreQuery.Request(
        kind == null ? StoreQuery.Kind.OUTPUTS : kind,
        words,
        flags.hasMatchedOption("--use-output"),
        flags.hasMatchedOption("--include-outputs"));
  }

  private static int collect(ParseResult flags, StoreKeep keeper) {
    boolean roots = flags.hasMatchedOption("--print-roots");
    boolean live = flags.hasMatchedOption("--print-live");
    boolean dead = flags.hasMatchedOption("--print-dead");
    String max = flags.matchedOptionValue("--max-freed", (String) null);
    if (roots || live || dead) {
      if (max != null) {
        throw new CliException(
            "option --max-freed cannot be combined with --print-live, --print-dead, or"
                + " --print-roots");
      }
      return keeper.list(
          roots ? StoreKeep.Listing.ROOTS : live ? StoreKeep.Listing.LIVE : StoreKeep.Listing.DEAD);
    }
    return keeper.collectOld(max == null ? Long.MAX_VALUE : NixSettings.size("max-freed", max));
  }

  private static int add(
      Console console, NixSettings settings, List<String> paths, String mode, String algorithm) {
    return new StoreAdd(console)
        .run(new StoreAdd.Request(settings, paths, null, mode, algorithm, false));
  }

  private static String only(List<String> words) {
    if (words.size() != 1) {
      throw new CliException("only one argument allowed");
    }
    return words.get(0);
  }

  private static void none(List<String> words) {
    if (!words.isEmpty()) {
      throw new CliException("no arguments expected");
    }
  }
}
