package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.UserStore;
import dev.kix.store.backend.ExportStream;
import dev.kix.store.backend.LocalStore;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.nar.DiskNarSink;
import dev.kix.store.nar.NarReader;
import dev.kix.store.nar.NarSink;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.StoreDir;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Files and objects as bytes on standard input and output: {@code nix-store --dump}, {@code
 * --restore}, {@code --export}, {@code --import}.
 */
public final class StoreStreams {
  private final Console console;
  private final StoreDir dir;

  public StoreStreams(Console console, NixSettings settings) {
    this.console = console;
    this.dir = settings.storeDir();
  }

  private LocalStore open() {
    return LocalStore.open(UserStore.root(console), dir);
  }

  /** Writes the archive of any file or folder. Returns the exit code. */
  public int dump(String text) {
    Path file = console.resolve(text);
    try {
      NarWriter.write(DiskTree.of(file), console.out());
    } catch (NoSuchFileException e) {
      throw new CliException("path '" + file + "' does not exist");
    } catch (IOException e) {
      throw new CliException(ErrorReporter.describe(e));
    }
    return 0;
  }

  /**
   * Unpacks an archive to a path that must not exist; of an archive that is none nothing stays.
   * Returns the exit code.
   */
  public int restore(String text) {
    if (text.isEmpty()) {
      throw new CliException("restore destination path is empty");
    }
    String last = text.substring(text.lastIndexOf('/') + 1);
    if (last.equals(".") || last.equals("..")) {
      throw new CliException(
          "restore destination '"
              + text
              + "' ends in '"
              + last
              + "', which is not a valid filename");
    }
    Path target = console.resolve(text).toAbsolutePath();
    Path folder = target.getParent();
    BufferedInputStream in = new BufferedInputStream(console.in());
    try {
      if (folder == null || Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        NarReader.read(in, new Occupied(target));
        throw new IllegalStateException("an archive without anything in it");
      }
      // Beside it, so that what is there in the end is whole.
      Path work = Files.createTempDirectory(folder, ".tmp-restore-");
      try {
        Path files = work.resolve("files");
        NarReader.read(in, new DiskNarSink(files, TreeWriter.PLAIN));
        Files.move(files, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        TreeWriter.delete(work);
      }
    } catch (IOException e) {
      throw new CliException("cannot unpack to '" + target + "': " + ErrorReporter.describe(e));
    }
    return 0;
  }

  /** Where something is already: whatever comes cannot be made, in the words of Nix. */
  private record Occupied(Path target) implements NarSink {
    @Override
    public void file(boolean executable, long size, InputStream content) {
      throw exists("file");
    }

    @Override
    public void symlink(String to) {
      throw exists("symlink");
    }

    @Override
    public void beginDirectory() {
      throw exists("directory");
    }

    private CliException exists(String what) {
      return new CliException("creating " + what + " \"" + target + "\": File exists");
    }

    @Override
    public void entry(String name) {}

    @Override
    public void endDirectory() {}
  }

  /** Writes objects. Returns the exit code. */
  public int export(List<String> texts) {
    try (LocalStore store = open()) {
      OutputStream out = new BufferedOutputStream(console.out(), 64 * 1024);
      ExportStream.write(store, new StoreNames(console, dir).objects(texts), out);
      out.flush();
    } catch (IOException e) {
      throw new CliException(ErrorReporter.describe(e));
    }
    return 0;
  }

  /** Adds the objects that come, and prints their paths. Returns the exit code. */
  public int importAll() {
    try (LocalStore store = open()) {
      ExportStream.read(
          store,
          new BufferedInputStream(console.in(), 64 * 1024),
          path -> console.outBytes(dir.print(path) + "\n"));
    } catch (IOException e) {
      throw new CliException(ErrorReporter.describe(e));
    }
    return 0;
  }
}
