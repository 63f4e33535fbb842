package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kix.interpreter.Limits;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
}
