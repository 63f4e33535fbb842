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
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts that are not for everybody: the accounts of netrc and of registries. */
class PrivateChartsTest {
  private static final String LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
  private static final String BASIC = basic("robot", "s3cret");

  @TempDir Path folder;
  @TempDir Path home;
  private WebServer server;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = new WebServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] chart() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
      byte[] content = bytes("apiVersion: v2\nname: web\nversion: 1.2.3\n");
      TarArchiveEntry entry = new TarArchiveEntry("web/Chart.yaml");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private Fetched fetch(String repo) {
    Input input =
        Input.fromAttrs(
            InputAttrs.of(
                new TreeMap<>(
                    Map.of(
                        "type", "helm-chart", "repo", repo, "chart", "web", "version", "1.2.3"))));
    FetchSettings settings =
        FetchSettings.builder(Map.of("HOME", home.toString()))
            .cacheFolder(folder.resolve("cache"))
            .netrcFile(home.resolve(".netrc"))
            .build();
    return new HelmChartFetcher()
        .fetch(
            input,
            new FetchContext(
                settings, true, true, new DiskFileAccess(), warnings::add, () -> null));
  }

  private void repository() throws IOException {
    Files.write(folder.resolve("web-1.2.3.tgz"), chart());
    Files.writeString(
        folder.resolve("index.yaml"),
        "entries:\n  web:\n  - version: 1.2.3\n    urls: [web-1.2.3.tgz]\n");
    for (String path : List.of("/index.yaml", "/web-1.2.3.tgz")) {
      server.challenges.put(path, new Answer(401, bytes("who?")));
      server.accounts.put(path, BASIC);
    }
  }

  @Test
  void aRepositoryGetsTheAccountOfNetrc() throws IOException {
    repository();
    Path netrc = home.resolve(".netrc");
    assertThatThrownBy(() -> fetch(server.url("")))
        .hasMessage(
            "unable to download '"
                + server.url("/index.yaml")
                + "': HTTP error 401\nThe server wants an account: write 'machine 127.0.0.1 login USER password PASSWORD' into '"
                + netrc
                + "' (setting 'netrc-file').");
    Files.writeString(netrc, "machine 127.0.0.1 login robot password wrong\n");
    assertThatThrownBy(() -> fetch(server.url("")))
        .hasMessageContaining("The server does not take the account of '127.0.0.1' in '" + netrc)
        .hasMessageNotContaining("wrong");
    Files.writeString(netrc, "machine 127.0.0.1 login robot password s3cret\n");
    Fetched fetched = fetch(server.url(""));
    assertThat(fetched.narHash()).isNotNull();
    assertThat(fetched.input().attrs().toString()).doesNotContain("robot", "s3cret");
    try (var kept = Files.walk(folder.resolve("cache"))) {
      for (Path file : kept.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain("s3cret", BASIC.substring(6));
      }
    }
  }

  /** A registry that asks who is there, and has one chart. */
  private String registry(String challenge, String takes) throws IOException {
    byte[] blob = chart();
    String digest = "sha256:" + Hash.of(HashAlgorithm.SHA256, blob).base16();
    String manifest =
        "{\"layers\":[{\"mediaType\":\"" + LAYER + "\",\"digest\":\"" + digest + "\"}]}";
    Map<String, byte[]> all = Map.of("manifests/1.2.3", bytes(manifest), "blobs/" + digest, blob);
    all.forEach((path, body) -> {
      String full = "/v2/charts/web/" + path;
      server.challenges.put(full, new Answer(401, new byte[0], "WWW-Authenticate: " + challenge));
      server.accounts.put(full, takes);
      server.answers.put(full, new Answer(200, body));
    });
    return server.url("/charts").replace("http:", "oci:");
  }

  private String host() {
    return server.url("").substring("http://".length());
  }

  private void login(String file, String json) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, json);
  }

  @Test
  void aRegistryThatWantsTheAccountItselfGetsIt() throws IOException {
    String repo = registry("Basic realm=\"here\"", BASIC);
    assertThatThrownBy(() -> fetch(repo))
        .hasMessageEndingWith(
            "the registry asks for an account, and there is none for it\nLog in once: helm registry login "
                + host()
                + ", or docker login "
                + host());
    login(
        ".docker/config.json",
        "{\"auths\":{\"" + host() + "\":{\"auth\":\"" + BASIC.substring(6) + "\"}}}");
    assertThat(fetch(repo).narHash()).isNotNull();
  }

  @Test
  void aTokenIsAskedForWithTheAccount() throws IOException {
    String repo =
        registry("Bearer realm=\"" + server.url("/token") + "\",service=\"here\"", "Bearer t0ken");
    server.challenges.put("/token", new Answer(401, new byte[0]));
    server.accounts.put("/token", BASIC);
    server.answers.put("/token", new Answer(200, bytes("{\"token\":\"t0ken\"}")));
    login(
        ".docker/config.json",
        "{\"auths\":{\"" + host() + "\":{\"username\":\"robot\",\"password\":\"wrong\"}}}");
    assertThatThrownBy(() -> fetch(repo))
        .hasMessageEndingWith(
            "the registry does not take the account that is kept for it\nLog in again: helm registry login "
                + host());
    // What Helm keeps comes before what Docker keeps; a part of the registry before all of it.
    login(
        ".config/helm/registry/config.json",
        "{\"auths\":{\""
            + host()
            + "/charts\":{\"username\":\"robot\",\"password\":\"s3cret\"},\""
            + host()
            + "\":{\"auth\":\"bm86bm8=\"}}}");
    assertThat(fetch(repo).narHash()).isNotNull();
  }

  @Test
  void anIdentityTokenIsExchanged() throws IOException {
    String repo = registry("Bearer realm=\"" + server.url("/oauth") + "\"", "Bearer access");
    server.answers.put("/oauth", new Answer(200, bytes("{\"access_token\":\"access\"}")));
    login(
        ".docker/config.json",
        "{\"auths\":{\"" + host() + "\":{\"auth\":\"\",\"identitytoken\":\"refresh\"}}}");
    assertThat(fetch(repo).narHash()).isNotNull();
    assertThat(server.requests).contains("/oauth");
  }

  @Test
  void aProgramThatIsNotThereLeavesTheWayForEverybody() throws IOException {
    String repo = registry("Bearer realm=\"" + server.url("/token") + "\"", "Bearer t0ken");
    server.answers.put("/token", new Answer(200, bytes("{\"token\":\"t0ken\"}")));
    login(".docker/config.json", "{\"credsStore\":\"kix-test-absent\"}");
    assertThat(fetch(repo).narHash()).isNotNull();
    assertThat(warnings)
        .first()
        .asString()
        .startsWith("cannot ask 'docker-credential-kix-test-absent' for the account of '" + host());
  }

  @Test
  void aDamagedFileOfAccountsIsSaid() throws IOException {
    String repo = registry("Basic realm=\"here\"", BASIC);
    login(".docker/config.json", "{");
    assertThatThrownBy(() -> fetch(repo)).hasMessageContaining("are not JSON");
  }

  @Test
  void anAccountDoesNotFollowToAnotherServer() throws Exception {
    try (WebServer other = new WebServer(folder)) {
      String repo = registry("Basic realm=\"here\"", BASIC);
      login(
          ".docker/config.json",
          "{\"auths\":{\"" + host() + "\":{\"auth\":\"" + BASIC.substring(6) + "\"}}}");
      server.answers.put(
          "/v2/charts/web/manifests/1.2.3",
          new Answer(307, new byte[0], "Location: " + other.url("/elsewhere")));
      assertThatThrownBy(() -> fetch(repo))
          .hasMessageContaining("it redirects to '" + other.url(""));
      assertThat(other.requests).isEmpty();
    }
  }

  private AccountLogin pushing(List<Path> files) {
    FetchSettings settings =
        FetchSettings.builder(Map.of("HOME", home.toString()))
            .netrcFile(home.resolve(".netrc"))
            .build();
    FetchContext context =
        new FetchContext(settings, true, true, new DiskFileAccess(), warnings::add, () -> null);
    return new AccountLogin(
        context, files.isEmpty() ? settings.registryAccounts() : files, host(), "shop/app");
  }

  @Test
  void whoPushesHasTheSameAccountsInTheSameOrder() throws IOException {
    String basic = "Basic realm=\"here\"";
    assertThat(pushing(List.of()).authorization(basic, "pull,push")).isNull();
    Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 login n password n\n");
    assertThat(pushing(List.of()).authorization(basic, "pull,push")).isEqualTo(basic("n", "n"));
    for (String file :
        List.of(".docker/config.json", ".config/helm/registry/config.json", "given.json")) {
      login(
          file,
          "{\"auths\":{\"" + host() + "\":{\"username\":\"u\",\"password\":\"" + file + "\"}}}");
      List<Path> given = file.equals("given.json") ? List.of(home.resolve(file)) : List.of();
      AccountLogin login = pushing(given);
      assertThat(login.authorization(basic, "pull,push")).isEqualTo(basic("u", file));
      assertThat(login.hasAccount()).isTrue();
    }
  }

  @Test
  void whoPushesSaysSoToTheServerOfTokens() {
    server.answers.put("/token", new Answer(200, bytes("{\"token\":\"t0ken\"}")));
    String challenge =
        "Bearer realm=\"" + server.url("/token") + "\",scope=\"repository:shop/app:pull\"";
    assertThat(pushing(List.of()).authorization(challenge, "pull,push")).isEqualTo("Bearer t0ken");
    assertThat(server.queries).containsExactly("scope=repository%3Ashop%2Fapp%3Apull%2Cpush");
  }
}
