package dev.kix.cluster.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.RegistryLogin;
import dev.kix.interpreter.fetch.WebClient;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings an image to a registry of the OCI Distribution Specification: the blobs that it does not
 * have, then the manifest under its digest and its tag. A registry on this machine ({@code
 * localhost}, {@code 127.0.0.1}) is spoken to over plain HTTP, every other over HTTPS.
 *
 * <p>For one image; not thread-safe.
 */
public final class RegistryPush implements AutoCloseable {
  /** A layer of some gigabytes over a slow line, and the time that the registry needs for it. */
  private static final Duration ANSWER = Duration.ofMinutes(30);

  /** As for what is read from registries: what they say of a push is some kilobytes. */
  private static final long MAX_ANSWER = 4 << 20;

  private final FetchContext context;
  private final WebClient client;
  private final OciImage image;
  private final String host;
  private final String repository;
  private final RegistryLogin login;
  private @Nullable String authorization;

  /**
   * @param context the settings of transfers, and whether to go on
   * @param login asked when the registry asks who is there
   * @throws IOException if the image's name has no registry; the message is ordinary Java text
   */
  public RegistryPush(FetchContext context, OciImage image, RegistryLogin login)
      throws IOException {
    this.context = context;
    this.client = new WebClient(context);
    this.image = image;
    this.login = login;
    this.host = registry(image.name());
    this.repository = repository(image.name());
  }

  /** What stands behind the registry in an image's name. */
  public static String repository(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  /** The registry that an image's name begins with. */
  public static String registry(String name) throws IOException {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      return first;
    }
    throw new IOException(
        "the name of the image '" + name + "' has no registry in it (REGISTRY/NAME)");
  }

  /**
   * Pushes.
   *
   * @return the digests of the blobs that the registry did not have
   * @throws IOException when it fails; the message is ordinary Java text
   * @throws EvalException when the evaluation ends before
   */
  public List<String> push() throws IOException {
    OciLayout layout = image.layout();
    JsonNode manifest = layout.json(layout.manifest());
    List<String> digests = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      digests.add(layer.path("digest").asText(""));
    }
    digests.add(manifest.path("config").path("digest").asText(""));
    List<String> sent = new ArrayList<>();
    for (String digest : digests) {
      if (send(request("/blobs/" + digest).method("HEAD", none())).statusCode() != 200) {
        upload(digest);
        sent.add(digest);
      }
    }
    for (String reference : List.of(layout.manifest(), image.tag())) {
      HttpResponse<byte[]> response =
          send(
              request("/manifests/" + reference)
                  .header("Content-Type", OciLayout.MANIFEST)
                  .PUT(body(layout.manifest())));
      if (response.statusCode() / 100 != 2) {
        throw failed("the manifest", response);
      }
    }
    return sent;
  }

  private void upload(String digest) throws IOException {
    HttpResponse<byte[]> started = send(request("/blobs/uploads/").POST(none()));
    String location = started.headers().firstValue("location").orElse("");
    if (started.statusCode() != 202 || location.isEmpty()) {
      throw failed("a layer", started);
    }
    URI complete = complete(location, digest);
    boolean own =
        host.equals(complete.getAuthority())
            && URI.create(base()).getScheme().equals(complete.getScheme());
    HttpRequest.Builder put =
        HttpRequest.newBuilder(complete)
            .header("User-Agent", context.settings().transfer().userAgent())
            .header("Content-Type", "application/octet-stream")
            .PUT(body(digest));
    // An account is for the registry that it is of.
    HttpResponse<byte[]> response = own ? send(put) : exchange(put.build());
    if (response.statusCode() != 201) {
      throw failed("a layer", response);
    }
  }

  /** Where a blob is put, by what the registry has answered. */
  private URI complete(String location, String digest) throws IOException {
    try {
      URI target = URI.create(base()).resolve(location);
      String separator = target.getRawQuery() == null ? "?" : "&";
      return URI.create(target + separator + "digest=" + encode(digest));
    } catch (IllegalArgumentException e) {
      throw new IOException("the registry '" + host + "' sends to '" + location + "'", e);
    }
  }

  private String base() {
    String name = host.replaceFirst(":\\d+$", "");
    boolean local = name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    return (local ? "http://" : "https://") + host + "/v2/" + repository;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base() + path))
        .header("User-Agent", context.settings().transfer().userAgent());
  }

  private static HttpRequest.BodyPublisher none() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private HttpRequest.BodyPublisher body(String digest) throws IOException {
    FileTree.File blob = image.layout().blobs().get(digest);
    if (blob == null) {
      throw new IOException("the image has no blob '" + digest + "'");
    }
    return HttpRequest.BodyPublishers.fromPublisher(
        HttpRequest.BodyPublishers.ofInputStream(() -> open(blob)), Math.max(blob.size(), 1));
  }

  private static InputStream open(FileTree.File blob) {
    try {
      return blob.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends a request, and once more with what the registry wants to see: the first time, and when a
   * token has grown old over a large layer.
   */
  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    HttpRequest.Builder again = request.copy();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    HttpResponse<byte[]> response = exchange(request.build());
    if (response.statusCode() != 401) {
      return response;
    }
    String challenge = response.headers().firstValue("www-authenticate").orElse("");
    try {
      authorization = login.authorization(challenge, "pull,push");
    } catch (EvalException e) {
      throw new IOException(Bytes.decode(e.getMessage()), e);
    }
    if (authorization == null) {
      throw new IOException(noAccount());
    }
    return exchange(again.header("Authorization", authorization).build());
  }

  private String noAccount() {
    return !login.hasAccount()
        ? "the registry '" + host + "' wants an account\nLog in first: docker login " + host
        : "the registry '"
            + host
            + "' does not take the account that is kept for it\nLog in again: docker login "
            + host;
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(request, WebClient.atMost(MAX_ANSWER), ANSWER);
    } catch (HttpTimeoutException e) {
      throw new IOException("the registry '" + host + "' does not answer", e);
    } catch (ConnectException e) {
      throw new IOException("cannot reach the registry '" + host + "'", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private IOException failed(String what, HttpResponse<byte[]> response) {
    String words = new String(response.body(), StandardCharsets.UTF_8).strip();
    return new IOException(
        "the registry '"
            + host
            + "' does not take "
            + what
            + " of '"
            + image.name()
            + "': HTTP status "
            + response.statusCode()
            + (words.isEmpty() || words.length() > 500 ? "" : "\n" + words));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
