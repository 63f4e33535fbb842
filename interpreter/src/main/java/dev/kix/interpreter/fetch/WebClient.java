package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.EvalException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP for one request and where it leads, with the {@link TransferSettings} of a {@link
 * FetchContext}. It follows no redirect by itself: whoever asks decides what goes along. An answer
 * is waited for no longer than the evaluation may take. Not thread-safe; close it.
 */
public final class WebClient implements AutoCloseable {
  private static final long PERIOD_MILLIS = 20;

  private final FetchContext context;
  private final @Nullable SSLContext trust;
  private @Nullable HttpClient plain;
  private @Nullable HttpClient encrypted;

  public WebClient(FetchContext context) {
    this(context, null);
  }

  /**
   * @param trust who may vouch for servers, in place of what the settings say; null for that
   */
  public WebClient(FetchContext context, @Nullable SSLContext trust) {
    this.context = context;
    this.trust = trust;
  }

  /** Certificates are read for HTTPS alone, so that a file that is missing hinders nobody else. */
  private HttpClient client(URI uri) {
    boolean https = scheme(uri).equals("https");
    HttpClient known = https ? encrypted : plain;
    if (known != null) {
      return known;
    }
    TransferSettings transfer = context.settings().transfer();
    // As curl: HTTP/2 is agreed upon with encryption, and not tried without.
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(
                https && transfer.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (!transfer.connectTimeout().isZero()) {
      builder.connectTimeout(transfer.connectTimeout());
    }
    if (https) {
      builder.sslContext(trust == null ? transfer.certificates().context() : trust);
    }
    HttpClient client = builder.build();
    if (https) {
      encrypted = client;
    } else {
      plain = client;
    }
    return client;
  }

  /**
   * Sends a request.
   *
   * @param patience how long the answer, as far as {@code body} reads it, may take; zero for no
   *     limit
   * @throws EvalException when the evaluation ends before the answer comes, or the certificates
   *     that the settings name cannot be used
   */
  public <T> HttpResponse<T> send(
      HttpRequest request, HttpResponse.BodyHandler<T> body, Duration patience)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client(request.uri()).sendAsync(request, body);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return answer.get(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        EvalException reason = context.interruption().get();
        if (reason != null) {
          answer.cancel(true);
          throw reason;
        }
        if (!patience.isZero() && System.nanoTime() - deadline >= 0) {
          answer.cancel(true);
          throw new HttpTimeoutException("the answer takes too long");
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
          throw failure;
        }
        throw new IOException(e.getCause());
      }
    }
  }

  /** Not what {@link HttpClient#close} does, which waits for every answer: some have no end. */
  @Override
  public void close() {
    if (plain != null) {
      plain.shutdownNow();
    }
    if (encrypted != null) {
      encrypted.shutdownNow();
    }
  }

  /** A body in memory, which is a failure as soon as it has more than {@code max} bytes. */
  public static HttpResponse.BodyHandler<byte[]> atMost(long max) {
    return info -> new BoundedBody(max);
  }

  /** What is said of a body that is too large. */
  public static String tooLarge(long max) {
    return "it is larger than " + max + " bytes";
  }

  /** Whether two URLs are of one server: what is secret to the one the other one knows. */
  public static boolean sameServer(URI a, URI b) {
    return scheme(a).equals(scheme(b))
        && String.valueOf(a.getHost()).equalsIgnoreCase(String.valueOf(b.getHost()))
        && port(a) == port(b);
  }

  /** Whether going from one to the other leaves the encrypted connection. */
  public static boolean isDowngrade(URI from, URI to) {
    return scheme(from).equals("https") && !scheme(to).equals("https");
  }

  private static String scheme(URI uri) {
    String scheme = uri.getScheme();
    return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
  }
}
