package dev.kix.cli.nix;

import dev.kix.cli.console.CliException;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.value.Bytes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of Nix that say how sources are fetched. */
public final class FetchOptions {
  /** In the order in which they were set. */
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Whether {@code name} is one of these settings. */
  static boolean isKnown(String name) {
    return switch (name) {
      case "access-tokens",
          "allow-dirty",
          "allow-dirty-locks",
          "flake-registry",
          "netrc-file",
          "tarball-ttl",
          "trust-tarballs-from-git-forges",
          "use-registries",
          "warn-dirty" ->
          true;
      default -> false;
    };
  }

  /** Sets one; a value that does not fit is found when the settings are used. */
  void set(String name, String value) {
    values.put(name, value);
  }

  /** Adds to one that is a list. */
  void add(String name, String value) {
    values.merge(name, value, (before, added) -> before + " " + added);
  }

  /**
   * The settings, with the folders that the environment names.
   *
   * @throws CliException when a value does not fit
   */
  public FetchSettings settings(Map<String, String> environment) {
    FetchSettings.Builder builder = FetchSettings.builder(environment);
    for (Map.Entry<String, String> e : values.entrySet()) {
      String name = e.getKey();
      String value = e.getValue();
      switch (name) {
        case "access-tokens" -> builder.accessTokens(tokens(value));
        case "allow-dirty" -> builder.allowDirty(NixSettings.bool(name, value));
        case "allow-dirty-locks" -> builder.allowDirtyLocks(NixSettings.bool(name, value));
        case "flake-registry" -> builder.globalRegistry(Bytes.encode(value));
        case "netrc-file" -> builder.netrcFile(Path.of(value));
        case "tarball-ttl" -> builder.tarballTtl(seconds(name, value));
        case "trust-tarballs-from-git-forges" -> builder.trustForges(NixSettings.bool(name, value));
        case "use-registries" -> builder.useRegistries(NixSettings.bool(name, value));
        case "warn-dirty" -> builder.warnDirty(NixSettings.bool(name, value));
        default -> throw new IllegalStateException(name);
      }
    }
    return builder.build();
  }

  private static long seconds(String name, String value) {
    if (value.matches("[0-9]{1,18}")) {
      return Long.parseLong(value);
    }
    throw new CliException("setting '" + name + "' has invalid value '" + value + "'");
  }

  private static SortedMap<String, String> tokens(String value) {
    SortedMap<String, String> tokens = new TreeMap<>();
    for (String pair : value.strip().split("\\s+")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        tokens.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return tokens;
  }
}
