package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Store paths and hashes are those that Nix 2.8 gives for the same files. */
class StoreCommandTest {
  private static final String HI = "/nix/store/a1ps36f9hgswz9k0s9hxkywj2vbz7ibx-hi";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    environment.putAll(Run.homeIn(folder));
    Files.writeString(folder.resolve("hi"), "hi\n");
  }

  private Run kix(String... args) {
    return Run.in(folder, environment, "", args);
  }

  @Test
  void addsFilesAndShowsThem() throws IOException {
    String path = kix("store", "add", "hi").out().strip();
    assertThat(path).isEqualTo(HI);
    assertThat(kix("store", "add-path", "--dry-run", "hi").out()).isEqualTo(HI + "\n");
    assertThat(kix("store", "cat", path).out()).isEqualTo("hi\n");
    assertThat(kix("store", "ls", "-l", path).out())
        .isEqualTo("-r--r--r--                    3 a1ps36f9hgswz9k0s9hxkywj2vbz7ibx-hi\n");
    assertThat(kix("store", "dump-path", path).out()).startsWith("\r\0\0\0\0\0\0\0nix-archive-1");
    assertThat(kix("store", "path-info", path).out()).isEqualTo(path + "\n");
    assertThat(kix("store", "path-info", "--json", path).out())
        .startsWith(
            "{\"info\":{\"a1ps36f9hgswz9k0s9hxkywj2vbz7ibx-hi\":{\"ca\":{\"hash\":\"sha256-")
        .endsWith("\"storeDir\":\"/nix/store\",\"version\":2}\n");
    // What lies in the store can be read by the language too.
    assertThat(kix("eval", "--impure", "--raw", "-E", "builtins.readFile " + path).out())
        .isEqualTo("hi\n");
    assertThat(kix("store", "verify").code()).isZero();
    assertThat(kix("store", "gc", "--dry-run").out()).isEqualTo(path + "\n");
    assertThat(kix("store", "gc").err()).isEqualTo("1 store paths deleted, 0.0 MiB freed\n");
    assertThat(kix("store", "cat", path).err())
        .isEqualTo("error: path '" + path + "' is not valid\n");
  }

  @Test
  void flatAndTextAreOtherPaths() {
    String flat = kix("store", "add", "--mode", "flat", "hi").out();
    assertThat(flat).isEqualTo(kix("store", "add-file", "hi").out()).isNotEqualTo(HI + "\n");
    String text = kix("store", "add", "--mode", "text", "hi").out().strip();
    assertThat(kix("eval", "--raw", "-E", "builtins.toFile \"hi\" \"hi\\n\"").out())
        .isEqualTo(text);
    assertThat(kix("store", "add", "--mode", "flat", ".").err()).contains("is not a regular file");
    assertThat(kix("store", "add", "-n", "bad name", "hi").err())
        .contains("name 'bad name' contains illegal character ' '");
  }

  @Test
  void whatAValueRefersToIsWritten() {
    Run run =
        kix("eval", "-E", "[ (builtins.toFile \"a\" \"b\") { x = builtins.toFile \"c\" \"d\"; } ]");
    assertThat(run.code()).isZero();
    assertThat(folder.resolve("store/objects"))
        .isDirectoryContaining("glob:**-a")
        .isDirectoryContaining("glob:**-c");
    kix("eval", "--read-only", "-E", "builtins.toFile \"e\" \"b\"");
    kix("eval", "-E", "builtins.stringLength (builtins.toFile \"e\" \"b\")");
    assertThat(folder.resolve("store/objects")).isDirectoryNotContaining("glob:**-e");
    kix(
        "eval",
        "--raw",
        "-E",
        "(derivation { name = \"x\"; system = \"s\"; builder = \"b\"; }).outPath");
    assertThat(folder.resolve("store/objects")).isDirectoryContaining("glob:**-x.drv");
  }

  @Test
  void prefetchPrintsHashAndPath() {
    String url = folder.resolve("hi").toUri().toString();
    String hash = "sha256-mOpuTyFvL7S2n/+bOkSELDhobKaF8/VdxIxdP7EQe+Q=";
    Run json = kix("store", "prefetch-file", "--json", url);
    assertThat(json.out()).startsWith("{\"hash\":\"" + hash + "\",\"storePath\":\"/nix/store/");
    assertThat(kix("store", "prefetch-file", url).err())
        .startsWith("Downloaded '" + url + "' to '/nix/store/")
        .endsWith("(hash '" + hash + "').\n");
    Run old = kix("nix-prefetch-url", url);
    assertThat(old.out()).isEqualTo("1r3v22qkypccqifzbww5lrn6hf1chi23m6zzkyvb8bvg457nxslq\n");
    assertThat(old.err()).startsWith("path is '/nix/store/");
    assertThat(kix("nix-prefetch-url", "--type", "md5", "--print-path", url).out())
        .startsWith("764efa883dda1e11db47671c4a3bbd9e\n/nix/store/");
    assertThat(kix("nix-prefetch-url", url, "0".repeat(64)).err())
        .startsWith("error: hash mismatch in file downloaded from '" + url + "':");
    assertThat(kix("store", "prefetch-file", "--name", "-", url + "x").code()).isEqualTo(1);
  }

  @Test
  void showsDerivations() throws IOException {
    Files.writeString(
        folder.resolve("d.nix"),
        "rec { a = derivation { name = \"a\"; system = \"s\"; builder = \"b\"; };"
            + " b = derivation { name = \"b\"; system = \"s\"; builder = \"${a}\"; }; }");
    Run one = kix("derivation", "show", "-f", "d.nix", "b");
    assertThat(one.out())
        .startsWith("{\"derivations\":{\"")
        .contains("-b.drv\":{\"args\":[]")
        .doesNotContain("-a.drv\":{\"args\"")
        .endsWith("\"version\":4}\n");
    assertThat(kix("derivation", "show", "-r", "d.nix#b").out()).contains("-a.drv\":{\"args\":[]");
    String path = kix("eval", "-f", "d.nix", "--raw", "b.drvPath").out();
    assertThat(kix("derivation", "show", path).out()).isEqualTo(one.out());
    assertThat(kix("derivation", "show", path.replace(".drv", "")).err())
        .contains("is no derivation");
  }

  @Test
  void expressionsArePureAndFilesAreNot() {
    environment.put("X", "y");
    assertThat(kix("eval", "-E", "builtins.getEnv \"X\"").out()).isEqualTo("\"\"\n");
    assertThat(kix("eval", "--impure", "-E", "builtins.getEnv \"X\"").out()).isEqualTo("\"y\"\n");
    assertThat(kix("eval", "-E", "import ./hi").err())
        .contains("is forbidden in pure evaluation mode (use '--impure' to override)");
    assertThat(kix("eval", "--pure-eval", "-f", "hi").err())
        .isEqualTo("error: '--file' is not compatible with '--pure-eval'\n");
  }

  @Test
  void flagsMayStandBeforeTheCommand() {
    assertThat(
            kix(
                "--extra-experimental-features",
                "nix-command flakes",
                "--no-warn-dirty",
                "eval",
                "-E",
                "1 + 1"))
        .isEqualTo(new Run(0, "2\n", ""));
    assertThat(kix("--json", "eval", "-E", "1").err())
        .startsWith("error: unrecognised flag '--json'\n       Flags follow the command");
  }

  @Test
  void commandsThatBuildSayThatKixDoesNot() {
    assertThat(kix("develop").err())
        .startsWith("error: there is no command 'develop'\n       It builds derivations")
        .contains("build it with Nix");
    assertThat(kix("nix-collect-garbage").err()).contains("'kix store gc'");
  }
}
