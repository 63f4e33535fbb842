package dev.kix.cluster.helm;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.value.Bytes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a chart through the evaluator's eyes: what it may not read, the chart does not have. A
 * symbolic link counts as what it leads to, if that lies in the chart; one that leads out of it is
 * refused, or a chart could show files of the machine to its templates.
 */
final class ChartReader {
  private static final long MAX_BYTES = 256L << 20;
  private static final int MAX_FILES = 20_000;
  private static final int MAX_DEPTH = 60;

  private final FileAccess files;
  private final String root;
  private final SortedMap<String, byte[]> found = new TreeMap<>();
  private long bytes;

  private ChartReader(FileAccess files, String root) {
    this.files = files;
    this.root = root;
  }

  /**
   * Reads the chart at {@code path}, a folder or an archive.
   *
   * @param path absolute, one char per byte
   * @param shown what messages call it
   */
  static ChartFiles read(FileAccess files, String path, String shown) {
    String resolved = files.resolve(path, true);
    FileKind kind = files.kind(resolved);
    ChartReader reader = new ChartReader(files, resolved);
    if (kind == FileKind.REGULAR) {
      reader.file(resolved, resolved.substring(resolved.lastIndexOf('/') + 1));
      return new ChartFiles(reader.found, true);
    }
    if (kind != FileKind.DIRECTORY) {
      throw files.missing(path);
    }
    reader.folder(resolved, "", 0);
    if (!reader.found.containsKey("Chart.yaml")) {
      throw error("'" + shown + "' is not a Helm chart: it has no Chart.yaml");
    }
    return new ChartFiles(reader.found, false);
  }

  private void folder(String path, String prefix, int depth) {
    if (depth > MAX_DEPTH) {
      throw error(
          "the Helm chart '" + root + "' has folders nested more than " + MAX_DEPTH + " deep");
    }
    for (Map.Entry<String, FileKind> entry : files.list(path).entrySet()) {
      String child = path + "/" + entry.getKey();
      String name = prefix + entry.getKey();
      FileKind kind = entry.getValue();
      if (kind == FileKind.SYMLINK) {
        child = files.resolve(child, true);
        if (!child.startsWith(root + "/")) {
          throw error(
              "the Helm chart '"
                  + root
                  + "' holds a symbolic link that leads out of it: '"
                  + name
                  + "'");
        }
        kind = files.kind(child);
      }
      if (kind == FileKind.DIRECTORY) {
        if (!entry.getKey().equals(".git")) {
          folder(child, name + "/", depth + 1);
        }
      } else if (kind == FileKind.REGULAR) {
        file(child, name);
      }
    }
  }

  private void file(String path, String name) {
    bytes += files.size(path);
    if (bytes > MAX_BYTES || found.size() >= MAX_FILES) {
      throw error(
          "the Helm chart '"
              + root
              + "' is too large: it has more than "
              + (bytes > MAX_BYTES ? (MAX_BYTES >> 20) + " MiB" : MAX_FILES + " files"));
    }
    found.put(Bytes.decode(name), files.read(path));
  }

  private static EvalException error(String message) {
    return new EvalException(ErrorKind.EVAL, message, null);
  }
}
