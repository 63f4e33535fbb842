package dev.kix.fetchers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Fetcher;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.nar.NarWriter;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Charts of Helm repositories: {@code repo} is a URL with an {@code index.yaml}, a place in a
 * registry ({@code oci://}), or a folder of this machine with either an index or charts in it. What
 * was once unpacked is found again by {@code narHash}, without asking anybody.
 */
public final class HelmChartFetcher implements Fetcher {
  private static final String CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
  private static final int MAX_DEPTH = 60;

  /** The largest indexes of well-known repositories have some 20 MiB. */
  private static final long MAX_INDEX = 64 << 20;

  /** Made by {@link java.util.ServiceLoader}. */
  public HelmChartFetcher() {}

  @Override
  public Set<String> types() {
    return Set.of("helm-chart");
  }

  @Override
  public Fetched fetch(Input input, FetchContext context) {
    Hash expected = input.narHash();
    ArchiveCache cache = new ArchiveCache(context);
    ArchiveCache.Unpacked known = expected == null ? null : cache.byHash(expected);
    if (known != null) {
      return new Fetched(known.tree(), input, known.narHash());
    }
    String repo = input.attrs().requireString("repo");
    String chart = input.attrs().requireString("chart");
    String version = input.attrs().requireString("version");
    if (repo.startsWith("/")) {
      FileTree folder = localChart(repo, chart, version, context);
      if (folder != null) {
        return new Fetched(folder, input, hash(folder, repo));
      }
    }
    Downloader.Download archive;
    if (repo.startsWith("oci://")) {
      archive = fromRegistry(repo.substring("oci://".length()) + "/" + chart, version, context);
    } else {
      archive = fromIndex(repo, chart, version, context);
    }
    ArchiveCache.Unpacked unpacked =
        cache.unpackChart(
            archive.file(), archive.sha256(), repo + "/" + chart + "-" + version + ".tgz");
    if (!(unpacked.tree() instanceof FileTree.Directory folder) || !hasChart(folder, repo)) {
      throw FetchErrors.error(
          "what '" + repo + "' has as '" + chart + "' is no chart: it has no Chart.yaml");
    }
    return new Fetched(unpacked.tree(), input, unpacked.narHash());
  }

  private static boolean hasChart(FileTree.Directory folder, String repo) {
    try {
      return folder.names().contains("Chart.yaml");
    } catch (IOException e) {
      throw FetchErrors.error("cannot read the chart of '" + repo + "': " + IoErrors.reason(e));
    }
  }

  private static Hash hash(FileTree tree, String repo) {
    try {
      return NarWriter.hash(tree, HashAlgorithm.SHA256).hash();
    } catch (IOException e) {
      throw FetchErrors.error("cannot read the chart of '" + repo + "': " + IoErrors.reason(e));
    }
  }

  private static Downloader.Download fromIndex(
      String repo, String chart, String version, FetchContext context) {
    String base = repo.startsWith("/") ? "file://" + repo : repo;
    Downloader downloader = new Downloader(context);
    byte[] index;
    try {
      index = downloader.content(base + "/index.yaml", Map.of(), MAX_INDEX);
    } catch (EvalException e) {
      throw e.duringCustom(null, "while reading the index of the Helm repository '" + repo + "'");
    }
    HelmIndex.Entry entry = HelmIndex.read(index, repo).entry(chart, version);
    String url = entry.url();
    if (url.startsWith("oci://")) {
      String place = url.substring("oci://".length());
      int colon = place.lastIndexOf(':');
      boolean tagged = colon > place.indexOf('/');
      return fromRegistry(
          tagged ? place.substring(0, colon) : place,
          tagged ? place.substring(colon + 1) : version,
          context);
    }
    String absolute = url.matches("[a-zA-Z][a-zA-Z0-9+.-]*://.*") ? url : base + "/" + url;
    if (absolute.startsWith("file:") && !repo.startsWith("/")) {
      throw FetchErrors.error("the Helm repository '" + repo + "' points to '" + url + "'");
    }
    Downloader.Download archive = downloader.get(absolute, Map.of());
    String digest = entry.digest();
    if (!digest.isEmpty() && !digest.equals(archive.sha256())) {
      throw FetchErrors.error(
          "'"
              + absolute
              + "' is not what the index of '"
              + repo
              + "' says: it has the hash "
              + archive.sha256()
              + ", and should have "
              + digest);
    }
    return archive;
  }

  private static Downloader.Download fromRegistry(
      String place, String version, FetchContext context) {
    OciRegistry registry = new OciRegistry(context, place);
    // A tag has no plus sign: Helm writes an underscore for it.
    JsonNode manifest = registry.manifest(version.replace('+', '_'));
    if (manifest == null) {
      throw FetchErrors.error(
          "the registry has no chart 'oci://" + place + "' of version '" + version + "'");
    }
    for (JsonNode layer : manifest.path("layers")) {
      String type = layer.path("mediaType").asText("");
      if (type.equals(CHART_LAYER) || type.equals("application/tar+gzip")) {
        String digest = layer.path("digest").asText("");
        return new Downloader.Download(
            registry.blob(digest), digest.substring("sha256:".length()), null);
      }
    }
    throw FetchErrors.error(
        "'oci://" + place + ":" + version + "' is not a Helm chart but something else");
  }

  /** The chart in a folder of charts, or null when there is none such. */
  private static @Nullable FileTree localChart(
      String repo, String chart, String version, FetchContext context) {
    FileAccess files = context.files();
    String folder = files.resolve(repo, true) + "/" + chart;
    if (files.kind(folder) != FileKind.DIRECTORY
        || files.kind(folder + "/Chart.yaml") != FileKind.REGULAR) {
      return null;
    }
    String found = HelmIndex.version(files.read(folder + "/Chart.yaml"));
    if (!HelmIndex.same(found, version)) {
      throw FetchErrors.error(
          "the chart in '" + folder + "' has version '" + found + "', not '" + version + "'");
    }
    return copy(files, folder, folder, 0);
  }

  /**
   * A folder as it would come out of an archive: plain files, and folders with something in them.
   */
  private static FileTree copy(FileAccess files, String root, String path, int depth) {
    Map<String, FileTree> entries = new TreeMap<>();
    for (Map.Entry<String, FileKind> entry : files.list(path).entrySet()) {
      String child = path + "/" + entry.getKey();
      if (entry.getValue() == FileKind.REGULAR) {
        entries.put(entry.getKey(), MemoryTree.file(files.read(child)));
      } else if (entry.getValue() == FileKind.DIRECTORY && depth < MAX_DEPTH) {
        if (copy(files, root, child, depth + 1) instanceof FileTree.Directory inner
            && !isEmpty(inner)) {
          entries.put(entry.getKey(), inner);
        }
      } else {
        throw FetchErrors.error(
            "the chart in '"
                + root
                + "' holds '"
                + child.substring(root.length() + 1)
                + "', which is not a regular file");
      }
    }
    return MemoryTree.directory(entries);
  }

  private static boolean isEmpty(FileTree.Directory folder) {
    try {
      return folder.names().isEmpty();
    } catch (IOException e) {
      return true;
    }
  }
}
