package dev.kix.cluster.helm;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.Hasher;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a chart, in memory. Immutable; the byte arrays must not be changed.
 *
 * @param byPath content by path, parts separated by slashes, {@code Chart.yaml} at the top; an
 *     archive is a single file under its name
 * @param archive whether it is one archive
 */
public record ChartFiles(SortedMap<String, byte[]> byPath, boolean archive) {
  public ChartFiles {
    byPath = Collections.unmodifiableSortedMap(new TreeMap<>(byPath));
  }

  /** A hash of names and contents. */
  public Hash hash() {
    Hasher hasher = Hasher.of(HashAlgorithm.SHA256);
    for (Map.Entry<String, byte[]> file : byPath.entrySet()) {
      byte[] name = file.getKey().getBytes(StandardCharsets.UTF_8);
      hasher.update(
          (name.length + ":" + file.getValue().length + ":").getBytes(StandardCharsets.UTF_8));
      hasher.update(name);
      hasher.update(file.getValue());
    }
    return hasher.finish();
  }
}
