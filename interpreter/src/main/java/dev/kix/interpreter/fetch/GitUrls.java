package dev.kix.interpreter.fetch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a repository is, in all the forms that Git takes. */
public final class GitUrls {
  private static final Set<String> SCHEMES =
      Set.of("ssh", "http", "https", "file", "ftp", "ftps", "git");

  private GitUrls() {}

  /**
   * A repository as a URL: absolute paths become {@code file:} URLs, {@code user@host:path} becomes
   * {@code ssh://user@host/path}, a {@code git+} in front is taken away.
   *
   * @throws BadUrlException when {@code text} is nothing of these
   */
  public static Url fix(String text) {
    if (text.startsWith("/")) {
      return new Url("file", Url.Authority.EMPTY, Url.pathOfFile(text), new TreeMap<>(), "");
    }
    Url scp = scpStyle(text);
    if (scp != null) {
      return scp;
    }
    Url url = Url.parse(text);
    return "git".equals(url.application()) ? url.withScheme(url.transport()) : url;
  }

  /** What Git takes for {@code [user@]host:path}, or null. */
  private static @Nullable Url scpStyle(String text) {
    int colon = text.indexOf(':');
    if (text.contains("://") || colon < 0) {
      return null;
    }
    String host = text.substring(0, colon);
    String scheme = host.startsWith("git+") ? host.substring("git+".length()) : host;
    if (host.indexOf('/') >= 0 || SCHEMES.contains(scheme)) {
      return null;
    }
    int bracket = text.indexOf("@[");
    bracket = bracket >= 0 ? bracket + 1 : text.startsWith("[") ? 0 : -1;
    int close = bracket < 0 ? -1 : text.indexOf(']', bracket + 1);
    if (close >= 0) {
      if (close + 1 >= text.length() || text.charAt(close + 1) != ':') {
        return null;
      }
      host = text.substring(0, close + 1);
    }
    String path = text.substring(host.length() + 1);
    int at = host.indexOf('@');
    String user = at < 0 ? null : host.substring(0, at);
    host = host.substring(at + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
      if (host.indexOf(':') < 0) {
        throw new BadUrlException(
            "Git SCP bracketed URL is not valid: '" + host + "' is not a valid IPv6 address");
      }
    }
    if (path.isEmpty()) {
      throw new BadUrlException("SCP-style Git URL '" + text + "' has an empty path");
    }
    List<String> segments = new ArrayList<>(Arrays.asList(path.split("/", -1)));
    if (!segments.get(0).isEmpty()) {
      segments.add(0, "");
    }
    return new Url(
        "ssh", new Url.Authority(host, bracketed, user, null, null), segments, new TreeMap<>(), "");
  }
}
