package dev.kix.k8s.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.kix.k8s.cel.FunctionTable.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code url("https://…")} and its methods: an absolute URL, or an absolute path (urls.go). */
final class UrlLibrary {
  private static final Type URL = Types.opaque("kubernetes.URL", URI.class);

  private UrlLibrary() {}

  /** The type of an address. */
  static CelType type() {
    return URL.type();
  }

  static void addTo(FunctionTable f) {
    f.global("url", "string_to_url", URL.type(), List.of(Types.STRING), a -> parse((String) a[0]));
    f.global(
        "isURL",
        "is_url_string",
        Types.BOOL.type(),
        List.of(Types.STRING),
        a -> read((String) a[0]) != null);
    f.member(
        "getScheme",
        "url_get_scheme",
        Types.STRING.type(),
        List.of(URL),
        a -> text(((URI) a[0]).getScheme()));
    f.member("getHost", "url_get_host", Types.STRING.type(), List.of(URL), a -> host((URI) a[0]));
    f.member(
        "getHostname",
        "url_get_hostname",
        Types.STRING.type(),
        List.of(URL),
        a -> hostname((URI) a[0]));
    f.member("getPort", "url_get_port", Types.STRING.type(), List.of(URL), a -> port((URI) a[0]));
    f.member(
        "getEscapedPath",
        "url_get_escaped_path",
        Types.STRING.type(),
        List.of(URL),
        a -> text(((URI) a[0]).getRawPath()));
    f.member(
        "getQuery",
        "url_get_query",
        MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)),
        List.of(URL),
        a -> query((URI) a[0]));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static URI parse(String text) throws CelEvaluationException {
    URI uri = read(text);
    if (uri == null) {
      throw new CelEvaluationException("'" + text + "' is not a URL");
    }
    return uri;
  }

  private static @Nullable URI read(String text) {
    try {
      URI uri = new URI(text);
      boolean path = text.startsWith("/");
      return (uri.isAbsolute() && !uri.isOpaque() || path) && uri.getRawFragment() == null
          ? uri
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String host(URI uri) {
    String authority = text(uri.getRawAuthority());
    return authority.substring(authority.indexOf('@') + 1);
  }

  private static String hostname(URI uri) {
    String host = text(uri.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String port(URI uri) {
    return uri.getPort() < 0 ? "" : Integer.toString(uri.getPort());
  }

  private static Map<String, List<String>> query(URI uri) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (String pair : text(uri.getRawQuery()).split("&")) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (!pair.isEmpty()) {
        out.computeIfAbsent(decoded(key), k -> new ArrayList<>())
            .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return out;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
