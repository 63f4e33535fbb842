package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kix.fetchers.WebServer.Answer;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.WebClient;
import dev.kix.interpreter.io.DiskFileAccess;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one server is told in confidence, no other one hears: whatever the first one answers. */
class CredentialsTest {
  private static final String ACCOUNT = "Basic dTpw"; // u:p
  private static final Map<String, String> TOKENS =
      Map.of("Authorization", "token t", "Private-token", "t");

  @TempDir Path folder;
  private WebServer server;
  private WebServer other;
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void start() throws Exception {
    folder = folder.toRealPath();
    server = new WebServer(folder);
    other = new WebServer(folder);
    Files.writeString(folder.resolve("f"), "hello\n");
  }

  @AfterEach
  void stop() {
    server.close();
    other.close();
  }

  private FetchContext context() {
    Map<String, String> everywhere = new TreeMap<>(environment);
    everywhere.put("HOME", folder.toString());
    FetchSettings settings =
        FetchSettings.builder(everywhere)
            .cacheFolder(folder.resolve("cache"))
            .netrcFile(folder.resolve("netrc"))
            .build();
    return new FetchContext(settings, true, true, new DiskFileAccess(), w -> {}, () -> null);
  }

  private String get(String url, Map<String, String> headers) throws IOException {
    return Files.readString(new Downloader(context()).get(url, headers).file());
  }

  private static Answer redirect(String to) {
    return new Answer(302, new byte[0], "Location: " + to);
  }

  @Test
  void tokensStayWithTheServer() throws Exception {
    server.answers.put("/same", redirect("/f"));
    assertThat(get(server.url("/same"), TOKENS)).isEqualTo("hello\n");
    assertThat(server.askers).containsExactly("token t private", "token t private");
    server.answers.put("/away", redirect(other.url("/f")));
    assertThat(get(server.url("/away"), TOKENS)).isEqualTo("hello\n");
    assertThat(other.askers).containsExactly("null");
    // There and back again, as a forge does that has its archives elsewhere.
    other.answers.put("/back", redirect(server.url("/f")));
    server.answers.put("/round", redirect(other.url("/back")));
    server.askers.clear();
    assertThat(get(server.url("/round"), TOKENS)).isEqualTo("hello\n");
    assertThat(server.askers).containsExactly("token t private", "token t private");
    assertThat(other.askers).containsExactly("null", "null");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // the others have one address of their own
  void accountsOfNetrcAreForTheirHost() throws Exception {
    InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    try (WebServer far = new WebServer(folder, HttpServer.create(), address)) {
      server.answers.put("/away", redirect(far.url("/f")));
      Files.writeString(folder.resolve("netrc"), "machine 127.0.0.1 login u password p\n");
      assertThat(get(server.url("/away"), Map.of())).isEqualTo("hello\n");
      Files.writeString(folder.resolve("netrc"), "default login u password p\n");
      server.answers.put("/again", redirect(far.url("/f")));
      assertThat(get(server.url("/again"), Map.of())).isEqualTo("hello\n");
      assertThat(server.askers).containsExactly(ACCOUNT, ACCOUNT);
      assertThat(far.askers).containsExactly("null", "null");
      // One that has an account of its own there is told that.
      Files.writeString(
          folder.resolve("netrc"),
          "machine 127.0.0.1 login u password p\nmachine 127.0.0.2 login f password f\n");
      server.answers.put("/third", redirect(far.url("/f")));
      assertThat(get(server.url("/third"), Map.of())).isEqualTo("hello\n");
      assertThat(far.askers.getLast()).isEqualTo("Basic Zjpm");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.b/x,https://A.b:443/y,true,false",
    "https://a.b/x,http://a.b/x,false,true",
    "https://a.b/x,http://a.b:443/x,false,true",
    "http://a.b/x,https://a.b/x,false,false",
    "http://a.b/x,http://a.b:80/,true,false",
    "http://a.b/x,http://a.b:81/,false,false",
    "https://a.b/x,https://c.a.b/x,false,false",
    "HTTPS://a.b/x,http://a.b/x,false,true"
  })
  void tellsServersApart(String from, String to, boolean same, boolean downgrade) {
    assertThat(WebClient.sameServer(URI.create(from), URI.create(to))).isEqualTo(same);
    assertThat(WebClient.isDowngrade(URI.create(from), URI.create(to))).isEqualTo(downgrade);
  }

  @Test
  void nothingIsToldOnceTheConnectionIsNotEncrypted() throws Exception {
    OwnCertificate own = new OwnCertificate(folder);
    environment = Map.of("NIX_SSL_CERT_FILE", own.pem().toString());
    try (WebServer safe = new WebServer(folder, own.server())) {
      Files.writeString(folder.resolve("netrc"), "machine 127.0.0.1 login u password p\n");
      safe.answers.put("/down", redirect(server.url("/f")));
      assertThat(get(safe.url("/down"), Map.of())).isEqualTo("hello\n");
      assertThat(safe.askers).containsExactly(ACCOUNT);
      assertThat(server.askers).containsExactly("null");
      // Nor when it is encrypted again: who stands between has seen where.
      server.answers.put("/up", redirect(safe.url("/f")));
      safe.answers.put("/both", redirect(server.url("/up")));
      assertThat(get(safe.url("/both"), TOKENS)).isEqualTo("hello\n");
      assertThat(safe.askers).containsExactly(ACCOUNT, "token t private", "null");
    }
  }

  // ---- registries ----

  private Fetched image(String digest) {
    return new OciImageFetcher()
        .fetch(
            Input.fromAttrs(
                InputAttrs.of(
                    new TreeMap<>(
                        Map.of(
                            "type",
                            "oci-image",
                            "image",
                            server.url("/base").substring("http://".length()),
                            "digest",
                            digest,
                            "os",
                            "linux",
                            "arch",
                            "amd64")))),
            context());
  }

  private void account(String kept) throws IOException {
    Files.createDirectories(folder.resolve(".docker"));
    String host = server.url("").substring("http://".length());
    Files.writeString(
        folder.resolve(".docker/config.json"), "{\"auths\":{\"" + host + "\":{" + kept + "}}}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(String text) {
    return "sha256:" + Hash.of(HashAlgorithm.SHA256, bytes(text)).base16();
  }

  /** As Docker Hub, whose layers are with a storage service. */
  @Test
  void layersElsewhereAreReadWithoutTheAccount() throws Exception {
    account("\"auth\":\"dTpw\"");
    String blob = digest("{}");
    String manifest = "{\"config\":{\"digest\":\"" + blob + "\"},\"layers\":[]}";
    String path = "/v2/base/manifests/" + digest(manifest);
    server.challenges.put(
        path, new Answer(401, new byte[0], "WWW-Authenticate: Basic realm=\"r\""));
    server.answers.put(path, new Answer(200, bytes(manifest)));
    server.answers.put("/v2/base/blobs/" + blob, redirect(other.url("/storage")));
    other.answers.put("/storage", new Answer(200, bytes("{}")));
    assertThat(image(digest(manifest)).narHash()).isNotNull();
    assertThat(server.askers).containsExactly("null", ACCOUNT, ACCOUNT);
    assertThat(other.askers).containsExactly("null");
  }

  @Test
  void anIdentityTokenIsSentToNoOtherServer() throws Exception {
    account("\"identitytoken\":\"refresh\"");
    String path = "/v2/base/manifests/" + digest("{}");
    server.challenges.put(
        path,
        new Answer(
            401,
            new byte[0],
            "WWW-Authenticate: Bearer realm=\"" + server.url("/token") + "\",service=\"s\""));
    server.answers.put(path, new Answer(401, new byte[0]));
    server.answers.put("/token", new Answer(307, new byte[0], "Location: " + other.url("/token")));
    assertThatThrownBy(() -> image(digest("{}")))
        .hasMessage(
            "unable to download '"
                + server.url("/token")
                + "': it redirects to '"
                + other.url("/token")
                + "'");
    assertThat(other.requests).isEmpty();
  }

  // ---- Git ----

  private String repository() throws Exception {
    try (Git git = Repositories.init(folder.resolve("r"))) {
      Files.writeString(folder.resolve("r/a"), "a\n");
      Repositories.commit(git, "one\n");
    }
    Repositories.cloneBare(folder.resolve("r"), folder.resolve("web/r.git"));
    return "/r.git";
  }

  @Test
  void whoClonesIsToldToTheFirstServerAlone() throws Exception {
    String path = repository();
    Evaluations nix = new Evaluations(folder.resolve("cache"));
    try (GitServer first = new GitServer(folder.resolve("web"));
        GitServer second = new GitServer(folder.resolve("web"))) {
      first.elsewhere = second.url("");
      String url = first.url(path).replace("http://", "http://u:p@");
      assertThat(nix.json("builtins.readFile \"${builtins.fetchGit \"" + url + "\"}/a\""))
          .isEqualTo("\"a\\n\"");
      assertThat(first.askers).isNotEmpty().containsOnly(ACCOUNT);
      assertThat(second.requests).isNotEmpty();
      assertThat(second.askers).isEmpty();
      second.authorization = ACCOUNT;
      nix = new Evaluations(folder.resolve("cache2"));
      Evaluations again = nix;
      assertThatThrownBy(() -> again.json("(builtins.fetchGit \"" + url + "\").rev"))
          .hasMessageContaining("Failed to fetch git repository '")
          .hasMessageContaining("not authorized");
      assertThat(second.askers).isEmpty();
    }
  }

  @Test
  void whatLfsSaysToSendGoesWhereItSays() throws Exception {
    String path = repository();
    byte[] big = bytes("big\n");
    String hash = Hash.of(HashAlgorithm.SHA256, big).base16();
    try (Git git = Git.open(folder.resolve("r").toFile())) {
      Files.writeString(folder.resolve("r/.gitattributes"), "a filter=lfs\n");
      Files.writeString(
          folder.resolve("r/a"),
          "version https://git-lfs.github.com/spec/v1\noid sha256:" + hash + "\nsize 4\n");
      Repositories.commit(git, "two\n");
      git.push().setRemote(folder.resolve("web/r.git").toString()).add("main").call();
    }
    Evaluations nix = new Evaluations(folder.resolve("cache"));
    try (GitServer git = new GitServer(folder.resolve("web"))) {
      git.lfsAnswer =
          "{\"objects\":[{\"oid\":\""
              + hash
              + "\",\"size\":4,\"actions\":{\"download\":{\"href\":\""
              + server.url("/big")
              + "\",\"header\":{\"Authorization\":\"Token t\"}}}}]}";
      server.answers.put("/big", redirect(other.url("/big")));
      other.answers.put("/big", new Answer(200, big));
      String tree = "builtins.fetchGit { url = \"" + git.url(path) + "\"; lfs = true; }";
      assertThat(nix.json("builtins.readFile \"${" + tree + "}/a\"")).isEqualTo("\"big\\n\"");
      assertThat(server.askers).containsExactly("Token t");
      assertThat(other.askers).containsExactly("null");
      // A header that only the client may set.
      git.lfsAnswer = git.lfsAnswer.replace("Authorization", "Host");
      for (String name : List.of("cache/files", "cache/facts")) {
        TreeWriter.delete(folder.resolve(name));
      }
      assertThatThrownBy(() -> nix.json("builtins.readFile \"${" + tree + "}/a\""))
          .hasMessageContaining("unable to download '" + server.url("/big") + "': ");
    }
  }
}
