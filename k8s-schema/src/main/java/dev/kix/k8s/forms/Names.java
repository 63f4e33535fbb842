package dev.kix.k8s.forms;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms of names (k8s.io/apimachinery pkg/util/validation). Each method gives null for a name
 * of that form, else a sentence that says what the form is.
 */
public final class Names {
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+");

  private Names() {}

  // Loops, not regular expressions: names are most of what is checked, and matching them was a
  // tenth of the time of a large run.

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isLowerOrDigit(char c) {
    return isLower(c) || c >= '0' && c <= '9';
  }

  private static boolean isAlphanumeric(char c) {
    return isLowerOrDigit(c) || c >= 'A' && c <= 'Z';
  }

  /** {@code [a-z0-9]([-a-z0-9]*[a-z0-9])?} between two indexes. */
  private static boolean isLabel(String name, int from, int to) {
    if (from >= to || name.charAt(from) == '-' || name.charAt(to - 1) == '-') {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = name.charAt(i);
      if (!isLowerOrDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isSubdomain(String name) {
    int from = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
      if (!isLabel(name, from, dot)) {
        return false;
      }
      from = dot + 1;
    }
    return isLabel(name, from, name.length());
  }

  /** {@code ([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]}. */
  private static boolean isQualified(String name) {
    int length = name.length();
    if (length == 0
        || !isAlphanumeric(name.charAt(0))
        || !isAlphanumeric(name.charAt(length - 1))) {
      return false;
    }
    return isKey(name);
  }

  /** {@code [-._a-zA-Z0-9]+}. */
  private static boolean isKey(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** {@code acme.io/foo}: a DNS name, a slash, and what may be the path of a URL. */
  public static @Nullable String domainPrefixed(String name) {
    int slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) {
      return Values.quoted(name) + " must be a path after a DNS name, such as \"example.org/name\"";
    }
    String bad = subdomain(name.substring(0, slash));
    return bad != null || PATH.matcher(name.substring(slash + 1)).matches()
        ? bad
        : Values.quoted(name) + " must have a path of a URL behind its DNS name";
  }

  /** RFC 1123 label: at most 63 characters. */
  public static @Nullable String label(String name) {
    if (name.length() > 63) {
      return "has " + name.length() + " characters; at most 63 are allowed";
    }
    return isLabel(name, 0, name.length())
        ? null
        : Values.quoted(name)
            + " must consist of lower-case letters, digits and '-', and begin and end with a"
            + " letter or digit";
  }

  /** RFC 1035 label: as 1123, but beginning with a letter. */
  public static @Nullable String label1035(String name) {
    if (name.length() > 63) {
      return "has " + name.length() + " characters; at most 63 are allowed";
    }
    return isLabel(name, 0, name.length()) && isLower(name.charAt(0))
        ? null
        : Values.quoted(name)
            + " must consist of lower-case letters, digits and '-', begin with a letter and end"
            + " with a letter or digit";
  }

  /** RFC 1123 subdomain: labels with dots between them, at most 253 characters. */
  public static @Nullable String subdomain(String name) {
    if (name.length() > 253) {
      return "has " + name.length() + " characters; at most 253 are allowed";
    }
    return isSubdomain(name)
        ? null
        : Values.quoted(name)
            + " must consist of lower-case letters, digits, '-' and '.', and begin and end with a"
            + " letter or digit";
  }

  /** What may stand between two slashes of a URL. */
  public static @Nullable String pathSegment(String name) {
    if (name.equals(".") || name.equals("..")) {
      return "may not be '" + name + "'";
    }
    return name.indexOf('/') < 0 && name.indexOf('%') < 0
        ? null
        : Values.quoted(name) + " may not contain '/' or '%'";
  }

  /** The key of a label or annotation: an optional DNS prefix and {@code /}, then a name. */
  public static @Nullable String qualified(String key) {
    int slash = key.indexOf('/');
    if (slash >= 0) {
      String prefix = key.substring(0, slash);
      if (subdomain(prefix) != null) {
        return "the prefix of " + Values.quoted(key) + " must be a DNS name such as example.org";
      }
    }
    String name = key.substring(slash + 1);
    if (name.length() > 63) {
      return "the name in "
          + Values.quoted(key)
          + " has "
          + name.length()
          + " characters; at most"
          + " 63 are allowed";
    }
    return isQualified(name)
        ? null
        : Values.quoted(key)
            + " must consist of letters, digits, '-', '_' and '.', begin and end with a letter or"
            + " digit, with an optional DNS prefix and '/'";
  }

  public static @Nullable String labelValue(String value) {
    if (value.length() > 63) {
      return "has " + value.length() + " characters; a label value may have 63";
    }
    return value.isEmpty() || isQualified(value)
        ? null
        : Values.quoted(value)
            + " is no label value: letters, digits, '-', '_' and '.' are allowed, with a letter or"
            + " digit at both ends";
  }

  /** The name of a port (IANA service name, RFC 6335): at most 15 characters. */
  public static @Nullable String port(String name) {
    if (name.length() > 15) {
      return "has " + name.length() + " characters; a port name may have 15";
    }
    boolean formed = isLabel(name, 0, name.length()) && !name.contains("--");
    return formed && hasLetter(name)
        ? null
        : Values.quoted(name)
            + " is no port name: lower-case letters, digits and single '-' are allowed, with at"
            + " least one letter";
  }

  private static boolean hasLetter(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 'a' && name.charAt(i) <= 'z') {
        return true;
      }
    }
    return false;
  }

  /** A key of a ConfigMap or Secret. */
  public static @Nullable String configKey(String key) {
    if (key.length() > 253) {
      return "has " + key.length() + " characters; at most 253 are allowed";
    }
    if (key.equals(".") || key.startsWith("..")) {
      return Values.quoted(key) + " may not be '.' or begin with '..'";
    }
    return isKey(key)
        ? null
        : Values.quoted(key) + " must consist of letters, digits, '-', '_' and '.'";
  }

  /**
   * The name of an environment variable. Since 1.30 every printable ASCII character but {@code =}
   * is allowed (RelaxedEnvironmentVariableValidation, on by default from 1.32).
   */
  public static @Nullable String environmentVariable(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c > '~' || c == '=') {
        return Values.quoted(name) + " must consist of printable ASCII characters other than '='";
      }
    }
    return name.isEmpty() ? "may not be empty" : null;
  }
}
