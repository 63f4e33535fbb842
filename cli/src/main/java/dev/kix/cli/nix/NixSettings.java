package dev.kix.cli.nix;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.grammar.ParserOptions.Lint;
import dev.kix.interpreter.Limits;
import dev.kix.interpreter.eval.EvalSettings.Lints;
import dev.kix.store.path.StoreDir;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of Nix that mean something to evaluation, as {@code nix.conf}, NIX_CONFIG, {@code
 * --option} and the flags of that name set them. Settings about building and daemons are known and
 * have no effect. Not thread-safe.
 */
public final class NixSettings {
  /** Where Nix's language has experimental parts, kix has them on unless told otherwise. */
  private static final Set<String> DEFAULT_FEATURES =
      Set.of("nix-command", "flakes", "pipe-operators", "fetch-tree");

  /** Settings that are kix's own; the environment sets them too: {@code KIX_MAX_EVAL_TIME}. */
  private static final List<String> LIMITS =
      List.of(
          "max-eval-time",
          "max-eval-allocation",
          "max-fetch-size",
          "max-fetch-files",
          "max-fetch-ratio");

  private static final String EXPERIMENTAL = "experimental-features";

  private final Console console;
  private int maxCallDepth = 10_000;
  private @Nullable Duration maxEvalTime;
  private @Nullable Long maxEvalAllocation;
  private boolean pureEval;
  private boolean saysPurity;
  private boolean restrictEval;
  private boolean showTrace;
  private boolean traceVerbose;
  private boolean abortOnWarn;
  private @Nullable String system;
  private @Nullable String evalSystem;
  private List<String> nixPath = List.of();
  private boolean xdgFolders;
  private Set<String> features = new LinkedHashSet<>(DEFAULT_FEATURES);
  private Lint urlLiterals = Lint.IGNORE;
  private Lint shortPathLiterals = Lint.IGNORE;
  private boolean shortPathLiteralsSet;
  private Lint absolutePathLiterals = Lint.IGNORE;
  private List<String> allowedUris = List.of();
  private String storeDir = StoreDir.NIX_STORE.path();
  private boolean importFromDerivation = true;
  private boolean acceptFlakeConfig;
  private String commitSummary = "";
  private final FetchOptions fetching = new FetchOptions();

  private NixSettings(Console console) {
    this.console = console;
  }

  /**
   * Nix's defaults with what the environment says: NIX_CONFIG, NIX_PATH, NIX_ABORT_ON_WARN.
   * Configuration files are not read: for commands whose result must not depend on the machine.
   */
  public static NixSettings of(Console console) {
    return new NixSettings(console).readEnvironment();
  }

  /**
   * The same after what {@code nix.conf} says: for commands that stand in for Nix's.
   *
   * @throws CliException when a file cannot be understood
   */
  public static NixSettings ofMachine(Console console) {
    NixSettings settings = new NixSettings(console);
    for (Path file : NixConf.files(console)) {
      settings.apply(NixConf.read(file));
    }
    String folder = console.variable("NIX_STORE_DIR");
    if (folder != null) {
      settings.storeDir = folder;
    }
    return settings.readEnvironment();
  }

  private NixSettings readEnvironment() {
    if (isYes(console.variable("NIX_ABORT_ON_WARN"))) {
      abortOnWarn = true;
    }
    String config = console.variable("NIX_CONFIG");
    if (config != null) {
      apply(NixConf.parse(config, "\"NIX_CONFIG\"", console.workingFolder()));
    }
    for (String name : LIMITS) {
      String value = console.variable("KIX_" + name.replace('-', '_').toUpperCase(Locale.ROOT));
      if (value != null) {
        set(name, value);
      }
    }
    String path = console.environment().get("NIX_PATH");
    if (path != null) {
      nixPath = SearchPath.parse(path);
    }
    return this;
  }

  /** Features first: whether others mean something may depend on them. */
  private void apply(List<NixConf.Assignment> assignments) {
    for (NixConf.Assignment a : assignments) {
      if (a.name().endsWith(EXPERIMENTAL)) {
        set(a.name(), a.value());
      }
    }
    boolean pathIsGiven = console.environment().containsKey("NIX_PATH");
    for (NixConf.Assignment a : assignments) {
      boolean shadowed = pathIsGiven && a.name().endsWith("nix-path");
      if (!a.name().endsWith(EXPERIMENTAL) && !shadowed) {
        set(a.name(), a.value());
      }
    }
  }

  /** Whether {@code name} is a setting of Nix, also with {@code extra-} in front. */
  public static boolean isKnown(String name) {
    return SettingNames.canonical(name) != null;
  }

  /** Whether {@code name} is a setting that is on or off, so that its flag takes no value. */
  public static boolean isBoolean(String name) {
    return SettingNames.isBoolean(name);
  }

  /** Every setting there is. */
  public static Set<String> names() {
    return SettingNames.all();
  }

  /**
   * What {@code --option} does: as {@link #set}, but a value that does not fit is a warning too, as
   * in Nix.
   */
  public void setLeniently(String name, String value) {
    try {
      set(name, value);
    } catch (CliException e) {
      console.err("warning: " + e.getMessage() + "\n");
    }
  }

  /**
   * Sets one. A name that nobody knows is a warning, so that a configuration for a newer Nix does.
   *
   * @throws CliException when the value does not fit
   */
  public void set(String name, String value) {
    String known = SettingNames.canonical(name);
    if (known == null) {
      console.err("warning: unknown setting '" + name + "'\n");
      return;
    }
    switch (known) {
      case "max-call-depth" -> maxCallDepth = number(name, value);
      case "max-eval-time" -> maxEvalTime = Quantities.duration(name, value);
      case "max-eval-allocation" -> maxEvalAllocation = Quantities.bytes(name, value);
      case "pure-eval" -> {
        pureEval = bool(name, value);
        saysPurity = true;
      }
      case "restrict-eval" -> restrictEval = bool(name, value);
      case "accept-flake-config" -> acceptFlakeConfig = bool(name, value);
      case "commit-lock-file-summary" -> commitSummary = value;
      case "show-trace" -> showTrace = bool(name, value);
      case "trace-verbose" -> traceVerbose = bool(name, value);
      case "abort-on-warn" -> abortOnWarn = bool(name, value);
      case "use-xdg-base-directories" -> xdgFolders = bool(name, value);
      case "system" -> system = value;
      case "eval-system" -> evalSystem = value.isEmpty() ? null : value;
      case "nix-path" -> nixPath = words(value);
      case "extra-nix-path" -> nixPath = plus(nixPath, words(value));
      case EXPERIMENTAL -> {
        features = new LinkedHashSet<>();
        addFeatures(words(value));
      }
      case "extra-experimental-features" -> addFeatures(words(value));
      case "lint-url-literals" -> urlLiterals = lint(name, value);
      case "lint-short-path-literals" -> {
        shortPathLiterals = lint(name, value);
        shortPathLiteralsSet = true;
      }
      case "warn-short-path-literals" -> warnShortPathLiterals(bool(name, value));
      case "lint-absolute-path-literals" -> absolutePathLiterals = lint(name, value);
      case "allowed-uris" -> allowedUris = words(value);
      case "extra-allowed-uris" -> allowedUris = plus(allowedUris, words(value));
      case "allow-import-from-derivation" -> importFromDerivation = bool(name, value);
      default -> {
        if (known.equals("extra-access-tokens")) {
          fetching.add("access-tokens", value);
        } else if (FetchOptions.isKnown(known)) {
          fetching.set(known, value);
        }
        if (isBoolean(known)) {
          bool(name, value);
        }
      }
    }
  }

  private static List<String> plus(List<String> before, List<String> added) {
    return Stream.concat(before.stream(), added.stream()).toList();
  }

  private void warnShortPathLiterals(boolean warn) {
    console.err(
        "warning: 'warn-short-path-literals' is deprecated, use 'lint-short-path-literals = "
            + (warn ? "warn" : "ignore")
            + "' instead\n");
    if (!shortPathLiteralsSet) {
      shortPathLiterals = warn ? Lint.WARN : Lint.IGNORE;
    }
  }

  /** Whoever has flakes has {@code builtins.fetchTree}, as in Nix. */
  private void addFeatures(List<String> names) {
    for (String name : new TreeSet<>(names)) {
      if (SettingNames.isFeature(name)) {
        features.add(name);
      } else if (name.equals("no-url-literals")) {
        console.err(
            "warning: experimental feature 'no-url-literals' has been stabilized and renamed; use"
                + " 'lint-url-literals = fatal' setting instead\n");
      } else {
        console.err("warning: unknown experimental feature '" + name + "'\n");
      }
    }
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

  /**
   * A size as the settings have them: bytes, or with K, M, G or T.
   *
   * @throws CliException when it is none
   */
  public static long size(String name, String value) {
    return value.equals("0") ? 0 : Quantities.bytes(name, value);
  }

  private static boolean isYes(@Nullable String value) {
    return value != null && (value.equals("1") || value.equals("true") || value.equals("yes"));
  }

  static List<String> words(String text) {
    return Arrays.stream(text.split("[ \\t\\n\\r]+")).filter(w -> !w.isEmpty()).toList();
  }

  /** How much an evaluation may use. */
  public Limits limits() {
    Limits limits = Limits.standard().withCallDepth(maxCallDepth);
    Duration time = maxEvalTime;
    if (time != null) {
      limits = limits.withWallClock(time);
    }
    Long allocation = maxEvalAllocation;
    return allocation == null ? limits : limits.withAllocationBytes(allocation);
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

  /**
   * Says that something needs an experimental feature.
   *
   * @throws CliException when it is not on
   */
  public void require(String feature) {
    if (!features.contains(feature)) {
      throw new CliException(
          "experimental Nix feature '"
              + feature
              + "' is disabled; add '--extra-experimental-features "
              + feature
              + "' to enable it");
    }
  }

  /** The search path behind {@code -I}, as it was written. */
  public List<String> nixPath() {
    return nixPath;
  }

  /** {@code use-xdg-base-directories}: whether channels are below the XDG state folder. */
  public boolean xdgFolders() {
    return xdgFolders;
  }

  /** What is done about constructs that are legal but frowned upon. */
  public Lints lints() {
    return new Lints(urlLiterals, shortPathLiterals, absolutePathLiterals);
  }

  /** Prefixes of what may be fetched under {@code restrict-eval}. */
  public List<String> allowedUris() {
    return allowedUris;
  }

  /** How sources are fetched. */
  public FetchOptions fetching() {
    return fetching;
  }

  /** Whether all that a flake's {@code nixConfig} says counts. */
  public boolean acceptsFlakeConfig() {
    return acceptFlakeConfig;
  }

  /** The first line of commits of lock files, or the empty string for the usual one. */
  public String commitSummary() {
    return commitSummary;
  }

  /** What store paths begin with: NIX_STORE_DIR for commands that stand in for Nix's. */
  public StoreDir storeDir() {
    return StoreDir.of(storeDir);
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
