package dev.kix.fetchers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.WebClient;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * The files that a repository keeps with Git LFS, fetched when they are read, checked, and kept by
 * their hash. Rules: the pointer format and the batch API of Git LFS ({@code docs/spec.md}, {@code
 * docs/api/batch.md}), and where the server is ({@code docs/api/server-discovery.md}); in each,
 * what Nix makes of them. Thread-safe.
 */
final class LfsFiles {
  private static final String MEDIA_TYPE = "application/vnd.git-lfs+json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What a server may say of one file. */
  private static final long MAX_ANSWER = 1 << 20;

  /** No pointer is as long as this. */
  static final int MAX_POINTER = 1024;

  private static final String VERSION = "version https://git-lfs.github.com/spec/v1";
  private static final Pattern OID = Pattern.compile("(?m)^oid sha256:([0-9a-fA-F]{64})$");
  private static final Pattern SIZE = Pattern.compile("(?m)^size ([0-9]{1,18})$");

  private final FetchContext context;
  private final @Nullable String remote;
  private @Nullable Api api;

  private LfsFiles(FetchContext context, @Nullable String remote) {
    this.context = context;
    this.remote = remote;
  }

  /** Those of a repository: {@code lfs.url} of its configuration, else where it was cloned from. */
  static LfsFiles of(GitRepository repository, FetchContext context) {
    Config config = repository.git().getConfig();
    String url = config.getString("lfs", null, "url");
    if (url == null || url.isEmpty()) {
      url = config.getString("remote", "origin", "url");
    }
    return new LfsFiles(context, url);
  }

  /** What stands in the repository for a file: the hash of its content and its size in bytes. */
  private record Pointer(String sha256, long size) {}

  /** Where to ask, and what to say of oneself. */
  private record Api(String url, Map<String, String> headers) {}

  /**
   * The file that {@code content} stands for; null when {@code content} is itself the file, which
   * is then said, as {@code git lfs} does.
   *
   * @param path within the repository, for messages
   * @param content at most {@link #MAX_POINTER} bytes of what the repository holds, one char per
   *     byte
   */
  @Nullable Path file(String path, String content) {
    if (content.length() >= MAX_POINTER) {
      warn(path, "too large");
      return null;
    }
    Pointer pointer = pointer(content);
    if (pointer == null) {
      warn(path, "invalid");
      return null;
    }
    Path kept = FetchCache.of(context).file(pointer.sha256);
    if (kept != null) {
      return kept;
    }
    try {
      return download(path, pointer);
    } catch (EvalException e) {
      throw FetchErrors.error(
          "cannot fetch '" + path + "', which Git LFS keeps: " + e.getMessage());
    }
  }

  private void warn(String path, String why) {
    context.warn(
        "encountered file '/" + path + "' that should have been a git-lfs pointer, but is " + why);
  }

  private static @Nullable Pointer pointer(String content) {
    if (!content.startsWith(VERSION)) {
      return null;
    }
    Matcher oid = OID.matcher(content);
    Matcher size = SIZE.matcher(content);
    return oid.find() && size.find()
        ? new Pointer(oid.group(1).toLowerCase(Locale.ROOT), Long.parseLong(size.group(1)))
        : null;
  }

  private Path download(String path, Pointer pointer) {
    JsonNode object = ask(pointer);
    JsonNode failure = object.path("error");
    if (failure.isObject()) {
      throw FetchErrors.error(
          "the server says: "
              + Bytes.encode(failure.path("message").asText("error"))
              + " ("
              + failure.path("code").asText("no code")
              + ")");
    }
    if (!object.path("oid").asText("").equals(pointer.sha256)
        || object.path("size").asLong(-1) != pointer.size) {
      throw FetchErrors.error(
          "LFS server returned mismatched oid/size for '/"
              + path
              + "' (got oid="
              + Bytes.encode(object.path("oid").asText(""))
              + " size="
              + object.path("size").asText("")
              + ", expected oid="
              + pointer.sha256
              + " size="
              + pointer.size
              + ")");
    }
    JsonNode action = object.path("actions").path("download");
    String url = Bytes.encode(action.path("href").asText(""));
    if (!url.startsWith("http://") && !url.startsWith("https://")) {
      throw FetchErrors.error(
          "bad json from /info/lfs/objects/batch: it says no place to download");
    }
    Downloader.Download fetched = new Downloader(context).get(url, headers(action.path("header")));
    check(url, pointer, fetched);
    return fetched.file();
  }

  private static void check(String url, Pointer pointer, Downloader.Download fetched) {
    try {
      long size = Files.size(fetched.file());
      if (size != pointer.size) {
        throw FetchErrors.error(
            "size mismatch while fetching "
                + url
                + ": expected "
                + pointer.size
                + " but got "
                + size);
      }
    } catch (IOException e) {
      throw FetchErrors.io("reading", fetched.file(), e);
    }
    if (!fetched.sha256().equals(pointer.sha256)) {
      throw FetchErrors.error(
          "hash mismatch while fetching "
              + url
              + ": expected sha256:"
              + pointer.sha256
              + " but got sha256:"
              + fetched.sha256());
    }
  }

  private static Map<String, String> headers(JsonNode header) {
    Map<String, String> headers = new TreeMap<>();
    header.properties().forEach(e -> headers.put(e.getKey(), e.getValue().asText("")));
    return headers;
  }

  // ---- the batch API ----

  private JsonNode ask(Pointer pointer) {
    Api server = api();
    String url = server.url + "/objects/batch";
    context.requireNetwork(url);
    ObjectNode request = JSON.createObjectNode();
    request.put("operation", "download");
    request.putArray("transfers").add("basic");
    request.putArray("objects").addObject().put("oid", pointer.sha256).put("size", pointer.size);
    HttpResponse<byte[]> response = post(url, server.headers, request.toString());
    if (response.statusCode() != 200) {
      throw FetchErrors.error(
          "unable to download '" + url + "': HTTP error " + response.statusCode());
    }
    try {
      JsonNode objects = JSON.readTree(response.body()).path("objects");
      if (!objects.path(0).isObject()) {
        throw FetchErrors.error("'" + url + "': response does not contain 'objects'");
      }
      return objects.path(0);
    } catch (JsonProcessingException e) {
      throw FetchErrors.error(
          "'" + url + "': response did not parse as json: " + Bytes.encode(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who asks is told to this server alone, not to where it would send us. */
  private HttpResponse<byte[]> post(String url, Map<String, String> headers, String body) {
    try (WebClient client = new WebClient(context)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(new URI(Bytes.decode(url)))
              .header("User-Agent", context.settings().transfer().userAgent())
              .header("Accept", MEDIA_TYPE)
              .header("Content-Type", MEDIA_TYPE)
              .POST(HttpRequest.BodyPublishers.ofString(body));
      headers.forEach(request::header);
      return client.send(
          request.build(),
          WebClient.atMost(MAX_ANSWER),
          context.settings().transfer().stalledTimeout());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw FetchErrors.error("unable to download '" + url + "': it is not a valid URL");
    } catch (IOException e) {
      throw FetchErrors.error("unable to download '" + url + "': " + FetchErrors.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FetchErrors.error("unable to download '" + url + "': interrupted");
    }
  }

  // ---- where the server is ----

  private synchronized Api api() {
    Api known = api;
    if (known == null) {
      known = find();
      api = known;
    }
    return known;
  }

  private Api find() {
    if (remote == null || remote.isEmpty()) {
      throw FetchErrors.error(
          "the repository says neither 'lfs.url' nor where it was cloned from ('origin')");
    }
    try {
      URIish uri = new URIish(remote);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      return switch (scheme) {
        case "http", "https" -> web(uri, scheme);
        case "ssh", "" -> {
          if (uri.getHost() == null) {
            throw notReachable();
          }
          yield ssh(uri);
        }
        default -> throw notReachable();
      };
    } catch (URISyntaxException e) {
      throw notReachable();
    }
  }

  private EvalException notReachable() {
    return FetchErrors.error(
        "files of Git LFS are fetched over http, https and ssh, not from '"
            + Bytes.encode(String.valueOf(remote))
            + "'");
  }

  /** {@code REPOSITORY.git/info/lfs}; who asks may stand in the URL. */
  private static Api web(URIish uri, String scheme) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String url =
        scheme
            + "://"
            + uri.getHost()
            + (uri.getPort() > 0 ? ":" + uri.getPort() : "")
            + path
            + (path.endsWith(".git") ? "" : path.isEmpty() ? "/.git" : ".git")
            + "/info/lfs";
    if (uri.getUser() == null) {
      return new Api(Bytes.encode(url), Map.of());
    }
    String who = uri.getUser() + ":" + (uri.getPass() == null ? "" : uri.getPass());
    String basic = Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8));
    return new Api(Bytes.encode(url), Map.of("Authorization", "Basic " + basic));
  }

  /** {@code git-lfs-authenticate PATH download} on the other side says where, and gives a token. */
  private Api ssh(URIish uri) {
    context.requireNetwork(Bytes.encode(uri.toString()));
    context.requirePrograms(SshProgram.NAME, Bytes.encode(uri.toString()));
    String path = uri.getPath();
    // A path in quotes, as Git gives it to a shell on the other side.
    String command = "git-lfs-authenticate '" + path.replace("'", "'\\''") + "' download";
    RemoteSession session = SshProgram.session(uri, context);
    try {
      Process process = session.exec(command, 0);
      process.getOutputStream().close();
      byte[] said = process.getInputStream().readNBytes((int) MAX_ANSWER);
      process.destroy();
      JsonNode answer = JSON.readTree(said);
      String href = answer == null ? "" : answer.path("href").asText("");
      if (href.isEmpty()) {
        throw FetchErrors.error("git-lfs-authenticate: no output (cmd: 'ssh … " + command + "')");
      }
      return new Api(Bytes.encode(href), headers(answer.path("header")));
    } catch (IOException e) {
      throw FetchErrors.error("git-lfs-authenticate: " + FetchErrors.reason(e));
    }
  }
}
