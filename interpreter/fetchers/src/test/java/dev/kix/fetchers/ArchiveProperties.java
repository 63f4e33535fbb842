package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.store.file.TreeWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** A damaged archive is an error that says so, whatever is damaged; nothing else happens. */
class ArchiveProperties {
  private static final String[] KINDS = {"tar", "gz", "bzip2", "xz", "zstd", "zip"};
  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"), "kix-archives");
  private static final byte[][] ARCHIVES = new byte[KINDS.length][];

  @BeforeContainer
  static void makeArchives() throws Exception {
    Files.createDirectories(FOLDER);
    byte[] tar = tar();
    for (int i = 0; i < KINDS.length; i++) {
      ARCHIVES[i] =
          switch (KINDS[i]) {
            case "tar" -> tar;
            case "zip" -> zip();
            default -> compressed(KINDS[i], tar);
          };
    }
  }

  @AfterContainer
  static void clean() throws IOException {
    TreeWriter.delete(FOLDER);
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String name : new String[] {"d/", "d/a", "d/b"}) {
        byte[] content =
            name.endsWith("/")
                ? new byte[0]
                : "content\n".repeat(40).getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.putArchiveEntry(new ZipArchiveEntry("d/a"));
      zip.write("content\n".repeat(40).getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] compressed(String kind, byte[] plain) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new CompressorStreamFactory().createCompressorOutputStream(kind, bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @Property(tries = 600)
  void aDamagedArchiveIsAnError(@ForAll @IntRange(max = 5) int kind, @ForAll int seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] bytes = ARCHIVES[kind].clone();
    for (int n = random.nextInt(1, 6); n > 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    if (random.nextInt(4) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    Path file = FOLDER.resolve("archive");
    Path target = FOLDER.resolve("target");
    Files.write(file, bytes);
    TreeWriter.delete(target);
    Files.createDirectory(target);
    try {
      Archives.unpack(file, new ArchiveTree(target, 1 << 20, 100));
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
