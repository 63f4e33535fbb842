package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.fetchers.WebServer.Answer;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.io.DiskFileAccess;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Base images by digest, from a registry of our own. */
class OciImageFetcherTest {
  @TempDir Path folder;
  private WebServer server;
  private boolean network = true;

  @BeforeEach
  void start() throws Exception {
    server = new WebServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String digest(String text) {
    return "sha256:"
        + Hash.of(HashAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8)).base16();
  }

  private String put(String kind, String text) {
    server.answers.put(
        "/v2/base/" + kind + "/" + digest(text),
        new Answer(200, text.getBytes(StandardCharsets.UTF_8)));
    return digest(text);
  }

  /** An index of one image; its digest. */
  private String image() {
    String manifest =
        "{\"config\":{\"digest\":\""
            + put("blobs", "{\"rootfs\":{}}")
            + "\"},\"layers\":[{\"digest\":\""
            + put("blobs", "layer")
            + "\"}]}";
    return put(
        "manifests",
        "{\"manifests\":[{\"digest\":\"sha256:0\",\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\"}},"
            + "{\"digest\":\""
            + put("manifests", manifest)
            + "\",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}");
  }

  private FileTree fetch(String digest, String arch) {
    FetchSettings settings =
        FetchSettings.builder(Map.of()).cacheFolder(folder.resolve("cache")).build();
    String name = server.url("/base").substring("http://".length());
    return new OciImageFetcher()
        .fetch(
            Input.fromAttrs(
                InputAttrs.of(
                    Map.of(
                        "type",
                        "oci-image",
                        "image",
                        name,
                        "digest",
                        digest,
                        "os",
                        "linux",
                        "arch",
                        arch))),
            new FetchContext(
                settings, network, false, new DiskFileAccess(), warning -> {}, () -> null))
        .tree();
  }

  @Test
  void fetchesOnceAndForAll() throws IOException {
    String digest = image();
    FileTree.Directory layout = (FileTree.Directory) fetch(digest, "amd64");
    FileTree.Directory blobs = (FileTree.Directory) layout.child("blobs");
    assertThat(((FileTree.Directory) blobs.child("sha256")).names()).hasSize(3);
    int asked = server.requests.size();
    network = false;
    fetch(digest, "amd64");
    assertThat(server.requests).hasSize(asked);
  }

  @Test
  void refusesWhatItIsNot() {
    String digest = image();
    assertThatThrownBy(() -> fetch(digest, "s390x"))
        .hasMessageEndingWith("has no image for linux/s390x");
    String other = digest("something else");
    for (String path : List.copyOf(server.answers.keySet())) {
      server.answers.put(path.replace(digest, other), server.answers.get(path));
    }
    assertThatThrownBy(() -> fetch(other, "amd64")).hasMessageContaining("is not what it says");
    assertThatThrownBy(() -> fetch(digest("nothing"), "amd64"))
        .hasMessageContaining("the registry has no image");
    network = false;
    assertThatThrownBy(() -> fetch(digest("later"), "amd64"))
        .hasMessageContaining("no permission to use the network");
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, registry-1.docker.io/library/nginx",
    "bitnami/redis, registry-1.docker.io/bitnami/redis",
    "docker.io/library/nginx, registry-1.docker.io/library/nginx",
    "quay.io/a/b, quay.io/a/b",
    "localhost/a, localhost/a",
  })
  void namesWithoutARegistryAreOfDockerHub(String image, String location) {
    assertThat(OciImageFetcher.location(image)).isEqualTo(location);
  }
}
