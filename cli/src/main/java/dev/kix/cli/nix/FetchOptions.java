package dev.kix.cli.nix;

import dev.kix.cli.console.CliException;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.TransferSettings;
import dev.kix.interpreter.fetch.TrustedCertificates;
import dev.kix.interpreter.value.Bytes;
import java.nio.file.Path;
import java.time.Duration;
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
          "connect-timeout",
          "download-speed",
          "filetransfer-retry-attempts",
          "filetransfer-retry-delay",
          "filetransfer-retry-delay-rate-limited",
          "filetransfer-retry-jitter",
          "filetransfer-retry-max-delay",
          "flake-registry",
          "http2",
          "max-fetch-files",
          "max-fetch-ratio",
          "max-fetch-size",
          "netrc-file",
          "ssl-cert-file",
          "stalled-download-timeout",
          "tarball-ttl",
          "trust-tarballs-from-git-forges",
          "use-registries",
          "user-agent-suffix",
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
    TransferSettings.Builder transfer = builder.transfer().toBuilder();
    for (Map.Entry<String, String> e : values.entrySet()) {
      String name = e.getKey();
      String value = e.getValue();
      switch (name) {
        case "access-tokens" -> builder.accessTokens(tokens(value));
        case "allow-dirty" -> builder.allowDirty(NixSettings.bool(name, value));
        case "allow-dirty-locks" -> builder.allowDirtyLocks(NixSettings.bool(name, value));
        case "connect-timeout" -> transfer.connectTimeout(Duration.ofSeconds(number(name, value)));
        case "download-speed" -> transfer.speed(number(name, value));
        case "filetransfer-retry-attempts" -> transfer.attempts((int) number(name, value));
        case "filetransfer-retry-delay" ->
            transfer.retryDelay(Duration.ofMillis(number(name, value)));
        case "filetransfer-retry-delay-rate-limited" ->
            transfer.rateLimitedDelay(Duration.ofMillis(number(name, value)));
        case "filetransfer-retry-jitter" -> transfer.jitter(NixSettings.bool(name, value));
        case "filetransfer-retry-max-delay" ->
            transfer.maxRetryDelay(Duration.ofMillis(number(name, value)));
        case "flake-registry" -> builder.globalRegistry(Bytes.encode(value));
        case "http2" -> transfer.http2(NixSettings.bool(name, value));
        case "max-fetch-files" -> builder.maxFiles(positive(name, value));
        case "max-fetch-ratio" -> builder.maxRatio(positive(name, value));
        case "max-fetch-size" -> builder.maxBytes(Quantities.bytes(name, value));
        case "netrc-file" -> builder.netrcFile(absolute(name, value));
        case "ssl-cert-file" ->
            transfer.certificates(
                value.isEmpty()
                    ? TrustedCertificates.usual()
                    : TrustedCertificates.of(absolute(name, value)));
        case "stalled-download-timeout" ->
            transfer.stalledTimeout(Duration.ofSeconds(number(name, value)));
        case "tarball-ttl" -> builder.tarballTtl(seconds(name, value));
        case "trust-tarballs-from-git-forges" -> builder.trustForges(NixSettings.bool(name, value));
        case "use-registries" -> builder.useRegistries(NixSettings.bool(name, value));
        case "user-agent-suffix" -> transfer.userAgentSuffix(header(name, value));
        case "warn-dirty" -> builder.warnDirty(NixSettings.bool(name, value));
        default -> throw new IllegalStateException(name);
      }
    }
    return builder.transfer(transfer.build()).build();
  }

  /** A number that Nix keeps in 32 bits. */
  private static long number(String name, String value) {
    if (value.matches("[0-9]{1,10}") && Long.parseLong(value) <= Integer.MAX_VALUE) {
      return Long.parseLong(value);
    }
    throw new CliException("setting '" + name + "' has invalid value '" + value + "'");
  }

  private static int positive(String name, String value) {
    long number = number(name, value);
    if (number == 0) {
      throw new CliException("setting '" + name + "' has invalid value '" + value + "'");
    }
    return (int) number;
  }

  private static Path absolute(String name, String value) {
    if (value.isEmpty()) {
      throw new CliException("setting '" + name + "' is a path and paths cannot be empty");
    }
    if (!value.startsWith("/")) {
      throw new CliException(
          "setting '" + name + "' has invalid value '" + value + "'",
          "Give an absolute path; '~' is not looked at.");
    }
    return Path.of(value);
  }

  /** Text that a server is told on one line. */
  private static String header(String name, String value) {
    if (value.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      return value;
    }
    throw new CliException("setting '" + name + "' has invalid value '" + value + "'");
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
