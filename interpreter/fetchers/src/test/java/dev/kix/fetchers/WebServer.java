package dev.kix.fetchers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An HTTP server on the loopback interface that serves a folder, with answers made up besides. */
final class WebServer implements AutoCloseable {
  /** An answer: {@code headers} read {@code Name: value}. */
  record Answer(int status, byte[] body, String... headers) {}

  final List<String> queries = Collections.synchronizedList(new ArrayList<>());
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /** What paths answer to those who bring no token. */
  final Map<String, Answer> challenges = new ConcurrentHashMap<>();

  /** The one value of {@code Authorization} that a path takes; any where it has none here. */
  final Map<String, String> accounts = new ConcurrentHashMap<>();

  /** Who each request said that it was: {@code null} for nobody. */
  final List<String> askers = Collections.synchronizedList(new ArrayList<>());

  private final HttpServer server;
  private final Path folder;

  WebServer(Path folder) throws IOException {
    this(folder, HttpServer.create());
  }

  /**
   * @param server not yet bound, such as one that speaks HTTPS
   */
  WebServer(Path folder, HttpServer server) throws IOException {
    this(folder, server, InetAddress.getLoopbackAddress());
  }

  WebServer(Path folder, HttpServer server, InetAddress address) throws IOException {
    this.folder = folder;
    this.server = server;
    server.bind(new InetSocketAddress(address, 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The URL of {@code path}, which starts with a slash. */
  String url(String path) {
    return (server instanceof HttpsServer ? "https://" : "http://")
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort()
        + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String match = exchange.getRequestHeaders().getFirst("If-None-Match");
      String query = exchange.getRequestURI().getRawQuery();
      if (query != null) {
        queries.add(query);
      }
      requests.add(path + (match == null ? "" : " if not " + match));
      String account = exchange.getRequestHeaders().getFirst("Authorization");
      askers.add(
          String.valueOf(account)
              + (exchange.getRequestHeaders().containsKey("Private-token") ? " private" : ""));
      boolean known = account != null && account.equals(accounts.getOrDefault(path, account));
      Answer answer = known ? null : challenges.get(path);
      if (answer == null) {
        answer = answers.get(path);
      }
      if (answer == null) {
        Path file = folder.resolve(path.substring(1));
        answer =
            Files.isRegularFile(file)
                ? new Answer(200, Files.readAllBytes(file))
                : new Answer(404, "nothing here".getBytes(StandardCharsets.UTF_8));
      }
      int status = answer.status;
      for (String header : answer.headers) {
        int colon = header.indexOf(": ");
        exchange.getResponseHeaders().add(header.substring(0, colon), header.substring(colon + 2));
        if (header.equals("ETag: " + match)) {
          status = 304;
        }
      }
      boolean empty = status == 304 || answer.body.length == 0;
      exchange.sendResponseHeaders(status, empty ? -1 : answer.body.length);
      if (!empty) {
        exchange.getResponseBody().write(answer.body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
