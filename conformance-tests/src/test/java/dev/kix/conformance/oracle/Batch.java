package dev.kix.conformance.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of programs and what they may read: {@code p/0.nix}, {@code p/1.nix} and so on beside
 * {@code p/show.nix}, and {@code d} with a few files. The store of Nix is in it too, where programs
 * may not look: one that copied it into itself would not end.
 */
record Batch(Path folder) {
  /** Makes the folders. */
  static Batch in(Path folder) throws IOException {
    Batch batch = new Batch(folder);
    Files.createDirectories(batch.programs());
    Files.createDirectories(batch.data().resolve("sub/empty"));
    Files.writeString(batch.show(), RandomPrograms.resource("show.nix"));
    Files.writeString(batch.data().resolve("a.txt"), "one\ntwo\n");
    Files.writeString(batch.data().resolve("b.nix"), "{ x ? 1, ... }: { inherit x; y = ./sub; }");
    Files.writeString(batch.data().resolve("sub/c.json"), "{\"k\": [1, 2.5, \"\\u00e9\"]}");
    Files.writeString(batch.data().resolve("sub/default.nix"), "{ a = 1; b = \"two\"; }");
    Files.createSymbolicLink(batch.data().resolve("link"), Path.of("a.txt"));
    return batch;
  }

  Path programs() {
    return folder.resolve("p");
  }

  Path data() {
    return folder.resolve("d");
  }

  Path show() {
    return programs().resolve("show.nix");
  }

  Path file(int i) {
    return programs().resolve(i + ".nix");
  }

  void write(int i, String text) throws IOException {
    Files.writeString(file(i), text, StandardCharsets.ISO_8859_1);
  }

  String text(int i) throws IOException {
    return Files.readString(file(i), StandardCharsets.ISO_8859_1);
  }
}
