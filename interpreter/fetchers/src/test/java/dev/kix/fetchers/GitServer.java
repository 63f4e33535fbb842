package dev.kix.fetchers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * Git's smart protocol over HTTP on the loopback interface: every repository below a folder. Rules:
 * gitprotocol-http.
 */
final class GitServer implements AutoCloseable {
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** What the header {@code Authorization} must be, or null for anything. */
  volatile @Nullable String authorization;

  /** Whether commits that no branch reaches are given away. */
  volatile boolean givesAnyCommit;

  /** What Git LFS keeps here, by its hash, and what to say in place of the usual answer. */
  final Map<String, byte[]> lfsObjects = new ConcurrentHashMap<>();

  volatile @Nullable String lfsAnswer;

  /** Where whoever asks for files of Git LFS is sent, or null. */
  volatile @Nullable String lfsElsewhere;

  /** Where everybody is sent, without the path, or null. */
  volatile @Nullable String elsewhere;

  /** The headers {@code Authorization} that came. */
  final List<String> askers = Collections.synchronizedList(new ArrayList<>());

  private final HttpServer server;
  private final Path folder;

  GitServer(Path folder) throws IOException {
    this(folder, HttpServer.create());
  }

  /**
   * @param server not yet bound, such as one that speaks HTTPS
   */
  GitServer(Path folder, HttpServer server) throws IOException {
    this.folder = folder;
    this.server = server;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url(String path) {
    return (server instanceof HttpsServer ? "https" : "http")
        + "://127.0.0.1:"
        + server.getAddress().getPort()
        + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestMethod() + " " + path);
      String wanted = authorization;
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      if (given != null) {
        askers.add(given);
      }
      String next = elsewhere;
      if (next != null) {
        String query = exchange.getRequestURI().getRawQuery();
        exchange
            .getResponseHeaders()
            .add("Location", next + path + (query == null ? "" : "?" + query));
        exchange.sendResponseHeaders(301, -1);
        return;
      }
      if (wanted != null && !wanted.equals(given)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"r\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      if (path.endsWith("/info/lfs/objects/batch")) {
        String elsewhere = lfsElsewhere;
        if (elsewhere != null) {
          exchange.getResponseHeaders().add("Location", elsewhere);
          exchange.sendResponseHeaders(307, -1);
          return;
        }
        batch(exchange);
        return;
      }
      if (path.startsWith("/lfs/")) {
        byte[] content = lfsObjects.get(path.substring(5));
        boolean allowed = "Token t".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.sendResponseHeaders(
            content == null ? 404 : allowed ? 200 : 403, content == null || !allowed ? -1 : 0);
        if (content != null && allowed) {
          exchange.getResponseBody().write(content);
        }
        return;
      }
      boolean asks = path.endsWith("/info/refs");
      String name = path.replace("/info/refs", "").replace("/git-upload-pack", "").substring(1);
      Path repository = folder.resolve(name);
      if (!Files.exists(repository.resolve("HEAD"))) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      try (Repository git =
          new FileRepositoryBuilder().setGitDir(repository.toFile()).setBare().build()) {
        if (asks) {
          advertise(git, exchange);
        } else {
          upload(git, exchange);
        }
      }
    }
  }

  /** The batch API of Git LFS, for one object. */
  private void batch(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String oid = request.replaceFirst("(?s).*\"oid\":\"([0-9a-f]*)\".*", "$1");
    String size = request.replaceFirst("(?s).*\"size\":([0-9]*).*", "$1");
    String known = lfsAnswer;
    String object = "{\"oid\":\"" + oid + "\",\"size\":" + size + ",";
    String answer =
        known != null
            ? known
            : "{\"transfer\":\"basic\",\"objects\":["
                + object
                + (lfsObjects.containsKey(oid)
                    ? "\"actions\":{\"download\":{\"href\":\""
                        + url("/lfs/" + oid)
                        + "\",\"header\":{\"Authorization\":\"Token t\"}}}}]}"
                    : "\"error\":{\"code\":404,\"message\":\"Object does not exist\"}}]}");
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    boolean lfs =
        "application/vnd.git-lfs+json".equals(exchange.getRequestHeaders().getFirst("Accept"));
    exchange.sendResponseHeaders(lfs ? 200 : 406, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private UploadPack service(Repository git, HttpExchange exchange) {
    UploadPack service = new UploadPack(git);
    service.setBiDirectionalPipe(false);
    service.setRequestPolicy(
        givesAnyCommit ? UploadPack.RequestPolicy.ANY : UploadPack.RequestPolicy.ADVERTISED);
    String version = exchange.getRequestHeaders().getFirst("Git-Protocol");
    if (version != null) {
      service.setExtraParameters(List.of(version.split(":")));
    }
    return service;
  }

  private void advertise(Repository git, HttpExchange exchange) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PacketLineOut lines = new PacketLineOut(out);
    lines.writeString("# service=git-upload-pack\n");
    lines.end();
    service(git, exchange)
        .sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines), "git-upload-pack");
    answer(exchange, "application/x-git-upload-pack-advertisement", out);
  }

  private void upload(Repository git, HttpExchange exchange) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream in = exchange.getRequestBody();
    if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      in = new GZIPInputStream(in);
    }
    service(git, exchange).upload(in, out, null);
    answer(exchange, "application/x-git-upload-pack-result", out);
  }

  private static void answer(HttpExchange exchange, String type, ByteArrayOutputStream out)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, out.size() == 0 ? -1 : out.size());
    out.writeTo(exchange.getResponseBody());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
