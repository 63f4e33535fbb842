package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.fetch.TrustedCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may vouch for a server: the file of {@code ssl-cert-file}, for downloads and for Git. */
class CertificatesTest {
  @TempDir Path folder;
  private OwnCertificate own;
  private Evaluations nix;

  @BeforeEach
  void start() throws Exception {
    own = new OwnCertificate(folder);
    nix = new Evaluations(folder.resolve("cache"));
    Files.createDirectory(folder.resolve("web"));
    Files.writeString(folder.resolve("web/f"), "hello\n");
  }

  private void trust(Path file) {
    nix.fetching =
        f ->
            f.transfer(
                f.transfer().toBuilder()
                    .attempts(1)
                    .certificates(TrustedCertificates.of(file))
                    .build());
  }

  private String read(WebServer server) {
    return nix.string("builtins.readFile (builtins.fetchurl \"" + server.url("/f") + "\")");
  }

  @Test
  void aServerThatTheFileVouchesFor() throws Exception {
    trust(own.pem());
    try (WebServer server = new WebServer(folder.resolve("web"), own.server())) {
      assertThat(read(server)).isEqualTo("hello\n");
    }
  }

  @Test
  void aServerThatNobodyVouchesFor() throws Exception {
    nix.fetching = f -> f.transfer(f.transfer().toBuilder().attempts(1).build());
    try (WebServer server = new WebServer(folder.resolve("web"), own.server())) {
      assertThatThrownBy(() -> read(server))
          .hasMessageStartingWith(
              "unable to download '" + server.url("/f") + "': SSL connection failed: ");
    }
  }

  @Test
  void aServerThatAnotherFileDoesNotKnow() throws Exception {
    Files.createDirectory(folder.resolve("other"));
    trust(new OwnCertificate(folder.resolve("other")).pem());
    try (WebServer server = new WebServer(folder.resolve("web"), own.server())) {
      assertThatThrownBy(() -> read(server)).hasMessageContaining("SSL connection failed: ");
    }
  }

  private String words(Path file, String why) {
    return "cannot use the certificates in '"
        + file
        + "' ('ssl-cert-file', NIX_SSL_CERT_FILE or SSL_CERT_FILE): "
        + why;
  }

  @Test
  void filesThatAreNoneOfCertificates() throws Exception {
    try (WebServer server = new WebServer(folder.resolve("web"), own.server())) {
      Path none = folder.resolve("none");
      trust(none);
      assertThatThrownBy(() -> read(server)).hasMessage(words(none, "No such file or directory"));
      Path empty = Files.createFile(folder.resolve("empty"));
      trust(empty);
      assertThatThrownBy(() -> read(server))
          .hasMessage(words(empty, "it is not a list of certificates (PEM)"));
      Path junk = Files.writeString(folder.resolve("junk"), "-----BEGIN CERTIFICATE-----\nAAA\n");
      trust(junk);
      assertThatThrownBy(() -> read(server))
          .hasMessage(words(junk, "it is not a list of certificates (PEM)"));
      trust(folder);
      assertThatThrownBy(() -> read(server)).hasMessage(words(folder, "Is a directory"));
    }
  }

  @Test
  void whoSpeaksNoTlsNeedsNone() throws Exception {
    trust(folder.resolve("none"));
    try (WebServer server = new WebServer(folder.resolve("web"))) {
      assertThat(read(server)).isEqualTo("hello\n");
    }
  }

  @Test
  void gitOverHttps() throws Exception {
    try (Git git = Repositories.sample(folder.resolve("r"))) {
      Repositories.cloneBare(folder.resolve("r"), folder.resolve("web/r.git"));
      assertThat(git.getRepository().getBranch()).isEqualTo("main");
    }
    try (GitServer server = new GitServer(folder.resolve("web"), own.server())) {
      String url = server.url("/r.git");
      String rev = "(builtins.fetchGit { url = \"" + url + "\"; ref = \"main\"; }).rev";
      assertThatThrownBy(() -> nix.string(rev))
          .hasMessageStartingWith("Failed to fetch git repository '" + url + "': ")
          .hasMessageContaining("SSL connection failed");
      trust(folder.resolve("none"));
      assertThatThrownBy(() -> nix.string(rev))
          .hasMessage(words(folder.resolve("none"), "No such file or directory"));
      trust(own.pem());
      assertThat(nix.string(rev)).hasSize(40);
    }
  }
}
