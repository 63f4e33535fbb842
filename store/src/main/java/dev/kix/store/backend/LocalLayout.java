package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.file.AtomicFile;
import dev.kix.store.info.PathInfo;
import dev.kix.store.info.PathInfoFile;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import dev.kix.store.path.StorePathException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a local store has what, and how it is read (docs/design/0002-local-store.md). An object is
 * valid when, and only when, its information file is there.
 */
final class LocalLayout {
  private static final String FORMAT = "kix-store 1";
  private static final String INFO_SUFFIX = ".narinfo";

  /** References of one object take less than 250 bytes each; nothing sane goes near this. */
  private static final int MAX_INFO = 64 * 1024 * 1024;

  final StoreDir dir;
  final Path root;
  final Path objects;
  final Path infos;
  final Path roots;

  private LocalLayout(StoreDir dir, Path root) {
    this.dir = dir;
    this.root = root;
    objects = root.resolve("objects");
    infos = root.resolve("info");
    roots = root.resolve("gcroots");
  }

  /** Opens the store at {@code root}, or makes an empty one. */
  static LocalLayout open(StoreDir dir, Path root) {
    try {
      Files.createDirectories(root);
      LocalLayout layout = new LocalLayout(dir, root.toRealPath());
      Files.createDirectories(layout.objects);
      Files.createDirectories(layout.infos);
      Files.createDirectories(layout.roots);
      layout.checkFormat();
      return layout;
    } catch (IOException e) {
      throw new StoreException("cannot open the store '" + root + "': " + Failures.text(e), e);
    }
  }

  private void checkFormat() throws IOException {
    Path file = root.resolve("format");
    String mine = FORMAT + "\n" + dir.path() + "\n";
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      AtomicFile.write(file, mine.getBytes(StandardCharsets.ISO_8859_1));
      return;
    }
    String found = text(file);
    if (!found.startsWith(FORMAT + "\n")) {
      throw new StoreException(
          "the store '"
              + root
              + "' has a format that this version of kix does not know (see '"
              + file
              + "'); use a newer kix, or another folder");
    }
    if (!found.equals(mine)) {
      throw new StoreException(
          "the store '"
              + root
              + "' was made for another store directory than '"
              + dir
              + "' (see '"
              + file
              + "')");
    }
  }

  Path object(StorePath path) {
    return objects.resolve(path.baseName());
  }

  Path info(StorePath path) {
    return infos.resolve(path.baseName() + INFO_SUFFIX);
  }

  boolean contains(StorePath path) {
    return Files.exists(info(path), LinkOption.NOFOLLOW_LINKS);
  }

  PathInfo readInfo(StorePath path) {
    Path file = info(path);
    if (!contains(path)) {
      throw new StoreException("path '" + dir.print(path) + "' is not valid");
    }
    PathInfo info;
    try {
      info = PathInfoFile.parse(dir, text(file), file.toString());
    } catch (IOException e) {
      throw new StoreException("cannot read '" + file + "': " + Failures.text(e), e);
    }
    if (!info.path().equals(path)) {
      throw new StoreException(
          "store information file '"
              + file
              + "' is corrupt: it is about '"
              + dir.print(info.path())
              + "'");
    }
    return info;
  }

  /** The text of a regular file, and not of a pipe that never ends or a link to somewhere. */
  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreException("'" + file + "' is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MAX_INFO + 1);
      if (bytes.length > MAX_INFO) {
        throw new StoreException("'" + file + "' is larger than " + MAX_INFO + " bytes");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** The paths of all valid objects, sorted; files that are none of the store's are passed over. */
  List<StorePath> paths() {
    List<StorePath> paths = new ArrayList<>();
    for (Path file : list(infos)) {
      StorePath path = recorded(file);
      if (path != null) {
        paths.add(path);
      }
    }
    Collections.sort(paths);
    return paths;
  }

  /** What lies among the records and is none, nor one that is being written, sorted. */
  List<Path> strangers() {
    List<Path> strangers = new ArrayList<>();
    for (Path file : list(infos)) {
      if (recorded(file) == null && !AtomicFiles.isTemporary(file)) {
        strangers.add(file);
      }
    }
    Collections.sort(strangers);
    return strangers;
  }

  /** The object that a record is about, by its name; null for what is no record. */
  private static @Nullable StorePath recorded(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(INFO_SUFFIX)) {
      return null;
    }
    try {
      return StorePath.parse(name.substring(0, name.length() - INFO_SUFFIX.length()));
    } catch (StorePathException e) {
      return null;
    }
  }

  /** What lies in {@code folder}, in no order. */
  static List<Path> list(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        files.add(entry);
      }
    } catch (IOException e) {
      throw new StoreException("cannot read '" + folder + "': " + Failures.text(e), e);
    }
    return files;
  }
}
