package dev.kix.interpreter.fetch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart (RFC 3986), every part decoded; one char per byte. Immutable.
 *
 * @param authority null where there is no {@code //}; an empty one is not the same as none
 * @param path the segments between slashes: {@code /a/b} is {@code "", "a", "b"}
 * @param query by name; of a name given twice the first counts
 */
public record Url(
    String scheme,
    @Nullable Authority authority,
    List<String> path,
    SortedMap<String, String> query,
    String fragment) {

  /** What stays as it is in each part, besides unreserved chars. */
  private static final String KEPT_IN_PATH = ":@";

  private static final String KEPT_IN_QUERY = ":@/?";

  /**
   * The part of a URL that says who has it.
   *
   * @param bracketed whether the host is written in brackets: IPv6 and later
   */
  public record Authority(
      String host,
      boolean bracketed,
      @Nullable String user,
      @Nullable String password,
      @Nullable Integer port) {
    /** Nobody in particular: what {@code file:///} has. */
    public static final Authority EMPTY = new Authority("", false, null, null, null);

    @Override
    public String toString() {
      StringBuilder out = new StringBuilder();
      if (user != null) {
        out.append(PercentCode.encode(user, ""));
        if (password != null) {
          out.append(':').append(PercentCode.encode(password, ""));
        }
        out.append('@');
      }
      if (bracketed) {
        out.append('[').append(PercentCode.encode(host, ":")).append(']');
      } else {
        out.append(PercentCode.encode(host, ""));
      }
      return port == null ? out.toString() : out.append(':').append(port).toString();
    }
  }

  public Url {
    path = List.copyOf(path);
    query = Collections.unmodifiableSortedMap(new TreeMap<>(query));
  }

  /** A URL without authority, query and fragment. */
  public static Url of(String scheme, List<String> path) {
    return new Url(scheme, null, path, new TreeMap<>(), "");
  }

  /**
   * Reads an absolute URL.
   *
   * @throws BadUrlException when {@code text} is none
   */
  public static Url parse(String text) {
    return UrlParser.parse(text, false);
  }

  /**
   * Reads an absolute URL in which spaces and quotes need no encoding in query and fragment, nor
   * {@code ^} in the fragment.
   *
   * @throws BadUrlException when {@code text} is none
   */
  public static Url parseLenient(String text) {
    return UrlParser.parse(text, true);
  }

  /**
   * Names and values of a query in which spaces and quotes need no encoding.
   *
   * @throws BadUrlException when a part is not properly encoded
   */
  public static SortedMap<String, String> parseQuery(String text) {
    return UrlParser.query(text, true);
  }

  /** The scheme before a plus, such as {@code git} of {@code git+https}, or null. */
  public @Nullable String application() {
    int plus = scheme.indexOf('+');
    return plus < 0 ? null : scheme.substring(0, plus);
  }

  /** The scheme after a plus. */
  public String transport() {
    return scheme.substring(scheme.indexOf('+') + 1);
  }

  public Url withScheme(String value) {
    return new Url(value, authority, path, query, fragment);
  }

  public Url withQuery(Map<String, String> value) {
    return new Url(scheme, authority, path, new TreeMap<>(value), fragment);
  }

  public Url withPath(List<String> value) {
    return new Url(scheme, authority, value, query, fragment);
  }

  public Url withFragment(String value) {
    return new Url(scheme, authority, path, query, value);
  }

  /** The segments that are not empty. */
  public List<String> segments() {
    List<String> segments = new ArrayList<>(path);
    segments.removeIf(String::isEmpty);
    return segments;
  }

  /**
   * The path as one of a file system.
   *
   * @throws BadUrlException when a segment is no file name
   */
  public String filePath() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < path.size(); i++) {
      String segment = path.get(i);
      if (segment.indexOf('/') >= 0) {
        throw new BadUrlException(
            "URL path component '"
                + segment
                + "' contains '/', which is not allowed in file names");
      }
      if (segment.indexOf('\0') >= 0) {
        throw new BadUrlException(
            "URL path component '"
                + segment.replace("\0", "\u00e2\u0090\u0080")
                + "' contains NUL byte which is not allowed");
      }
      // As std::filesystem joins: no slash where there is one already.
      if (i > 0 && (out.isEmpty() ? i == 1 : out.charAt(out.length() - 1) != '/')) {
        out.append('/');
      }
      out.append(segment);
    }
    return out.toString();
  }

  /** The segments of a path of a file system, which is normalised only as far as {@code //}. */
  public static List<String> pathOfFile(String file) {
    List<String> segments = new ArrayList<>();
    if (file.startsWith("/")) {
      segments.add("");
    }
    for (String name : file.split("/", -1)) {
      if (!name.isEmpty()) {
        segments.add(name);
      }
    }
    if (file.isEmpty() || file.endsWith("/")) {
      segments.add("");
    }
    return segments;
  }

  static String encodePath(List<String> path) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < path.size(); i++) {
      if (i > 0) {
        out.append('/');
      }
      out.append(PercentCode.encode(path.get(i), KEPT_IN_PATH));
    }
    return out.toString();
  }

  /** The URL as text, encoded. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(scheme).append(':');
    if (authority != null) {
      out.append("//").append(authority);
    }
    out.append(encodePath(path));
    char separator = '?';
    for (Map.Entry<String, String> e : query.entrySet()) {
      out.append(separator)
          .append(PercentCode.encode(e.getKey(), KEPT_IN_QUERY))
          .append('=')
          .append(PercentCode.encode(e.getValue(), KEPT_IN_QUERY));
      separator = '&';
    }
    if (!fragment.isEmpty()) {
      out.append('#').append(PercentCode.encode(fragment, ""));
    }
    return out.toString();
  }
}
