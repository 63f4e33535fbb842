package dev.kix.interpreter.fetch;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code git+https://…}: Git repositories, those on this machine included. */
final class GitScheme implements InputScheme {
  private static final String NO_COMMITS = "0".repeat(40);

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "url",
          "ref",
          "rev",
          "shallow",
          "submodules",
          "lfs",
          "exportIgnore",
          "lastModified",
          "revCount",
          "narHash",
          "allRefs",
          "name",
          "dirtyRev",
          "dirtyShortRev",
          "verifyCommit",
          "keytype",
          "publicKey",
          "publicKeys");

  private static final Set<String> TEXTS =
      Set.of("rev", "ref", "keytype", "publicKey", "publicKeys");
  private static final Set<String> SWITCHES =
      Set.of("shallow", "submodules", "lfs", "exportIgnore", "allRefs", "verifyCommit");

  @Override
  public String name() {
    return "git";
  }

  @Override
  public Set<String> attributes() {
    return ATTRIBUTES;
  }

  @Override
  public @Nullable InputAttrs fromUrl(Url url, boolean requireTree) {
    if (!url.scheme().equals("git") && !"git".equals(url.application())) {
      return null;
    }
    SortedMap<String, Object> attrs = new TreeMap<>();
    SortedMap<String, String> rest = new TreeMap<>();
    for (Map.Entry<String, String> e : url.query().entrySet()) {
      String name = e.getKey();
      if (TEXTS.contains(name)) {
        attrs.put(name, e.getValue());
      } else if (SWITCHES.contains(name)) {
        attrs.put(name, e.getValue().equals("1"));
      } else {
        rest.put(name, e.getValue());
      }
    }
    attrs.put("type", "git");
    attrs.put("url", url.withQuery(rest).toString());
    return fromAttrs(InputAttrs.of(attrs));
  }

  @Override
  public InputAttrs fromAttrs(InputAttrs attrs) {
    String ref = attrs.string("ref");
    if (ref != null && !GitRefs.isLegal(ref)) {
      throw new BadUrlException("invalid Git branch/tag name '" + ref + "'");
    }
    InputAttrs fixed = attrs.with("url", GitUrls.fix(attrs.requireString("url")).toString());
    fixed.isTrue("shallow");
    fixed.isTrue("submodules");
    fixed.isTrue("allRefs");
    return fixed;
  }

  @Override
  public Url toUrl(Input input) {
    Url url = Url.parse(input.attrs().requireString("url"));
    SortedMap<String, String> query = new TreeMap<>(url.query());
    String rev = input.rev();
    if (rev != null) {
      query.put("rev", rev);
    }
    String ref = input.ref();
    if (ref != null) {
      query.put("ref", ref);
    }
    for (String name : new String[] {"shallow", "lfs", "submodules", "exportIgnore"}) {
      if (input.attrs().isTrue(name)) {
        query.put(name, "1");
      }
    }
    return url.withScheme(url.scheme().equals("git") ? "git" : "git+" + url.scheme())
        .withQuery(query);
  }

  @Override
  public boolean isLocked(Input input) {
    String rev = input.rev();
    return rev != null && !rev.equals(NO_COMMITS);
  }

  @Override
  public Input applyOverrides(Input input, @Nullable String ref, @Nullable String rev) {
    Input result = Overrides.set(input, ref, rev);
    if (result.ref() == null && result.rev() != null) {
      throw Input.error("Git input '" + result + "' has a commit hash but no branch/tag name");
    }
    return result;
  }
}
