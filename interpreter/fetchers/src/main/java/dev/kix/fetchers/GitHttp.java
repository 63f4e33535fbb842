package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.WebClient;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;
import org.jspecify.annotations.Nullable;

/**
 * JGit's connections over HTTP, made with the same {@link WebClient} as every other request, so
 * that time-outs, certificates and the end of an evaluation hold for them too. Who asks is told to
 * the first server alone. For one transport; not thread-safe.
 */
final class GitHttp implements HttpConnectionFactory2 {
  private final FetchContext context;
  private final GitTraffic traffic;
  private @Nullable WebClient client;
  private @Nullable URI origin;

  GitHttp(FetchContext context, GitTraffic traffic) {
    this.context = context;
    this.traffic = traffic;
  }

  @Override
  public HttpConnection create(URL url) {
    URI uri;
    try {
      uri = url.toURI();
    } catch (URISyntaxException e) {
      throw FetchErrors.error("'" + url + "' is not a valid URL");
    }
    URI first = origin;
    if (first == null) {
      origin = uri;
    }
    return new GitHttpConnection(
        url,
        uri,
        first == null || WebClient.sameServer(first, uri),
        context,
        this::client,
        traffic);
  }

  /** The machine's proxies are known to {@link WebClient}. */
  @Override
  public HttpConnection create(URL url, Proxy proxy) {
    return create(url);
  }

  private WebClient client(boolean lenient) {
    WebClient known = client;
    if (known == null) {
      known = new WebClient(context, lenient ? anybody() : null);
      client = known;
    }
    return known;
  }

  @Override
  public GitSession newSession() {
    return new Session();
  }

  private final class Session implements GitSession {
    @Override
    public HttpConnection configure(HttpConnection connection, boolean sslVerify) {
      ((GitHttpConnection) connection).setLenient(!sslVerify);
      return connection;
    }

    @Override
    public void close() {
      WebClient known = client;
      client = null;
      if (known != null) {
        known.close();
      }
    }
  }

  /** What {@code http.sslVerify = false} in the user's configuration of Git asks for. */
  private static SSLContext anybody() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {new Anybody()}, null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks nothing, the name of the server neither. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
