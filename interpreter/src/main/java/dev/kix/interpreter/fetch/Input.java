package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A source tree by its description: what {@code builtins.fetchTree} takes, what a flake reference
 * means, what a lock file records. Immutable. Whatever is wrong with one is an {@link
 * EvalException} in Nix's words; {@link BadUrlException} where a text is no URL of an input.
 */
public final class Input {
  private static final int SHORT_REV = 7;

  /** In the order of their names, as Nix asks them. */
  private static final List<InputScheme> SCHEMES =
      List.of(
          new CurlScheme("file"),
          new GitScheme(),
          new ForgeScheme("github"),
          new ForgeScheme("gitlab"),
          new MercurialScheme(),
          new IndirectScheme(),
          new PathScheme(),
          new ForgeScheme("sourcehut"),
          new CurlScheme("tarball"));

  private final InputAttrs attrs;
  private final @Nullable InputScheme scheme;

  private Input(InputAttrs attrs, @Nullable InputScheme scheme) {
    this.attrs = attrs;
    this.scheme = scheme;
  }

  /**
   * The input that a URL means.
   *
   * @param requireTree whether a folder is wanted, so that a plain file is taken for an archive
   */
  public static Input fromUrl(Url url, boolean requireTree) {
    for (InputScheme scheme : SCHEMES) {
      InputAttrs attrs = scheme.fromUrl(url, requireTree);
      if (attrs != null) {
        return checked(new Input(attrs, scheme));
      }
    }
    boolean swapped = "file".equals(url.application()) && url.transport().equals("git");
    throw error(
        "input '"
            + url
            + "' is unsupported"
            + (swapped ? "; did you mean 'git+file' instead of 'file+git'?" : ""));
  }

  /** The input that a set of attributes means; one of a type that nobody knows is kept as it is. */
  public static Input fromAttrs(InputAttrs attrs) {
    String type = attrs.string("type");
    if (type == null) {
      throw error("'type' attribute to specify input scheme is required but not provided");
    }
    for (InputScheme scheme : SCHEMES) {
      if (scheme.name().equals(type)) {
        for (String name : attrs.names()) {
          if (!name.equals("type")
              && !name.equals("__final")
              && !scheme.attributes().contains(name)) {
            throw error("input attribute '" + name + "' not supported by scheme '" + type + "'");
          }
        }
        return checked(new Input(scheme.fromAttrs(attrs), scheme));
      }
    }
    return checked(new Input(attrs, null));
  }

  private static Input checked(Input input) {
    input.type();
    input.attrs.string("ref");
    if (!(input.attrs.raw("revCount") instanceof LazyNumber)) {
      input.attrs.number("revCount");
    }
    input.attrs.number("lastModified");
    return input;
  }

  /** All attributes, {@code type} among them. */
  public InputAttrs attrs() {
    return attrs;
  }

  public Input with(String name, Object value) {
    return new Input(attrs.with(name, value), scheme);
  }

  public Input without(String name) {
    return new Input(attrs.without(name), scheme);
  }

  public Input withAttrs(InputAttrs value) {
    return new Input(value, scheme);
  }

  /** Whether something is known about inputs of this type. */
  public boolean isSupported() {
    return scheme != null;
  }

  /** Whether the experimental feature {@code flakes} must be on to use it. */
  public boolean needsFlakes() {
    return scheme != null && scheme.needsFlakes();
  }

  public String type() {
    return attrs.requireString("type");
  }

  /** The name of the store object: {@code source} unless there is another. */
  public String name() {
    String name = attrs.string("name");
    return name == null ? "source" : name;
  }

  public @Nullable String ref() {
    return attrs.string("ref");
  }

  /** The commit as lower-case hexadecimal digits, or null. */
  public @Nullable String rev() {
    String text = attrs.string("rev");
    if (text == null) {
      return null;
    }
    try {
      return Hash.parsePrefixed(text).base16();
    } catch (HashException e) {
      return parseRev(text);
    }
  }

  static String parseRev(String text) {
    try {
      return Hash.parseAny(text, HashAlgorithm.SHA1).base16();
    } catch (HashException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  /** The first digits of a commit. */
  public static String shortRev(String rev) {
    return rev.substring(0, Math.min(SHORT_REV, rev.length()));
  }

  /** The hash that the tree must have, or null. */
  public @Nullable Hash narHash() {
    String text = attrs.string("narHash");
    if (text == null) {
      return null;
    }
    try {
      Hash hash = text.isEmpty() ? Hash.zero(HashAlgorithm.SHA256) : Hash.parseSri(text);
      if (hash.algorithm() != HashAlgorithm.SHA256) {
        throw error("narHash must use SHA-256");
      }
      return hash;
    } catch (HashException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  /** Seconds since 1970, or null. */
  public @Nullable Long lastModified() {
    return attrs.number("lastModified");
  }

  /** Whether the attributes are all there will be, as in a lock file. */
  public boolean isFinal() {
    return attrs.isTrue("__final");
  }

  public boolean isDirect() {
    return scheme == null || scheme.isDirect();
  }

  /** Whether the attributes name one tree for all time. */
  public boolean isLocked() {
    return scheme != null && scheme.isLocked(this);
  }

  /** The path of an input in the tree of the flake that names it, or null for any other. */
  public @Nullable String relativePath() {
    return scheme == null ? null : scheme.relativePath(this);
  }

  /** This input with another branch or tag, or another commit; null leaves each as it is. */
  public Input applyOverrides(@Nullable String ref, @Nullable String rev) {
    return scheme == null ? this : scheme.applyOverrides(this, ref, rev);
  }

  /** Whether {@code other} is this input, or a branch or commit of it. */
  public boolean contains(Input other) {
    return equals(other) || equals(other.without("ref").without("rev"));
  }

  public Url toUrl() {
    if (scheme == null) {
      throw error("cannot show unsupported input '" + attrs.toJson() + "'");
    }
    return scheme.toUrl(this);
  }

  /** The URL with further parameters, for those names that it has not. */
  public String toUrlString(Map<String, String> extraQuery) {
    Url url = toUrl();
    Map<String, String> query = new TreeMap<>(url.query());
    extraQuery.forEach(query::putIfAbsent);
    return url.withQuery(query).toString();
  }

  /** The URL. */
  @Override
  public String toString() {
    return toUrl().toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Input input && attrs.equals(input.attrs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(attrs);
  }

  static EvalException error(String message) {
    return new EvalException(ErrorKind.EVAL, message, null);
  }
}
