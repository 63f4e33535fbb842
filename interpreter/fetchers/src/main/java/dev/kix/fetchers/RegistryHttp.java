package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.WebClient;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests to registries and to the servers of their tokens. */
final class RegistryHttp {
  private static final int MAX_REDIRECTS = 10;

  /**
   * What an answer may have: a manifest is some kilobytes, a token less; the specification lets
   * registries refuse manifests of more than 4 MiB.
   */
  private static final long MAX_ANSWER = 4 << 20;

  private RegistryHttp() {}

  /** Whether a registry is on this machine: then it is spoken to over plain HTTP. */
  static boolean isLocal(String authority) {
    String name = authority.replaceFirst(":\\d+$", "");
    return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }

  /** A request that is still to be told its method, {@code GET} without that. */
  static HttpRequest.Builder request(
      FetchContext context, String url, @Nullable String authorization) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(Bytes.decode(url)))
              .header("User-Agent", context.settings().transfer().userAgent());
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      return request;
    } catch (IllegalArgumentException e) {
      throw FetchErrors.error("unable to download '" + url + "': it is not a valid URL");
    }
  }

  /**
   * Sends, and goes where the answer says, over HTTPS or within the server. An account stays with
   * the server that it is for; so does what a request has in its body, which is therefore sent
   * nowhere else.
   */
  static HttpResponse<byte[]> send(FetchContext context, HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    Duration patience = context.settings().transfer().stalledTimeout();
    String url = Bytes.encode(request.uri().toString());
    try (WebClient client = new WebClient(context)) {
      for (int i = 0; i < MAX_REDIRECTS; i++) {
        HttpResponse<byte[]> response =
            client.send(request, WebClient.atMost(MAX_ANSWER), patience);
        String location = response.headers().firstValue("location").orElse("");
        if (response.statusCode() / 100 != 3 || location.isEmpty()) {
          return response;
        }
        URI to = request.uri().resolve(location);
        boolean same = WebClient.sameServer(request.uri(), to);
        if (!same && (!"https".equals(to.getScheme()) || request.bodyPublisher().isPresent())) {
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
}
