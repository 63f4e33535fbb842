package dev.kix.fetchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a registry of the OCI Distribution Specification. Where the registry asks who is
 * there, it gets the user's account ({@link RegistryAccount}), or what it gives to everybody: an
 * anonymous token. A registry on this machine ({@code localhost}, {@code 127.0.0.1}) is spoken to
 * over plain HTTP, every other over HTTPS.
 *
 * <p>For one repository; not thread-safe.
 */
final class OciRegistry {
  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** A manifest is some kilobytes; the specification lets registries refuse more than 4 MiB. */
  private static final int MAX_MANIFEST = 4 << 20;

  private static final int MAX_REDIRECTS = 10;

  private static final String MANIFESTS =
      "application/vnd.oci.image.manifest.v1+json,"
          + "application/vnd.docker.distribution.manifest.v2+json,"
          + "application/vnd.oci.image.index.v1+json,"
          + "application/vnd.docker.distribution.manifest.list.v2+json";

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FetchContext context;
  private final String host;
  private final String repository;
  private @Nullable String authorization;
  private boolean hasAccount;

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
  }

  private String base() {
    return (isLocal(host) ? "http://" : "https://") + host + "/v2/" + repository;
  }

  private static boolean isLocal(String authority) {
    String name = authority.replaceFirst(":\\d+$", "");
    return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
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
    if (response.body().length > MAX_MANIFEST) {
      throw FetchErrors.error("unable to download '" + url + "': it is too large for a manifest");
    }
    return response.body();
  }

  private HttpResponse<byte[]> authorized(String url) {
    HttpResponse<byte[]> response = send(request(url, authorization));
    if (response.statusCode() == 401 && authorization == null) {
      authorization = answer(url, response.headers().firstValue("www-authenticate").orElse(""));
      response = send(request(url, authorization));
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

  private HttpRequest.Builder request(String url, @Nullable String authorization) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(Bytes.decode(url)))
              .timeout(ANSWER)
              .header("User-Agent", "kix")
              .header("Accept", MANIFESTS);
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      return request;
    } catch (IllegalArgumentException e) {
      throw FetchErrors.error("unable to download '" + url + "': it is not a valid URL");
    }
  }

  /** Sends, and goes where the answer says; an account stays with the server that it is for. */
  private HttpResponse<byte[]> send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    String url = Bytes.encode(request.uri().toString());
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      for (int i = 0; i < MAX_REDIRECTS; i++) {
        HttpResponse<byte[]> response =
            client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        String location = response.headers().firstValue("location").orElse("");
        if (response.statusCode() / 100 != 3 || location.isEmpty()) {
          return response;
        }
        URI to = request.uri().resolve(location);
        boolean same = request.uri().getAuthority().equals(to.getAuthority());
        if (!"https".equals(to.getScheme()) && !(same && "http".equals(to.getScheme()))) {
          throw FetchErrors.error(
              "unable to download '" + url + "': it redirects to '" + Bytes.encode(location) + "'");
        }
        HttpRequest.Builder next =
            HttpRequest.newBuilder(
                    request, (name, value) -> same || !name.equalsIgnoreCase("Authorization"))
                .uri(to);
        request = next.build();
      }
      throw FetchErrors.error("unable to download '" + url + "': too many redirects");
    } catch (IllegalArgumentException e) {
      throw FetchErrors.error("unable to download '" + url + "': it redirects to no URL");
    } catch (IOException e) {
      throw FetchErrors.error("unable to download '" + url + "': " + FetchErrors.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FetchErrors.error("unable to download '" + url + "': interrupted");
    }
  }

  /**
   * What to answer to a registry that asks who is there: the account itself where it wants that
   * ("Basic"), else a token ("Token Authentication Specification" of the distribution project),
   * with the account or without.
   */
  private String answer(String url, String challenge) {
    RegistryAccount account = RegistryAccount.of(context, host, repository);
    hasAccount = account != null;
    if (challenge.regionMatches(true, 0, "Basic", 0, 5)) {
      if (account == null || account.basic() == null) {
        throw refused(url);
      }
      return account.basic();
    }
    Map<String, String> parameters = new TreeMap<>();
    Matcher m = PARAMETER.matcher(challenge);
    while (m.find()) {
      parameters.put(m.group(1), m.group(2));
    }
    String realm = parameters.get("realm");
    if (!challenge.regionMatches(true, 0, "Bearer ", 0, 7)
        || realm == null
        || !realm.matches("https?://.*")) {
      throw refused(url);
    }
    String scope = parameters.getOrDefault("scope", "repository:" + repository + ":pull");
    String service = parameters.getOrDefault("service", "");
    HttpResponse<byte[]> response = send(tokenRequest(realm, service, scope, account));
    try {
      JsonNode json = JSON.readTree(response.body());
      String found = json.path("token").asText(json.path("access_token").asText(""));
      if (response.statusCode() == 200 && !found.isEmpty()) {
        return "Bearer " + found;
      }
    } catch (IOException e) {
      // Said below.
    }
    throw refused(url);
  }

  /**
   * With an identity token a request of OAuth 2, otherwise a question with or without the account.
   */
  private HttpRequest.Builder tokenRequest(
      String realm, String service, String scope, @Nullable RegistryAccount account) {
    String authority = String.valueOf(request(realm, null).build().uri().getAuthority());
    boolean safe = realm.startsWith("https:") || isLocal(authority);
    String token = account == null || !safe ? null : account.identityToken();
    if (token != null) {
      String form =
          "grant_type=refresh_token&client_id=kix&service="
              + encode(service)
              + "&scope="
              + encode(scope)
              + "&refresh_token="
              + encode(token);
      return request(realm, null)
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form));
    }
    String query =
        (service.isEmpty() ? "" : "service=" + encode(service) + "&") + "scope=" + encode(scope);
    return request(
        realm + (realm.contains("?") ? "&" : "?") + query,
        account == null || !safe ? null : account.basic());
  }

  private EvalException refused(String url) {
    return FetchErrors.error(
        "unable to download '"
            + url
            + (hasAccount
                ? "': the registry does not take the account that is kept for it\nLog in again: helm registry login "
                    + host
                : "': the registry asks for an account, and there is none for it\nLog in once: helm registry login "
                    + host
                    + ", or docker login "
                    + host));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
