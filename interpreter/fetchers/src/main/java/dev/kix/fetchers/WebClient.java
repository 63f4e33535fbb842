package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP for one request and where it leads. It follows no redirect by itself: whoever asks decides
 * what goes along. An answer is waited for no longer than the evaluation may take. Close it.
 */
final class WebClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final long PERIOD_MILLIS = 20;

  private final FetchContext context;
  private final HttpClient client;

  WebClient(FetchContext context) {
    this.context = context;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Sends a request.
   *
   * @param patience how long the answer, as far as {@code body} reads it, may take
   * @throws EvalException when the evaluation ends before the answer comes
   */
  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body, Duration patience)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
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
        if (System.nanoTime() - deadline >= 0) {
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
    client.shutdownNow();
  }

  /** A body in memory, which is a failure as soon as it has more than {@code max} bytes. */
  static HttpResponse.BodyHandler<byte[]> atMost(long max) {
    return info -> new Bounded(max);
  }

  /** What is said of a body that is too large. */
  static String tooLarge(long max) {
    return "it is larger than " + max + " bytes";
  }

  /** Whether two URLs are of one server: what is secret to the one the other one knows. */
  static boolean sameServer(URI a, URI b) {
    return scheme(a).equals(scheme(b))
        && String.valueOf(a.getHost()).equalsIgnoreCase(String.valueOf(b.getHost()))
        && port(a) == port(b);
  }

  /** Whether going from one to the other leaves the encrypted connection. */
  static boolean isDowngrade(URI from, URI to) {
    return scheme(from).equals("https") && !scheme(to).equals("https");
  }

  private static String scheme(URI uri) {
    String scheme = uri.getScheme();
    return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
  }

  /** Counts what it passes on. */
  private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
    private final HttpResponse.BodySubscriber<byte[]> body =
        HttpResponse.BodySubscribers.ofByteArray();
    private final long max;
    private long size;
    private Flow.@Nullable Subscription source;

    Bounded(long max) {
      this.max = max;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
      body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      if (size > max) {
        return; // what was on its way when it was cancelled
      }
      for (ByteBuffer buffer : buffers) {
        size += buffer.remaining();
      }
      if (size <= max) {
        body.onNext(buffers);
        return;
      }
      Flow.Subscription subscription = source;
      if (subscription != null) {
        subscription.cancel();
      }
      body.onError(new IOException(tooLarge(max)));
    }

    @Override
    public void onError(Throwable failure) {
      if (size <= max) {
        body.onError(failure);
      }
    }

    @Override
    public void onComplete() {
      if (size <= max) {
        body.onComplete();
      }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body.getBody();
    }
  }
}
