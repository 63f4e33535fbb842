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
    // Read from the front: seen from behind, the end of a key may look like its beginning.
    int lastStep = ROOT.length();
    for (int i = lastStep; i < path.length(); i = endOfStep(path, i)) {
      lastStep = i;
    }
    return path.substring(0, lastStep);
  }

  /** Where the step that begins at {@code at} ends. */
  private static int endOfStep(String path, int at) {
    int i = at;
    if (path.startsWith("['", at)) {
      for (i = at + 2; i < path.length() && path.charAt(i) != '\''; i++) {
        if (path.charAt(i) == '\\') {
          i++;
        }
      }
      return Math.min(i + 2, path.length());
    }
    do {
      i++;
    } while (i < path.length() && path.charAt(i) != '.' && path.charAt(i) != '[');
    return i;
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
