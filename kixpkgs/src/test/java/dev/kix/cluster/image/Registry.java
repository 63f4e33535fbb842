package dev.kix.cluster.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry on the loopback interface that wants a token, as far as pushing goes. */
final class Registry implements AutoCloseable {
  final Map<String, byte[]> content = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final String account;
  private volatile String token = "t0ken";
  private final AtomicInteger uses = new AtomicInteger(Integer.MAX_VALUE);

  /**
   * @param account what a token costs: the header {@code Authorization}, or empty for nothing
   */
  Registry(String account) throws IOException {
    this.account = account;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The token that is taken from now on, and for how many requests. */
  void token(String name, int times) {
    token = name;
    uses.set(times);
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      String shown =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
      if (path.equals("/token")) {
        boolean enough = shown.equals(account);
        answer(exchange, enough ? 200 : 401, "{\"token\":\"t0ken\"}");
      } else if (!shown.equals("Bearer " + token) || uses.getAndDecrement() == 0) {
        exchange
            .getResponseHeaders()
            .add(
                "WWW-Authenticate",
                "Bearer realm=\"http://" + host() + "/token\",service=\"here\"");
        answer(exchange, 401, "");
      } else {
        serve(exchange, path, body);
      }
    }
  }

  private void serve(HttpExchange exchange, String path, byte[] body) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "HEAD" -> exchange.sendResponseHeaders(content.containsKey(path) ? 200 : 404, -1);
      case "POST" -> {
        exchange.getResponseHeaders().add("Location", path + "1?state=x");
        answer(exchange, 202, "");
      }
      default -> {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        int digest = query.indexOf("digest=");
        if (digest >= 0) {
          String wanted = query.substring(digest + 7);
          if (!wanted.equals("sha256:" + Hash.of(HashAlgorithm.SHA256, body).base16())) {
            answer(exchange, 400, "digest invalid");
            return;
          }
          content.put(path.replaceFirst("uploads/1$", "") + wanted, body);
        } else {
          content.put(path, body);
        }
        answer(exchange, 201, "");
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
