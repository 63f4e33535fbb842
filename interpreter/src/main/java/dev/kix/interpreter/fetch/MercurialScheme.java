package dev.kix.interpreter.fetch;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code hg+https://…}: Mercurial repositories, those on this machine included. */
final class MercurialScheme implements InputScheme {
  private static final Set<String> ATTRIBUTES =
      Set.of("url", "ref", "rev", "revCount", "narHash", "name");
  private static final Set<String> SCHEMES = Set.of("hg+http", "hg+https", "hg+ssh", "hg+file");
  private static final Pattern REF = Pattern.compile("[a-zA-Z0-9@][a-zA-Z0-9_./@+-]*");

  @Override
  public String name() {
    return "hg";
  }

  @Override
  public Set<String> attributes() {
    return ATTRIBUTES;
  }

  @Override
  public @Nullable InputAttrs fromUrl(Url url, boolean requireTree) {
    if (!SCHEMES.contains(url.scheme())) {
      return null;
    }
    SortedMap<String, Object> attrs = new TreeMap<>();
    SortedMap<String, String> rest = new TreeMap<>();
    url.query()
        .forEach((name, value) -> {
          if (name.equals("rev") || name.equals("ref")) {
            attrs.put(name, value);
          } else {
            rest.put(name, value);
          }
        });
    attrs.put("type", "hg");
    attrs.put("url", url.withScheme(url.transport()).withQuery(rest).toString());
    return fromAttrs(InputAttrs.of(attrs));
  }

  @Override
  public InputAttrs fromAttrs(InputAttrs attrs) {
    Url.parse(attrs.requireString("url"));
    String ref = attrs.string("ref");
    if (ref != null && !REF.matcher(ref).matches()) {
      throw new BadUrlException("invalid Mercurial branch/tag name '" + ref + "'");
    }
    return attrs;
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
    return url.withScheme("hg+" + url.scheme()).withQuery(query);
  }

  @Override
  public boolean isLocked(Input input) {
    return input.rev() != null;
  }

  @Override
  public Input applyOverrides(Input input, @Nullable String ref, @Nullable String rev) {
    return Overrides.set(input, ref, rev);
  }
}
