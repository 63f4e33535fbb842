package dev.kix.cluster.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Manifests as YAML that every parser reads the same way, YAML 1.1 or 1.2: a string is plain only
 * where nothing else can be meant ({@code NO}, {@code 1e3}, {@code 0777}, {@code 12:30} are
 * quoted), text of several lines is a literal block, the keys of the top level stand in Kubernetes'
 * customary order and all others in byte order. The same tree gives the same bytes.
 */
public final class ManifestYaml {
  private static final List<String> FIRST = List.of("apiVersion", "kind", "metadata");

  /** Parsers look no further than 1024 characters for the colon that makes a text a key. */
  private static final int LONGEST_KEY = 1000;

  private final StringBuilder out = new StringBuilder();

  private ManifestYaml() {}

  /** One document, without {@code ---}, ending in a line break. */
  public static String write(JsonNode manifest) {
    ManifestYaml yaml = new ManifestYaml();
    if (manifest.isObject() && !manifest.isEmpty()) {
      yaml.object(manifest, 0, true);
    } else if (manifest.isArray() && !manifest.isEmpty()) {
      yaml.array(manifest, 0);
    } else {
      yaml.scalarOrEmpty(manifest, 0);
      yaml.out.append('\n');
    }
    return yaml.out.toString();
  }

  private void object(JsonNode node, int indent, boolean top) {
    boolean first = true;
    for (Map.Entry<String, JsonNode> field : fields(node, top)) {
      if (!first) {
        indent(indent);
      }
      first = false;
      key(field.getKey(), indent);
      value(field.getValue(), indent);
    }
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode node, boolean top) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
    fields.sort(
        Comparator.comparingInt((Map.Entry<String, JsonNode> f) -> top ? rank(f.getKey()) : 0)
            .thenComparing(Map.Entry::getKey, ManifestYaml::compareBytes));
    return fields;
  }

  private static int rank(String key) {
    int index = FIRST.indexOf(key);
    return index < 0 ? FIRST.size() : index;
  }

  /** The order of the UTF-8 bytes, which is that of code points and not that of chars. */
  private static int compareBytes(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int x = a.codePointAt(i);
      int y = b.codePointAt(i);
      if (x != y) {
        return Integer.compare(x, y);
      }
      i += Character.charCount(x);
    }
    return Integer.compare(a.length(), b.length());
  }

  /** What follows {@code key:}. */
  private void value(JsonNode node, int indent) {
    if (node.isObject() && !node.isEmpty()) {
      out.append('\n');
      indent(indent + 1);
      object(node, indent + 1, false);
    } else if (node.isArray() && !node.isEmpty()) {
      out.append('\n');
      array(node, indent);
    } else {
      out.append(' ');
      scalarOrEmpty(node, indent);
      out.append('\n');
    }
  }

  /** The items of a list; the dashes stand below the key, as kubectl writes them. */
  private void array(JsonNode node, int indent) {
    for (JsonNode item : node) {
      indent(indent);
      out.append('-');
      if (item.isObject() && !item.isEmpty()) {
        out.append(' ');
        object(item, indent + 1, false);
      } else if (item.isArray() && !item.isEmpty()) {
        out.append('\n');
        array(item, indent + 1);
      } else {
        out.append(' ');
        scalarOrEmpty(item, indent);
        out.append('\n');
      }
    }
  }

  private void scalarOrEmpty(JsonNode node, int indent) {
    if (node.isObject()) {
      out.append("{}");
    } else if (node.isArray()) {
      out.append("[]");
    } else if (node.isTextual()) {
      text(node.textValue(), indent);
    } else if (node.isFloatingPointNumber()) {
      // YAML 1.1 knows an exponent only by its sign.
      String number = node.asText();
      int e = number.indexOf('E');
      boolean unsigned = e > 0 && Character.isDigit(number.charAt(e + 1));
      out.append(unsigned ? number.substring(0, e) + "E+" + number.substring(e + 1) : number);
    } else {
      out.append(node.asText());
    }
  }

  private void key(String key, int indent) {
    int start = out.length();
    if (isPlain(key)) {
      out.append(key);
    } else {
      quoted(key);
    }
    if (out.length() - start > LONGEST_KEY) {
      out.insert(start, "? ").append('\n');
      indent(indent);
    }
    out.append(':');
  }

  private void text(String text, int indent) {
    if (isPlain(text)) {
      out.append(text);
    } else if (isBlock(text)) {
      block(text, indent);
    } else {
      quoted(text);
    }
  }

  /** Whether a literal block can hold the text as it is. */
  private static boolean isBlock(String text) {
    // What begins with a blank or a break leaves the block's indentation unclear; a tab there is an
    // error to libyaml and its translations.
    if (text.indexOf('\n') < 0 || " \t\n".indexOf(text.charAt(0)) >= 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean trailingBlank = c == ' ' && (i + 1 == text.length() || text.charAt(i + 1) == '\n');
      if (trailingBlank
          || (mustBeEscaped(c) && c != '\n' && c != '\t')
          || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private void block(String text, int indent) {
    int breaks = 0;
    while (breaks < text.length() && text.charAt(text.length() - 1 - breaks) == '\n') {
      breaks++;
    }
    out.append(breaks == 0 ? "|-" : breaks == 1 ? "|" : "|+");
    String body = breaks == 0 ? text : text.substring(0, text.length() - 1);
    int start = 0;
    while (start <= body.length()) {
      int end = body.indexOf('\n', start);
      if (end < 0) {
        end = body.length();
      }
      out.append('\n');
      if (end > start) {
        indent(indent + 1);
        out.append(body, start, end);
      }
      start = end + 1;
    }
  }

  /** Plain only where no version of YAML sees anything but a string. */
  private static boolean isPlain(String text) {
    if (text.isEmpty() || text.length() > 200 || !isLetter(text.charAt(0))) {
      // A path is the one thing that is common, harmless, and does not begin with a letter.
      return text.length() > 1 && text.charAt(0) == '/' && hasOnlyPlainChars(text);
    }
    return hasOnlyPlainChars(text) && !isWordWithMeaning(text);
  }

  private static boolean hasOnlyPlainChars(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean safe =
          isLetter(c)
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.'
              || c == '/'
              || (c == ':' && i + 1 < text.length() && text.charAt(i + 1) != ' ');
      if (!safe) {
        return false;
      }
    }
    return text.charAt(text.length() - 1) != ':';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** YAML 1.1's Booleans and nulls. */
  private static boolean isWordWithMeaning(String text) {
    if (text.length() > 5) {
      return false;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "y", "n", "yes", "no", "on", "off", "true", "false", "null" -> true;
      default -> false;
    };
  }

  /** Controls, what some parser takes for a line break, and what YAML does not count as text. */
  private static boolean mustBeEscaped(char c) {
    return c < ' '
        || (c >= 0x7f && c < 0xa0)
        || c == '\u2028'
        || c == '\u2029'
        || c == '\ufeff'
        || c >= '\ufffe';
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (mustBeEscaped(c)) {
            out.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private void indent(int level) {
    for (int i = 0; i < level; i++) {
      out.append("  ");
    }
  }
}
