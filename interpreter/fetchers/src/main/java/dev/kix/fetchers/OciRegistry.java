package dev.kix.fetchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a registry of the OCI Distribution Specification. Where the registry asks who is
 * there, it gets what {@link AccountLogin} says. A registry on this machine ({@code localhost},
 * {@code 127.0.0.1}) is spoken to over plain HTTP, every other over HTTPS.
 *
 * <p>For one repository; not thread-safe.
 */
final class OciRegistry {
  private static final String MANIFESTS =
      "application/vnd.oci.image.manifest.v1+json,"
          + "application/vnd.docker.distribution.manifest.v2+json,"
          + "application/vnd.oci.image.index.v1+json,"
          + "application/vnd.docker.distribution.manifest.list.v2+json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FetchContext context;
  private final String host;
  private final String repository;
  private final AccountLogin login;
  private @Nullable String authorization;

  /**
   * @param location {@code HOST[:PORT]/REPOSITORY}
   */
  OciRegistry(FetchContext context, String location) {
    this.context = context;
    int slash = location.indexOf('/');
    if (slash <= 0 || slash == location.length() - 1) {
      throw FetchErrors.error(
          "'oci://" + location + "' is not a place in a registry: it needs a host and a path");
    }
    this.host = location.substring(0, slash);
    this.repository = location.substring(slash + 1);
    this.login = new AccountLogin(context, host, repository);
  }

  private String base() {
    return (RegistryHttp.isLocal(host) ? "http://" : "https://") + host + "/v2/" + repository;
  }

  /**
   * The manifest that a tag or a digest names.
   *
   * @return null when there is none
   */
  @Nullable JsonNode manifest(String reference) {
    byte[] bytes = manifestBytes(reference);
    try {
      return bytes == null ? null : JSON.readTree(bytes);
    } catch (IOException e) {
      throw FetchErrors.error(
          "'" + base() + "/manifests/" + reference + "' is not a manifest: it is not JSON");
    }
  }

  /**
   * The bytes of a manifest. One that is named by its digest is checked, and kept for ever.
   *
   * @return null when there is none
   */
  byte @Nullable [] manifestBytes(String reference) {
    FetchCache cache = FetchCache.of(context);
    String hash = reference.startsWith("sha256:") ? reference.substring(7) : "";
    Path kept = hash.isEmpty() ? null : cache.file(hash);
    try {
      if (kept != null) {
        return Files.readAllBytes(kept);
      }
      byte[] bytes = download(reference);
      if (bytes != null && !hash.isEmpty()) {
        String actual = Hash.of(HashAlgorithm.SHA256, bytes).base16();
        if (!actual.equals(hash)) {
          throw FetchErrors.error(
              "'"
                  + base()
                  + "/manifests/"
                  + reference
                  + "' is not what it says: its content hashes to sha256:"
                  + actual);
        }
        Path temporary = cache.temporary("manifest");
        Files.write(temporary, bytes);
        cache.keepFile(temporary, hash);
      }
      return bytes;
    } catch (IOException e) {
      throw FetchErrors.io("writing to", context.settings().cacheFolder(), e);
    }
  }

  private byte @Nullable [] download(String reference) {
    String url = base() + "/manifests/" + reference;
    context.requireNetwork(url);
    HttpResponse<byte[]> response = authorized(url);
    if (response.statusCode() == 404) {
      return null;
    }
    if (response.statusCode() == 401 || response.statusCode() == 403) {
      throw refused(url);
    }
    if (response.statusCode() != 200) {
      throw FetchErrors.error(
          "unable to download '" + url + "': HTTP error " + response.statusCode());
    }
    return response.body();
  }

  private HttpResponse<byte[]> authorized(String url) {
    HttpResponse<byte[]> response = RegistryHttp.send(context, request(url));
    if (response.statusCode() == 401 && authorization == null) {
      authorization =
          login.authorization(response.headers().firstValue("www-authenticate").orElse(""), null);
      if (authorization == null) {
        throw refused(url);
      }
      response = RegistryHttp.send(context, request(url));
    }
    return response;
  }

  /** The blob with a digest ({@code sha256:…}), checked; taken from the cache when it is there. */
  Path blob(String digest) {
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw FetchErrors.error("'" + digest + "' in '" + host + "/" + repository + "' is no digest");
    }
    Path kept = FetchCache.of(context).file(digest.substring(7));
    if (kept != null) {
      return kept;
    }
    String url = base() + "/blobs/" + digest;
    Downloader.Download download =
        new Downloader(context)
            .get(url, authorization == null ? Map.of() : Map.of("Authorization", authorization));
    if (!digest.equals("sha256:" + download.sha256())) {
      throw FetchErrors.error(
          "'" + url + "' is not what it says: its content hashes to sha256:" + download.sha256());
    }
    return download.file();
  }

  private HttpRequest.Builder request(String url) {
    return RegistryHttp.request(context, url, authorization).header("Accept", MANIFESTS);
  }

  private EvalException refused(String url) {
    return FetchErrors.error(
        "unable to download '"
            + url
            + (login.hasAccount()
                ? "': the registry does not take the account that is kept for it\nLog in again: helm registry login "
                    + host
                : "': the registry asks for an account, and there is none for it\nLog in once: helm registry login "
                    + host
                    + ", or docker login "
                    + host));
  }
}
