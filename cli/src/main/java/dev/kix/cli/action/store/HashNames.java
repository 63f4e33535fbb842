package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSettings;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashFormat;
import dev.kix.store.path.ContentAddressMethod;
import org.jspecify.annotations.Nullable;

/** What names of algorithms, formats and methods on the command line mean. */
final class HashNames {
  private HashNames() {}

  /**
   * The hash algorithm of that name, or null for null.
   *
   * @throws CliException when it is experimental and not switched on
   */
  static @Nullable HashAlgorithm algorithm(@Nullable String name, NixSettings settings) {
    return name == null ? null : algorithm(name, settings, HashAlgorithm.SHA256);
  }

  /** The hash algorithm of that name, or {@code other} for null. */
  static HashAlgorithm algorithm(@Nullable String name, NixSettings settings, HashAlgorithm other) {
    if (name == null) {
      return other;
    }
    HashAlgorithm algorithm = HashAlgorithm.parse(name);
    String feature = algorithm.experimentalFeature();
    if (feature != null) {
      settings.require(feature);
    }
    return algorithm;
  }

  /** The hash format of that name, or null for null; an old name is warned about, as in Nix. */
  static @Nullable HashFormat format(@Nullable String name, Console console) {
    if (name == null) {
      return null;
    }
    if (name.equals("base32")) {
      console.err("warning: \"base32\" is a deprecated alias for hash format \"nix32\".\n");
    }
    return HashFormat.parse(name);
  }

  /**
   * How files become bytes.
   *
   * @param adding whether it is to add to the store, which can be done as text too
   */
  static ContentAddressMethod method(String name, boolean adding, NixSettings settings) {
    ContentAddressMethod method = name.equals("recursive") ? null : ContentAddressMethod.find(name);
    if (method == null || method == ContentAddressMethod.TEXT && !adding) {
      throw new CliException(
          "Unknown file ingestion method '" + name + "', expect `flat`, `nar`, or `git`");
    }
    if (method == ContentAddressMethod.GIT) {
      settings.require("git-hashing");
    }
    return method;
  }
}
