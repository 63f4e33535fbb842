package dev.kix.interpreter.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code github:OWNER/REPO} and its like: archives that a forge makes of its repositories. */
final class ForgeScheme implements InputScheme {
  private static final Set<String> ATTRIBUTES =
      Set.of("owner", "repo", "ref", "rev", "narHash", "lastModified", "host", "treeHash");

  private final String name;

  ForgeScheme(String name) {
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
  public boolean needsFlakes() {
    return true;
  }

  @Override
  public @Nullable InputAttrs fromUrl(Url url, boolean requireTree) {
    if (!url.scheme().equals(name)) {
      return null;
    }
    List<String> path = url.segments();
    SortedMap<String, Object> attrs = new TreeMap<>();
    if (path.size() == 3) {
      attrs.put(GitRefs.isRev(path.get(2)) ? "rev" : "ref", path.get(2));
    } else if (path.size() > 3) {
      attrs.put("ref", String.join("/", path.subList(2, path.size())));
    } else if (path.size() < 2) {
      throw new BadUrlException("URL '" + url + "' is invalid");
    }
    for (Map.Entry<String, String> e : url.query().entrySet()) {
      String key = e.getKey();
      switch (key) {
        case "rev", "ref" -> {
          if (attrs.containsKey(key)) {
            throw new BadUrlException(
                "URL '"
                    + url
                    + "' contains multiple "
                    + (key.equals("rev") ? "commit hashes" : "branch/tag names"));
          }
          attrs.put(key, e.getValue());
        }
        case "host", "narHash" -> attrs.put(key, e.getValue());
        default ->
            throw new BadUrlException("URL '" + url + "' contains unknown parameter '" + key + "'");
      }
    }
    attrs.put("type", name);
    attrs.put("owner", path.get(0));
    attrs.put("repo", path.get(1));
    return fromAttrs(InputAttrs.of(attrs));
  }

  @Override
  public InputAttrs fromAttrs(InputAttrs attrs) {
    attrs.requireString("owner");
    attrs.requireString("repo");
    String ref = attrs.string("ref");
    String rev = attrs.string("rev");
    if (ref != null && rev != null) {
      throw new BadUrlException(
          "input "
              + attrs.toJson()
              + " contains both a commit hash ('"
              + rev
              + "') and a branch/tag name ('"
              + ref
              + "')");
    }
    if (rev != null) {
      Input.parseRev(rev);
    }
    if (ref != null && !GitRefs.isLegal(ref)) {
      throw new BadUrlException("input " + attrs.toJson() + " contains an invalid branch/tag name");
    }
    String host = attrs.string("host");
    if (host != null && !isHost(host)) {
      throw new BadUrlException("input " + attrs.toJson() + " contains an invalid instance host");
    }
    return attrs;
  }

  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (!PercentCode.isLetterOrDigit(c) && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  @Override
  public Url toUrl(Input input) {
    List<String> path = new ArrayList<>();
    path.add(input.attrs().requireString("owner"));
    path.add(input.attrs().requireString("repo"));
    String ref = input.ref();
    if (ref != null) {
      path.add(ref);
    }
    String rev = input.rev();
    if (rev != null) {
      path.add(rev);
    }
    SortedMap<String, String> query = new TreeMap<>();
    if (input.narHash() != null) {
      query.put("narHash", input.narHash().sri());
    }
    String host = input.attrs().string("host");
    if (host != null) {
      query.put("host", host);
    }
    return Url.of(name, path).withQuery(query);
  }

  /** A forge is trusted to make the same archive of a commit again, as Nix trusts it. */
  @Override
  public boolean isLocked(Input input) {
    return input.rev() != null;
  }

  @Override
  public Input applyOverrides(Input input, @Nullable String ref, @Nullable String rev) {
    if (ref != null && rev != null) {
      throw new BadUrlException(
          "cannot apply both a commit hash ("
              + rev
              + ") and a branch/tag name ('"
              + ref
              + "') to input '"
              + input
              + "'");
    }
    if (rev != null) {
      return input.with("rev", rev).without("ref");
    }
    return ref == null ? input : input.with("ref", ref).without("rev");
  }
}
