package dev.kix.interpreter.io;

/**
 * Absolute paths in canonical form: they begin with a slash, do not end in one (but for {@code /}
 * itself), and have no {@code .}, {@code ..} or empty component. Symbolic links are not looked at.
 */
public final class CanonicalPath {
  private CanonicalPath() {}

  /** {@code path} made canonical; a relative one is taken from {@code /}. */
  public static String of(String path) {
    if (isCanonical(path)) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length() + 1);
    int i = 0;
    int n = path.length();
    while (i < n) {
      int end = path.indexOf('/', i);
      if (end < 0) {
        end = n;
      }
      int length = end - i;
      if (length == 2 && path.charAt(i) == '.' && path.charAt(i + 1) == '.') {
        out.setLength(Math.max(out.lastIndexOf("/"), 0));
      } else if (length > 0 && !(length == 1 && path.charAt(i) == '.')) {
        out.append('/').append(path, i, end);
      }
      i = end + 1;
    }
    return out.isEmpty() ? "/" : out.toString();
  }

  /** {@code path} taken from the folder {@code base} unless it is absolute, made canonical. */
  public static String of(String path, String base) {
    return of(path.startsWith("/") ? path : base + "/" + path);
  }

  private static boolean isCanonical(String path) {
    int n = path.length();
    if (n == 0 || path.charAt(0) != '/') {
      return false;
    }
    int start = 1;
    for (int i = 1; i <= n; i++) {
      if (i < n && path.charAt(i) != '/') {
        continue;
      }
      int length = i - start;
      if (length == 0) {
        return n == 1;
      }
      if (path.charAt(start) == '.'
          && (length == 1 || (length == 2 && path.charAt(start + 1) == '.'))) {
        return false;
      }
      start = i + 1;
    }
    return true;
  }

  /** The last component of a canonical path; empty for {@code /}. */
  public static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder that holds {@code path}; {@code /} for {@code /} itself. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** {@code name} inside the folder {@code path}. */
  public static String child(String path, String name) {
    return path.equals("/") ? "/" + name : path + "/" + name;
  }

  /** Whether {@code path} is {@code folder} or lies below it. */
  public static boolean isWithin(String path, String folder) {
    return folder.equals("/")
        || (path.startsWith(folder)
            && (path.length() == folder.length() || path.charAt(folder.length()) == '/'));
  }
}
