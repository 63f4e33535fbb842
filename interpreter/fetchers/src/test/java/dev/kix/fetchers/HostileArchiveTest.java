package dev.kix.fetchers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives that somebody made who means harm, or that were damaged. What comes of them is what
 * {@code unpackTarfileToSink} of Nix makes of them; nothing is ever written outside, and nothing is
 * left behind of an archive that is refused.
 */
class HostileArchiveTest {
  @TempDir Path folder;
  private Evaluations nix;
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  @BeforeEach
  void setUp() throws IOException {
    folder = folder.toRealPath();
    nix = new Evaluations(folder.resolve("cache"));
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(list(folder.resolve("cache/tmp"))).isEmpty();
    assertThat(list(folder)).isSubsetOf("archive", "cache");
    assertThat(list(folder.resolve("cache"))).isSubsetOf("facts", "locks", "tmp", "trees");
  }

  private static List<String> list(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(p -> p.getFileName().toString()).toList();
    }
  }

  // ---- tar, by hand: no library writes such things ----

  private HostileArchiveTest header(
      String name, char type, long size, int mode, String link, boolean ustar) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, String.format("%07o", mode));
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format("%011o", size));
    put(header, 136, "00000000001");
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 157, link);
    if (ustar) {
      put(header, 257, "ustar\0" + "00");
    }
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    tar.writeBytes(header);
    return this;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private HostileArchiveTest data(byte[] content) {
    tar.writeBytes(content);
    tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  private HostileArchiveTest file(String name, String content) {
    return header(name, '0', content.length(), 0644, "", true).data(content.getBytes(ISO_8859_1));
  }

  private HostileArchiveTest dir(String name) {
    return header(name, '5', 0, 0755, "", true);
  }

  private HostileArchiveTest link(String name, String target) {
    return header(name, '2', 0, 0777, target, true);
  }

  private HostileArchiveTest hard(String name, String target) {
    return header(name, '1', 0, 0644, target, true);
  }

  private HostileArchiveTest pax(Map<String, String> records) {
    StringBuilder all = new StringBuilder();
    records.forEach((key, value) -> {
      int rest = key.length() + value.length() + 3;
      int length = rest + Integer.toString(rest).length();
      length = rest + Integer.toString(length).length();
      all.append(length).append(' ').append(key).append('=').append(value).append('\n');
    });
    byte[] bytes = all.toString().getBytes(ISO_8859_1);
    return header("x", 'x', bytes.length, 0644, "", true).data(bytes);
  }

  private byte[] end() {
    tar.writeBytes(new byte[1024]);
    return tar.toByteArray();
  }

  private String archive(byte[] bytes) throws IOException {
    Files.write(folder.resolve("archive"), bytes);
    return "builtins.fetchTarball \"file://" + folder.resolve("archive") + "\"";
  }

  private void refused(byte[] bytes, String why) throws IOException {
    String expression = archive(bytes);
    assertThatThrownBy(() -> nix.string("\"${" + expression + "}\""))
        .isInstanceOf(EvalException.class)
        .hasMessage("cannot unpack 'file://" + folder.resolve("archive") + "': " + why);
    assertThat(list(folder.resolve("cache/trees"))).isEmpty();
  }

  /** Names and contents of files, as JSON. */
  private String taken(byte[] bytes) throws IOException {
    return nix.json(
        "let walk = d: builtins.mapAttrs (n: t: if t == \"directory\" then walk \"${d}/${n}\""
            + " else if t == \"regular\" then builtins.readFile \"${d}/${n}\" else t)"
            + " (builtins.readDir d); in walk ("
            + archive(bytes)
            + ")");
  }

  // ---- ways out ----

  @Test
  void theTopIsAboveNothing() throws Exception {
    file("../up", "1");
    file("a/../../../over", "2");
    file("/etc/absolute", "3");
    file("a/./b//c", "4");
    assertThat(taken(end()))
        .isEqualTo(
            "{\"a\":{\"b\":{\"c\":\"4\"}},\"etc\":{\"absolute\":\"3\"},\"over\":\"2\",\"up\":\"1\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "..", "/etc", "d"})
  void nothingIsWrittenThroughALink(String target) throws Exception {
    dir("d");
    link("l", target);
    file("l/out", "x");
    refused(end(), "parent of 'l/out' is not a directory");
  }

  @Test
  void aLinkIsReplacedAndNotFollowed() throws Exception {
    Path victim = Files.createTempFile("kix-victim", "");
    try {
      link("l", victim.toString());
      file("l", "mine");
      link("m", victim.toString());
      hard("n", "m");
      file("x", "");
      file("n/../m", "too");
      // As in Nix the hard link comes last, when there is a file in place of the link.
      assertThat(taken(end())).isEqualTo("{\"l\":\"mine\",\"m\":\"too\",\"n\":\"too\",\"x\":\"\"}");
      assertThat(victim).isEmptyFile();
    } finally {
      Files.delete(victim);
    }
  }

  @Test
  void hardLinksStayInside() throws Exception {
    hard("h", "/etc/passwd");
    refused(
        end(),
        "cannot create a hard link from '/h' to '/etc/passwd': path '/etc/passwd' does not exist");
    link("l", "/etc");
    hard("g", "l/passwd");
    byte[] bytes = end();
    tar.reset();
    refused(
        Arrays.copyOfRange(bytes, 1536, bytes.length),
        "cannot create a hard link from '/g' to '/l/passwd': path '/l/passwd' has a non-directory"
            + " parent");
    dir("d");
    hard("h", "d");
    refused(
        end(),
        "cannot create a hard link from '/h' to '/d': cannot create a hard link to a directory");
  }

  @Test
  void hardLinksMayComeBeforeTheirTarget() throws Exception {
    hard("a/b", "../../z");
    header("z", '0', 1, 04755, "", true).data(new byte[] {'z'});
    hard("top", "/");
    hard("z", "z");
    assertThat(taken(end())).isEqualTo("{\"a\":{\"b\":\"z\"},\"z\":\"z\"}");
    assertThat(tree("a/b")).isExecutable();
  }

  private Path tree(String name) throws IOException {
    Path trees = folder.resolve("cache/trees");
    return trees.resolve(list(trees).get(0)).resolve(name);
  }

  // ---- what is not a file, folder or link ----

  @ParameterizedTest
  @CsvSource({"3,8192", "4,24576", "6,4096"})
  void devicesAndPipesAreRefused(char type, int number) throws Exception {
    file("a", "x");
    header("dev/x", type, 0, 0666, "", true);
    refused(end(), "file 'dev/x' in tarball has unsupported file type " + number);
  }

  @Test
  void whatIsNotKnownIsAFile() throws Exception {
    header("volume", 'V', 0, 0644, "", true);
    header("contiguous", '7', 1, 0644, "", true).data(new byte[] {'c'});
    header("strange", 'Q', 1, 0644, "", true).data(new byte[] {'q'});
    header("old/", '\0', 0, 0755, "", false);
    assertThat(taken(end())).isEqualTo("{\"contiguous\":\"c\",\"old\":{},\"strange\":\"q\"}");
  }

  @Test
  void bitsThatGiveRightsAreDropped() throws Exception {
    header("suid", '0', 1, 06777, "", true).data(new byte[] {'x'});
    header("closed", '0', 1, 0000, "", true).data(new byte[] {'x'});
    header("shut/", '5', 0, 0000, "", true);
    file("shut/in", "x");
    assertThat(taken(end())).isEqualTo("{\"closed\":\"x\",\"shut\":{\"in\":\"x\"},\"suid\":\"x\"}");
    assertThat(Files.getAttribute(tree("suid"), "unix:mode")).isEqualTo(0100755);
  }

  // ---- names ----

  @Test
  void laterEntriesWin() throws Exception {
    file("f", "1");
    file("f", "2");
    file("d", "file");
    dir("d");
    file("d/x", "x");
    dir("e");
    link("e", "f");
    dir("d");
    assertThat(taken(end())).isEqualTo("{\"d\":{\"x\":\"x\"},\"e\":\"symlink\",\"f\":\"2\"}");
  }

  @Test
  void butNotOverAFolderWithSomethingInIt() throws Exception {
    file("d/x", "x");
    link("d", "/tmp");
    refused(end(), "cannot create 'd', conflicting non-empty directory");
  }

  @Test
  void namesAreBytes() throws Exception {
    file("case", "1");
    file("CASE", "2");
    file("new\nline", "3");
    file("\u00ff\u00fe", "4"); // no UTF-8
    file("back\\slash:", "5");
    nix.string("\"${" + archive(end()) + "}\"");
    assertThat(nix.string("builtins.readFile ((" + archive(tar.toByteArray()) + ") + \"/CASE\")"))
        .isEqualTo("2");
    assertThat(
            nix.json(
                "builtins.length (builtins.attrNames (builtins.readDir ("
                    + archive(tar.toByteArray())
                    + ")))"))
        .isEqualTo("5");
  }

  @Test
  void namesThatNoFileCanHave() throws Exception {
    pax(Map.of("path", "nul\0byte")).file("short", "x");
    refused(end(), "it holds the unsafe file name 'nul\\0byte'");
    tar.reset();
    pax(Map.of("path", "n".repeat(300))).file("short", "x");
    refused(end(), "cannot create '" + "n".repeat(200) + "...': File name too long");
    tar.reset();
    pax(Map.of("path", "d/".repeat(3000) + "f")).file("short", "x");
    refused(end(), "'" + "d/".repeat(100) + "...' lies in more than 128 folders");
    tar.reset();
    file("./", "x");
    file("..", "x");
    refused(end(), "an entry has no name");
    tar.reset();
    link("l", "");
    refused(end(), "'l' is a symbolic link to nothing");
    tar.reset();
    link("l", "a//b/");
    refused(
        end(),
        "cannot create 'l': Java makes no symbolic links whose target has a slash at its end or two"
            + " in a row");
  }

  @Test
  void foldersInFoldersInFolders() throws Exception {
    pax(Map.of("path", "d/".repeat(100) + "f")).file("short", "x");
    refused(end(), "file tree exceeds maximum NAR directory depth of 64");
  }

  // ---- sizes that lie ----

  @Test
  void headersHaveAnEnd() throws Exception {
    String why = "the headers of an entry have more than 4194304 bytes";
    pax(Map.of("comment", "c".repeat(5_000_000))).file("f", "x");
    refused(end(), why);
    tar.reset();
    header("././@LongLink", 'L', 5_000_000, 0644, "", true).data(new byte[5_000_000]);
    file("f", "x");
    refused(end(), why);
    tar.reset();
    // It says two gigabytes, and there are none: nothing is taken before it is there.
    byte[] record = "2000000000 path=x".getBytes(ISO_8859_1);
    header("x", 'x', 2_000_000_000L, 0644, "", true).data(record);
    refused(end(), "Truncated TAR archive");
  }

  @Test
  void anEntryLongerThanTheArchive() throws Exception {
    header("f", '0', 1_000_000_000_000L >> 8, 0644, "", true).data(new byte[100]);
    String expression = archive(end());
    assertThatThrownBy(() -> nix.string("\"${" + expression + "}\""))
        .hasMessageStartingWith("cannot unpack 'file://");
    tar.reset();
    pax(Map.of("size", "-1")).file("f", "x");
    String negative = archive(end());
    assertThatThrownBy(() -> nix.string("\"${" + negative + "}\""))
        .hasMessageStartingWith("cannot unpack 'file://");
  }

  @Test
  void holesCount() throws Exception {
    // 2 GB of nothing, which the map of a sparse file says in some bytes.
    pax(Map.of(
            "GNU.sparse.major", "1",
            "GNU.sparse.minor", "0",
            "GNU.sparse.name", "holes",
            "GNU.sparse.realsize", "2000000000"))
        .header("GNUSparseFile.0/holes", '0', 512, 0644, "", true)
        .data("1\n2000000000\n0\n".getBytes(ISO_8859_1));
    nix.fetching = settings -> settings.maxBytes(1_000_000);
    refused(end(), "unpacked it has more than 1000000 bytes ('holes')");
  }

  @Test
  void manyHardLinksCountAsManyFiles() throws Exception {
    file("f", "x".repeat(1000));
    for (int i = 0; i < 20; i++) {
      hard("h" + i, "f");
    }
    nix.fetching = settings -> settings.maxBytes(14_000);
    byte[] bytes = end();
    nix.fetching = settings -> settings.maxBytes(13_500);
    String expression = archive(bytes);
    assertThatThrownBy(() -> nix.string("\"${" + expression + "}\""))
        .hasMessageContaining("unpacked it has more than 13500 bytes");
  }

  @Test
  void aSmallArchiveMayNotBecomeALargeTree() {
    FetchSettings settings = FetchSettings.builder(Map.of()).build();
    long mebi = 1L << 20;
    assertThat(ArchiveCache.maxBytes(1, settings)).isEqualTo(1024 * mebi);
    assertThat(ArchiveCache.maxBytes(50 * mebi, settings)).isEqualTo(10_000 * mebi);
    assertThat(ArchiveCache.maxBytes(Long.MAX_VALUE, settings)).isEqualTo(settings.maxBytes());
    assertThat(ArchiveCache.maxBytes(50 * mebi, settings.toBuilder().maxRatio(30).build()))
        .isEqualTo(1500 * mebi);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "bzip2", "xz", "zstd"})
  void whatIsNoFileCountsToo(String kind) throws Exception {
    // Only headers, which all say that nothing is there.
    for (int i = 0; i < 6000; i++) {
      dir("d");
    }
    nix.fetching = settings -> settings.maxBytes(1_000_000);
    refused(compressed(kind, end()), "beside its files it has more than 2048576 bytes");
  }

  // ---- compression ----

  private static byte[] compressed(String kind, byte[] plain) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new CompressorStreamFactory().createCompressorOutputStream(kind, bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "bzip2", "xz", "zstd"})
  void whatEndsTooEarlyIsRefused(String kind) throws Exception {
    byte[] noise = new byte[100_000];
    for (int i = 0, x = 1; i < noise.length; i++, x = x * 1103515245 + 12345) {
      noise[i] = (byte) (x >> 16);
    }
    header("noise", '0', noise.length, 0644, "", true).data(noise);
    byte[] whole = compressed(kind, end());
    for (int length : new int[] {whole.length / 2, 20, 7}) {
      String expression = archive(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> nix.string("\"${" + expression + "}\""))
          .as("%d bytes", length)
          .isInstanceOf(EvalException.class)
          .hasMessageStartingWith("cannot unpack 'file://" + folder.resolve("archive") + "': ")
          .message()
          .doesNotContain("\n", "Exception", "java");
    }
    if (kind.equals("zstd")) {
      return; // this one has no checksum
    }
    whole[whole.length / 2] ^= 0x55;
    String damaged = archive(whole);
    assertThatThrownBy(() -> nix.string("\"${" + damaged + "}\""))
        .isInstanceOf(EvalException.class);
  }

  @Test
  void gzipMayHaveRubbishBehindIt() throws Exception {
    file("f", "x");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(end());
    }
    bytes.writeBytes(new byte[2000]); // as of a tape
    assertThat(taken(bytes.toByteArray())).isEqualTo("{\"f\":\"x\"}");
  }

  @Test
  void gzipMayHaveANameOfAnyLength() throws Exception {
    file("f", "x");
    byte[] plain = compressed("gz", end());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(plain, 0, 3);
    bytes.write(8); // FNAME
    bytes.write(plain, 4, 6);
    byte[] name = new byte[3_000_000];
    Arrays.fill(name, 0, name.length - 1, (byte) 'n');
    bytes.writeBytes(name);
    bytes.write(plain, 10, plain.length - 10);
    assertThat(taken(bytes.toByteArray())).isEqualTo("{\"f\":\"x\"}");
  }

  // ---- zip ----

  private static byte[] zip(Map<String, Integer> modes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      for (Map.Entry<String, Integer> e : modes.entrySet()) {
        ZipArchiveEntry entry = new ZipArchiveEntry(e.getKey());
        entry.setUnixMode(e.getValue());
        entry.setMethod(ZipArchiveEntry.STORED);
        byte[] content = "content".getBytes(ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        entry.setSize(content.length);
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void zipStaysInsideToo() throws Exception {
    assertThat(taken(zip(Map.of("../../up", 0100644, "/abs", 0106755))))
        .isEqualTo("{\"abs\":\"content\",\"up\":\"content\"}");
    tar.reset();
    assertThat(Files.getAttribute(tree("abs"), "unix:mode")).isEqualTo(0100755);
  }

  @Test
  void zipThatLies() throws Exception {
    refused(zip(Map.of("dev", 0020666)), "file 'dev' in tarball has unsupported file type 8192");
    byte[] good = zip(Map.of("f", 0100644));
    byte[] bad = good.clone();
    bad[new String(bad, ISO_8859_1).indexOf("content")] = 'C';
    refused(bad, "ZIP bad CRC: " + crc("Content") + " should be " + crc("content"));
    byte[] sized = good.clone();
    int list = new String(sized, ISO_8859_1).indexOf("PK\1\2");
    ByteBuffer.wrap(sized).order(ByteOrder.LITTLE_ENDIAN).putInt(list + 24, 1_000_000_000);
    String expression = archive(sized);
    assertThatThrownBy(() -> nix.string("\"${" + expression + "}\""))
        .hasMessageStartingWith("cannot unpack 'file://");
    for (int length : new int[] {good.length - 5, good.length / 2, 10}) {
      String cut = archive(Arrays.copyOf(good, length));
      assertThatThrownBy(() -> nix.string("\"${" + cut + "}\""))
          .isInstanceOf(EvalException.class)
          .hasMessageStartingWith("cannot unpack 'file://");
    }
  }

  private static String crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(ISO_8859_1));
    return "0x" + Long.toHexString(crc.getValue());
  }
}
