package dev.kix.k8s;

/**
 * The notation for places in a manifest: {@code $.spec.ports[0].name}, and {@code
 * $.metadata.labels['app.kubernetes.io/name']} for a key that is no plain word. Every path in a
 * finding has this form, and {@link ManifestSource} is asked with it.
 */
public final class JsonPath {
  /** The whole manifest. */
  public static final String ROOT = "$";

  private JsonPath() {}

  /** The path of the field {@code key} in the object at {@code parent}. */
  public static String field(String parent, String key) {
    if (isWord(key)) {
      return parent + "." + key;
    }
    return parent + "['" + key.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  /** The path of element {@code index} (from 0) of the list at {@code parent}. */
  public static String element(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /** The path of the enclosing value; the root is its own parent. */
  public static String parent(String path) {
    if (path.endsWith("']")) {
      for (int at = path.lastIndexOf("['"); at > 0; at = path.lastIndexOf("['", at - 1)) {
        if (opensQuotedKey(path, at)) {
          return path.substring(0, at);
        }
      }
      return ROOT;
    }
    int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return cut <= 0 ? ROOT : path.substring(0, cut);
  }

  /** Whether the text from {@code at} on is one quoted key, with no unescaped quote inside. */
  private static boolean opensQuotedKey(String path, int at) {
    for (int i = at + 2; i < path.length() - 2; i++) {
      char c = path.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '\'') {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(String key) {
    if (key.isEmpty()) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean ok =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '_'
              || c == '-'
              || c == '$';
      if (!ok) {
        return false;
      }
    }
    return true;
  }
}
