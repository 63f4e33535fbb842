package dev.kix.fetchers;

import dev.kix.fetchers.Retries.TransientException;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.TransferSettings;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.fetch.WebClient;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.Hasher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Downloads over HTTP and HTTPS and copies of {@code file:} URLs, kept in the cache. What a URL
 * gave is taken from there for {@code tarball-ttl} seconds; then the server is asked whether it has
 * changed.
 */
final class Downloader {
  private static final int MAX_REDIRECTS = 10;
  private static final int BUFFER = 64 * 1024;

  private final FetchContext context;
  private final FetchCache cache;
  private @Nullable Netrc accounts;

  Downloader(FetchContext context) {
    this.context = context;
    this.cache = FetchCache.of(context);
  }

  /**
   * A downloaded file.
   *
   * @param sha256 its hash, in base 16
   * @param immutableUrl where the server says that this content is for all time, or null
   */
  record Download(Path file, String sha256, @Nullable String immutableUrl) {}

  /** The answer of a server; null body: not modified. */
  private record Answer(
      @Nullable InputStream body, String etag, @Nullable String immutableUrl, List<String> urls) {}

  /**
   * The file at {@code url}.
   *
   * @param headers what a server is told beside what is usual
   */
  Download get(String url, Map<String, String> headers) {
    return get(url, headers, context.settings().maxBytes());
  }

  private Download get(String url, Map<String, String> headers, long max) {
    Url parsed = Url.parse(url);
    if (parsed.scheme().equals("file")) {
      return local(parsed);
    }
    String key = "file:" + url;
    return cache.alone(key, () -> remote(url, key, headers, max));
  }

  /**
   * The content of the file at {@code url}, for what is read as a whole.
   *
   * @param max the most bytes that it may have
   */
  byte[] content(String url, Map<String, String> headers, long max) {
    Path file = get(url, headers, Math.min(max, context.settings().maxBytes())).file;
    try {
      if (Files.size(file) > max) {
        throw FetchErrors.error("unable to download '" + url + "': " + WebClient.tooLarge(max));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FetchErrors.io("reading", file, e);
    }
  }

  /** Files of this machine are read anew each time: they may have changed. */
  private Download local(Url url) {
    Path file = context.localPath(url.filePath());
    try (InputStream in = Files.newInputStream(file)) {
      return new Download(file, hash(in), null);
    } catch (IOException e) {
      throw FetchErrors.error(
          "unable to download '"
              + url
              + "': "
              + FetchErrors.io("opening file", file, e).getMessage());
    }
  }

  private String hash(InputStream in) throws IOException {
    Hasher hasher = Hasher.of(HashAlgorithm.SHA256);
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      hasher.update(buffer, 0, n);
    }
    return hasher.finish().base16();
  }

  private Download remote(String url, String key, Map<String, String> headers, long max) {
    Map<String, String> known = cache.facts(key);
    Path file = known == null ? null : cache.file(known.getOrDefault("sha256", ""));
    Download cached =
        known == null || file == null
            ? null
            : new Download(
                file, known.getOrDefault("sha256", ""), bytes(known.get("immutableUrl")));
    if (known != null && cached != null && isFresh(known)) {
      return cached;
    }
    String etag = known == null || cached == null ? "" : known.getOrDefault("etag", "");
    try (WebClient client = new WebClient(context)) {
      context.requireNetwork(url);
      return new Retries(context)
          .make(() -> {
            Answer answer = follow(client, url, etag, headers);
            Download download = download(answer, cached, url, max);
            remember(answer, download, key);
            return download;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FetchErrors.error("unable to download '" + url + "': interrupted");
    } catch (EvalException e) {
      if (cached == null) {
        throw e;
      }
      context.warn(e.getMessage() + "; using cached version");
      return cached;
    }
  }

  private static @Nullable String bytes(@Nullable String text) {
    return text == null ? null : Bytes.encode(text);
  }

  private boolean isFresh(Map<String, String> facts) {
    return isFresh(facts, context);
  }

  /** Whether facts of a {@code time} are younger than {@code tarball-ttl}. */
  static boolean isFresh(Map<String, String> facts, FetchContext context) {
    try {
      long age = now() - Long.parseLong(facts.getOrDefault("time", "0"));
      return age >= 0 && age < context.settings().tarballTtl();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  static long now() {
    return System.currentTimeMillis() / 1000;
  }

  private void remember(Answer answer, Download download, String key) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("sha256", download.sha256);
    facts.put("etag", answer.etag);
    facts.put("time", Long.toString(now()));
    if (download.immutableUrl != null) {
      facts.put("immutableUrl", Bytes.decode(download.immutableUrl));
    }
    cache.remember(key, facts);
    for (String url : answer.urls) {
      cache.remember("file:" + Bytes.encode(url), facts);
    }
  }

  private Download download(Answer answer, @Nullable Download cached, String url, long max)
      throws TransientException {
    InputStream body = answer.body;
    if (body != null) {
      return save(body, url, answer.immutableUrl, max);
    }
    if (cached == null) {
      throw FetchErrors.error("unable to download '" + url + "': HTTP error 304");
    }
    return cached;
  }

  private Download save(InputStream body, String url, @Nullable String immutableUrl, long max)
      throws TransientException {
    Path temporary = null;
    try (InputStream in = new WatchedStream(body, context)) {
      temporary = cache.temporary("file");
      Hasher hasher = Hasher.of(HashAlgorithm.SHA256);
      long size = 0;
      try (OutputStream out = Files.newOutputStream(temporary)) {
        byte[] buffer = new byte[BUFFER];
        for (int n = read(in, buffer, url); n >= 0; n = read(in, buffer, url)) {
          size += n;
          if (size > max) {
            throw FetchErrors.error("unable to download '" + url + "': " + WebClient.tooLarge(max));
          }
          hasher.update(buffer, 0, n);
          out.write(buffer, 0, n);
        }
      }
      String sha256 = hasher.finish().base16();
      return new Download(cache.keepFile(temporary, sha256), sha256, immutableUrl);
    } catch (IOException e) {
      throw FetchErrors.error("unable to download '" + url + "': " + FetchErrors.reason(e));
    } finally {
      if (temporary != null) {
        FetchCache.discard(temporary);
      }
    }
  }

  /** A connection that breaks off may not do so again; a disk that is full stays full. */
  private static int read(InputStream in, byte[] buffer, String url) throws TransientException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new TransientException("unable to download '" + url + "': " + FetchErrors.reason(e));
    }
  }

  private Answer follow(WebClient client, String url, String etag, Map<String, String> headers)
      throws TransientException, InterruptedException {
    URI first = uri(url, Bytes.decode(url));
    URI at = first;
    boolean exposed = false;
    List<String> urls = new ArrayList<>();
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      urls.add(at.toString());
      // A token is for the server that it was given for, not for where that sends us.
      Map<String, String> secrets =
          exposed || !WebClient.sameServer(first, at) ? Map.of() : headers;
      String account = exposed || secrets.containsKey("Authorization") ? null : account(first, at);
      HttpResponse<InputStream> response = send(client, url, at, etag, secrets, account);
      int status = response.statusCode();
      String location = response.headers().firstValue("location").orElse("");
      boolean redirect = status / 100 == 3 && status != 304 && !location.isEmpty();
      if (!redirect) {
        return answer(url, response, urls);
      }
      close(response.body());
      URI from = at;
      at = at.resolve(uri(url, location));
      exposed |= WebClient.isDowngrade(from, at);
      if (!"http".equals(at.getScheme()) && !"https".equals(at.getScheme())) {
        throw FetchErrors.error(
            "unable to download '" + url + "': it redirects to '" + Bytes.encode(location) + "'");
      }
    }
    throw FetchErrors.error("unable to download '" + url + "': too many redirects");
  }

  private HttpResponse<InputStream> send(
      WebClient client,
      String url,
      URI at,
      String etag,
      Map<String, String> headers,
      @Nullable String account)
      throws TransientException, InterruptedException {
    try {
      TransferSettings transfer = context.settings().transfer();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(at).header("User-Agent", transfer.userAgent()).GET();
      if (!etag.isEmpty()) {
        request.header("If-None-Match", etag);
      }
      headers.forEach(request::header);
      if (account != null) {
        request.header("Authorization", account);
      }
      return client.send(
          request.build(), HttpResponse.BodyHandlers.ofInputStream(), transfer.stalledTimeout());
    } catch (IllegalArgumentException e) { // no host, or a header that no client may set
      throw FetchErrors.error("unable to download '" + url + "': " + FetchErrors.reason(e));
    } catch (IOException e) {
      throw new TransientException("unable to download '" + url + "': " + FetchErrors.reason(e));
    }
  }

  /**
   * The user's account at a server, from the file of {@code netrc-file}. What the file says for all
   * other servers is not for those that one of them sends us to.
   */
  private @Nullable String account(URI first, URI at) {
    Netrc known = accounts;
    if (known == null) {
      known = Netrc.of(context.settings());
      accounts = known;
    }
    String host = String.valueOf(first.getHost());
    return known.authorization(at, host.equalsIgnoreCase(String.valueOf(at.getHost())));
  }

  private Answer answer(String url, HttpResponse<InputStream> response, List<String> urls)
      throws TransientException {
    int status = response.statusCode();
    String etag = response.headers().firstValue("etag").orElse("");
    String immutable = immutableUrl(response);
    if (status == 304) {
      close(response.body());
      return new Answer(null, etag, immutable, urls);
    }
    if (status == 200) {
      return new Answer(response.body(), etag, immutable, urls);
    }
    close(response.body());
    String message = "unable to download '" + url + "': HTTP error " + status;
    boolean temporary =
        status >= 500 && status != 501 && status != 505 && status != 511
            || status == 429
            || status == 408;
    if (temporary) {
      throw new TransientException(
          message,
          status == 429 || status == 503,
          Retries.after(response.headers().firstValue("retry-after")));
    }
    if (status == 401) {
      String host = String.valueOf(response.uri().getHost());
      message += Netrc.advice(context.settings(), host);
    }
    throw FetchErrors.error(message);
  }

  /** {@code Link: <URL>; rel="immutable"}: see "Lockable HTTP tarball protocol" in Nix's manual. */
  private static @Nullable String immutableUrl(HttpResponse<?> response) {
    for (String link : response.headers().allValues("link")) {
      int open = link.indexOf('<');
      int close = link.indexOf('>', open + 1);
      if (open >= 0 && close > open && link.indexOf("rel=\"immutable\"", close) >= 0) {
        return Bytes.encode(link.substring(open + 1, close));
      }
    }
    return null;
  }

  private static URI uri(String url, String text) {
    try {
      return new URI(text);
    } catch (java.net.URISyntaxException e) {
      throw FetchErrors.error("unable to download '" + url + "': it is not a valid URL");
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // Nothing of it is wanted.
      return;
    }
  }
}
