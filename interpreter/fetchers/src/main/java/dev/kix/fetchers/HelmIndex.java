package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.format.YamlReader;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code index.yaml} of a Helm repository. Texts are one char per byte. */
final class HelmIndex {
  /** A version in a list of those that there are. */
  private static final int SHOWN = 8;

  private final String repo;
  private final NixAttrs entries;

  private HelmIndex(String repo, NixAttrs entries) {
    this.repo = repo;
    this.entries = entries;
  }

  /**
   * One version of a chart.
   *
   * @param url where it is, absolute or relative to the index
   * @param digest the SHA-256 of the archive in base 16, or empty
   */
  record Entry(String url, String digest) {}

  static HelmIndex read(byte[] text, String repo) {
    Value index;
    try {
      index = YamlReader.read(Bytes.fromArray(text));
    } catch (EvalException e) {
      throw FetchErrors.error("'" + repo + "/index.yaml' is no index of a Helm repository");
    }
    if (index instanceof NixAttrs top
        && top.get("entries") instanceof Lazy lazy
        && lazy.force() instanceof NixAttrs entries) {
      return new HelmIndex(repo, entries);
    }
    throw FetchErrors.error("'" + repo + "/index.yaml' is no index of a Helm repository");
  }

  /** The entry of a version, with or without {@code v} in front. */
  Entry entry(String chart, String version) {
    Lazy versions = entries.get(chart);
    if (versions == null || !(versions.force() instanceof NixList list)) {
      throw FetchErrors.error(
          "the Helm repository '" + repo + "' has no chart '" + chart + "'" + others());
    }
    List<String> found = new ArrayList<>();
    NixAttrs match = null;
    for (Lazy element : list.elements()) {
      if (element.force() instanceof NixAttrs entry) {
        String has = text(entry, "version");
        found.add(has);
        if (has.equals(version) || match == null && same(has, version)) {
          match = entry;
        }
      }
    }
    String url = match == null ? null : url(match);
    if (match == null || url == null) {
      throw FetchErrors.error(
          "the Helm repository '"
              + repo
              + "' has no version '"
              + version
              + "' of the chart '"
              + chart
              + "'\nIt has: "
              + String.join(", ", found.subList(0, Math.min(SHOWN, found.size())))
              + (found.size() > SHOWN ? ", ..." : ""));
    }
    return new Entry(url, text(match, "digest").replaceFirst("^sha256:", ""));
  }

  private String others() {
    NixAttrs flat = entries.flatten();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN, flat.size()); i++) {
      out.append(i == 0 ? "\nIt has: " : ", ").append(flat.name(i));
    }
    return out.append(flat.size() > SHOWN ? ", ..." : "").toString();
  }

  /** Whether two versions are the same one. */
  static boolean same(String a, String b) {
    return a.replaceFirst("^v", "").equals(b.replaceFirst("^v", ""));
  }

  /** The version in a {@code Chart.yaml}; empty when there is none. */
  static String version(byte[] chartYaml) {
    return YamlReader.read(Bytes.fromArray(chartYaml)) instanceof NixAttrs chart
        ? text(chart, "version")
        : "";
  }

  private static @Nullable String url(NixAttrs entry) {
    return entry.get("urls") instanceof Lazy urls
            && urls.force() instanceof NixList list
            && list.size() > 0
            && list.get(0).force() instanceof NixString s
        ? s.value()
        : null;
  }

  private static String text(NixAttrs attrs, String name) {
    return attrs.get(name) instanceof Lazy lazy && lazy.force() instanceof NixString s
        ? s.value()
        : "";
  }
}
