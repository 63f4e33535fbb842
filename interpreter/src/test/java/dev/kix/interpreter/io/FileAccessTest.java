package dev.kix.interpreter.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAccessTest {
  @TempDir Path temp;
  private String dir = "";
  private final FileAccess disk = new DiskFileAccess();

  @BeforeEach
  void makeFiles() throws IOException {
    temp = temp.toRealPath();
    dir = FileNames.full(temp);
    Files.writeString(temp.resolve("a.txt"), "hello");
    Files.createDirectory(temp.resolve("d"));
    Files.writeString(temp.resolve("d/x"), "x");
    Files.createSymbolicLink(temp.resolve("link"), Path.of("d"));
    Files.createSymbolicLink(temp.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(temp.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(temp.resolve("d/up"), Path.of("../link/./x"));
  }

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(EvalException.class).hasMessage(message);
  }

  @Test
  void readsTheDisk() {
    assertThat(disk.read(dir + "/a.txt")).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
    assertThat(disk.size(dir + "/a.txt")).isEqualTo(5);
    assertThat(disk.kind(dir + "/a.txt")).isEqualTo(FileKind.REGULAR);
    assertThat(disk.kind(dir + "/d")).isEqualTo(FileKind.DIRECTORY);
    assertThat(disk.kind(dir + "/link")).isEqualTo(FileKind.SYMLINK);
    assertThat(disk.kind(dir + "/none")).isNull();
    assertThat(disk.kind(dir + "/a.txt/none")).isNull();
    assertThat(disk.readLink(dir + "/link")).isEqualTo("d");
    assertThat(disk.list(dir + "/link"))
        .isEqualTo(new TreeMap<>(Map.of("x", FileKind.REGULAR, "up", FileKind.SYMLINK)));
    assertThat(disk.isExecutable(dir + "/a.txt")).isFalse();
  }

  @Test
  void resolvesLinks() {
    assertThat(disk.resolve(dir + "/link/x", true)).isEqualTo(dir + "/d/x");
    assertThat(disk.resolve(dir + "/link/up", true)).isEqualTo(dir + "/d/x");
    assertThat(disk.resolve(dir + "/link", true)).isEqualTo(dir + "/d");
    assertThat(disk.resolve(dir + "/link", false)).isEqualTo(dir + "/link");
    assertThat(disk.resolve(dir + "/link/up", false)).isEqualTo(dir + "/d/up");
    assertThat(disk.resolve(dir + "/dangling", true)).isEqualTo(dir + "/nowhere");
    assertThat(disk.resolve("/", true)).isEqualTo("/");
    fails(
        () -> disk.resolve(dir + "/loop", true),
        "infinite symlink recursion in path '" + dir + "/loop'");
  }

  @Test
  void saysWhatIsWrong() {
    fails(() -> disk.read(dir + "/none"), "path '" + dir + "/none' does not exist");
    fails(() -> disk.read(dir + "/d"), "file '" + dir + "/d' is not a regular file");
    fails(() -> disk.read("/dev/null"), "file '/dev/null' is not a regular file");
    fails(() -> disk.list(dir + "/a.txt"), "'" + dir + "/a.txt' is not a directory");
    fails(() -> disk.list(dir + "/none"), "path '" + dir + "/none' does not exist");
    fails(() -> disk.readLink(dir + "/d"), "path '" + dir + "/d' is not a symlink");
    fails(() -> disk.readLink(dir + "/none"), "path '" + dir + "/none' does not exist");
    assertThat(disk.kind(dir + "/a\0b")).isNull();
    fails(() -> disk.read(dir + "/a\0b"), "path '" + dir + "/a\0b' does not exist");
  }

  @Test
  void saysWhatIsNotPermitted() throws IOException {
    assumeThat(System.getProperty("user.name")).isNotEqualTo("root");
    Files.setPosixFilePermissions(
        temp.resolve("a.txt"), PosixFilePermissions.fromString("---------"));
    fails(() -> disk.read(dir + "/a.txt"), "opening '" + dir + "/a.txt': Permission denied");
  }

  @Test
  void keepsTheBytesOfNames() throws IOException {
    String name = "grün-\377";
    String bytes = Bytes.encode("grün-") + "\377";
    Files.write(FileNames.resolve(temp, bytes), new byte[] {1});
    assertThat(disk.list(dir)).containsKey(bytes).doesNotContainKey(name);
    assertThat(disk.read(dir + "/" + bytes)).containsExactly(1);
  }

  @Test
  void limitsTheSizeOfFiles() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(temp.resolve("big").toFile(), "rw")) {
      file.setLength(60_000_000);
    }
    assertThat(disk.read(dir + "/big")).hasSize(60_000_000);
    assertThatThrownBy(() -> new DiskFileAccess(50_000_000).read(dir + "/big"))
        .hasMessageStartingWith(
            "file '" + dir + "/big' has 60000000 bytes; files of more than 50000000 bytes");
    try (InputStream in = new DiskFileAccess(50_000_000).open(dir + "/big")) {
      assertThat(in.read()).isZero();
    }
  }

  private FileAccess mounted() {
    FileTree tree =
        MemoryTree.directory(
            Map.of(
                "f", MemoryTree.text("F"),
                "sub", MemoryTree.directory(Map.of("g", MemoryTree.text("G"))),
                "out", MemoryTree.symlink(dir + "/d"),
                "in", MemoryTree.symlink("sub/../f")));
    TreeMap<String, FileAccess> mounts = new TreeMap<>();
    mounts.put("/virtual/lib", new TreeFileAccess("/virtual/lib", tree));
    mounts.put(dir + "/m", new TreeFileAccess(dir + "/m", tree));
    return new MountedFileAccess(disk, mounts);
  }

  @Test
  void mountsTrees() {
    FileAccess files = mounted();
    assertThat(new String(files.read("/virtual/lib/f"), StandardCharsets.UTF_8)).isEqualTo("F");
    assertThat(new String(files.read("/virtual/lib/in"), StandardCharsets.UTF_8)).isEqualTo("F");
    assertThat(new String(files.read("/virtual/lib/out/x"), StandardCharsets.UTF_8)).isEqualTo("x");
    assertThat(files.resolve("/virtual/lib/out/x", true)).isEqualTo(dir + "/d/x");
    assertThat(files.list("/virtual/lib").keySet()).containsExactly("f", "in", "out", "sub");
    assertThat(files.list("/virtual")).isEqualTo(new TreeMap<>(Map.of("lib", FileKind.DIRECTORY)));
    assertThat(files.list("/")).containsEntry("virtual", FileKind.DIRECTORY);
    assertThat(files.kind("/virtual")).isEqualTo(FileKind.DIRECTORY);
    assertThat(files.kind("/virtual/other")).isNull();
    assertThat(files.list(dir)).containsKeys("m", "a.txt");
    assertThat(files.read(dir + "/a.txt")).hasSize(5);
    fails(() -> files.read("/virtual/lib/no"), "path '/virtual/lib/no' does not exist");
    fails(() -> files.read("/virtual/lib/sub"), "file '/virtual/lib/sub' is not a regular file");
    fails(() -> files.list("/virtual/lib/f"), "'/virtual/lib/f' is not a directory");
  }

  @Test
  void permitsOnlyWhatIsAllowed() {
    PermissionFileAccess pure =
        new PermissionFileAccess(disk, PermissionFileAccess.Mode.PURE, List.of(dir + "/d"));
    assertThat(pure.read(dir + "/d/x")).hasSize(1);
    assertThat(pure.kind(dir + "/a.txt")).isNull();
    assertThat(pure.kind(dir)).isEqualTo(FileKind.DIRECTORY);
    assertThat(pure.list(dir).keySet()).containsExactly("d");
    String message =
        "access to absolute path '"
            + dir
            + "/a.txt' is forbidden in pure evaluation mode (use '--impure' to override)";
    assertThatThrownBy(() -> pure.read(dir + "/a.txt"))
        .hasMessage(message)
        .matches(e -> e instanceof EvalException x && x.kind() == ErrorKind.RESTRICTED);
    fails(() -> pure.checkAccess(dir + "/a.txt"), message);
    pure.allow(dir + "/a.txt");
    assertThat(pure.read(dir + "/a.txt")).hasSize(5);
  }

  @Test
  void doesNotFollowLinksOutOfWhatIsAllowed() throws IOException {
    Files.createSymbolicLink(temp.resolve("d/escape"), Path.of("../a.txt"));
    PermissionFileAccess restricted =
        new PermissionFileAccess(disk, PermissionFileAccess.Mode.RESTRICTED, List.of(dir + "/d"));
    fails(
        () -> restricted.read(dir + "/d/escape"),
        "access to absolute path '" + dir + "/a.txt' is forbidden in restricted mode");
  }
}
