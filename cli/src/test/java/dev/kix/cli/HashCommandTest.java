package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes are those of the functional tests of Nix 2.35: hash-path.sh and hash-convert.sh. */
class HashCommandTest {
  private static final String BASE16 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String NIX32 = "1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s";
  private static final String BASE64 = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
  private static final String SRI = "sha256-" + BASE64;

  @TempDir private Path folder;

  private Run kix(String... args) {
    return Run.in(folder, Map.of("HOME", folder.toString()), "", args);
  }

  @ParameterizedTest
  @CsvSource({
    "md5,d41d8cd98f00b204e9800998ecf8427e",
    "sha1,da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "sha256,e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  })
  void flatHashesAreThoseOfTheBytes(String algorithm, String hash) throws IOException {
    Files.writeString(folder.resolve("empty"), "");
    Run expected = new Run(0, hash + "\n", "");
    assertThat(kix("hash", "file", "--base16", "--type", algorithm, "empty")).isEqualTo(expected);
    assertThat(
            kix(
                "hash",
                "path",
                "--mode",
                "flat",
                "--format",
                "base16",
                "--algo",
                algorithm,
                "empty"))
        .isEqualTo(expected);
    assertThat(kix("nix-hash", "--flat", "--type", algorithm, "empty")).isEqualTo(expected);
  }

  @Test
  void archivesOfFoldersAreHashed() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("d"));
    Path hello = Files.writeString(inner.resolve("hello"), "Hello World\n");
    assertThat(kix("nix-hash", "d").out()).isEqualTo("ea9b55537dd4c7e104515b2ccfaf4100\n");
    assertThat(kix("hash", "path", "--format", "base16", "--algo", "md5", "d").out())
        .isEqualTo("ea9b55537dd4c7e104515b2ccfaf4100\n");
    assertThat(hello.toFile().setExecutable(true)).isTrue();
    assertThat(kix("nix-hash", "d").out()).isEqualTo("20f3ffe011d4cfa7d72bfabef7882836\n");
    Files.delete(hello);
    Files.createSymbolicLink(hello, Path.of("x"));
    assertThat(kix("nix-hash", "d").out()).isEqualTo("f78b733a68f5edbdf9413899339eaa4a\n");
    assertThat(kix("nix-hash", "--type", "sha256", "--truncate", "--base32", "d").out())
        .hasSize(33);
    assertThat(kix("hash", "path", "none").err())
        .isEqualTo("error: path '" + folder.resolve("none") + "' does not exist\n");
  }

  @Test
  void convertsBetweenAllFormats() {
    for (String from : new String[] {BASE16, NIX32, BASE64, SRI}) {
      assertThat(kix("hash", "convert", "--hash-algo", "sha256", from).out()).isEqualTo(SRI + "\n");
      assertThat(kix("hash", "convert", "--hash-algo", "sha256", "--to", "nix32", from).out())
          .isEqualTo(NIX32 + "\n");
      assertThat(kix("nix-hash", "--type", "sha256", "--to-base64", from).out())
          .isEqualTo(BASE64 + "\n");
    }
    assertThat(kix("hash", "to-base16", SRI))
        .isEqualTo(
            new Run(
                0,
                BASE16 + "\n",
                "warning: The old format conversion subcommands of `kix hash` were deprecated in"
                    + " favor of `kix hash convert`.\n"));
    assertThat(kix("hash", "convert", "--to", "base32", SRI).err())
        .isEqualTo("warning: \"base32\" is a deprecated alias for hash format \"nix32\".\n");
  }

  @Test
  void mistakesAreNamed() {
    assertThat(kix("hash", "convert", "--hash-algo", "sha256", "--from", "nix32", BASE16))
        .isEqualTo(
            new Run(
                1,
                "",
                "error: input hash '"
                    + BASE16
                    + "' has format 'base16', but '--from nix32' was specified\n"));
    assertThat(kix("hash", "convert", NIX32).err()).contains("does not include a type");
    assertThat(kix("hash", "convert", "--to", "hex", SRI).err())
        .startsWith("error: unknown hash format 'hex', expect 'base16'");
    assertThat(kix("hash", "path", "--algo", "blake3", ".").err())
        .startsWith("error: experimental Nix feature 'blake3-hashes' is disabled;");
    assertThat(kix("hash", "path", "--mode", "tar", ".").err())
        .startsWith("error: Unknown file ingestion method 'tar', expect `flat`, `nar`, or `git`");
    assertThat(kix("hash", "convrt", SRI).err())
        .startsWith("error: there is no 'kix hash convrt'\n       Did you mean 'convert'?\n");
    assertThat(kix("hash", "convert", "--base16", SRI).err())
        .startsWith("error: 'kix hash convert' has no flag '--base16'\n");
  }
}
