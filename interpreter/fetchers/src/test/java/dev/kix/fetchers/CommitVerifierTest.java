package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commits that git and ssh-keygen have signed; skipped where they are not installed. */
class CommitVerifierTest {
  @TempDir Path folder;
  private Evaluations nix;

  @BeforeEach
  void setUp() throws Exception {
    folder = folder.toRealPath();
    nix = new Evaluations(folder.resolve("cache"));
    nix.settings =
        settings -> settings.experimentalFeatures(Set.of("fetch-tree", "verified-fetches"));
    nix.fetching = settings -> settings.verifiedFetches(true);
  }

  private String run(String... command) throws Exception {
    assumeThat(Path.of("/usr/bin/git")).as("git is not installed").isExecutable();
    assumeThat(Path.of("/usr/bin/ssh-keygen")).as("ssh-keygen is not installed").isExecutable();
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return out.strip();
  }

  private String key(String name, String type) throws Exception {
    run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "x", "-f", name);
    return Files.readString(folder.resolve(name + ".pub")).split(" ")[1];
  }

  private String commit(String... signing) throws Exception {
    if (!Files.exists(folder.resolve("r"))) {
      run("git", "init", "-q", "-b", "main", "r");
    }
    Files.writeString(folder.resolve("r/file"), String.join(" ", signing));
    run("git", "-C", "r", "add", "file");
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-C",
                "r",
                "-c",
                "user.name=n",
                "-c",
                "user.email=a@b.c",
                "-c",
                "gpg.format=ssh"));
    command.addAll(List.of(signing));
    command.addAll(List.of("commit", "-q", "-m", "a message\n\nof two paragraphs"));
    run(command.toArray(new String[0]));
    return run("git", "-C", "r", "rev-parse", "HEAD");
  }

  private String signed(String key) throws Exception {
    return commit("-c", "user.signingkey=" + folder.resolve(key), "-c", "commit.gpgsign=true");
  }

  private String fetch(String rev, String more) {
    return nix.string(
        "(builtins.fetchGit { url = \"file://"
            + folder
            + "/r\"; rev = \""
            + rev
            + "\"; "
            + more
            + " }).rev");
  }

  @ParameterizedTest
  @CsvSource({"ed25519, ssh-ed25519", "rsa, ssh-rsa"})
  void acceptsTheKeyThatSigned(String type, String name) throws Exception {
    String key = key("k", type);
    String other = key("other", type);
    String rev = signed("k");
    String one = "keytype = \"" + name + "\"; publicKey = \"";
    assertThat(fetch(rev, one + key + "\";")).isEqualTo(rev);
    String keys =
        "publicKeys = [ { type = \"%1$s\"; key = \"%2$s\"; } { type = \"%1$s\"; key = \"%3$s\"; } ];"
            .formatted(name, other, key);
    assertThat(fetch(rev, keys)).isEqualTo(rev);
    assertThatThrownBy(() -> fetch(rev, one + other + "\";"))
        .hasMessage(
            "Commit signature verification on commit "
                + rev
                + " failed: it is signed with another key");
    assertThatThrownBy(() -> fetch(rev, "verifyCommit = true;"))
        .hasMessageContaining("it is signed with another key");
    assertThat(fetch(rev, "verifyCommit = false; " + one + other + "\";")).isEqualTo(rev);
  }

  @Test
  void refusesWhatIsNotSigned() throws Exception {
    String key = key("k", "ed25519");
    String rev = commit();
    String wanted = "publicKey = \"" + key + "\";";
    assertThatThrownBy(() -> fetch(rev, wanted))
        .hasMessage("Commit signature verification on commit " + rev + " failed: it is not signed");
    signed("k");
    // The same signature under other words.
    String raw = run("git", "-C", "r", "cat-file", "commit", "HEAD") + "\n";
    Files.writeString(folder.resolve("forged"), raw.replace("a message", "A message"));
    String forged = run("git", "-C", "r", "hash-object", "-t", "commit", "-w", "../forged");
    assertThatThrownBy(() -> fetch(forged, wanted)).hasMessageContaining("its signature is wrong");
    Files.writeString(folder.resolve("r/file"), "changed");
    assertThatThrownBy(() ->
            nix.string(
                "(builtins.fetchGit { url = \"file://" + folder + "/r\"; " + wanted + " }).rev"))
        .hasMessageContaining("commit verification is required for Git repository '")
        .hasMessageContaining("', but it's dirty");
  }

  @Test
  void saysWhatIsWrongWithAKey() throws Exception {
    String rev = commit();
    assertThatThrownBy(() -> fetch(rev, "keytype = \"x\"; publicKey = \"AAAA\";"))
        .hasMessage(
            "Invalid SSH key type 'x' in publicKeys.\nPlease use one of:\n  ssh-dsa\n  ssh-ecdsa\n"
                + "  ssh-ecdsa-sk\n  ssh-ed25519\n  ssh-ed25519-sk\n  ssh-rsa\n");
    assertThatThrownBy(() -> fetch(rev, "publicKey = \"!\";"))
        .hasMessageContaining("while decoding public key '!' used for git signature");
  }

  @Test
  void needsTheExperimentalFeature() throws Exception {
    String rev = commit();
    nix.settings = settings -> settings.experimentalFeatures(Set.of("fetch-tree"));
    nix.fetching = settings -> settings;
    for (String attrs :
        List.of("verifyCommit = true;", "publicKey = \"AAAA\";", "publicKeys = [ ];")) {
      assertThatThrownBy(() -> fetch(rev, attrs))
          .hasMessage(
              "experimental Nix feature 'verified-fetches' is disabled; add"
                  + " '--extra-experimental-features verified-fetches' to enable it");
    }
  }
}
