package dev.kix.cli.validate;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.ErrorReporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a server is asked: with which token, and whom to believe that it is the server. Immutable.
 */
public final class ServerAccess {
  /** No token, and the authorities that Java trusts. */
  public static final ServerAccess PLAIN = new ServerAccess(null, null);

  private static final int PATIENCE_MS = 30_000;

  private final @Nullable String token;
  private final @Nullable SSLSocketFactory trust;

  private ServerAccess(@Nullable String token, @Nullable SSLSocketFactory trust) {
    this.token = token;
    this.trust = trust;
  }

  /**
   * Access with what two files hold.
   *
   * @param token a bearer token, or null
   * @param authority certificates in PEM, the only ones to believe, or null
   * @throws CliException when a file does not hold that
   */
  public static ServerAccess of(@Nullable Path token, @Nullable Path authority) {
    try {
      String text = token == null ? null : Files.readString(token).strip();
      return new ServerAccess(text, authority == null ? null : trust(authority));
    } catch (IOException e) {
      throw new CliException("cannot read " + ErrorReporter.describe(e));
    }
  }

  private static SSLSocketFactory trust(Path authority) throws IOException {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + count++, c);
      }
      if (count == 0) {
        throw new CliException("'" + authority + "' holds no certificate in PEM");
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new CliException("'" + authority + "' holds no certificate in PEM");
    }
  }

  /**
   * The URL that {@code text} is.
   *
   * @throws CliException when it is none
   */
  public static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new CliException("'" + text + "' is no URL: " + e.getReason());
    }
  }

  /**
   * The body of an answer, or null when there is no such thing (404).
   *
   * @throws SSLException when the server is not believed
   * @throws CliException when it cannot be reached, or answers anything but 200
   */
  public @Nullable InputStream get(URI uri) throws SSLException {
    try {
      return ask(uri);
    } catch (SSLException e) {
      throw e;
    } catch (UnknownHostException e) {
      throw new CliException("cannot read '" + uri + "': there is no such host");
    } catch (IOException e) {
      throw new CliException("cannot read '" + uri + "': " + ErrorReporter.describe(e));
    }
  }

  private @Nullable InputStream ask(URI uri) throws IOException {
    URLConnection connection = uri.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MS);
    connection.setReadTimeout(PATIENCE_MS);
    connection.setRequestProperty("Accept", "application/json");
    if (token != null) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    if (trust != null && connection instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(trust);
    }
    if (connection instanceof HttpURLConnection http) {
      // The token is for this server, not for the one that it may send us to.
      http.setInstanceFollowRedirects(token == null);
      int status = http.getResponseCode();
      if (status == HttpURLConnection.HTTP_NOT_FOUND) {
        return null;
      }
      if (status == HttpURLConnection.HTTP_UNAUTHORIZED
          || status == HttpURLConnection.HTTP_FORBIDDEN) {
        throw new CliException(
            uri + " answers " + status + ": it does not let you in",
            "Give a token (--token-file FILE), or go through 'kubectl proxy'.");
      }
      if (status != HttpURLConnection.HTTP_OK) {
        throw new CliException(uri + " answers " + status);
      }
    }
    return connection.getInputStream();
  }
}
