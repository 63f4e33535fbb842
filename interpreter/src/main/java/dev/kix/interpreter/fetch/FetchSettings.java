package dev.kix.interpreter.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How sources are fetched, in the terms of {@code nix.conf} where it has one. Immutable; made by
 * {@link #builder}.
 *
 * @param cacheFolder where repositories, archives and downloads are kept between evaluations
 * @param tarballTtl {@code tarball-ttl}: for how many seconds what a URL or a branch stood for is
 *     taken from the cache
 * @param accessTokens {@code access-tokens}: by host, or host and path
 * @param allowDirty {@code allow-dirty}: whether repositories with uncommitted changes are read
 * @param warnDirty {@code warn-dirty}: whether such a repository is warned of
 * @param allowDirtyLocks {@code allow-dirty-locks}: whether lock files may hold inputs that only
 *     their hash pins
 * @param trustForges {@code trust-tarballs-from-git-forges}: whether a commit of a forge pins a
 *     tree without its hash
 * @param useRegistries {@code use-registries}
 * @param globalRegistry {@code flake-registry}: a URL or an absolute path; empty for none
 * @param userRegistry the user's registry file, or null
 * @param systemRegistry the registry file of the machine, or null
 * @param verifiedFetches whether signatures of commits can be asked for: the experimental feature
 *     {@code verified-fetches}
 * @param maxBytes the most that one download, or one archive once unpacked, may have
 * @param maxFiles the most files and folders that one archive may have
 * @param maxRatio how many times as large as an archive what is in it may be, above 1 GiB
 * @param netrcFile {@code netrc-file}: accounts of HTTP servers, as curl reads them; need not exist
 * @param registryAccounts accounts of OCI registries, in the form of Docker's {@code config.json}:
 *     the files that {@code helm registry login}, {@code podman login} and {@code docker login}
 *     write; the first one that knows a registry counts, none need exist
 * @param transfer how bytes come from a server
 */
public record FetchSettings(
    Path cacheFolder,
    long tarballTtl,
    Map<String, String> accessTokens,
    boolean allowDirty,
    boolean warnDirty,
    boolean allowDirtyLocks,
    boolean trustForges,
    boolean useRegistries,
    String globalRegistry,
    @Nullable Path userRegistry,
    @Nullable Path systemRegistry,
    boolean verifiedFetches,
    long maxBytes,
    int maxFiles,
    int maxRatio,
    Path netrcFile,
    List<Path> registryAccounts,
    TransferSettings transfer) {

  /** The registry that Nix asks last, unless told otherwise. */
  public static final String NIX_REGISTRY = "https://channels.nixos.org/flake-registry.json";

  public FetchSettings {
    if (maxBytes < 0 || maxFiles < 0 || maxRatio < 1) {
      throw new IllegalArgumentException(
          "maxBytes and maxFiles must be at least 0 and maxRatio at least 1");
    }
    accessTokens = Map.copyOf(accessTokens);
    registryAccounts = List.copyOf(registryAccounts);
  }

  /**
   * What Nix does by default, with the folders that {@code environment} names: {@code
   * XDG_CACHE_HOME}, {@code XDG_CONFIG_HOME}, {@code NIX_CONFIG_HOME}, {@code NIX_CONF_DIR}, {@code
   * HOME}; the files of accounts that {@code HELM_REGISTRY_CONFIG}, {@code REGISTRY_AUTH_FILE} and
   * {@code DOCKER_CONFIG} name; and the certificates that {@code NIX_SSL_CERT_FILE} or {@code
   * SSL_CERT_FILE} names.
   */
  public static Builder builder(Map<String, String> environment) {
    return new Builder(environment);
  }

  /** A builder that starts from these settings. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Makes {@link FetchSettings}. Each method sets the component of its name. Not thread-safe. */
  public static final class Builder {
    private Path cacheFolder;
    private long tarballTtl = 3600;
    private final SortedMap<String, String> accessTokens = new TreeMap<>();
    private boolean allowDirty = true;
    private boolean warnDirty = true;
    private boolean allowDirtyLocks;
    private boolean trustForges = true;
    private boolean useRegistries = true;
    private String globalRegistry = NIX_REGISTRY;
    private @Nullable Path userRegistry;
    private @Nullable Path systemRegistry;
    private boolean verifiedFetches;
    private long maxBytes = 16L << 30;
    private int maxFiles = 5_000_000;
    private int maxRatio = 200;
    private Path netrcFile;
    private List<Path> registryAccounts;
    private TransferSettings transfer;

    private Builder(Map<String, String> environment) {
      String home = environment.getOrDefault("HOME", "");
      Path user = Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home);
      cacheFolder =
          folder(environment, "XDG_CACHE_HOME", user.resolve(".cache")).resolve("kix/fetch");
      userRegistry =
          folder(
                  environment,
                  "NIX_CONFIG_HOME",
                  folder(environment, "XDG_CONFIG_HOME", user.resolve(".config")).resolve("nix"))
              .resolve("registry.json");
      Path system = folder(environment, "NIX_CONF_DIR", Path.of("/etc/nix"));
      systemRegistry = system.resolve("registry.json");
      netrcFile = system.resolve("netrc");
      Path docker =
          folder(environment, "DOCKER_CONFIG", user.resolve(".docker")).resolve("config.json");
      registryAccounts =
          List.of(
              folder(
                  environment,
                  "HELM_REGISTRY_CONFIG",
                  folder(environment, "XDG_CONFIG_HOME", user.resolve(".config"))
                      .resolve("helm/registry/config.json")),
              folder(environment, "REGISTRY_AUTH_FILE", docker),
              docker);
      transfer =
          TransferSettings.builder().certificates(TrustedCertificates.of(environment)).build();
    }

    private Builder(FetchSettings s) {
      cacheFolder = s.cacheFolder;
      tarballTtl = s.tarballTtl;
      accessTokens.putAll(s.accessTokens);
      allowDirty = s.allowDirty;
      warnDirty = s.warnDirty;
      allowDirtyLocks = s.allowDirtyLocks;
      trustForges = s.trustForges;
      useRegistries = s.useRegistries;
      globalRegistry = s.globalRegistry;
      userRegistry = s.userRegistry;
      systemRegistry = s.systemRegistry;
      verifiedFetches = s.verifiedFetches;
      maxBytes = s.maxBytes;
      maxFiles = s.maxFiles;
      maxRatio = s.maxRatio;
      netrcFile = s.netrcFile;
      registryAccounts = s.registryAccounts;
      transfer = s.transfer;
    }

    private static Path folder(Map<String, String> environment, String name, Path standard) {
      String value = environment.getOrDefault(name, "");
      return value.startsWith("/") ? Path.of(value) : standard;
    }

    public Builder cacheFolder(Path value) {
      cacheFolder = value;
      return this;
    }

    public Builder tarballTtl(long seconds) {
      tarballTtl = seconds;
      return this;
    }

    public Builder accessTokens(Map<String, String> value) {
      accessTokens.clear();
      accessTokens.putAll(value);
      return this;
    }

    public Builder allowDirty(boolean value) {
      allowDirty = value;
      return this;
    }

    public Builder warnDirty(boolean value) {
      warnDirty = value;
      return this;
    }

    public Builder allowDirtyLocks(boolean value) {
      allowDirtyLocks = value;
      return this;
    }

    public Builder trustForges(boolean value) {
      trustForges = value;
      return this;
    }

    public Builder useRegistries(boolean value) {
      useRegistries = value;
      return this;
    }

    public Builder globalRegistry(String value) {
      globalRegistry = value;
      return this;
    }

    public Builder userRegistry(@Nullable Path file) {
      userRegistry = file;
      return this;
    }

    public Builder systemRegistry(@Nullable Path file) {
      systemRegistry = file;
      return this;
    }

    public Builder verifiedFetches(boolean value) {
      verifiedFetches = value;
      return this;
    }

    public Builder maxBytes(long value) {
      maxBytes = value;
      return this;
    }

    public Builder maxFiles(int value) {
      maxFiles = value;
      return this;
    }

    public Builder maxRatio(int value) {
      maxRatio = value;
      return this;
    }

    public Builder netrcFile(Path value) {
      netrcFile = value;
      return this;
    }

    public Builder registryAccounts(List<Path> value) {
      registryAccounts = List.copyOf(value);
      return this;
    }

    public Builder transfer(TransferSettings value) {
      transfer = value;
      return this;
    }

    /** What {@link #transfer(TransferSettings)} was given last. */
    public TransferSettings transfer() {
      return transfer;
    }

    public FetchSettings build() {
      return new FetchSettings(
          cacheFolder,
          tarballTtl,
          accessTokens,
          allowDirty,
          warnDirty,
          allowDirtyLocks,
          trustForges,
          useRegistries,
          globalRegistry,
          userRegistry,
          systemRegistry,
          verifiedFetches,
          maxBytes,
          maxFiles,
          maxRatio,
          netrcFile,
          registryAccounts,
          transfer);
    }
  }
}
