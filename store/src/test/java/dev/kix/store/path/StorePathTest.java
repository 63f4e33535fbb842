package dev.kix.store.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths from {@code nix-store} and {@code nix-instantiate} 2.8; messages from Nix 2.35. */
class StorePathTest {
  private static final StoreDir DIR = StoreDir.NIX_STORE;
  private static final String DIGITS = "ffffffffffffffffffffffffffffffff";

  @Test
  void textPath() {
    StorePath path = DIR.makeTextPath("note.txt", Hash.sha256("hello\n"), List.of());
    assertThat(DIR.print(path)).isEqualTo("/nix/store/ha42hgz88l4lab3af6k2fgbhxbcgxm2n-note.txt");
  }

  @Test
  void fixedOutputPaths() {
    assertThat(fixed("source.tar.gz", ContentAddressMethod.FLAT, "sha256:" + "0".repeat(52)))
        .isEqualTo("viyrhww6yf8f44a4c8xddq6lx6q8l829-source.tar.gz");
    assertThat(
            fixed(
                "tree",
                ContentAddressMethod.NIX_ARCHIVE,
                "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="))
        .isEqualTo("1h48vji4kxgspjfvwvsc5hfwbf08qn5v-tree");
    assertThat(
            fixed(
                "old",
                ContentAddressMethod.NIX_ARCHIVE,
                "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"))
        .isEqualTo("zarrbfmhh50jhg3s4k3z2yfk6370kqvy-old");
  }

  private static String fixed(String name, ContentAddressMethod method, String hash) {
    return DIR.makeContentAddressedPath(name, new ContentAddress(method, Hash.parseAny(hash, null)))
        .baseName();
  }

  @Test
  void placeholders() {
    assertThat(Placeholder.ofOutput("out").render())
        .isEqualTo("/1rz4g4znpzjwh1xymhjpm42vipw92pr73vdgl6xs1hycac8kf2n9");
    assertThat(
            Placeholder.ofUnknownOutput(
                    StorePath.parse("5nlc6hnsnyrixgs02jc3kg7nkgcjybkn-floating.drv"), "lib")
                .render())
        .isEqualTo("/0zdr2x1fh737rz3r0yfajwsn8v9r694r319kn6q27a217d4bapsb");
  }

  @Test
  void badNames() {
    badName("", "name must not be empty");
    badName("x y", "name 'x y' contains illegal character ' '");
    badName("a/b", "name 'a/b' contains illegal character '/'");
    badName(".", "name '.' is not valid");
    badName("..", "name '..' is not valid");
    badName(".-a", "name '.-a' is not valid: first dash-separated component must not be '.'");
    badName("..-a", "name '..-a' is not valid: first dash-separated component must not be '..'");
    String longest = "x".repeat(211);
    StorePath.checkName(longest);
    badName(longest + "x", "name '" + longest + "x' must be no longer than 211 characters");
    for (String good : new String[] {"a", ".a", "...", "..a", "a+-._?=Z9", "-"}) {
      StorePath.checkName(good);
    }
  }

  private static void badName(String name, String message) {
    assertThatThrownBy(() -> StorePath.checkName(name))
        .isInstanceOf(StorePathException.class)
        .hasMessage(message);
  }

  @Test
  void badPaths() {
    badPath("", "empty path is not a valid store path");
    badPath("nix/store/x", "not an absolute path: \"nix/store/x\"");
    badPath("/nix/x", "path \"/nix/x\" is not in the Nix store");
    badPath("/nix/store", "path \"/nix/store\" is not in the Nix store");
    badPath("/nix/store/a/b", "path \"/nix/store/a/b\" is not in the Nix store");
    badPath("/nix/store/abc", "'abc' is too short to be a valid store path");
    badPath(
        "/nix/store/" + DIGITS + "x",
        "'" + DIGITS + "x' can't name a store path because the hash part is not followed by a '-'");
    badPath(
        "/nix/store/e" + DIGITS.substring(1) + "-x",
        "store path 'e" + DIGITS.substring(1) + "-x' contains illegal base-32 character 'e'");
    badPath(
        "/nix/store/" + DIGITS + "-x y",
        "path '"
            + DIGITS
            + "-x y' is not a valid store path: name 'x y' contains illegal character ' '");
  }

  private static void badPath(String path, String message) {
    assertThatThrownBy(() -> DIR.parse(path))
        .isInstanceOf(StorePathException.class)
        .hasMessage(message);
    assertThat(DIR.find(path)).isNull();
  }

  @Test
  void fullPathsAreResolvedByText() {
    StorePath path = StorePath.parse(DIGITS + "-x");
    assertThat(DIR.parse("//nix/./y/..//store/" + DIGITS + "-x/")).isEqualTo(path);
    assertThat(DIR.containing("/nix/store/" + DIGITS + "-x/bin/y")).isEqualTo(path);
    assertThatThrownBy(() -> DIR.parseCanonical("/nix//store/" + DIGITS + "-x"))
        .isInstanceOf(StorePathException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text:sha256:04zwf782yjwnh3q6hz5izfd6jyip8kgw6g6yj43fiqhbyhdd0dqw",
        "fixed:sha1:9m1skbnr5i43n3yypvda5s65vhfwdx5a",
        "fixed:r:sha256:04zwf782yjwnh3q6hz5izfd6jyip8kgw6g6yj43fiqhbyhdd0dqw",
        "fixed:git:sha1:9m1skbnr5i43n3yypvda5s65vhfwdx5a",
      })
  void contentAddressRoundTrip(String text) {
    assertThat(ContentAddress.parse(text).render()).isEqualTo(text);
  }

  @Test
  void badContentAddresses() {
    badAddress("x", "not a content address because it is not in the form '<prefix>:<rest>': x");
    badAddress(
        "x:y",
        "content address prefix 'x' is unrecognized. Recogonized prefixes are 'text' or 'fixed'");
    badAddress(
        "fixed:r:sha256",
        "content address hash must be in form '<algo>:<hash>', but found: fixed:r:sha256");
    badAddress(
        "fixed:text:sha256:x",
        "unknown hash algorithm 'text', expect 'blake3', 'md5', 'sha1', 'sha256', or 'sha512'");
  }

  private static void badAddress(String text, String message) {
    assertThatThrownBy(() -> ContentAddress.parse(text)).hasMessage(message);
  }

  @Test
  void referencesOnlyWhereTheyCanBeWritten() {
    ContentAddress flat =
        new ContentAddress(ContentAddressMethod.FLAT, Hash.of(HashAlgorithm.SHA256, ""));
    StorePath other = StorePath.parse(DIGITS + "-x");
    assertThatThrownBy(() -> DIR.makeContentAddressedPath("a", flat, List.of(other), false))
        .isInstanceOf(StorePathException.class)
        .hasMessageStartingWith(
            "fixed output derivation 'a' is not allowed to refer to other store paths.");
    ContentAddress git =
        new ContentAddress(ContentAddressMethod.GIT, Hash.of(HashAlgorithm.MD5, ""));
    assertThatThrownBy(() -> DIR.makeContentAddressedPath("a", git))
        .hasMessage("Git file ingestion must use SHA-1 or SHA-256 hash, but instead using: md5");
  }
}
