package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.diagnostic.EvalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of every kind, and those that mean harm. */
class ArchivesTest {
  @TempDir Path folder;
  private Evaluations nix;

  @BeforeEach
  void setUp() {
    nix = new Evaluations(folder.resolve("cache"));
  }

  /**
   * An entry: a name that ends with a slash is a folder; {@code ->} makes links, {@code =} hard.
   */
  private static void add(TarArchiveOutputStream tar, String line, String content)
      throws IOException {
    TarArchiveEntry entry;
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (line.contains(" -> ")) {
      entry = new TarArchiveEntry(line.split(" -> ")[0], TarConstants.LF_SYMLINK);
      entry.setLinkName(line.split(" -> ")[1]);
      bytes = new byte[0];
    } else if (line.contains(" = ")) {
      entry = new TarArchiveEntry(line.split(" = ")[0], TarConstants.LF_LINK);
      entry.setLinkName(line.split(" = ")[1]);
      bytes = new byte[0];
    } else {
      entry = new TarArchiveEntry(line, true);
      entry.setSize(line.endsWith("/") ? 0 : bytes.length);
      entry.setMode(line.endsWith(".sh") ? 0100755 : 0100644);
    }
    entry.setModTime(1_600_000_000_000L);
    tar.putArchiveEntry(entry);
    if (entry.isFile() && !entry.isLink()) {
      tar.write(bytes);
    }
    tar.closeArchiveEntry();
  }

  private static byte[] tar(String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String entry : entries) {
        add(tar, entry, "content of " + entry + "\n");
      }
    }
    return bytes.toByteArray();
  }

  private String write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content);
    return "builtins.fetchTarball \"file://" + file + "\"";
  }

  private static byte[] compress(String kind, byte[] plain) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new CompressorStreamFactory().createCompressorOutputStream(kind, bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  /** What Nix 2.8 makes of this archive, however it is compressed. */
  private static final String PATH = "/nix/store/6yzdp8i36byy63msypk5zav9i17drvcb-source";

  private static byte[] sample() throws IOException {
    return tar(
        "top/",
        "top/a",
        "top/run.sh",
        "top/d/",
        "top/d/l -> ../a",
        "top/h = top/a",
        "top/" + "n".repeat(150));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gz", "bzip2", "xz", "zstd"})
  void unpacksEveryCompression(String kind) throws Exception {
    byte[] bytes = kind.isEmpty() ? sample() : compress(kind, sample());
    assertThat(nix.string("(" + write("archive", bytes) + ")")).isEqualTo(PATH);
  }

  @Test
  void unpacksZip() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip(zip, "top/a", 0100644, "hi\n");
      zip(zip, "top/run", 0100755, "#!\n");
      zip(zip, "top/l", 0120777, "a");
    }
    String expression = write("x.zip", bytes.toByteArray());
    assertThat(
            nix.json(
                "let t = "
                    + expression
                    + "; in { files = builtins.readDir t; a = builtins.readFile \"${t}/l\"; }"))
        .isEqualTo(
            "{\"a\":\"hi\\n\",\"files\":{\"a\":\"regular\",\"l\":\"symlink\",\"run\":\"regular\"}}");
  }

  private static void zip(ZipArchiveOutputStream zip, String name, int mode, String content)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    zip.putArchiveEntry(entry);
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeArchiveEntry();
  }

  @Test
  void aLinkToElsewhereIsOnlyALink() throws Exception {
    String expression = write("l.tar", tar("d/", "d/l -> /etc/passwd", "d/x"));
    assertThat(nix.json("builtins.readDir (" + expression + ")"))
        .isEqualTo("{\"l\":\"symlink\",\"x\":\"regular\"}");
  }

  @Test
  void refusesBombs() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "zeros", "0".repeat(5_000_000));
    }
    String expression = write("bomb.tar.gz", compress("gz", bytes.toByteArray()));
    nix.fetching = settings -> settings.maxBytes(1_000_000);
    assertThatThrownBy(() -> nix.string(expression))
        .hasMessageEndingWith("unpacked it has more than 1000000 bytes ('zeros')");
    nix.fetching = settings -> settings.maxFiles(2);
    String many = write("many.tar", tar("a", "b", "c"));
    assertThatThrownBy(() -> nix.string(many))
        .hasMessageEndingWith("it has more than 2 files and folders ('c')");
  }

  @Test
  void saysWhatIsNoArchive() throws Exception {
    String text = write("x.tar.gz", "just text".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> nix.string(text))
        .hasMessageEndingWith("it is not an archive (tar, tar.gz, tar.bz2, tar.xz, tar.zst, zip)");
    for (String kind : List.of("gz", "bzip2", "xz", "zstd")) {
      byte[] whole = compress(kind, sample());
      byte[] half = Arrays.copyOf(whole, whole.length / 2);
      String expression = write("half." + kind.toUpperCase(Locale.ROOT), half);
      assertThatThrownBy(() -> nix.string(expression))
          .isInstanceOf(EvalException.class)
          .hasMessageStartingWith("cannot unpack 'file://");
    }
  }

  @Test
  void saysInTheWordsOfNixWhatAFileUrlIs() throws Exception {
    assertThatThrownBy(() -> nix.string("builtins.fetchTarball \"file:///no/such/file\""))
        .hasMessage("tarball \"/no/such/file\" does not exist.");
    assertThatThrownBy(() -> nix.string("builtins.fetchTarball \"file://" + folder + "\""))
        .hasMessage("tarball \"" + folder + "\" is a directory, not a file.");
    Files.createDirectory(folder.resolve(".git"));
    assertThatThrownBy(() -> nix.string("builtins.fetchTarball \"file://" + folder + "\""))
        .hasMessage(
            "tarball \""
                + folder
                + "\" is a git repository, not a tarball. Please use `git+file` as the scheme.");
  }

  @Test
  void checksTheHash() throws Exception {
    Path file = folder.resolve("t.tar");
    Files.write(file, tar("d/", "d/x"));
    assertThatThrownBy(() ->
            nix.string(
                "builtins.fetchTarball { url = \"file://"
                    + file
                    + "\"; sha256 = \"sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"; }"))
        .hasMessageStartingWith(
            "NAR hash mismatch in input 'file://"
                + file
                + "?narHash=sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D', expected"
                + " 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' but got 'sha256-");
  }
}
