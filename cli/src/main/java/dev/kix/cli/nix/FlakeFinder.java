package dev.kix.cli.nix;

import dev.kix.cli.console.Console;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Finds the flake that a path on the command line means: upwards from there to the first {@code
 * flake.nix}, and further to the Git repository that it is in.
 */
public final class FlakeFinder implements FlakeRefParser.PathFinder {
  private final Console console;

  public FlakeFinder(Console console) {
    this.console = console;
  }

  @Override
  public String absolute(String path) {
    return FileNames.full(real(path));
  }

  @Override
  public void warn(String message) {
    console.errBytes("warning: " + message + "\n");
  }

  private Path real(String path) {
    Path file =
        path.startsWith("/")
            ? FileNames.path(path)
            : FileNames.resolve(console.workingFolder(), path.isEmpty() ? "." : path);
    Path normal = file.toAbsolutePath().normalize();
    try {
      return normal.toRealPath();
    } catch (IOException e) {
      return normal;
    }
  }

  @Override
  public Found find(String path) {
    Path folder = folder(real(path));
    if (!hasFlake(folder)) {
      console.err("path " + quoted(folder) + " does not contain a 'flake.nix', searching up\n");
      folder = searchUp(folder);
    }
    StringBuilder inner = new StringBuilder();
    Path root = folder;
    for (Path parent = root.getParent(); parent != null; parent = root.getParent()) {
      if (Files.exists(root.resolve(".git"))) {
        return new Found(
            FileNames.full(root),
            true,
            inner.toString(),
            Files.exists(root.resolve(".git/shallow")));
      }
      inner.insert(0, FileNames.name(root) + (inner.isEmpty() ? "" : "/"));
      root = parent;
    }
    return new Found(FileNames.full(folder), false, "", false);
  }

  /** The folder that is meant, also by people who name the file in it. */
  private Path folder(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw IoErrors.error(
          "getting status of " + Bytes.encode(quoted(path)) + ": No such file or directory");
    }
    if (Files.isDirectory(path)) {
      return path;
    }
    Path parent = path.getParent();
    if (parent != null && "flake.nix".equals(FileNames.name(path))) {
      console.err(
          "warning: Path "
              + quoted(path)
              + " should point at the directory containing the 'flake.nix' file, not the file"
              + " itself. Pretending that you meant "
              + quoted(parent)
              + "\n");
      return parent;
    }
    throw error("path " + quoted(path) + " is not a flake (because it's not a directory)");
  }

  private static Path searchUp(Path start) {
    FileStore device = device(start);
    for (Path at = start; at != null && at.getParent() != null; at = at.getParent()) {
      if (hasFlake(at)) {
        return at;
      }
      if (Files.exists(at.resolve(".git"))) {
        throw error(
            "path "
                + quoted(at)
                + " is not part of a flake (neither it nor its parent directories contain a"
                + " 'flake.nix' file)");
      }
      if (!Objects.equals(device(at), device)) {
        throw error(
            "unable to find a flake before encountering filesystem boundary at " + quoted(at));
      }
    }
    throw error("could not find a flake.nix file");
  }

  private static FileStore device(Path folder) {
    try {
      return Files.getFileStore(folder);
    } catch (IOException e) {
      throw IoErrors.error(
          "getting status of " + Bytes.encode(quoted(folder)) + ": " + IoErrors.reason(e));
    }
  }

  /** Whether {@code folder} or a folder above it is a flake. */
  public static boolean isInFlake(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (hasFlake(at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code folder} is a flake. */
  public static boolean hasFlake(Path folder) {
    return Files.exists(folder.resolve("flake.nix"));
  }

  private static String quoted(Path path) {
    return "\"" + Bytes.decode(FileNames.full(path)) + "\"";
  }

  private static EvalException error(String message) {
    return new EvalException(ErrorKind.EVAL, Bytes.encode(message), null);
  }
}
