package dev.kix.cli.nix;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import dev.kix.grammar.ParserOptions.Lint;
import dev.kix.interpreter.eval.EvalSettings.Lints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of Nix that mean something to evaluation, as {@code nix.conf}, NIX_CONFIG, {@code
 * --option} and the flags of that name set them. Settings about building, fetching and daemons are
 * known and have no effect. Files ({@code nix.conf}) are not read: what an evaluation gives depends
 * on the command line and the environment only.
 */
public final class NixSettings {
  /** Where Nix's language has experimental parts, kix has them on unless told otherwise. */
  private static final Set<String> DEFAULT_FEATURES =
      Set.of("nix-command", "flakes", "pipe-operators", "fetch-tree");

  private static final Set<String> BOOLEANS =
      Set.of(
          "abort-on-warn",
          "pure-eval",
          "restrict-eval",
          "show-trace",
          "trace-verbose",
          "allow-import-from-derivation",
          "eval-cache",
          "allow-dirty",
          "allow-dirty-locks",
          "trust-tarballs-from-git-forges",
          "warn-dirty",
          "accept-flake-config",
          "auto-optimise-store",
          "debugger-on-trace",
          "debugger-on-warn",
          "fallback",
          "keep-derivations",
          "keep-failed",
          "keep-going",
          "keep-outputs",
          "print-missing",
          "require-sigs",
          "substitute",
          "trace-function-calls",
          "trace-import-from-derivation",
          "use-registries",
          "use-sqlite-wal",
          "use-xdg-base-directories");

  private static final Set<String> OTHERS =
      Set.of(
          "max-call-depth",
          "experimental-features",
          "eval-system",
          "system",
          "nix-path",
          "lint-url-literals",
          "lint-short-path-literals",
          "lint-absolute-path-literals",
          "access-tokens",
          "allowed-uris",
          "allowed-users",
          "build-users-group",
          "builders",
          "connect-timeout",
          "cores",
          "eval-profile-file",
          "eval-profiler",
          "eval-profiler-frequency",
          "extra-platforms",
          "flake-registry",
          "gc-reserved-space",
          "http-connections",
          "log-lines",
          "max-build-log-size",
          "max-free",
          "max-jobs",
          "max-silent-time",
          "min-free",
          "netrc-file",
          "plugin-files",
          "sandbox",
          "sandbox-paths",
          "store",
          "substituters",
          "system-features",
          "tarball-ttl",
          "timeout",
          "trusted-public-keys",
          "trusted-substituters",
          "trusted-users",
          "user-agent-suffix");

  private int maxCallDepth = 10_000;
  private boolean pureEval;
  private boolean saysPurity;
  private boolean restrictEval;
  private boolean showTrace;
  private boolean traceVerbose;
  private boolean abortOnWarn;
  private @Nullable String system;
  private @Nullable String evalSystem;
  private @Nullable List<String> nixPath;
  private final List<String> extraNixPath = new ArrayList<>();
  private Set<String> features = new LinkedHashSet<>(DEFAULT_FEATURES);
  private Lint urlLiterals = Lint.IGNORE;
  private Lint shortPathLiterals = Lint.IGNORE;
  private Lint absolutePathLiterals = Lint.IGNORE;
  private List<String> allowedUris = List.of();
  private boolean importFromDerivation = true;
  private final FetchOptions fetching = new FetchOptions();

  /** Nix's defaults with what the environment says: NIX_CONFIG, NIX_ABORT_ON_WARN. */
  public static NixSettings of(Console console) {
    NixSettings settings = new NixSettings();
    settings.abortOnWarn = isYes(console.variable("NIX_ABORT_ON_WARN"));
    String config = console.variable("NIX_CONFIG");
    if (config != null) {
      settings.readConfig(config, console);
    }
    return settings;
  }

  /** Reads text in the format of {@code nix.conf}; a setting nobody knows is a warning. */
  private void readConfig(String text, Console console) {
    for (String line : text.split("\n", -1)) {
      int comment = line.indexOf('#');
      List<String> words = words(comment < 0 ? line : line.substring(0, comment));
      if (words.isEmpty() || words.get(0).equals("include") || words.get(0).equals("!include")) {
        continue;
      }
      if (words.size() < 2 || !words.get(1).equals("=")) {
        throw new CliException(
            "syntax error in configuration line '" + line.strip() + "' in 'NIX_CONFIG'",
            "Every line reads 'NAME = VALUE'.");
      }
      String name = words.get(0);
      if (isKnown(name)) {
        set(name, String.join(" ", words.subList(2, words.size())));
      } else {
        console.err("warning: unknown setting '" + name + "'\n");
      }
    }
  }

  /** Whether {@code name} is a setting of Nix, also with {@code extra-} in front. */
  public static boolean isKnown(String name) {
    return isBoolean(name)
        || OTHERS.contains(name)
        || (name.startsWith("extra-") && OTHERS.contains(name.substring("extra-".length())));
  }

  /** Whether {@code name} is a setting that is on or off, so that its flag takes no value. */
  public static boolean isBoolean(String name) {
    return BOOLEANS.contains(name);
  }

  /** Every setting there is. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(BOOLEANS);
    names.addAll(OTHERS);
    return names;
  }

  /**
   * Sets one.
   *
   * @throws CliException when there is no such setting or the value does not fit
   */
  public void set(String name, String value) {
    switch (name) {
      case "max-call-depth" -> maxCallDepth = number(name, value);
      case "pure-eval" -> {
        pureEval = bool(name, value);
        saysPurity = true;
      }
      case "restrict-eval" -> restrictEval = bool(name, value);
      case "show-trace" -> showTrace = bool(name, value);
      case "trace-verbose" -> traceVerbose = bool(name, value);
      case "abort-on-warn" -> abortOnWarn = bool(name, value);
      case "system" -> system = value;
      case "eval-system" -> evalSystem = value.isEmpty() ? null : value;
      case "nix-path" -> nixPath = words(value);
      case "extra-nix-path" -> extraNixPath.addAll(words(value));
      case "experimental-features" -> {
        features = new LinkedHashSet<>();
        addFeatures(words(value));
      }
      case "extra-experimental-features" -> addFeatures(words(value));
      case "lint-url-literals" -> urlLiterals = lint(name, value);
      case "lint-short-path-literals" -> shortPathLiterals = lint(name, value);
      case "lint-absolute-path-literals" -> absolutePathLiterals = lint(name, value);
      case "allowed-uris" -> allowedUris = words(value);
      case "extra-allowed-uris" ->
          allowedUris = Stream.concat(allowedUris.stream(), words(value).stream()).toList();
      case "allow-import-from-derivation" -> importFromDerivation = bool(name, value);
      default -> {
        if (FetchOptions.isKnown(name)) {
          fetching.set(name, value);
        }
        if (isBoolean(name)) {
          bool(name, value);
        } else if (!isKnown(name)) {
          throw new CliException(
              "unknown setting '" + name + "'", Suggestions.sentence(name, names()));
        }
      }
    }
  }

  /** Whoever has flakes has {@code builtins.fetchTree}, as in Nix. */
  private void addFeatures(List<String> names) {
    features.addAll(names);
    if (names.contains("flakes")) {
      features.add("fetch-tree");
    }
  }

  private static int number(String name, String value) {
    try {
      int n = Integer.parseInt(value);
      if (n > 0) {
        return n;
      }
    } catch (NumberFormatException e) {
      throw new CliException("setting '" + name + "' has invalid value '" + value + "'");
    }
    throw new CliException("setting '" + name + "' has invalid value '" + value + "'");
  }

  static boolean bool(String name, String value) {
    return switch (value) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default ->
          throw new CliException(
              "Boolean setting '" + name + "' has invalid value '" + value + "'");
    };
  }

  private static Lint lint(String name, String value) {
    return switch (value) {
      case "ignore" -> Lint.IGNORE;
      case "warn" -> Lint.WARN;
      case "fatal" -> Lint.FATAL;
      default ->
          throw new CliException(
              "option '"
                  + name
                  + "' has invalid value '"
                  + value
                  + "' (expected 'ignore', 'warn', or 'fatal')");
    };
  }

  private static boolean isYes(@Nullable String value) {
    return value != null && (value.equals("1") || value.equals("true") || value.equals("yes"));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
  }

  public int maxCallDepth() {
    return maxCallDepth;
  }

  public boolean pureEval() {
    return pureEval;
  }

  /** Evaluates purely unless something was said about it: what flakes need. */
  public void preferPure() {
    if (!saysPurity) {
      pureEval = true;
    }
  }

  public boolean restrictEval() {
    return restrictEval;
  }

  public boolean showTrace() {
    return showTrace;
  }

  public boolean traceVerbose() {
    return traceVerbose;
  }

  public boolean abortOnWarn() {
    return abortOnWarn;
  }

  /** The system that {@code builtins.currentSystem} names. */
  public String system() {
    if (evalSystem != null) {
      return evalSystem;
    }
    return system != null ? system : hostSystem();
  }

  /** The enabled experimental features. */
  public Set<String> experimentalFeatures() {
    return Set.copyOf(features);
  }

  /** The search path from the settings, or null when none was set; {@code extra-nix-path} apart. */
  public @Nullable List<String> nixPath() {
    return nixPath;
  }

  public List<String> extraNixPath() {
    return List.copyOf(extraNixPath);
  }

  /** What is done about constructs that are legal but frowned upon. */
  public Lints lints() {
    return new Lints(urlLiterals, shortPathLiterals, absolutePathLiterals);
  }

  /** Prefixes of what may be fetched under {@code restrict-eval}. */
  public List<String> allowedUris() {
    return List.copyOf(allowedUris);
  }

  /** How sources are fetched. */
  public FetchOptions fetching() {
    return fetching;
  }

  public boolean importFromDerivation() {
    return importFromDerivation;
  }

  /** What Nix calls the machine this runs on, for example {@code aarch64-darwin}. */
  private static String hostSystem() {
    String machine = System.getProperty("os.arch", "");
    // No pattern in this switch: the first one of a process costs about 15 ms (benchmark startup).
    String arch =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "aarch64";
          case "x86", "i386", "i586", "i686" -> "i686";
          default -> machine;
        };
    String os = System.getProperty("os.name", "");
    return arch
        + (os.startsWith("Mac") ? "-darwin" : os.startsWith("Windows") ? "-cygwin" : "-linux");
  }
}
