package dev.kix.cli.validate;

import dev.kix.cli.console.ErrorReporter;
import dev.kix.store.file.DiskTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The files that arguments name: a file whatever its name, of a folder everything below it that
 * ends in {@code .yaml}, {@code .yml} or {@code .json}, in the order of the names.
 */
final class InputFiles {
  /**
   * A file.
   *
   * @param name as the user should see it
   * @param path where it is
   */
  record Input(String name, Path path) {}

  private final Path folder;
  private final List<Pattern> ignored;
  private final Consumer<ResourceResult> problems;

  InputFiles(Path folder, List<Pattern> ignored, Consumer<ResourceResult> problems) {
    this.folder = folder;
    this.ignored = ignored;
    this.problems = problems;
  }

  /** The files of one argument. What cannot be read is reported and left out. */
  List<Input> of(String argument) {
    List<Input> out = new ArrayList<>();
    Path path = folder.resolve(argument);
    if (!Files.exists(path)) {
      report(argument, new NoSuchFileException(argument));
    } else if (Files.isDirectory(path)) {
      walk(argument, path, out);
    } else if (isNix(argument)) {
      problems.accept(
          ResourceResult.ofFile(
              argument,
              "this is Nix, not a manifest. A cluster is checked by 'kix build "
                  + argument
                  + "', what is a manifest when it is evaluated by 'kix eval --json "
                  + argument
                  + " | kix validate'"));
    } else if (!isIgnored(argument)) {
      out.add(new Input(argument, path));
    }
    return out;
  }

  private void walk(String name, Path path, List<Input> out) {
    List<Path> entries;
    try {
      entries = DiskTree.entries(path);
    } catch (IOException e) {
      report(name, e);
      return;
    }
    for (Path entry : entries) {
      String file = entry.getFileName().toString();
      String shown = name.endsWith("/") ? name + file : name + "/" + file;
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        walk(shown, entry, out);
      } else if (isManifest(file) && !isIgnored(shown)) {
        out.add(new Input(shown, entry));
      }
    }
  }

  private static boolean isManifest(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
  }

  private static boolean isNix(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".nix");
  }

  private boolean isIgnored(String name) {
    for (Pattern pattern : ignored) {
      if (pattern.matcher(name).find()) {
        return true;
      }
    }
    return false;
  }

  private void report(String name, IOException e) {
    problems.accept(ResourceResult.ofFile(name, ErrorReporter.describe(e)));
  }
}
