package dev.kix.interpreter.eval;

import dev.kix.grammar.ParserOptions.Lint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation is told about the world, in the terms of {@code nix.conf}. Immutable; made by
 * {@link #builder}.
 *
 * @param maxCallDepth {@code max-call-depth}; Nix's default is 10,000
 * @param pureEval {@code pure-eval}: no environment, no search path, no current system or time,
 *     only allowed files, only fetches whose hash is known
 * @param restrictEval {@code restrict-eval}: files only below the search path and the store,
 *     fetches only from {@code allowedUris}
 * @param currentSystem {@code builtins.currentSystem}, such as {@code x86_64-linux}
 * @param storeDir the logical store folder, {@code /nix/store}
 * @param nixPath the search path entries, {@code prefix=path} or {@code path}
 * @param workingFolder where relative search path entries start, absolute
 * @param environment what {@code builtins.getEnv} sees
 * @param currentTime {@code builtins.currentTime} in seconds since 1970, or null for the moment of
 *     evaluation
 * @param homeDirectory what {@code ~/} means, or null where paths below home are not allowed
 * @param experimentalFeatures the names of enabled experimental features
 * @param traceVerbose whether {@code builtins.traceVerbose} prints
 * @param abortOnWarn whether {@code builtins.warn} aborts
 * @param lints what is done about constructs that are legal but frowned upon
 * @param allowedUris {@code allowed-uris}: prefixes of what may be fetched under {@code
 *     restrictEval}
 * @param importFromDerivation {@code allow-import-from-derivation}: whether outputs of derivations
 *     may be read that are in the store already; kix builds none
 */
public record EvalSettings(
    int maxCallDepth,
    boolean pureEval,
    boolean restrictEval,
    String currentSystem,
    String storeDir,
    List<String> nixPath,
    String workingFolder,
    Map<String, String> environment,
    @Nullable Long currentTime,
    @Nullable String homeDirectory,
    Set<String> experimentalFeatures,
    boolean traceVerbose,
    boolean abortOnWarn,
    Lints lints,
    List<String> allowedUris,
    boolean importFromDerivation) {

  /**
   * Nix's lint settings.
   *
   * @param urlLiterals {@code lint-url-literals}
   * @param shortPathLiterals {@code lint-short-path-literals}
   * @param absolutePathLiterals {@code lint-absolute-path-literals}
   */
  public record Lints(Lint urlLiterals, Lint shortPathLiterals, Lint absolutePathLiterals) {
    /** Nothing is said about any of them, as in Nix. */
    public static final Lints NONE = new Lints(Lint.IGNORE, Lint.IGNORE, Lint.IGNORE);
  }

  public EvalSettings {
    nixPath = List.copyOf(nixPath);
    environment = Map.copyOf(environment);
    experimentalFeatures = Set.copyOf(experimentalFeatures);
    allowedUris = List.copyOf(allowedUris);
  }

  /** Nothing from outside: empty environment and search path, a fixed system. */
  public static EvalSettings isolated() {
    return builder().build();
  }

  /** A builder that starts from {@link #isolated}. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from these settings. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Makes {@link EvalSettings}. Each method sets the component of its name. Not thread-safe. */
  public static final class Builder {
    private int maxCallDepth = 10_000;
    private boolean pureEval;
    private boolean restrictEval;
    private String currentSystem = "x86_64-linux";
    private String storeDir = "/nix/store";
    private List<String> nixPath = List.of();
    private String workingFolder = "/";
    private Map<String, String> environment = Map.of();
    private @Nullable Long currentTime;
    private @Nullable String homeDirectory;
    private Set<String> experimentalFeatures =
        Set.of("flakes", "nix-command", "pipe-operators", "fetch-tree");
    private boolean traceVerbose;
    private boolean abortOnWarn;
    private Lints lints = Lints.NONE;
    private List<String> allowedUris = List.of();
    private boolean importFromDerivation = true;

    private Builder() {}

    private Builder(EvalSettings s) {
      maxCallDepth = s.maxCallDepth;
      pureEval = s.pureEval;
      restrictEval = s.restrictEval;
      currentSystem = s.currentSystem;
      storeDir = s.storeDir;
      nixPath = s.nixPath;
      workingFolder = s.workingFolder;
      environment = s.environment;
      currentTime = s.currentTime;
      homeDirectory = s.homeDirectory;
      experimentalFeatures = s.experimentalFeatures;
      traceVerbose = s.traceVerbose;
      abortOnWarn = s.abortOnWarn;
      lints = s.lints;
      allowedUris = s.allowedUris;
      importFromDerivation = s.importFromDerivation;
    }

    public Builder maxCallDepth(int value) {
      maxCallDepth = value;
      return this;
    }

    public Builder pureEval(boolean value) {
      pureEval = value;
      return this;
    }

    public Builder restrictEval(boolean value) {
      restrictEval = value;
      return this;
    }

    public Builder currentSystem(String value) {
      currentSystem = value;
      return this;
    }

    public Builder storeDir(String value) {
      storeDir = value;
      return this;
    }

    public Builder nixPath(Collection<String> entries) {
      nixPath = List.copyOf(entries);
      return this;
    }

    public Builder workingFolder(String path) {
      workingFolder = path;
      return this;
    }

    public Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      return this;
    }

    public Builder currentTime(@Nullable Long secondsSince1970) {
      currentTime = secondsSince1970;
      return this;
    }

    public Builder homeDirectory(@Nullable String path) {
      homeDirectory = path;
      return this;
    }

    public Builder experimentalFeatures(Collection<String> names) {
      experimentalFeatures = Set.copyOf(names);
      return this;
    }

    public Builder traceVerbose(boolean value) {
      traceVerbose = value;
      return this;
    }

    public Builder abortOnWarn(boolean value) {
      abortOnWarn = value;
      return this;
    }

    public Builder lints(Lints value) {
      lints = value;
      return this;
    }

    public Builder allowedUris(Collection<String> prefixes) {
      allowedUris = List.copyOf(prefixes);
      return this;
    }

    public Builder importFromDerivation(boolean allowed) {
      importFromDerivation = allowed;
      return this;
    }

    public EvalSettings build() {
      return new EvalSettings(
          maxCallDepth,
          pureEval,
          restrictEval,
          currentSystem,
          storeDir,
          nixPath,
          workingFolder,
          environment,
          currentTime,
          homeDirectory,
          experimentalFeatures,
          traceVerbose,
          abortOnWarn,
          lints,
          allowedUris,
          importFromDerivation);
    }
  }
}
