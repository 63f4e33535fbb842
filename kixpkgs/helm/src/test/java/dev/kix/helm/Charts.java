package dev.kix.helm;

import dev.kix.cluster.helm.ChartFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.jspecify.annotations.Nullable;

/** Small charts. */
final class Charts {
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  Charts(String name) {
    with("Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.2.3\n");
  }

  Charts with(String path, String content) {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  Charts with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** A ConfigMap whose field {@code v} a template gives. */
  Charts value(String template) {
    return with("templates/c.yaml", configMap("c", template));
  }

  static String configMap(String name, String value) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "
        + name
        + "\ndata:\n  v: "
        + value
        + "\n";
  }

  ChartFiles files() {
    return new ChartFiles(files, false);
  }

  /** The chart, packed. */
  byte[] packed(String folder) {
    TreeMap<String, byte[]> inside = new TreeMap<>();
    files.forEach((path, content) -> inside.put(folder + "/" + path, content));
    return pack(inside, null);
  }

  /** An archive of files, and one symbolic link. */
  static byte[] pack(Map<String, byte[]> content, @Nullable String link) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
      for (Map.Entry<String, byte[]> file : content.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
      if (link != null) {
        TarArchiveEntry entry = new TarArchiveEntry(link, TarArchiveEntry.LF_SYMLINK);
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
