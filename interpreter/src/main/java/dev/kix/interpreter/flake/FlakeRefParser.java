package dev.kix.interpreter.flake;

import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.PercentCode;
import dev.kix.interpreter.fetch.Url;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads flake references: {@code nixpkgs/release}, URLs, and paths. Where a text may be more than
 * one of them, that is the order.
 */
public final class FlakeRefParser {
  private static final String REV = "[0-9a-fA-F]{40}";
  private static final String REF = "[a-zA-Z0-9@][a-zA-Z0-9_./@+-]*";

  /** An id, what follows it, and a fragment. */
  private static final Pattern ID =
      Pattern.compile(
          "([a-zA-Z][a-zA-Z0-9_-]*(?:/(?:(?:"
              + REV
              + ")|(?:(?:"
              + REF
              + ")(?:/(?:"
              + REV
              + "))?)))?)"
              + "(?:#((?:[a-zA-Z0-9._~!$&'\"()*+,;=:@/? ^-]|%[0-9a-fA-F]{2})*+))?");

  /**
   * A reference and what is selected in the flake.
   *
   * @param fragment what stands behind {@code #}, decoded
   */
  public record Result(FlakeRef ref, String fragment) {}

  /** Finds flakes on disk, for references that are relative paths. */
  public interface PathFinder {
    /**
     * @param path as written, decoded
     * @throws dev.kix.interpreter.diagnostic.EvalException when there is no flake
     */
    Found find(String path);

    /**
     * @param path the absolute path of the flake or of the repository it is in
     * @param dir the folder of the flake in the repository
     */
    record Found(String path, boolean isRepository, String dir, boolean isShallow) {}

    /** {@code path} made absolute. */
    String absolute(String path);

    /** Told what the user should know of a reference, without {@code warning:} in front. */
    void warn(String message);
  }

  private final @Nullable PathFinder finder;
  private final boolean isFlake;
  private final boolean keepRelative;

  /**
   * @param finder what relative paths mean; null refuses them, or keeps them
   * @param isFlake whether the tree must hold a flake: then a URL names an archive, not a file
   * @param keepRelative whether relative paths stay what they are where there is no finder
   */
  public FlakeRefParser(@Nullable PathFinder finder, boolean isFlake, boolean keepRelative) {
    this.finder = finder;
    this.isFlake = isFlake;
    this.keepRelative = keepRelative;
  }

  /** What {@code builtins.parseFlakeRef} reads: no relative paths, no fragment. */
  public static FlakeRef parse(String text) {
    return new FlakeRefParser(null, true, false).parseWhole(text);
  }

  /** Reads a reference that selects nothing. */
  public FlakeRef parseWhole(String text) {
    Result result = parseWithFragment(text);
    if (!result.fragment.isEmpty()) {
      throw FlakeRef.error(
          "unexpected fragment '" + result.fragment + "' in flake reference '" + text + "'");
    }
    return result.ref;
  }

  /** Reads a reference, and what it selects. */
  public Result parseWithFragment(String text) {
    try {
      Result id = parseId(text);
      if (id != null) {
        return id;
      }
      Result url = parseUrl(text);
      return url != null ? url : parsePath(text);
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }

  private @Nullable Result parseId(String text) {
    Matcher m = ID.matcher(text);
    if (!m.matches()) {
      return null;
    }
    Url url = Url.of("flake", Arrays.asList(m.group(1).split("/", -1)));
    String fragment = m.group(2);
    return new Result(
        new FlakeRef(Input.fromUrl(url, isFlake), ""),
        fragment == null ? "" : PercentCode.decode(fragment));
  }

  private @Nullable Result parseUrl(String text) {
    try {
      Url url = Url.parseLenient(text);
      if (finder != null && (url.scheme().equals("path") || url.scheme().equals("git+file"))) {
        String path = url.filePath();
        if (!path.startsWith("/")) {
          url = url.withPath(Url.pathOfFile(finder.absolute(path)));
        }
      }
      Result result = fromUrl(url);
      warnOfQuery(text);
      return result;
    } catch (BadUrlException e) {
      return null;
    }
  }

  private void warnOfQuery(String text) {
    int hash = text.indexOf('#');
    String url = hash < 0 ? text : text.substring(0, hash);
    int mark = url.indexOf('?');
    if (mark < 0 || finder == null) {
      return;
    }
    for (String pair : url.substring(mark + 1).split("&", -1)) {
      if (!pair.isEmpty() && pair.indexOf('=') < 0) {
        finder.warn("dubious URI query '" + pair + "' is missing equal sign '=', ignoring");
      }
    }
  }

  private Result fromUrl(Url url) {
    SortedMap<String, String> query = new TreeMap<>(url.query());
    String dir = query.remove("dir");
    Url rest = url.withQuery(query).withFragment("");
    return new Result(
        new FlakeRef(Input.fromUrl(rest, isFlake), dir == null ? "" : dir), url.fragment());
  }

  private Result parsePath(String text) {
    int hash = text.indexOf('#');
    String fragment = hash < 0 ? "" : PercentCode.decode(text.substring(hash + 1));
    String rest = hash < 0 ? text : text.substring(0, hash);
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    SortedMap<String, String> query =
        mark < 0 ? new TreeMap<>() : new TreeMap<>(Url.parseQuery(rest.substring(mark + 1)));
    if (finder != null) {
      if (!isFlake) {
        path = finder.absolute(path);
      } else {
        PathFinder.Found found = finder.find(path);
        if (found.isRepository()) {
          return repository(text, found, query, fragment);
        }
        path = found.path();
      }
    } else if (!keepRelative && !path.startsWith("/")) {
      throw new BadUrlException("flake reference '" + text + "' is not an absolute path");
    }
    return fromUrl(
        new Url(
            "path",
            path.startsWith("/") ? Url.Authority.EMPTY : null,
            Url.pathOfFile(path),
            query,
            fragment));
  }

  private Result repository(
      String text, PathFinder.Found found, SortedMap<String, String> query, String fragment) {
    if (!found.dir().isEmpty()) {
      if (query.containsKey("dir")) {
        throw FlakeRef.error("flake URL '" + text + "' has an inconsistent 'dir' parameter");
      }
      query.put("dir", found.dir());
    }
    if (found.isShallow()) {
      query.put("shallow", "1");
    }
    return fromUrl(
        new Url("git+file", Url.Authority.EMPTY, Url.pathOfFile(found.path()), query, fragment));
  }
}
