package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nix's settings of downloads and kix's limits of what is fetched, through the program. */
@Timeout(60)
class TransferSettingsTest {
  @TempDir Path folder;
  private HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> agents = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.incrementAndGet();
            agents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            switch (exchange.getRequestURI().getPath()) {
              case "/f" -> {
                exchange.sendResponseHeaders(200, 6);
                exchange.getResponseBody().write("hello\n".getBytes(StandardCharsets.UTF_8));
              }
              case "/busy" -> exchange.sendResponseHeaders(500, -1);
              default -> Thread.sleep(30_000);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private Run fetch(Map<String, String> environment, String url, String... flags) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("HOME", folder.toString());
    List<String> args = new ArrayList<>(List.of("eval", "--impure", "--expr"));
    args.add("builtins.readFile (builtins.fetchurl \"" + url + "\")");
    args.addAll(List.of(flags));
    return Run.in(folder, all, "", args.toArray(String[]::new));
  }

  @Test
  void aServerThatSaysNothing() {
    Run run =
        fetch(
            Map.of("NIX_CONFIG", "stalled-download-timeout = 1"),
            url("/silence"),
            "--download-attempts",
            "1");
    assertThat(run.err())
        .endsWith("error: unable to download '" + url("/silence") + "': Timeout was reached\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void attempts() {
    String pause = "filetransfer-retry-delay = 1\nfiletransfer-retry-jitter = false";
    Run run =
        fetch(Map.of("NIX_CONFIG", pause), url("/busy"), "--filetransfer-retry-attempts", "3");
    String words = "unable to download '" + url("/busy") + "': HTTP error 500";
    assertThat(run.err())
        .startsWith(
            "warning: "
                + words
                + "; retrying in 1 ms (attempt 1/3)\nwarning: "
                + words
                + "; retrying in 2 ms (attempt 2/3)\n")
        .endsWith("error: " + words + "\n");
    assertThat(requests).hasValue(3);
  }

  @Test
  void whoAsks() {
    assertThat(fetch(Map.of(), url("/f"), "--user-agent-suffix", "ours/1").out())
        .isEqualTo("\"hello\\n\"\n");
    assertThat(agents).containsExactly("kix ours/1");
  }

  @Test
  void limitsOfWhatIsFetched() {
    String words = "error: unable to download '" + url("/f") + "': it is larger than 5 bytes\n";
    assertThat(fetch(Map.of(), url("/f"), "--max-fetch-size", "5").err()).endsWith(words);
    assertThat(fetch(Map.of("KIX_MAX_FETCH_SIZE", "5"), url("/f")).err()).endsWith(words);
    assertThat(fetch(Map.of("NIX_CONFIG", "max-fetch-size = 5"), url("/f")).err()).endsWith(words);
  }

  @ParameterizedTest
  @CsvSource({
    "connect-timeout,-1",
    "stalled-download-timeout,1m",
    "download-attempts,many",
    "max-fetch-size,0",
    "max-fetch-files,0",
    "max-fetch-ratio,x",
    "ssl-cert-file,ca.pem",
    "netrc-file,~/.netrc"
  })
  void aValueThatDoesNotFit(String name, String value) {
    Run run = fetch(Map.of(), url("/f"), "--" + name, value);
    assertThat(run.err()).startsWith("error: setting '").contains("' has invalid value '" + value);
    assertThat(run.code()).isEqualTo(1);
    assertThat(requests).hasValue(0);
  }

  @Test
  void certificatesThatAreNotThere() {
    String words =
        "cannot use the certificates in '/none' ('ssl-cert-file', NIX_SSL_CERT_FILE or"
            + " SSL_CERT_FILE): No such file or directory\n";
    String https = url("/f").replace("http:", "https:");
    assertThat(fetch(Map.of(), https, "--ssl-cert-file", "/none").err()).endsWith(words);
    assertThat(fetch(Map.of("NIX_SSL_CERT_FILE", "/none"), https).err()).endsWith(words);
    assertThat(fetch(Map.of("SSL_CERT_FILE", "/none"), https).err()).endsWith(words);
    assertThat(fetch(Map.of("SSL_CERT_FILE", "/none"), url("/f")).code()).isZero();
  }
}
