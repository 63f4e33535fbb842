package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.TransferSettings;
import dev.kix.interpreter.fetch.WebClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One request of JGit and its answer. What is sent (the names of the commits that are here) is kept
 * in memory. Not thread-safe.
 */
final class GitHttpConnection implements HttpConnection {
  /** What no client may set by itself; the size follows from the body. */
  private static final Set<String> OURS =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "user-agent");

  private final URL url;
  private final URI uri;
  private final boolean trusted;
  private final FetchContext context;
  private final Function<Boolean, WebClient> clients;
  private final GitTraffic traffic;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private String method = "GET";
  private boolean sends;
  private boolean lenient;
  private @Nullable HttpResponse<InputStream> response;
  private @Nullable InputStream body;

  /**
   * @param trusted whether the server may be told who asks
   * @param clients gives the client, which takes the word of anybody for true where it is lenient
   */
  GitHttpConnection(
      URL url,
      URI uri,
      boolean trusted,
      FetchContext context,
      Function<Boolean, WebClient> clients,
      GitTraffic traffic) {
    this.url = url;
    this.uri = uri;
    this.trusted = trusted;
    this.context = context;
    this.clients = clients;
    this.traffic = traffic;
  }

  void setLenient(boolean value) {
    lenient = value;
  }

  private HttpResponse<InputStream> response() throws IOException {
    HttpResponse<InputStream> known = response;
    if (known == null) {
      known = send();
      response = known;
    }
    return known;
  }

  private HttpResponse<InputStream> send() throws IOException {
    TransferSettings transfer = context.settings().transfer();
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .header("User-Agent", transfer.userAgent())
              .method(
                  method,
                  sends
                      ? HttpRequest.BodyPublishers.ofByteArray(sent.toByteArray())
                      : HttpRequest.BodyPublishers.noBody());
      headers.forEach((name, value) -> {
        if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
          request.header(name, value);
        }
      });
      return clients
          .apply(lenient)
          .send(
              request.build(),
              HttpResponse.BodyHandlers.ofInputStream(),
              transfer.stalledTimeout());
    } catch (IllegalArgumentException e) { // no host, or a header with something strange in it
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public int getResponseCode() throws IOException {
    return response().statusCode();
  }

  @Override
  public URL getURL() {
    return url;
  }

  /** HTTP/2 has none. */
  @Override
  public String getResponseMessage() {
    return "";
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    HttpResponse<InputStream> known = response;
    return known == null ? Map.of() : known.headers().map();
  }

  @Override
  public void setRequestProperty(String key, String value) {
    // JGit says who asks to whomever it is sent to; Git does not.
    if (trusted || !key.equalsIgnoreCase("Authorization")) {
      headers.put(key, value);
    }
  }

  @Override
  public void setRequestMethod(String value) {
    method = value;
  }

  @Override
  public void setUseCaches(boolean value) {}

  /** What the settings say counts. */
  @Override
  public void setConnectTimeout(int millis) {}

  @Override
  public void setReadTimeout(int millis) {}

  @Override
  public @Nullable String getContentType() {
    return getHeaderField("Content-Type");
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream known = body;
    if (known == null) {
      known = traffic.talk(new WatchedStream(response().body(), context));
      body = known;
    }
    return known;
  }

  @Override
  public @Nullable String getHeaderField(String name) {
    List<String> values = getHeaderFields(name);
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  @Override
  public List<String> getHeaderFields(String name) {
    HttpResponse<InputStream> known = response;
    return known == null ? List.of() : known.headers().allValues(name);
  }

  @Override
  public int getContentLength() {
    HttpResponse<InputStream> known = response;
    long length =
        known == null ? -1 : known.headers().firstValueAsLong("content-length").orElse(-1);
    return length > Integer.MAX_VALUE ? -1 : (int) length;
  }

  /** None is followed: JGit does it, after asking the user's configuration. */
  @Override
  public void setInstanceFollowRedirects(boolean value) {}

  @Override
  public void setDoOutput(boolean value) {
    sends = value;
  }

  @Override
  public void setFixedLengthStreamingMode(int length) {}

  @Override
  public OutputStream getOutputStream() {
    sends = true;
    return sent;
  }

  @Override
  public void setChunkedStreamingMode(int length) {}

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void connect() throws IOException {
    response();
  }

  /** Said by {@link GitHttp} alone. */
  @Override
  public void configure(
      KeyManager @Nullable [] keys,
      TrustManager @Nullable [] trust,
      @Nullable SecureRandom random) {}

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {}
}
