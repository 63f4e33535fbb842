package dev.kix.interpreter.fetch;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code path:/folder}: files of this machine. */
final class PathScheme implements InputScheme {
  private static final Set<String> ATTRIBUTES =
      Set.of("path", "rev", "revCount", "lastModified", "narHash");

  @Override
  public String name() {
    return "path";
  }

  @Override
  public Set<String> attributes() {
    return ATTRIBUTES;
  }

  @Override
  public boolean needsFlakes() {
    return true;
  }

  @Override
  public @Nullable InputAttrs fromUrl(Url url, boolean requireTree) {
    if (!url.scheme().equals("path")) {
      return null;
    }
    if (url.authority() != null && !url.authority().host().isEmpty()) {
      throw Input.error(
          "path URL '" + url + "' should not have an authority ('" + url.authority() + "')");
    }
    SortedMap<String, Object> attrs = new TreeMap<>();
    attrs.put("type", "path");
    attrs.put("path", url.filePath());
    for (Map.Entry<String, String> e : url.query().entrySet()) {
      String name = e.getKey();
      switch (name) {
        case "rev", "narHash" -> attrs.put(name, e.getValue());
        case "revCount", "lastModified" -> {
          Long number = Numbers.parse(e.getValue());
          if (number == null) {
            throw Input.error("path URL '" + url + "' has invalid parameter '" + name + "'");
          }
          attrs.put(name, number);
        }
        default ->
            throw Input.error("path URL '" + url + "' has unsupported parameter '" + name + "'");
      }
    }
    return InputAttrs.of(attrs);
  }

  @Override
  public InputAttrs fromAttrs(InputAttrs attrs) {
    attrs.requireString("path");
    return attrs;
  }

  @Override
  public Url toUrl(Input input) {
    SortedMap<String, String> query = input.attrs().toQuery();
    query.remove("path");
    query.remove("type");
    query.remove("__final");
    return Url.of("path", Url.pathOfFile(input.attrs().requireString("path"))).withQuery(query);
  }

  @Override
  public boolean isLocked(Input input) {
    return input.narHash() != null;
  }

  @Override
  public @Nullable String relativePath(Input input) {
    String path = input.attrs().requireString("path");
    return path.startsWith("/") ? null : path;
  }

  @Override
  public Input applyOverrides(Input input, @Nullable String ref, @Nullable String rev) {
    return Overrides.none(input, ref, rev);
  }
}
