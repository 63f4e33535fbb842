package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.store.StoreException;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashException;
import dev.kix.store.nar.NarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unpacked archives: each is unpacked once, by the hash of the file. */
final class ArchiveCache {
  /** What a chart may have at most, once unpacked: a hundred times what the largest ones have. */
  private static final long CHART_BYTES = 256L << 20;

  private static final int CHART_FILES = 20_000;

  /** So much an archive may have once unpacked, however small it is. */
  private static final long FREE_BYTES = 1L << 30;

  private final FetchContext context;
  private final FetchCache cache;

  ArchiveCache(FetchContext context) {
    this.context = context;
    this.cache = FetchCache.of(context);
  }

  /**
   * An archive, unpacked.
   *
   * @param lastModified the time of its newest entry, in seconds since 1970
   */
  record Unpacked(FileTree tree, Hash narHash, long lastModified) {}

  /**
   * The tree in {@code archive}.
   *
   * @param sha256 the hash of the file
   * @param shown what messages call it
   */
  Unpacked unpack(Path archive, String sha256, String shown) {
    String key = "archive:" + sha256;
    Unpacked known = known(key);
    return known != null ? known : cache.alone(key, () -> unpackAlone(archive, key, shown));
  }

  /** The chart in {@code archive}: its files and nothing of their modes. */
  Unpacked unpackChart(Path archive, String sha256, String shown) {
    String key = "chart:" + sha256;
    Unpacked known = known(key);
    return known != null ? known : cache.alone(key, () -> unpackAlone(archive, key, shown));
  }

  /** The tree whose NAR hashes to {@code hash}, if it was ever unpacked here. */
  @Nullable Unpacked byHash(Hash hash) {
    Path tree = cache.tree(hash.base16());
    try {
      return tree == null ? null : new Unpacked(DiskTree.of(tree), hash, 0);
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable Unpacked known(String key) {
    Map<String, String> facts = cache.facts(key);
    if (facts == null) {
      return null;
    }
    try {
      Hash hash = Hash.parseSri(facts.getOrDefault("narHash", ""));
      Path tree = cache.tree(hash.base16());
      return tree == null
          ? null
          : new Unpacked(
              DiskTree.of(tree), hash, Long.parseLong(facts.getOrDefault("lastModified", "")));
    } catch (HashException | NumberFormatException | IOException e) {
      return null;
    }
  }

  private Unpacked unpackAlone(Path archive, String key, String shown) {
    Unpacked meanwhile = known(key);
    if (meanwhile != null) {
      return meanwhile;
    }
    Path folder;
    try {
      folder = cache.temporaryFolder();
    } catch (IOException e) {
      throw FetchErrors.io("making a folder in", context.settings().cacheFolder(), e);
    }
    try {
      boolean chart = key.startsWith("chart:");
      FetchSettings settings = context.settings();
      ArchiveTree tree =
          new ArchiveTree(
              folder.resolve("t"),
              chart
                  ? Math.min(CHART_BYTES, settings.maxBytes())
                  : maxBytes(Files.size(archive), settings),
              chart ? Math.min(CHART_FILES, settings.maxFiles()) : settings.maxFiles());
      Files.createDirectory(folder.resolve("t"));
      long lastModified = 0;
      if (chart) {
        Archives.unpackChart(archive, tree);
      } else {
        lastModified = Archives.unpack(archive, tree);
      }
      tree.sync();
      Path content = tree.content();
      Hash hash = NarWriter.hash(DiskTree.of(content), HashAlgorithm.SHA256).hash();
      Path kept = cache.keepTree(content, hash.base16());
      cache.remember(
          key, Map.of("narHash", hash.sri(), "lastModified", Long.toString(lastModified)));
      return new Unpacked(DiskTree.of(kept), hash, lastModified);
    } catch (IOException | StoreException e) {
      throw FetchErrors.error("cannot unpack '" + shown + "': " + words(e));
    } finally {
      FetchCache.discard(folder);
    }
  }

  /** The most bytes that an archive of {@code size} bytes may have once unpacked. */
  static long maxBytes(long size, FetchSettings settings) {
    long ratio = settings.maxRatio();
    long most = size > Long.MAX_VALUE / ratio ? Long.MAX_VALUE : size * ratio;
    return Math.min(settings.maxBytes(), Math.max(FREE_BYTES, most));
  }

  /** What is wrong with an archive is said in bytes already. */
  private static String words(Exception e) {
    return e.getMessage() == null ? "it is damaged" : e.getMessage();
  }
}
