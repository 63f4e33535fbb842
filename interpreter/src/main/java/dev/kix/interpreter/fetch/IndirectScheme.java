package dev.kix.interpreter.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code flake:nixpkgs}: a name that a registry knows. */
final class IndirectScheme implements InputScheme {
  private static final Set<String> ATTRIBUTES = Set.of("id", "ref", "rev", "narHash");

  @Override
  public String name() {
    return "indirect";
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
  public boolean isDirect() {
    return false;
  }

  /** Whether {@code text} is a letter and then letters, digits, {@code _} and {@code -}. */
  static boolean isId(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = PercentCode.isLetterOrDigit(c) && !(c >= '0' && c <= '9');
      if (!letter && (i == 0 || !(PercentCode.isLetterOrDigit(c) || c == '_' || c == '-'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  @Override
  public @Nullable InputAttrs fromUrl(Url url, boolean requireTree) {
    if (!url.scheme().equals("flake")) {
      return null;
    }
    List<String> path = url.segments();
    String ref = null;
    String rev = null;
    if (path.size() == 2) {
      String second = path.get(1);
      if (GitRefs.isRev(second)) {
        rev = second;
      } else if (GitRefs.isLegal(second)) {
        ref = second;
      } else {
        throw new BadUrlException(
            "in flake URL '" + url + "', '" + second + "' is not a commit hash or branch/tag name");
      }
    } else if (path.size() == 3) {
      ref = path.get(1);
      rev = path.get(2);
      if (!GitRefs.isLegal(ref)) {
        throw new BadUrlException(
            "in flake URL '" + url + "', '" + ref + "' is not a branch/tag name");
      }
      if (!GitRefs.isRev(rev)) {
        throw new BadUrlException("in flake URL '" + url + "', '" + rev + "' is not a commit hash");
      }
    } else if (path.size() != 1) {
      throw new BadUrlException("GitHub URL '" + url + "' is invalid");
    }
    SortedMap<String, Object> attrs = new TreeMap<>();
    attrs.put("type", "indirect");
    attrs.put("id", checkedId(path.get(0)));
    if (rev != null) {
      attrs.put("rev", Input.parseRev(rev));
    }
    if (ref != null) {
      attrs.put("ref", ref);
    }
    return InputAttrs.of(attrs);
  }

  private static String checkedId(String id) {
    if (!isId(id)) {
      throw new BadUrlException("'" + id + "' is not a valid flake ID");
    }
    return id;
  }

  @Override
  public InputAttrs fromAttrs(InputAttrs attrs) {
    checkedId(attrs.requireString("id"));
    return attrs;
  }

  @Override
  public Url toUrl(Input input) {
    List<String> path = new ArrayList<>();
    path.add(input.attrs().requireString("id"));
    String ref = input.ref();
    if (ref != null) {
      path.add(ref);
    }
    String rev = input.rev();
    if (rev != null) {
      path.add(rev);
    }
    return Url.of("flake", path);
  }

  @Override
  public boolean isLocked(Input input) {
    return false;
  }

  @Override
  public Input applyOverrides(Input input, @Nullable String ref, @Nullable String rev) {
    return Overrides.set(input, ref, rev);
  }
}
