package dev.kix.interpreter.fetch;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code https://…}: a file, or an archive that is unpacked. */
final class CurlScheme implements InputScheme {
  private static final Set<String> ATTRIBUTES =
      Set.of("url", "narHash", "name", "unpack", "rev", "revCount", "lastModified");
  private static final Set<String> TRANSPORTS = Set.of("file", "http", "https");
  private static final List<String> ARCHIVES =
      List.of(".zip", ".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst");

  private final String name;

  /**
   * @param name {@code file} or {@code tarball}
   */
  CurlScheme(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> attributes() {
    return ATTRIBUTES;
  }

  @Override
  public @Nullable InputAttrs fromUrl(Url url, boolean requireTree) {
    String application = url.application();
    boolean archive = requireTree || hasArchiveName(url);
    boolean mine =
        TRANSPORTS.contains(url.transport())
            && (application != null ? application.equals(name) : archive == name.equals("tarball"));
    if (!mine) {
      return null;
    }
    SortedMap<String, Object> attrs = new TreeMap<>();
    for (String key : new String[] {"narHash", "rev"}) {
      String value = url.query().get(key);
      if (value != null) {
        attrs.put(key, value);
      }
    }
    for (String key : new String[] {"revCount", "lastModified"}) {
      String value = url.query().get(key);
      Long number = value == null ? null : Numbers.parse(value);
      if (number != null) {
        attrs.put(key, number);
      }
    }
    SortedMap<String, String> rest = new TreeMap<>(url.query());
    rest.keySet().removeAll(ATTRIBUTES);
    attrs.put("type", name);
    attrs.put("url", url.withScheme(url.transport()).withQuery(rest).toString());
    return InputAttrs.of(attrs);
  }

  private static boolean hasArchiveName(Url url) {
    String last = url.path().isEmpty() ? "" : url.path().get(url.path().size() - 1);
    return ARCHIVES.stream().anyMatch(last::endsWith);
  }

  @Override
  public InputAttrs fromAttrs(InputAttrs attrs) {
    return attrs;
  }

  @Override
  public Url toUrl(Input input) {
    Url url = Url.parse(input.attrs().requireString("url"));
    if (input.narHash() == null) {
      return url;
    }
    SortedMap<String, String> query = new TreeMap<>(url.query());
    query.put("narHash", input.narHash().sri());
    return url.withQuery(query);
  }

  @Override
  public boolean isLocked(Input input) {
    return input.narHash() != null;
  }

  @Override
  public Input applyOverrides(Input input, @Nullable String ref, @Nullable String rev) {
    return Overrides.none(input, ref, rev);
  }
}
