package dev.kix.store.nar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.store.RealNix;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nar/tree.nar} was written by {@code nix-store --dump} 2.8 from the tree below. */
class NarTest {
  private static final FileTree TREE =
      MemoryTree.directory(
          Map.of(
              "empty", MemoryTree.text(""),
              "seven", MemoryTree.text("1234567"),
              "eight", MemoryTree.text("12345678"),
              "nine", MemoryTree.text("123456789"),
              "run", MemoryTree.file("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII), true),
              "dangling", MemoryTree.symlink("/nowhere"),
              "caf\u00c3\u00a9", MemoryTree.text("w"),
              "bad\u00ff", MemoryTree.text("w"),
              "Sub", MemoryTree.directory(Map.of()),
              "sub",
                  MemoryTree.directory(
                      Map.of(
                          "empty", MemoryTree.directory(Map.of()),
                          "link", MemoryTree.symlink("../run"),
                          "a", MemoryTree.text("x"),
                          "a b", MemoryTree.text("y"),
                          "a.b", MemoryTree.text("z")))));

  private static byte[] golden() throws IOException {
    try (InputStream in = NarTest.class.getResourceAsStream("/nar/tree.nar")) {
      return in.readAllBytes();
    }
  }

  static byte[] dump(FileTree tree) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NarWriter.write(tree, out);
    return out.toByteArray();
  }

  static FileTree load(byte[] nar) throws IOException {
    TreeNarSink sink = new TreeNarSink(1 << 24);
    NarReader.readToEnd(new ByteArrayInputStream(nar), sink);
    return sink.tree();
  }

  @Test
  void writesWhatNixWrites() throws IOException {
    assertThat(dump(TREE)).isEqualTo(golden());
    NarHash hash = NarWriter.hash(TREE, HashAlgorithm.SHA256);
    assertThat(hash.hash().nix32())
        .isEqualTo("0fgp9jj4xy2an48nhd3zcz36iswzbw8lk0ln6vv054wbk3wbv7hv");
    assertThat(hash.size()).isEqualTo(golden().length);
  }

  @Test
  void readsWhatNixWrites() throws IOException {
    assertThat(load(golden())).isEqualTo(TREE);
  }

  @Test
  void throughTheDisk(@TempDir Path temp) throws IOException {
    Path target = temp.resolve("t");
    NarReader.readToEnd(
        new ByteArrayInputStream(golden()), new DiskNarSink(target, TreeWriter.STORE));
    assertThat(dump(DiskTree.of(target))).isEqualTo(golden());
    TreeWriter.PLAIN.write(TREE, temp.resolve("u"));
    assertThat(dump(DiskTree.of(temp.resolve("u")))).isEqualTo(golden());
    TreeWriter.delete(target);
    assertThat(target).doesNotExist();
  }

  @Test
  void filter(@TempDir Path temp) throws IOException {
    TreeWriter.PLAIN.write(TREE, temp.resolve("t"));
    FileTree kept =
        DiskTree.of(
            temp.resolve("t"),
            (path, tree) -> tree instanceof FileTree.Directory || path.endsWith("sub/a"));
    assertThat(load(dump(kept)))
        .isEqualTo(
            MemoryTree.directory(
                Map.of(
                    "Sub",
                    MemoryTree.directory(Map.of()),
                    "sub",
                    MemoryTree.directory(
                        Map.of(
                            "a", MemoryTree.text("x"), "empty", MemoryTree.directory(Map.of()))))));
  }

  @Test
  void realNixDumpsTheSame(@TempDir Path temp) throws Exception {
    RealNix.assume("nix-store");
    Path target = temp.resolve("t");
    TreeWriter.STORE.write(TREE, target);
    assertThat(RealNix.run("nix-store", "--dump", target.toString())).isEqualTo(golden());
    Path nar = Files.write(temp.resolve("kix.nar"), dump(TREE));
    RealNix.run("sh", "-c", "nix-store --restore " + temp + "/back < " + nar);
    assertThat(dump(DiskTree.of(temp.resolve("back")))).isEqualTo(golden());
    TreeWriter.delete(target);
  }

  @Test
  void depth() throws IOException {
    FileTree tree = MemoryTree.text("");
    for (int i = 0; i < 63; i++) {
      tree = MemoryTree.directory(Map.of("d", tree));
    }
    FileTree deepest = tree;
    assertThat(load(dump(deepest))).isEqualTo(deepest);
    FileTree tooDeep = MemoryTree.directory(Map.of("d", deepest));
    assertThatThrownBy(() -> dump(tooDeep))
        .isInstanceOf(NarException.class)
        .hasMessage("file tree exceeds maximum NAR directory depth of 64");
  }

  @Test
  void refusesInTheWordsOfNix() {
    String magic = str("nix-archive-1");
    refused("", "unexpected end-of-file");
    refused(str("nix-archive-2"), "input doesn't look like a Nix archive");
    refused(magic + str("["), "expected tag '(', got '['");
    refused(magic + str("(") + str("type") + str("fifo"), "unknown file type 'fifo'");
    refused(magic + "\1\0\0\0\0\0\0\0(\0\0\0\0\0\0\1", "non-zero padding");
    refused(magic + "\0\0\0\0\0\0\0\u0080", "string is too long");
    refused(file(str("content")), "expected tag 'contents', got 'content'");
    refused(file(str("executable") + str("x")), "executable marker has non-empty value");
    refused(file(str("contents") + "\5\0\0\0\0\0\0\0abc"), "unexpected end-of-file");
    refused(
        file(str("contents") + "\377\377\377\377\377\377\377\377"),
        "file of 18446744073709551615 bytes is too large");
    refused(folder(entry("..")), "NAR contains invalid file name '..'");
    refused(folder(entry(".")), "NAR contains invalid file name '.'");
    refused(folder(entry("")), "NAR contains invalid file name ''");
    refused(folder(entry("a/b")), "NAR contains invalid file name 'a/b'");
    refused(folder(entry("a\0b")), "NAR contains invalid file name 'a\0b'");
    refused(folder(entry("b") + entry("a")), "NAR directory is not sorted");
    refused(folder(entry("a") + entry("a")), "NAR directory is not sorted");
    refused(folder(entry("x".repeat(256))), "string is too long");
    refused(folder(str("node")), "expected tag 'entry' or ')', got 'node'");
    refused(
        magic + str("(") + str("type") + str("symlink") + str("target") + str(""),
        "NAR contains invalid symlink target");
    refused(
        file(str("contents") + str("") + str(")")) + "x",
        "unexpected data after the end of the archive");
    StringBuilder deep = new StringBuilder(magic);
    for (int i = 0; i < 10_000; i++) {
      deep.append(str("(") + str("type") + str("directory") + str("entry"));
      deep.append(str("(") + str("name") + str("a") + str("node"));
    }
    refused(deep.toString(), "NAR directory nesting exceeds maximum depth of 64");
  }

  private static String file(String rest) {
    return str("nix-archive-1") + str("(") + str("type") + str("regular") + rest;
  }

  private static String folder(String rest) {
    return str("nix-archive-1") + str("(") + str("type") + str("directory") + rest;
  }

  private static String entry(String name) {
    return str("entry")
        + (str("(") + str("name") + str(name) + str("node"))
        + (str("(") + str("type") + str("directory") + str(")") + str(")"));
  }

  private static String str(String text) {
    int length = text.length();
    StringBuilder nar = new StringBuilder();
    nar.append((char) (length & 255)).append((char) (length >> 8)).append("\0".repeat(6));
    return nar.append(text).append("\0".repeat(-length & 7)).toString();
  }

  private static void refused(String nar, String message) {
    assertThatThrownBy(() -> load(nar.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(NarException.class)
        .hasMessage("bad archive: " + message);
  }

  @Test
  void holdsNoMoreThanAllowed() throws IOException {
    byte[] nar = dump(MemoryTree.file(new byte[10_000]));
    assertThatThrownBy(
            () -> NarReader.readToEnd(new ByteArrayInputStream(nar), new TreeNarSink(9_000)))
        .isInstanceOf(NarException.class)
        .hasMessage("the archive's content is larger than the limit of 9000 bytes");
  }
}
