package dev.kix.interpreter.eval;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation is told about the world, in the terms of {@code nix.conf}. Immutable.
 *
 * @param maxCallDepth {@code max-call-depth}; Nix's default is 10,000
 * @param pureEval {@code pure-eval}: no environment, no search path, no current system or time,
 *     only allowed files
 * @param restrictEval {@code restrict-eval}: files only below the search path and the store
 * @param currentSystem {@code builtins.currentSystem}, such as {@code x86_64-linux}
 * @param storeDir the logical store folder, {@code /nix/store}
 * @param nixPath the search path entries, {@code prefix=path} or {@code path}
 * @param environment what {@code builtins.getEnv} sees
 * @param currentTime {@code builtins.currentTime} in seconds since 1970, or null for the moment of
 *     evaluation
 * @param homeDirectory what {@code ~/} means, or null where paths below home are not allowed
 * @param experimentalFeatures the names of enabled experimental features
 * @param traceVerbose whether {@code builtins.traceVerbose} prints
 * @param abortOnWarn whether {@code builtins.warn} aborts
 */
public record EvalSettings(
    int maxCallDepth,
    boolean pureEval,
    boolean restrictEval,
    String currentSystem,
    String storeDir,
    List<String> nixPath,
    Map<String, String> environment,
    @Nullable Long currentTime,
    @Nullable String homeDirectory,
    Set<String> experimentalFeatures,
    boolean traceVerbose,
    boolean abortOnWarn) {

  public EvalSettings {
    nixPath = List.copyOf(nixPath);
    environment = Map.copyOf(environment);
    experimentalFeatures = Set.copyOf(experimentalFeatures);
  }

  /** Nothing from outside: empty environment and search path, a fixed system. */
  public static EvalSettings isolated() {
    return new EvalSettings(
        10_000,
        false,
        false,
        "x86_64-linux",
        "/nix/store",
        List.of(),
        Map.of(),
        null,
        null,
        Set.of("flakes", "nix-command", "pipe-operators", "fetch-tree"),
        false,
        false);
  }
}
