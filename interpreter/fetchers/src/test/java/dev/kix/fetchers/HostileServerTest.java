package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kix.interpreter.Limits;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.io.DiskFileAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that do not answer, do not stop, or say something else than they do: there is one error,
 * in time, and nothing is left behind in the cache.
 */
@Timeout(120)
class HostileServerTest {
  @TempDir Path folder;
  private Evaluations nix;
  private ServerSocket server;

  /** What a server says on a connection, after the request. */
  private interface Talk {
    void on(OutputStream out) throws IOException, InterruptedException;
  }

  @BeforeEach
  void begin() throws IOException {
    nix = new Evaluations(folder.resolve("cache"));
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    if (folder.resolve("cache/tmp").toFile().exists()) {
      assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
    }
    assertThat(folder.resolve("cache/files")).doesNotExist();
  }

  private String url(Talk talk) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read(new byte[4096]);
                  talk.on(socket.getOutputStream());
                } catch (IOException e) {
                  continue; // the client has gone, as it should
                } catch (InterruptedException e) {
                  return;
                }
              }
            },
            "hostile-server");
    thread.setDaemon(true);
    thread.start();
    return "http://127.0.0.1:" + server.getLocalPort() + "/x.tar.gz";
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private void endsInTime(String expression) {
    nix.limits = Limits.standard().withWallClock(Duration.ofMillis(500));
    EvalException e = catchThrowableOfType(EvalException.class, () -> nix.string(expression));
    assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT);
    assertThat(e).hasMessageContaining("took longer than the limit of 500 ms");
  }

  @Test
  void oneThatNeverAnswers() {
    String url = url(out -> Thread.sleep(600_000));
    endsInTime("builtins.fetchurl \"" + url + "\"");
  }

  @Test
  void oneThatNeverStopsAndIsSlow() {
    String url =
        url(out -> {
          say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (true) {
            say(out, "1\r\nx\r\n");
            Thread.sleep(50);
          }
        });
    endsInTime("builtins.fetchTarball \"" + url + "\"");
  }

  @Test
  void oneThatNeverStopsAndIsFast() {
    nix.fetching = f -> f.maxBytes(20_000_000);
    String url =
        url(out -> {
          say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
          while (true) {
            say(out, chunk);
          }
        });
    assertThatThrownBy(() -> nix.string("builtins.fetchurl \"" + url + "\""))
        .hasMessage("unable to download '" + url + "': it is larger than 20000000 bytes");
  }

  @Test
  void oneThatSendsLessThanItSays() {
    String url = url(out -> say(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nhello"));
    assertThatThrownBy(() -> nix.string("builtins.fetchurl \"" + url + "\""))
        .hasMessageStartingWith("unable to download '" + url + "': ");
  }

  @Test
  void oneThatSpeaksNoHttp() {
    String url = url(out -> say(out, "220 mail.example.org ESMTP\r\n"));
    assertThatThrownBy(() -> nix.string("builtins.fetchurl \"" + url + "\""))
        .hasMessageStartingWith("unable to download '" + url + "': ");
  }

  @Test
  void aGitServerThatNeverStops() {
    String url =
        url(out -> {
          say(
              out,
              "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + "22\r\n001e# service=git-upload-pack\n0000\r\n");
          Thread.sleep(5_000);
        });
    nix.limits = Limits.standard().withWallClock(Duration.ofMillis(500));
    assertThatThrownBy(
            () -> nix.string("builtins.fetchGit { url = \"" + url + "\"; ref = \"main\"; }"))
        .isInstanceOf(EvalException.class);
  }

  private void stalls() {
    nix.fetching =
        f ->
            f.transfer(
                f.transfer().toBuilder()
                    .stalledTimeout(Duration.ofSeconds(1))
                    .attempts(2)
                    .retryDelay(Duration.ofMillis(1))
                    .build());
  }

  @Test
  void aServerThatSaysNothingIsAskedAgainAndGivenUp() {
    stalls();
    String url = url(out -> Thread.sleep(600_000));
    assertThatThrownBy(() -> nix.string("builtins.fetchurl \"" + url + "\""))
        .hasMessage("unable to download '" + url + "': Timeout was reached");
    assertThat(nix.warnings)
        .containsExactly(
            "warning: unable to download '"
                + url
                + "': Timeout was reached; retrying in 1 ms (attempt 1/2)");
  }

  @Test
  void aServerThatStopsInTheMiddle() {
    stalls();
    String url =
        url(out -> {
          say(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello");
          Thread.sleep(600_000);
        });
    assertThatThrownBy(() -> nix.string("builtins.fetchurl \"" + url + "\""))
        .hasMessage("unable to download '" + url + "': Timeout was reached");
  }

  @Test
  void aServerThatWantsToBeLeftAloneForAYear() {
    String url =
        url(out ->
            say(out, "HTTP/1.1 503 No\r\nRetry-After: 31536000\r\nContent-Length: 0\r\n\r\n"));
    assertThatThrownBy(() -> nix.string("builtins.fetchurl \"" + url + "\""))
        .hasMessage("unable to download '" + url + "': HTTP error 503");
    assertThat(nix.warnings).isEmpty();
  }

  @Test
  void aGitServerThatSaysNothing() {
    stalls();
    String url = url(out -> Thread.sleep(600_000));
    assertThatThrownBy(() -> nix.string("(builtins.fetchGit \"" + url + "\").rev"))
        .hasMessage("Failed to fetch git repository '" + url + "': Timeout was reached");
  }

  @Test
  void aGitServerThatSaysNothingAndAnEvaluationThatEnds() {
    String url = url(out -> Thread.sleep(600_000));
    endsInTime("(builtins.fetchGit \"" + url + "\").rev");
  }

  private String daemon() {
    return "git://127.0.0.1:" + server.getLocalPort() + "/r";
  }

  @Test
  void aGitDaemonThatSaysNothing() {
    stalls();
    url(out -> Thread.sleep(600_000));
    assertThatThrownBy(() -> nix.string("(builtins.fetchGit \"" + daemon() + "\").rev"))
        .hasMessageStartingWith("Failed to fetch git repository '" + daemon() + "': ")
        .hasMessageEndingWith("Timeout was reached");
  }

  @Test
  void aGitDaemonThatSaysNothingAndAnEvaluationThatEnds() {
    url(out -> Thread.sleep(600_000));
    endsInTime("(builtins.fetchGit \"" + daemon() + "\").rev");
  }

  @Test
  void aGitDaemonWithBranchesWithoutEnd() {
    url(out -> {
      for (long i = 0; ; i++) {
        String line = "1".repeat(40) + " refs/heads/" + i + "\n";
        say(out, String.format(Locale.ROOT, "%04x", line.length() + 4) + line);
      }
    });
    FetchContext context = context(Map.of());
    GitTraffic traffic = new GitTraffic(context, 100_000);
    assertThatThrownBy(
            () -> {
              try (Repository local =
                      new InMemoryRepository(new DfsRepositoryDescription("local"));
                  Transport transport =
                      new GitDaemonTransport(local, new URIish(daemon()), context, traffic)) {
                transport.openFetch().close();
              }
            })
        .hasStackTraceContaining("the server says more than 100000 bytes");
  }

  // ---- answers that are read as a whole ----

  private static void sayForEver(OutputStream out) throws IOException {
    say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    while (true) {
      say(out, chunk);
    }
  }

  private String here() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Test
  void aRegistryOfImagesThatNeverStops() {
    url(HostileServerTest::sayForEver);
    FetchContext context = context(Map.of());
    assertThatThrownBy(() -> new OciRegistry(context, here() + "/base").manifest("latest"))
        .hasMessage(
            "unable to download 'http://"
                + here()
                + "/v2/base/manifests/latest': it is larger than 4194304 bytes");
  }

  @Test
  void aServerOfTokensThatNeverStops() {
    url(HostileServerTest::sayForEver);
    AccountLogin login = new AccountLogin(context(Map.of()), here(), "base");
    String challenge = "Bearer realm=\"http://" + here() + "/token\"";
    assertThatThrownBy(() -> login.authorization(challenge, null))
        .hasMessage(
            "unable to download 'http://"
                + here()
                + "/token?scope=repository%3Abase%3Apull': it is larger than 4194304 bytes");
  }

  @Test
  void aRegistryThatNeverAnswersAndAnEvaluationThatEnds() {
    url(out -> Thread.sleep(600_000));
    EvalException end = new EvalException(ErrorKind.CANCELLED, "enough", null);
    FetchContext context =
        new FetchContext(
            FetchSettings.builder(Map.of()).cacheFolder(folder.resolve("cache")).build(),
            true,
            false,
            new DiskFileAccess(),
            w -> {},
            () -> end);
    assertThatThrownBy(() -> new OciRegistry(context, here() + "/base").manifest("latest"))
        .isSameAs(end);
  }

  private FetchContext context(Map<String, String> environment) {
    return new FetchContext(
        FetchSettings.builder(environment)
            .cacheFolder(folder.resolve("cache"))
            .registryAccounts(List.of())
            .build(),
        true,
        false,
        new DiskFileAccess(),
        w -> {},
        () -> null);
  }

  @Test
  void aHelmRepositoryThatNeverStops() {
    String repo = url(HostileServerTest::sayForEver);
    Input chart =
        Input.fromAttrs(
            InputAttrs.of(
                Map.of("type", "helm-chart", "repo", repo, "chart", "c", "version", "1")));
    assertThatThrownBy(() -> new HelmChartFetcher().fetch(chart, context(Map.of())))
        .hasMessage(
            "unable to download '" + repo + "/index.yaml': it is larger than 67108864 bytes");
  }

  @Test
  void aRegistryOfFlakesThatNeverStops() {
    String url = url(HostileServerTest::sayForEver);
    nix.fetching = f -> f.globalRegistry(url).maxBytes(1_000_000);
    assertThatThrownBy(() -> nix.json("builtins.getFlake \"nixpkgs\""))
        .hasMessage("unable to download '" + url + "': it is larger than 1000000 bytes");
  }

  @Test
  void aServerOfLargeFilesThatNeverStops() throws Exception {
    Path repository = folder.resolve("r");
    try (Git git = Repositories.init(repository)) {
      Files.writeString(repository.resolve(".gitattributes"), "a filter=lfs\n");
      Files.writeString(
          repository.resolve("a"),
          "version https://git-lfs.github.com/spec/v1\noid sha256:"
              + "0".repeat(64)
              + "\nsize 4\n");
      Repositories.commit(git, "one\n");
      git.getRepository()
          .getConfig()
          .setString("lfs", null, "url", url(HostileServerTest::sayForEver));
      git.getRepository().getConfig().save();
    }
    assertThatThrownBy(() ->
            nix.json(
                "(builtins.fetchGit { url = \"file://"
                    + repository
                    + "\"; ref = \"main\"; lfs = true; }).narHash"))
        .hasMessage(
            "cannot fetch 'a', which Git LFS keeps: unable to download 'http://"
                + here()
                + "/x.tar.gz.git/info/lfs/objects/batch': it is larger than 1048576 bytes");
  }

  @Test
  void aGitServerWithBranchesWithoutEnd() {
    String url =
        url(out -> {
          say(
              out,
              "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + "22\r\n001e# service=git-upload-pack\n0000\r\n");
          String line = "003d" + "1".repeat(40) + " refs/heads/branch1\n";
          String chunk = line.repeat(1000);
          while (true) {
            say(out, Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
          }
        });
    assertThatThrownBy(() -> nix.json("(builtins.fetchGit \"" + url + "\").rev"))
        .hasMessageStartingWith("Failed to fetch git repository '" + url + "': ");
  }

  @Test
  void countsWhatAGitServerSays() throws Exception {
    GitTraffic traffic = new GitTraffic(context(Map.of()), 1000);
    InputStream branches = traffic.talk(new ByteArrayInputStream(new byte[2000]));
    branches.readNBytes(1000);
    assertThatThrownBy(branches::read).hasMessage("the server says more than 1000 bytes");
    // A pack is counted for itself, and what comes after it anew.
    InputStream answer = traffic.talk(new ByteArrayInputStream(new byte[2000]));
    assertThat(traffic.pack(answer).readAllBytes()).hasSize(2000);
    InputStream next = traffic.talk(new ByteArrayInputStream(new byte[2000]));
    assertThatThrownBy(next::readAllBytes).hasMessage("the server says more than 1000 bytes");
  }

  @Test
  void aGitRepositoryThatIsTooLarge() throws Exception {
    try (Git git = Repositories.sample(folder.resolve("r"))) {
      Repositories.cloneBare(folder.resolve("r"), folder.resolve("web/r.git"));
      assertThat(git.getRepository().getBranch()).isEqualTo("main");
    }
    nix.fetching = f -> f.maxBytes(300);
    try (GitServer web = new GitServer(folder.resolve("web"))) {
      String url = web.url("/r.git");
      assertThatThrownBy(() -> nix.json("(builtins.fetchGit \"" + url + "\").rev"))
          .hasMessage(
              "Failed to fetch git repository '" + url + "': its history is larger than 300 bytes");
    }
    try (Stream<Path> left = Files.walk(folder.resolve("cache/git"))) {
      assertThat(left.filter(p -> p.toString().contains("pack") && Files.isRegularFile(p)))
          .isEmpty();
    }
  }
}
