package dev.kix.helm;

import dev.kix.cluster.helm.ChartException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks chart archives in memory. An archive is anybody's: what leads out of its folder, links,
 * and what grows beyond measure is refused.
 */
final class ChartArchive {
  private static final long MAX_BYTES = 256L << 20;
  private static final int MAX_FILES = 20_000;

  private ChartArchive() {}

  /**
   * The files of a chart archive, without the folder around them.
   *
   * @param shown what messages call it
   */
  static SortedMap<String, byte[]> unpack(byte[] archive, String shown) throws ChartException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    long bytes = 0;
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            GzipCompressorInputStream.builder()
                .setInputStream(new ByteArrayInputStream(archive))
                .setDecompressConcatenated(true)
                .get(),
            StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        if (e.isDirectory()) {
          continue;
        }
        if (!e.isFile() || e.isLink() || e.isSymbolicLink()) {
          throw refused(shown, "'" + e.getName() + "' is not a regular file");
        }
        byte[] content = tar.readNBytes((int) Math.min(MAX_BYTES - bytes + 1, Integer.MAX_VALUE));
        bytes += content.length;
        if (bytes > MAX_BYTES) {
          throw refused(shown, "unpacked it has more than " + (MAX_BYTES >> 20) + " MiB");
        }
        if (files.size() >= MAX_FILES) {
          throw refused(shown, "it has more than " + MAX_FILES + " files");
        }
        String path = inside(e.getName(), shown);
        if (!path.isEmpty()) {
          files.put(path, content);
        }
      }
    } catch (IOException | RuntimeException e) {
      String reason = e.getMessage();
      throw refused(shown, reason == null ? "it is damaged" : "it is damaged: " + reason);
    }
    if (!files.containsKey("Chart.yaml")) {
      throw refused(shown, "it has no Chart.yaml");
    }
    return files;
  }

  /** A name below the folder that the archive has around everything. */
  private static String inside(String name, String shown) throws ChartException {
    StringBuilder path = new StringBuilder();
    int depth = 0;
    for (String part : name.replace('\\', '/').split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..") || part.indexOf('\0') >= 0 || part.matches("[A-Za-z]:.*")) {
        throw refused(shown, "it holds the unsafe file name '" + name + "'");
      }
      if (depth++ > 0) {
        path.append(path.isEmpty() ? "" : "/").append(part);
      }
    }
    return path.toString();
  }

  private static ChartException refused(String shown, String why) {
    return new ChartException("cannot unpack the Helm chart '" + shown + "': " + why);
  }
}
