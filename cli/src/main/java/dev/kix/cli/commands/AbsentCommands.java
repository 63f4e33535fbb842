package dev.kix.cli.commands;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of Nix that kix has not, and what to do instead. */
final class AbsentCommands {
  private static final String BUILDS =
      "It builds derivations, and kix builds none: 'kix nix-instantiate' and 'kix derivation show'"
          + " give the derivation; build it with Nix.";

  private static final String PROFILES =
      "It changes profiles of installed packages, and kix installs none.";

  private static final String STORES =
      "It is about stores of Nix; 'kix store' works with the one that kix has.";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("nix-build", BUILDS),
          Map.entry("nix-shell", BUILDS),
          Map.entry("develop", BUILDS),
          Map.entry("print-dev-env", BUILDS),
          Map.entry("shell", BUILDS),
          Map.entry("run", BUILDS),
          Map.entry("fmt", BUILDS),
          Map.entry("formatter", BUILDS),
          Map.entry("bundle", BUILDS),
          Map.entry("log", BUILDS),
          Map.entry("nix-env", PROFILES),
          Map.entry("profile", PROFILES),
          Map.entry("nix-channel", "Channels are what flakes replace: see 'kix help flake'."),
          Map.entry("copy", STORES),
          Map.entry("nix-copy-closure", STORES),
          Map.entry("nix-collect-garbage", "'kix store gc' cleans the store of kix."),
          Map.entry("path-info", "'kix store path-info' shows objects of the store of kix."),
          Map.entry("daemon", "kix needs no daemon: each user has a store."),
          Map.entry("nix-daemon", "kix needs no daemon: each user has a store."),
          Map.entry("upgrade-nix", "It upgrades Nix itself."),
          Map.entry("search", "'kix flake show FLAKE' lists what a flake has."),
          Map.entry("edit", "In 'kix repl', ':e EXPR' opens what is defined in a file."),
          Map.entry("why-depends", "'kix store path-info -r --json' lists what refers to what."),
          Map.entry("show-derivation", "It is 'kix derivation show'."),
          Map.entry("add-to-store", "It is 'kix store add'."));

  private AbsentCommands() {}

  /** Why there is no such command; null when Nix has none either. */
  static @Nullable String reason(String name) {
    return REASONS.get(name);
  }
}
