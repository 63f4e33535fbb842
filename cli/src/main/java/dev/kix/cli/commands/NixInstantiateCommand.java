package dev.kix.cli.commands;

import dev.kix.cli.action.NixInstantiate;
import dev.kix.cli.action.Version;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.nix.AutoArg;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.SourceArg;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code kix nix-instantiate}: the flags of Nix's program of that name, read as Nix reads them. The
 * grammar is not picocli's (every setting is a flag, {@code --arg} takes two words), so it is read
 * here.
 */
final class NixInstantiateCommand implements Command {

  private static final Set<String> FLAGS =
      Set.of(
          "--add-root",
          "--arg",
          "--argstr",
          "--arg-from-file",
          "--arg-from-stdin",
          "--attr",
          "--debug",
          "--dry-run",
          "--eval",
          "--eval-only",
          "--expr",
          "--extra-experimental-features",
          "--find-file",
          "--help",
          "--impure",
          "--include",
          "--indirect",
          "--json",
          "--no-location",
          "--option",
          "--parse",
          "--parse-only",
          "--quiet",
          "--raw",
          "--read-write-mode",
          "--readonly-mode",
          "--show-trace",
          "--no-show-trace",
          "--strict",
          "--verbose",
          "--version",
          "--xml");

  /** Flags that take a value and change nothing here. */
  private static final Set<String> IGNORED_WITH_VALUE =
      Set.of("--log-format", "--eval-store", "--store", "--max-jobs", "-j", "--cores");

  /** Flags that change nothing here. */
  private static final Set<String> IGNORED =
      Set.of(
          "--indirect",
          "--quiet",
          "--verbose",
          "-v",
          "--no-build-output",
          "-Q",
          "--keep-failed",
          "-K",
          "--keep-going",
          "-k",
          "--fallback",
          "--no-gc-warning",
          "--print-build-logs",
          "-L",
          "--repair",
          "--debugger",
          "--offline",
          "--refresh");

  @Override
  public @Nullable CommandSpec spec() {
    return null;
  }

  @Override
  public String help(Console console) {
    return """
    Usage: nix-instantiate [FLAG…] [FILE… | -]
           kix nix-instantiate …

    What Nix's program of this name does. Without --eval, writes the derivations of the
    expressions to the store and prints their paths. FILE is ./default.nix by default; '-' reads
    standard input.

          --eval               Evaluates and prints the values instead of instantiating
          --strict             Evaluates lists and sets all the way
          --json, --xml, --raw Prints values in another form
          --no-location        Leaves positions out of XML
          --parse              Only parses, and prints the syntax tree
          --find-file          Looks the FILEs up in the search path and prints where they are
      -E, --expr               The FILEs are expressions
      -A, --attr PATH          Selects an attribute, may be repeated
          --arg NAME EXPR      An argument for functions, as an expression
          --argstr NAME TEXT   The same as a string
          --arg-from-file NAME FILE, --arg-from-stdin NAME
      -I, --include PATH       Adds to the search path: PATH or PREFIX=PATH
          --read-write-mode    Writes to the store although --eval is given
          --readonly-mode      Writes nothing to the store; --dry-run is the same
          --add-root LINK      Makes a link to the result
          --impure             Switches pure evaluation off
          --show-trace         Shows the whole trace of an error
          --option NAME VALUE  Sets one of Nix's settings; --NAME VALUE does too
          --version, --help

    Environment: NIX_PATH, NIX_CONFIG. NIX_REMOTE has no effect: the store is kix's own.
    """;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Reader reader;
    try {
      reader = new Reader(NixSettings.ofMachine(console));
      reader.read(args);
    } catch (CliException e) {
      // Nix writes this line at the margin.
      new ErrorReporter(console).report(e);
      console.err(NixInstantiate.TRY_HELP + "\n");
      return 1;
    }
    if (reader.wantsHelp) {
      console.out(help(console));
      return 0;
    }
    if (reader.wantsVersion) {
      console.out("nix-instantiate (kix " + Version.number() + ") " + Version.LANGUAGE + ".0\n");
      return 0;
    }
    return new NixInstantiate(console).run(reader.request());
  }

  /** Reads the words one after another. */
  private static final class Reader {
    private final NixSettings settings;
    private final List<String> includes = new ArrayList<>();
    private final List<AutoArg> autoArgs = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final List<String> selections = new ArrayList<>();
    private boolean stdin;
    private boolean expressions;
    private boolean evaluate;
    private boolean parse;
    private boolean findFile;
    private boolean strict;
    private boolean locations = true;
    private boolean readWrite;
    private boolean readOnly;
    private boolean wantsHelp;
    private boolean wantsVersion;
    private NixInstantiate.Format format = NixInstantiate.Format.PLAIN;
    private @Nullable String root;

    Reader(NixSettings settings) {
      this.settings = settings;
    }

    void read(List<String> args) {
      ArrayDeque<String> words = new ArrayDeque<>(args);
      boolean flags = true;
      while (!words.isEmpty()) {
        String word = words.removeFirst();
        if (flags && word.equals("--")) {
          flags = false;
        } else if (flags && word.equals("-")) {
          stdin = true;
        } else if (flags && word.startsWith("-") && word.length() > 1) {
          if (isCluster(word)) {
            // -vI x is -v -I x
            for (int i = word.length() - 1; i > 0; i--) {
              words.addFirst("-" + word.charAt(i));
            }
          } else {
            flag(word, words);
          }
        } else {
          files.add(word);
        }
      }
    }

    private static boolean isCluster(String word) {
      return word.length() > 2 && word.charAt(1) != '-' && Character.isLetter(word.charAt(1));
    }

    private void flag(String flag, ArrayDeque<String> words) {
      switch (flag) {
        case "--help" -> wantsHelp = true;
        case "--version" -> wantsVersion = true;
        case "--expr", "-E" -> expressions = true;
        case "--eval", "--eval-only" -> evaluate = true;
        case "--parse", "--parse-only" -> parse = true;
        case "--find-file" -> findFile = true;
        case "--read-write-mode" -> readWrite = true;
        case "--readonly-mode", "--dry-run" -> readOnly = true;
        case "--raw" -> format = NixInstantiate.Format.RAW;
        case "--json" -> format = NixInstantiate.Format.JSON;
        case "--xml" -> format = NixInstantiate.Format.XML;
        case "--no-location" -> locations = false;
        case "--strict" -> strict = true;
        case "--impure" -> settings.set("pure-eval", "false");
        case "--attr", "-A" -> selections.add(next(flag, words));
        case "--add-root" -> root = next(flag, words);
        case "--include", "-I" -> includes.add(next(flag, words));
        case "--arg" -> autoArg(AutoArg.Kind.EXPRESSION, flag, words);
        case "--argstr" -> autoArg(AutoArg.Kind.STRING, flag, words);
        case "--arg-from-file" -> autoArg(AutoArg.Kind.FILE, flag, words);
        case "--arg-from-stdin" ->
            autoArgs.add(new AutoArg(next(flag, words), AutoArg.Kind.STDIN, ""));
        case "--option" -> settings.setLeniently(next(flag, words), next(flag, words));
        default -> setting(flag, words);
      }
    }

    private void autoArg(AutoArg.Kind kind, String flag, ArrayDeque<String> words) {
      autoArgs.add(new AutoArg(next(flag, words), kind, next(flag, words)));
    }

    private void setting(String flag, ArrayDeque<String> words) {
      String name = flag.startsWith("--") ? flag.substring(2) : "";
      if (NixSettings.isBoolean(name)) {
        settings.set(name, "true");
      } else if (name.startsWith("no-") && NixSettings.isBoolean(name.substring(3))) {
        settings.set(name.substring(3), "false");
      } else if (IGNORED_WITH_VALUE.contains(flag)) {
        next(flag, words);
      } else if (NixSettings.isKnown(name)) {
        settings.set(name, next(flag, words));
      } else if (!IGNORED.contains(flag) && !flag.equals("--debug")) {
        Set<String> known = new TreeSet<>(FLAGS);
        NixSettings.names().forEach(n -> known.add("--" + n));
        throw new CliException(
            "unrecognised flag '" + flag + "'", Suggestions.sentence(flag, known));
      }
    }

    private static String next(String flag, ArrayDeque<String> words) {
      String word = words.pollFirst();
      if (word == null) {
        throw new CliException("flag '" + flag + "' requires more arguments");
      }
      return word;
    }

    NixInstantiate.Request request() {
      List<SourceArg> sources = new ArrayList<>();
      if (stdin) {
        sources.add(SourceArg.stdin());
      } else if (files.isEmpty() && !expressions && !findFile) {
        sources.add(SourceArg.file("./default.nix"));
      }
      for (String file : files) {
        sources.add(expressions ? SourceArg.expression(file) : SourceArg.file(file));
      }
      NixInstantiate.Mode mode =
          findFile
              ? NixInstantiate.Mode.FIND_FILE
              : parse
                  ? NixInstantiate.Mode.PARSE
                  : evaluate ? NixInstantiate.Mode.EVALUATE : NixInstantiate.Mode.INSTANTIATE;
      boolean writes = !readOnly && (readWrite || mode == NixInstantiate.Mode.INSTANTIATE);
      return new NixInstantiate.Request(
          new EvaluationSetup(settings, includes, autoArgs, writes),
          sources,
          selections,
          mode,
          format,
          strict,
          locations,
          root);
    }
  }
}
