package dev.kix.conformance.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.kix.conformance.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with the input: one error that says it, exit code 1, nothing left behind. */
class BrokenInputTest {
  private static final int MANY = 50 << 20;

  @TempDir private Path folder;

  private Program.Result build(String kixNix, String... flags) throws IOException {
    Files.writeString(folder.resolve("kix.nix"), kixNix, StandardCharsets.ISO_8859_1);
    return run(flags);
  }

  private Program.Result run(String... flags) throws IOException {
    List<String> command = new ArrayList<>(List.of("build", ".#test", "-o", "out/result"));
    command.addAll(List.of(flags));
    return Program.run(folder, environment(), new byte[0], command);
  }

  private Map<String, String> environment() {
    return Map.of("HOME", folder.resolve("home").toString());
  }

  private void isOneError(Program.Result result, String... words) throws IOException {
    assertThat(result.err()).contains(words);
    assertThat(result.err().lines().filter(l -> l.startsWith("error:"))).hasSize(1);
    assertThat(result.err())
        .doesNotContain("internal error")
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
    assertThat(result.err().length()).isLessThan(4000);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(1);
    assertThat(Files.exists(folder.resolve("out/result"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(activations()).isZero();
  }

  private long activations() throws IOException {
    Path store = folder.resolve("home/.local/share/kix/objects");
    if (!Files.exists(store)) {
      return 0;
    }
    try (Stream<Path> objects = Files.list(store)) {
      return objects.filter(o -> o.toString().contains("Activation")).count();
    }
  }

  @Test
  void whatIsRightIsKept() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Program.Result result = build("{ clusters.test = [ { namespaces.a = { }; } ]; }");
    assertThat(result.code()).isZero();
    assertThat(activations()).isEqualTo(1);
    assertThat(folder.resolve("out/result/kix/activation.json")).exists();
  }

  @Test
  void syntaxError() throws IOException {
    isOneError(
        build("{\n  clusters.test = [\n    { a = 1 b = 2; }\n  ];\n}\n"),
        "syntax error",
        "kix.nix:3:15");
  }

  @Test
  void missingFile() throws IOException {
    isOneError(build("{ clusters.test = [ ./absent.nix ]; }"), "absent.nix");
  }

  @Test
  void missingCluster() throws IOException {
    isOneError(build("{ clusters.tset = [ ]; }"), "no cluster 'test'", "tset");
  }

  @Test
  void missingFolder() throws IOException {
    isOneError(
        Program.run(folder, environment(), new byte[0], List.of("build", "no/such/folder#test")),
        "no/such/folder");
  }

  @Test
  void cycle() throws IOException {
    isOneError(
        build("let a = b; b = a; in { clusters.test = a; }"), "infinite recursion encountered");
  }

  @Test
  void wrongFlag() throws IOException {
    isOneError(
        build("{ clusters.test = [ ]; }", "--jsn"),
        "unrecognised flag '--jsn'",
        "Did you mean '--json'?");
  }

  @Test
  void unreadableFolder() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.writeString(closed.resolve("kix.nix"), "{ }");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(closed), "SKIPPED: this user may read everything");
      isOneError(
          Program.run(folder, environment(), new byte[0], List.of("build", "closed#test")),
          "closed",
          "ermission denied");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void fiftyMegabytesOfComment() throws IOException {
    Path file = folder.resolve("kix.nix");
    byte[] line = "this comment never ends\n".getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("{ /*\n".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < MANY; i += line.length) {
        out.write(line);
      }
    }
    isOneError(run(), "syntax error");
  }

  @Test
  void fiftyMegabytesOnOneLine() throws IOException {
    Files.write(folder.resolve("kix.nix"), "x".repeat(MANY).getBytes(StandardCharsets.US_ASCII));
    isOneError(run(), "undefined variable");
  }

  @Test
  void notUtf8() throws IOException {
    isOneError(build("{ clusters.test = [ \u00ff\u00fe ]; }"), "syntax error", "kix.nix:1:21");
  }

  @Test
  void aResultThatIsInTheWay() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("result"), "mine");
    Program.Result result = build("{ clusters.test = [ { namespaces.a = { }; } ]; }");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("error: ").contains("out/result");
    assertThat(Files.readString(out.resolve("result"))).isEqualTo("mine");
  }
}
