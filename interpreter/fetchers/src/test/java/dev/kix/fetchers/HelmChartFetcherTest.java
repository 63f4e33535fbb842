package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.fetchers.WebServer.Answer;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.io.DiskFileAccess;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.nar.NarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts from repositories, registries and folders; all of them on this machine. */
class HelmChartFetcherTest {
  private static final String CHART = "apiVersion: v2\nname: web\nversion: 1.2.3\n";
  private static final String TEMPLATE = "kind: ConfigMap\n";

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

  private Fetched fetch(String repo, String version, @Nullable Hash expected) {
    TreeMap<String, Object> attrs =
        new TreeMap<>(
            Map.of("type", "helm-chart", "repo", repo, "chart", "web", "version", version));
    if (expected != null) {
      attrs.put("narHash", expected.sri());
    }
    FetchSettings settings =
        FetchSettings.builder(Map.of()).cacheFolder(folder.resolve("cache")).build();
    return new HelmChartFetcher()
        .fetch(
            Input.fromAttrs(InputAttrs.of(attrs)),
            new FetchContext(settings, network, false, files(), warning -> {}, () -> null));
  }

  private static FileAccess files() {
    return new DiskFileAccess();
  }

  /** What {@code nix hash path} says of the chart: plain files, nothing executable. */
  private static Hash expected() throws IOException {
    FileTree tree =
        MemoryTree.directory(
            Map.of(
                "Chart.yaml",
                MemoryTree.text(CHART),
                "templates",
                MemoryTree.directory(Map.of("c.yaml", MemoryTree.text(TEMPLATE)))));
    return NarWriter.hash(tree, HashAlgorithm.SHA256).hash();
  }

  private static byte[] archive(Map<String, String> files, @Nullable String link)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setMode(0100755);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
      if (link != null) {
        TarArchiveEntry entry = new TarArchiveEntry(link, TarArchiveEntry.LF_SYMLINK);
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] chart() throws IOException {
    return archive(Map.of("web/Chart.yaml", CHART, "web/templates/c.yaml", TEMPLATE), null);
  }

  private void index(String url, String digest) throws IOException {
    Files.writeString(
        folder.resolve("index.yaml"),
        "apiVersion: v1\nentries:\n  other: []\n  web:\n  - version: v2.0.0\n    urls: [no.tgz]\n"
            + "  - version: 1.2.3\n    digest: '"
            + digest
            + "'\n    urls: ['"
            + url
            + "']\n");
  }

  private String repository(byte[] archive) throws IOException {
    Files.write(folder.resolve("web-1.2.3.tgz"), archive);
    index("web-1.2.3.tgz", Hash.of(HashAlgorithm.SHA256, archive).base16());
    return server.url("");
  }

  @Test
  void fetchesFromARepository() throws IOException {
    String repo = repository(chart());
    assertThat(fetch(repo, "1.2.3", null).narHash()).isEqualTo(expected());
    assertThat(fetch(repo, "v1.2.3", null).narHash()).isEqualTo(expected());
    assertThat(server.requests).containsExactly("/index.yaml", "/web-1.2.3.tgz");
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws IOException {
    fetch(repository(chart()), "1.2.3", null);
    network = false;
    assertThat(fetch("https://gone.example.org", "1.2.3", expected()).narHash())
        .isEqualTo(expected());
  }

  @Test
  void theNetworkIsAPermission() {
    network = false;
    assertThatThrownBy(() -> fetch(server.url(""), "1.2.3", null))
        .hasMessage(
            "cannot fetch '"
                + server.url("/index.yaml")
                + "': this evaluation has no permission to use the network");
    assertThatThrownBy(() -> fetch("oci://registry.example.org/charts", "1.2.3", null))
        .hasMessageContaining("no permission to use the network");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void saysWhatThereIs() throws IOException {
    String repo = repository(chart());
    assertThatThrownBy(() -> fetch(repo, "9.9.9", null))
        .hasMessage(
            "the Helm repository '"
                + repo
                + "' has no version '9.9.9' of the chart 'web'\nIt has: v2.0.0, 1.2.3");
    Files.writeString(folder.resolve("index.yaml"), "entries: {a: [], b: []}");
    assertThatThrownBy(() -> fetch("file://" + folder, "1", null))
        .hasMessage("the Helm repository 'file://" + folder + "' has no chart 'web'\nIt has: a, b");
    Files.writeString(folder.resolve("index.yaml"), "<html>");
    assertThatThrownBy(() -> fetch("file://" + folder, "1", null))
        .hasMessageContaining("is no index of a Helm repository");
  }

  @Test
  void anArchiveMustBeWhatTheIndexSays() throws IOException {
    String repo = repository(chart());
    index("web-1.2.3.tgz", "00");
    assertThatThrownBy(() -> fetch(repo, "1.2.3", null))
        .hasMessageContaining("is not what the index of '" + repo + "' says");
  }

  @Test
  void hostileArchivesAreRefused() throws IOException {
    String up = repository(archive(Map.of("web/../../x", "x"), null));
    assertThatThrownBy(() -> fetch(up, "1.2.3", null))
        .hasMessageContaining("it holds the unsafe file name 'web/../../x'");
    byte[] link = archive(Map.of("web/Chart.yaml", CHART), "web/templates/x");
    Files.write(folder.resolve("link.tgz"), link);
    index("link.tgz", "");
    Files.move(folder.resolve("cache"), folder.resolve("old"));
    assertThatThrownBy(() -> fetch(server.url(""), "1.2.3", null))
        .hasMessageContaining("cannot unpack '" + server.url("/web-1.2.3.tgz") + "'")
        .hasMessageContaining("'web/templates/x' is not a regular file");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void aRepositoryDoesNotPointIntoThisMachine() throws IOException {
    index("file:///etc/passwd", "");
    assertThatThrownBy(() -> fetch(server.url(""), "1.2.3", null))
        .hasMessageContaining("points to 'file:///etc/passwd'");
  }

  /** A registry that wants a token, and gives it to anybody. */
  private String registry(byte[] blob, String type) {
    String digest = "sha256:" + Hash.of(HashAlgorithm.SHA256, blob).base16();
    String manifest =
        "{\"layers\":[{\"mediaType\":\"application/octet-stream\",\"digest\":\"sha256:0\"},{\"mediaType\":\""
            + type
            + "\",\"digest\":\""
            + digest
            + "\"}]}";
    Answer challenge =
        new Answer(
            401,
            new byte[0],
            "WWW-Authenticate: Bearer realm=\""
                + server.url("/token")
                + "\",service=\"here\",scope=\"repository:charts/web:pull\"");
    String base = "/v2/charts/web/";
    for (String path : List.of("manifests/1.2.3_b4", "blobs/" + digest)) {
      server.challenges.put(base + path, challenge);
    }
    server.answers.put(base + "manifests/1.2.3_b4", new Answer(200, bytes(manifest)));
    server.answers.put(base + "blobs/" + digest, new Answer(200, blob));
    server.answers.put("/token", new Answer(200, bytes("{\"token\":\"t0ken\"}")));
    return server.url("/charts").replace("http:", "oci:");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void fetchesFromARegistry() throws IOException {
    String type = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    String repo = registry(chart(), type);
    assertThat(fetch(repo, "1.2.3+b4", null).narHash()).isEqualTo(expected());
    assertThat(server.requests)
        .startsWith(
            "/v2/charts/web/manifests/1.2.3_b4", "/token", "/v2/charts/web/manifests/1.2.3_b4");
    assertThatThrownBy(() -> fetch(repo, "7", null))
        .hasMessage("the registry has no chart '" + repo + "/web' of version '7'");
  }

  @Test
  void anImageIsNoChart() throws IOException {
    String repo = registry(chart(), "application/vnd.oci.image.layer.v1.tar+gzip");
    assertThatThrownBy(() -> fetch(repo, "1.2.3+b4", null))
        .hasMessage("'" + repo + "/web:1.2.3+b4' is not a Helm chart but something else");
  }

  @Test
  void anIndexMayPointToARegistry() throws IOException {
    String type = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    index(registry(chart(), type) + "/web:1.2.3_b4", "");
    assertThat(fetch(server.url(""), "1.2.3", null).narHash()).isEqualTo(expected());
  }

  @Test
  void takesFoldersAndArchivesOfThisMachine() throws IOException {
    Path charts = Files.createDirectory(folder.resolve("charts"));
    Path templates = Files.createDirectories(charts.resolve("web/templates"));
    Files.createDirectory(charts.resolve("web/empty"));
    Files.writeString(charts.resolve("web/Chart.yaml"), CHART);
    Files.writeString(templates.resolve("c.yaml"), TEMPLATE);
    Files.setPosixFilePermissions(
        templates.resolve("c.yaml"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(fetch(charts.toString(), "1.2.3", null).narHash()).isEqualTo(expected());
    assertThatThrownBy(() -> fetch(charts.toString(), "1.2.4", null))
        .hasMessage(
            "the chart in '" + FileNames.full(charts) + "/web' has version '1.2.3', not '1.2.4'");
    Files.createSymbolicLink(templates.resolve("x"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> fetch(charts.toString(), "1.2.3", null))
        .hasMessageContaining("holds 'templates/x', which is not a regular file");
    repository(chart());
    assertThat(fetch(folder.toString(), "1.2.3", null).narHash()).isEqualTo(expected());
    List<String> none = new ArrayList<>(server.requests);
    assertThat(none).isEmpty();
  }
}
