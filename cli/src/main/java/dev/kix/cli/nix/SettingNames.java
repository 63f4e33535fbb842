package dev.kix.cli.nix;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings that Nix has, whether or not they mean something here: a {@code nix.conf} written
 * for Nix must not be met with warnings. Rules: Nix manual, <i>nix.conf</i>. Five are kix's own:
 * those that begin with {@code max-eval-} and {@code max-fetch-}.
 */
final class SettingNames {
  private static final String EXTRA = "extra-";

  /** On or off; their flags take no value. */
  private static final Set<String> BOOLEANS =
      Set.of(
          "abort-on-warn",
          "accept-flake-config",
          "allow-dirty",
          "allow-dirty-locks",
          "allow-import-from-derivation",
          "allow-new-privileges",
          "allow-symlinked-store",
          "allow-unsafe-native-code-during-evaluation",
          "always-allow-substitutes",
          "auto-allocate-uids",
          "auto-optimise-store",
          "builders-use-substitutes",
          "compress-build-log",
          "darwin-log-sandbox-violations",
          "debugger-on-trace",
          "debugger-on-warn",
          "eval-cache",
          "fallback",
          "filetransfer-retry-jitter",
          "filter-syscalls",
          "fsync-metadata",
          "fsync-store-paths",
          "http2",
          "http3",
          "ignore-try",
          "impersonate-linux-26",
          "keep-build-log",
          "keep-derivations",
          "keep-env-derivations",
          "keep-failed",
          "keep-going",
          "keep-outputs",
          "nix-shell-always-looks-for-shell-nix",
          "nix-shell-shebang-arguments-relative-to-script",
          "preallocate-contents",
          "print-missing",
          "pure-eval",
          "require-drop-supplementary-groups",
          "require-sigs",
          "restrict-eval",
          "run-diff-hook",
          "sandbox-fallback",
          "show-trace",
          "substitute",
          "sync-before-registering",
          "trace-function-calls",
          "trace-import-from-derivation",
          "trace-verbose",
          "trust-tarballs-from-git-forges",
          "use-case-hack",
          "use-cgroups",
          "use-registries",
          "use-roots-daemon",
          "use-sqlite-wal",
          "use-xdg-base-directories",
          "warn-dirty",
          "warn-short-path-literals");

  /** Sets, lists and maps: {@code extra-NAME} adds to them. */
  private static final Set<String> LISTS =
      Set.of(
          "access-tokens",
          "allowed-impure-host-deps",
          "allowed-uris",
          "allowed-users",
          "experimental-features",
          "extra-platforms",
          "hashed-mirrors",
          "ignored-acls",
          "impure-env",
          "nix-path",
          "plugin-files",
          "sandbox-paths",
          "secret-key-files",
          "substituters",
          "system-features",
          "trusted-public-keys",
          "trusted-substituters",
          "trusted-users");

  private static final Set<String> OTHERS =
      Set.of(
          "bash-prompt",
          "bash-prompt-prefix",
          "bash-prompt-suffix",
          "build-dir",
          "build-hook",
          "build-hook-kill-timeout",
          "build-poll-interval",
          "build-users-group",
          "builders",
          "commit-lock-file-summary",
          "connect-timeout",
          "cores",
          "diff-hook",
          "download-buffer-size",
          "download-speed",
          "eval-attrset-update-layer-rhs-threshold",
          "eval-profile-file",
          "eval-profiler",
          "eval-profiler-frequency",
          "eval-system",
          "external-builders",
          "filetransfer-retry-attempts",
          "filetransfer-retry-delay",
          "filetransfer-retry-delay-rate-limited",
          "filetransfer-retry-max-delay",
          "flake-registry",
          "gc-reserved-space",
          "http-connections",
          "id-count",
          "json-log-path",
          "lint-absolute-path-literals",
          "lint-short-path-literals",
          "lint-url-literals",
          "log-lines",
          "max-build-log-size",
          "max-call-depth",
          "max-eval-allocation",
          "max-eval-time",
          "max-fetch-files",
          "max-fetch-ratio",
          "max-fetch-size",
          "max-free",
          "max-jobs",
          "max-silent-time",
          "max-substitution-jobs",
          "min-free",
          "min-free-check-interval",
          "nar-buffer-size",
          "narinfo-cache-meta-ttl",
          "narinfo-cache-negative-ttl",
          "narinfo-cache-positive-ttl",
          "netrc-file",
          "post-build-hook",
          "pre-build-hook",
          "sandbox",
          "sandbox-build-dir",
          "sandbox-dev-shm-size",
          "ssl-cert-file",
          "stalled-download-timeout",
          "start-id",
          "store",
          "system",
          "tarball-ttl",
          "timeout",
          "upgrade-nix-store-path-url",
          "user-agent-suffix",
          "warn-large-path-threshold");

  /** Older names that still count. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("binary-cache-public-keys", "trusted-public-keys"),
          Map.entry("binary-caches", "substituters"),
          Map.entry("binary-caches-parallel-connections", "http-connections"),
          Map.entry("build-chroot-dirs", "sandbox-paths"),
          Map.entry("build-compress-log", "compress-build-log"),
          Map.entry("build-cores", "cores"),
          Map.entry("build-extra-platforms", "extra-platforms"),
          Map.entry("build-fallback", "fallback"),
          Map.entry("build-keep-log", "keep-build-log"),
          Map.entry("build-max-jobs", "max-jobs"),
          Map.entry("build-max-log-size", "max-build-log-size"),
          Map.entry("build-max-silent-time", "max-silent-time"),
          Map.entry("build-sandbox-paths", "sandbox-paths"),
          Map.entry("build-timeout", "timeout"),
          Map.entry("build-use-chroot", "sandbox"),
          Map.entry("build-use-sandbox", "sandbox"),
          Map.entry("build-use-substitutes", "substitute"),
          Map.entry("commit-lockfile-summary", "commit-lock-file-summary"),
          Map.entry("download-attempts", "filetransfer-retry-attempts"),
          Map.entry("env-keep-derivations", "keep-env-derivations"),
          Map.entry("gc-keep-derivations", "keep-derivations"),
          Map.entry("gc-keep-outputs", "keep-outputs"),
          Map.entry("substituter-public-keys", "trusted-public-keys"),
          Map.entry("trusted-binary-caches", "trusted-substituters"));

  private static final Set<String> FEATURES =
      Set.of(
          "auto-allocate-uids",
          "blake3-hashes",
          "ca-derivations",
          "cgroups",
          "configurable-impure-env",
          "daemon-trust-override",
          "dynamic-derivations",
          "external-builders",
          "fetch-closure",
          "fetch-tree",
          "flakes",
          "git-hashing",
          "impure-derivations",
          "local-overlay-store",
          "mounted-ssh-store",
          "nix-command",
          "parse-toml-timestamps",
          "pipe-operators",
          "read-only-local-store",
          "recursive-nix",
          "verified-fetches");

  private SettingNames() {}

  /** The name that counts for {@code name}, or null if there is no such setting. */
  static @Nullable String canonical(String name) {
    if (BOOLEANS.contains(name) || LISTS.contains(name) || OTHERS.contains(name)) {
      return name;
    }
    String newer = ALIASES.get(name);
    if (newer != null) {
      return newer;
    }
    if (name.startsWith(EXTRA)) {
      String added = canonical(name.substring(EXTRA.length()));
      return added != null && LISTS.contains(added) ? EXTRA.concat(added) : null;
    }
    return null;
  }

  static boolean isBoolean(String name) {
    return BOOLEANS.contains(name);
  }

  /** Whether {@code name} is an experimental feature of Nix. */
  static boolean isFeature(String name) {
    return FEATURES.contains(name);
  }

  /** Every setting there is, by its own name. */
  static Set<String> all() {
    Set<String> names = new TreeSet<>(BOOLEANS);
    names.addAll(LISTS);
    names.addAll(OTHERS);
    return names;
  }
}
