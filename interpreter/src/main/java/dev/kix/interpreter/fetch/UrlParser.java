package dev.kix.interpreter.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads URLs by the grammar of RFC 3986, refusing in Nix's words. */
final class UrlParser {
  private static final String SUB_DELIMS = "!$&'()*+,;=";
  private static final String PATH = SUB_DELIMS + ":@/";
  private static final String QUERY = PATH + "?[]";
  private static final String FRAGMENT = PATH + "?";
  private static final String LENIENT_QUERY = " \"";
  private static final String LENIENT_FRAGMENT = " \"^";

  private UrlParser() {}

  static Url parse(String text, boolean lenient) {
    String fixed = lenient ? fix(text) : text;
    int hash = fixed.indexOf('#');
    String fragment = hash < 0 ? "" : fixed.substring(hash + 1);
    String rest = hash < 0 ? fixed : fixed.substring(0, hash);
    int mark = rest.indexOf('?');
    String query = mark < 0 ? "" : rest.substring(mark + 1);
    rest = mark < 0 ? rest : rest.substring(0, mark);

    int colon = schemeEnd(rest);
    String scheme = colon < 0 ? "" : rest.substring(0, colon);
    String path = colon < 0 ? rest : rest.substring(colon + 1);
    String authority = null;
    if (path.startsWith("//")) {
      int slash = path.indexOf('/', 2);
      authority = path.substring(2, slash < 0 ? path.length() : slash);
      path = slash < 0 ? "" : path.substring(slash);
    }
    check(text, path, PATH);
    check(text, query, QUERY);
    check(text, fragment, FRAGMENT);
    if (colon < 0) {
      int first = path.indexOf('/');
      if (authority == null && path.substring(0, first < 0 ? path.length() : first).contains(":")) {
        throw invalid(text, "leftover");
      }
      throw new BadUrlException("'" + fixed + "' doesn't have a scheme");
    }
    Url.Authority who = authority == null ? null : authority(text, authority);
    boolean isFile = scheme.substring(scheme.indexOf('+') + 1).equals("file");
    if (who != null && !who.host().isEmpty() && isFile) {
      throw new BadUrlException(
          "file:// URL '" + fixed + "' has unexpected authority '" + who + "'");
    }
    if (isFile && path.isEmpty()) {
      path = "/";
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      segments.add(PercentCode.decode(segment));
    }
    return new Url(scheme, who, segments, query(query, lenient), PercentCode.decode(fragment));
  }

  /** Encodes what a lenient URL may hold as it is. */
  private static String fix(String text) {
    StringBuilder out = new StringBuilder();
    String rest = text;
    int mark = rest.indexOf('?');
    if (mark >= 0) {
      out.append(rest, 0, mark + 1);
      rest = rest.substring(mark + 1);
      int hash = rest.indexOf('#');
      int end = hash < 0 ? rest.length() : hash;
      out.append(PercentCode.encodeOnly(rest.substring(0, end), LENIENT_QUERY));
      rest = rest.substring(end);
    }
    int hash = rest.indexOf('#');
    if (hash >= 0) {
      out.append(rest, 0, hash + 1);
      out.append(PercentCode.encodeOnly(rest.substring(hash + 1), LENIENT_FRAGMENT));
    } else {
      out.append(rest);
    }
    return out.toString();
  }

  /** Where the scheme ends, or -1. */
  private static int schemeEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (c == ':') {
        return i == 0 ? -1 : i;
      }
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
        return -1;
      }
    }
    return -1;
  }

  private static void check(String url, String part, String allowed) {
    String problem = problem(part, allowed);
    if (problem != null) {
      throw invalid(url, problem);
    }
  }

  private static @Nullable String problem(String part, String allowed) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '%') {
        String problem = PercentCode.problemAt(part, i);
        if (problem != null) {
          return problem;
        }
        i += 2;
      } else if (!PercentCode.isUnreserved(c) && allowed.indexOf(c) < 0) {
        return "leftover";
      }
    }
    return null;
  }

  private static BadUrlException invalid(String url, String problem) {
    return new BadUrlException("'" + url + "' is not a valid URL: " + problem);
  }

  private static Url.Authority authority(String url, String text) {
    int at = text.lastIndexOf('@');
    String user = null;
    String password = null;
    if (at >= 0) {
      String info = text.substring(0, at);
      check(url, info, SUB_DELIMS + ":");
      int colon = info.indexOf(':');
      user = PercentCode.decode(colon < 0 ? info : info.substring(0, colon));
      password = colon < 0 ? null : PercentCode.decode(info.substring(colon + 1));
    }
    String host = text.substring(at + 1);
    boolean bracketed = host.startsWith("[");
    int end;
    String name;
    if (bracketed) {
      end = host.indexOf(']');
      if (end < 0) {
        throw invalid(url, "mismatch");
      }
      name = host.substring(1, end++);
      if (!isAddress(name)) {
        throw invalid(url, "mismatch");
      }
    } else {
      int colon = host.indexOf(':');
      end = colon < 0 ? host.length() : colon;
      name = host.substring(0, end);
      check(url, name, SUB_DELIMS);
    }
    return new Url.Authority(
        PercentCode.decode(name), bracketed, user, password, port(url, host.substring(end)));
  }

  /** Enough of IPv6 and IPvFuture to tell them from mistakes; whoever connects checks the rest. */
  private static boolean isAddress(String name) {
    boolean future = name.startsWith("v") || name.startsWith("V");
    if (!future && name.indexOf(':') < 0) {
      return false;
    }
    return problem(name, SUB_DELIMS + ":") == null;
  }

  private static @Nullable Integer port(String url, String text) {
    if (text.isEmpty() || text.equals(":")) {
      return null;
    }
    if (text.charAt(0) != ':') {
      throw invalid(url, "leftover");
    }
    String digits = text.substring(1);
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        throw invalid(url, "leftover");
      }
    }
    int port = digits.length() > 9 ? 0 : Integer.parseInt(digits);
    if (port == 0 || port > 0xFFFF) {
      throw new BadUrlException("port '" + digits + "' is invalid");
    }
    return port;
  }

  /**
   * Names and values of a query, decoded. What has no equal sign is left out.
   *
   * @throws BadUrlException when a part is not properly encoded
   */
  static SortedMap<String, String> query(String text, boolean lenient) {
    SortedMap<String, String> query = new TreeMap<>();
    if (text.isEmpty()) {
      return query;
    }
    String fixed = lenient ? PercentCode.encodeOnly(text, LENIENT_QUERY) : text;
    String problem = problem(fixed, QUERY);
    if (problem != null) {
      throw new BadUrlException("invalid URI query '" + text + "': " + problem);
    }
    for (String pair : fixed.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0) {
        query.putIfAbsent(
            PercentCode.decode(pair.substring(0, equals)),
            PercentCode.decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }
}
