package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.fetchers.WebServer.Answer;
import dev.kix.interpreter.Permissions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes over HTTP, from a server of our own. */
class DownloaderTest {
  @TempDir Path folder;
  private Evaluations nix;
  private WebServer server;

  @BeforeEach
  void start() throws Exception {
    nix = new Evaluations(folder.resolve("cache"));
    server = new WebServer(folder);
    Files.writeString(folder.resolve("f.txt"), "hello\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String read(String path) {
    return nix.string("builtins.readFile (builtins.fetchurl \"" + server.url(path) + "\")");
  }

  @Test
  void downloadsOnce() {
    assertThat(read("/f.txt")).isEqualTo("hello\n");
    assertThat(read("/f.txt")).isEqualTo("hello\n");
    assertThat(server.requests).containsExactly("/f.txt");
  }

  @Test
  void asksAgainWhenItIsOld() {
    nix.fetching = settings -> settings.tarballTtl(0);
    server.answers.put("/e", new Answer(200, bytes("one"), "ETag: \"1\""));
    assertThat(read("/e")).isEqualTo("one");
    assertThat(read("/e")).isEqualTo("one");
    server.answers.put("/e", new Answer(200, bytes("two"), "ETag: \"2\""));
    assertThat(read("/e")).isEqualTo("two");
    assertThat(server.requests).containsExactly("/e", "/e if not \"1\"", "/e if not \"1\"");
    server.answers.put("/e", new Answer(404, bytes("")));
    assertThat(read("/e")).isEqualTo("two");
    assertThat(nix.warnings)
        .containsExactly(
            "warning: unable to download '"
                + server.url("/e")
                + "': HTTP error 404; using cached"
                + " version");
  }

  @Test
  void followsRedirects() {
    server.answers.put("/r", new Answer(302, bytes(""), "Location: /f.txt"));
    assertThat(read("/r")).isEqualTo("hello\n");
    assertThat(server.requests).containsExactly("/r", "/f.txt");
    server.answers.put("/loop", new Answer(302, bytes(""), "Location: /loop"));
    assertThatThrownBy(() -> read("/loop"))
        .hasMessage("unable to download '" + server.url("/loop") + "': too many redirects");
    server.answers.put("/out", new Answer(302, bytes(""), "Location: file:///etc/passwd"));
    assertThatThrownBy(() -> read("/out"))
        .hasMessage(
            "unable to download '"
                + server.url("/out")
                + "': it redirects to 'file:///etc/passwd'");
  }

  @Test
  void asksABusyServerAgain() {
    server.answers.put("/busy", new Answer(503, bytes("later")));
    assertThatThrownBy(() -> read("/busy"))
        .hasMessage("unable to download '" + server.url("/busy") + "': HTTP error 503");
    assertThat(server.requests).hasSize(3);
    assertThatThrownBy(() -> read("/nothing"))
        .hasMessage("unable to download '" + server.url("/nothing") + "': HTTP error 404");
    assertThat(server.requests).hasSize(4);
  }

  @Test
  void saysWhyThereIsNoAnswer() {
    String url = server.url("/x");
    server.close();
    assertThatThrownBy(() -> nix.string("builtins.fetchurl \"" + url + "\""))
        .hasMessage("unable to download '" + url + "': Could not connect to server");
  }

  @Test
  void theSearchPathMayNameArchives() {
    nix.settings =
        settings -> settings.nixPath(List.of("x=file://" + ARCHIVE, "gone=file:///no/such.tar"));
    assertThat(nix.json("builtins.attrNames (builtins.readDir <x>)")).startsWith("[\"");
    assertThatThrownBy(() -> nix.json("<gone>"))
        .hasMessageStartingWith("file 'gone' was not found in the Nix search path");
    assertThat(nix.warnings)
        .contains(
            "warning: Nix search path entry 'file:///no/such.tar' cannot be downloaded, ignoring"
                + " (tarball \"/no/such.tar\" does not exist.)");
  }

  @Test
  void checksTheHash() {
    assertThatThrownBy(() ->
            nix.string(
                "builtins.fetchurl { url = \""
                    + server.url("/f.txt")
                    + "\"; sha256 ="
                    + " \"0000000000000000000000000000000000000000000000000000\"; }"))
        .hasMessage(
            "hash mismatch in file downloaded from '"
                + server.url("/f.txt")
                + "':\n"
                + "  specified: sha256:0000000000000000000000000000000000000000000000000000\n"
                + "  got:       sha256:"
                + "00xyyr3fi8l6hb839bv3f7yb86yjv7xi1cgh1xnhipym4asvb4aq");
  }

  @Test
  void theNetworkIsAPermission() {
    nix.permissions = Permissions.all().withNetwork(false);
    assertThatThrownBy(() -> read("/f.txt"))
        .hasMessage(
            "cannot fetch '"
                + server.url("/f.txt")
                + "': this evaluation has no permission to use the network");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void restrictedModeFetchesWhatIsAllowed() {
    nix.settings = settings -> settings.restrictEval(true);
    assertThatThrownBy(() -> read("/f.txt"))
        .hasMessage("access to URI '" + server.url("/f.txt") + "' is forbidden in restricted mode");
    nix.settings = settings -> settings.restrictEval(true).allowedUris(List.of(server.url("/")));
    assertThat(read("/f.txt")).isEqualTo("hello\n");
  }

  @Test
  void pureModeNeedsAHash() {
    nix.settings = settings -> settings.pureEval(true);
    assertThatThrownBy(() -> read("/f.txt"))
        .hasMessage("in pure evaluation mode, 'fetchurl' requires a 'sha256' argument");
    assertThatThrownBy(() -> nix.tree("builtins.fetchTree \"" + server.url("/x.tar.gz") + "\""))
        .hasMessage(
            "in pure evaluation mode, 'fetchTree' doesn't fetch unlocked input '"
                + server.url("/x.tar.gz")
                + "'");
  }

  @Test
  void aServerMayNameThePlaceForAllTime() throws Exception {
    byte[] archive = Files.readAllBytes(ARCHIVE);
    server.answers.put(
        "/latest.tar.gz",
        new Answer(
            200,
            archive,
            "Link: <" + server.url("/v1.tar.gz?rev=" + "a".repeat(40)) + ">; rel=\"immutable\""));
    assertThat(nix.json("(builtins.fetchTree \"" + server.url("/latest.tar.gz") + "\").rev"))
        .isEqualTo("\"" + "a".repeat(40) + "\"");
  }

  /** Nix's manual, "Lockable HTTP tarball protocol": the lock names the place for all time. */
  @Test
  void locksTheImmutablePlace() throws Exception {
    byte[] archive = Files.readAllBytes(ARCHIVE);
    String fixed = server.url("/v1.tar.gz") + "?rev=" + "a".repeat(40) + "&revCount=7";
    server.answers.put(
        "/latest.tar.gz", new Answer(200, archive, "Link: <" + fixed + ">; rel=\"immutable\""));
    server.answers.put("/v1.tar.gz", new Answer(200, archive));
    Path flake = Files.createDirectory(folder.resolve("flake")).toRealPath();
    Files.writeString(
        flake.resolve("flake.nix"),
        "{ inputs.t = { url = \""
            + server.url("/latest.tar.gz")
            + "\"; flake = false; }; outputs = { t, ... }: { inherit (t) rev revCount; }; }");
    String get =
        "builtins.toJSON { inherit (builtins.getFlake \"path:" + flake + "\") rev revCount; }";
    String answer = "{\"rev\":\"" + "a".repeat(40) + "\",\"revCount\":7}";
    assertThat(nix.string(get)).isEqualTo(answer);
    nix.lock("path:" + flake);
    assertThat(Files.readString(flake.resolve("flake.lock")))
        .contains("\"rev\": \"" + "a".repeat(40) + "\"", "\"revCount\": 7")
        .contains("\"url\": \"" + server.url("/v1.tar.gz") + "\"")
        .contains("\"url\": \"" + server.url("/latest.tar.gz") + "\"");
    // What moves may go: the lock leads to the other place.
    server.answers.remove("/latest.tar.gz");
    nix = new Evaluations(folder.resolve("other-cache"));
    assertThat(nix.string(get)).isEqualTo(answer);
    assertThat(server.requests.getLast()).startsWith("/v1.tar.gz");
  }

  private static final Path ARCHIVE =
      Path.of("src/test/resources/dev/kix/fetchers/archives/gnu.tar.gz").toAbsolutePath();

  @Test
  void takesAFileAsATree() {
    assertThat(
            nix.json(
                "builtins.readFile (builtins.fetchTree { type = \"file\"; url = \""
                    + server.url("/f.txt")
                    + "\"; }).outPath"))
        .isEqualTo("\"hello\\n\"");
  }

  @Test
  void refusesWhatIsTooLarge() {
    nix.fetching = settings -> settings.maxBytes(3);
    assertThatThrownBy(() -> read("/f.txt"))
        .hasMessage("unable to download '" + server.url("/f.txt") + "': it is larger than 3 bytes");
  }
}
