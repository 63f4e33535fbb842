package dev.kix.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.store.hash.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against {@code git rev-parse HEAD^{tree}} of a repository with these files. */
class GitHashTest {
  @Test
  void treeObject() throws IOException {
    FileTree tree =
        MemoryTree.directory(
            Map.of(
                "empty", MemoryTree.text(""),
                "seven", MemoryTree.text("1234567"),
                "eight", MemoryTree.text("12345678"),
                "nine", MemoryTree.text("123456789"),
                "run", MemoryTree.file("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII), true),
                "dangling", MemoryTree.symlink("/nowhere"),
                "caf\u00c3\u00a9", MemoryTree.text("w"),
                "sub",
                    MemoryTree.directory(
                        Map.of(
                            "link", MemoryTree.symlink("../run"),
                            "a", MemoryTree.text("x"),
                            "a b", MemoryTree.text("y"),
                            "a.b", MemoryTree.text("z")))));
    assertThat(GitHash.of(tree, HashAlgorithm.SHA1).base16())
        .isEqualTo("961730c7dfa1b80abeccea8d2c5523350108ed02");
    assertThat(GitHash.of(MemoryTree.text(""), HashAlgorithm.SHA1).base16())
        .isEqualTo("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  }
}
