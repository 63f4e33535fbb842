package dev.kix.cli.validate;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are made to hurt, all in one run of the program with a small heap: each ends in one
 * error that names it, and none takes the others with it.
 */
class HostileYamlTest {
  private static final String GOOD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good}\n";

  /** Enough for a document of the greatest size that is read, not for one that is kept twice. */
  private static final String HEAP = "-Xmx400m";

  @TempDir Path folder;

  private final Map<String, String> expected = new LinkedHashMap<>();

  private void file(String name, byte[] content, String message) throws IOException {
    Files.write(folder.resolve(name), content);
    expected.put(name, message);
  }

  private void file(String name, String content, String message) throws IOException {
    file(name, content.getBytes(UTF_8), message);
  }

  private static byte[] marked(String text, Charset charset, int... mark) {
    byte[] encoded = text.getBytes(charset);
    byte[] out = new byte[mark.length + encoded.length];
    for (int i = 0; i < mark.length; i++) {
      out[i] = (byte) mark[i];
    }
    System.arraycopy(encoded, 0, out, mark.length, encoded.length);
    return out;
  }

  private void repeated(String name, String start, String part, int times, String end)
      throws IOException {
    byte[] bytes = part.getBytes(UTF_8);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 20)) {
      out.write(start.getBytes(UTF_8));
      for (int i = 0; i < times; i++) {
        out.write(bytes);
      }
      out.write(end.getBytes(UTF_8));
    }
  }

  @Test
  void eachEndsInOneErrorInBoundedMemory() throws Exception {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    StringBuilder merge = new StringBuilder("a0: &a0 {k: v}\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9)));
      merge.append("a%d: &a%d {<<: %s, %s}\n".formatted(i, i, alias, uses(alias)));
    }
    file("bomb.yaml", bomb.toString(), "grows by more than 100000 values through its aliases");
    file("merge-bomb.yaml", merge.toString(), "grows by more than 100000 values");
    file("cycle.yaml", "a: &x [*x]\n", "which no finished value before it has");
    file("cycle-of-maps.yaml", "&r {a: *r}\n", "which no finished value before it has");
    file("deep-flow.yaml", "a: " + "[".repeat(200_000), "nested more than 200 deep");
    file("deep-map.yaml", "{a: ".repeat(200_000), "nested more than 200 deep");
    file("deep-block.yaml", "- ".repeat(100_000) + "a\n", "nested more than 200 deep");
    file("deep.json", "[".repeat(300_000), "nest");
    file("quote.yaml", "a: \"" + "b ".repeat(500_000), "unexpected end of stream");
    file("tab.yaml", "a:\n\t- b\n", "TAB");
    file("nul.yaml", GOOD + "data: {a: b\0}\n", "control character U+0000");
    file("latin1.yaml", marked("a: caf", UTF_8, 0xe9, 0x0a), "not UTF-8");
    file("cut.yaml", marked("", UTF_8, 0x61, 0x3a, 0x20, 0xe2, 0x82), "not UTF-8");
    file("surrogate.yaml", marked("", UTF_8, 0x61, 0x3a, 0xed, 0xa0, 0x80), "not UTF-8");
    byte[] noise = new byte[1_000_000];
    new Random(1).nextBytes(noise);
    file("noise.yaml", noise, "not text");
    file("utf32.yaml", GOOD.getBytes(Charset.forName("UTF-32LE")), "control character U+0000");
    repeated("scalar.yaml", GOOD + "data: {a: ", "0123456789abcdef", 6_250_000, "}\n");
    expected.put("scalar.yaml", "more than the 67108864 that a document may have");
    repeated("documents.yaml", "", "---\n", 1_000_000, "kind: [\n");
    expected.put("documents.yaml", "line 1000002");

    // Not hostile, and read all the same.
    Files.write(folder.resolve("bom.yaml"), marked(GOOD, UTF_8, 0xef, 0xbb, 0xbf));
    Files.write(folder.resolve("utf16le.yaml"), marked(GOOD, UTF_16LE, 0xff, 0xfe));
    Files.write(folder.resolve("utf16be.yaml"), marked(GOOD, UTF_16BE, 0xfe, 0xff));
    Files.writeString(folder.resolve("good.yaml"), GOOD);

    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-Xss512k", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", classPath(), "dev.kix.launcher.Main"));
    command.addAll(List.of("validate", "-summary", "-n", "2"));
    expected.keySet().forEach(command::add);
    command.addAll(List.of("bom.yaml", "utf16le.yaml", "utf16be.yaml", "good.yaml"));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    String said = Files.readString(out);
    assertThat(Files.readString(err)).doesNotContain("internal error", "OutOfMemory");
    assertThat(process.exitValue()).as(said + Files.readString(err)).isEqualTo(1);
    expected.forEach((name, message) -> {
      List<String> errors =
          said.lines().filter(l -> l.startsWith("error: " + name + ": ")).toList();
      assertThat(errors).as(name + " in " + said).hasSize(1);
      assertThat(said.substring(said.indexOf(errors.get(0))).lines().limit(2).toList())
          .as(name)
          .anyMatch(line -> line.contains(message));
    });
    assertThat(said).contains("Valid: 4").contains("Errors: " + expected.size());
  }

  /** What this test runs with, which may be loaded by a loader of its own. */
  private static String classPath() {
    return HostileYamlTest.class.getClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs())
            .map(url -> Path.of(URI.create(url.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  private static String uses(String alias) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      out.append(i == 0 ? "" : ", ").append("k").append(i).append(": ").append(alias);
    }
    return out.toString();
  }
}
