package dev.kix.k8s.cel;

import dev.kix.k8s.JsonPath;
import dev.kix.k8s.schema.Schema;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code fieldPath} of a rule: {@code .spec.name} or {@code .labels['a.b']}, without indices.
 */
final class FieldPath {
  private static final Pattern STEP =
      Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|\\['((?:[^'\\\\]|\\\\.)*+)'\\]");

  private FieldPath() {}

  /**
   * The path in the notation of {@link JsonPath}, without its root, or null when it is malformed or
   * leads nowhere in the schema.
   */
  static @Nullable String resolve(String path, Schema schema) {
    Matcher m = STEP.matcher(path);
    StringBuilder out = new StringBuilder();
    Schema at = schema;
    int end = 0;
    while (m.find() && m.start() == end) {
      String name = m.group(1) != null ? m.group(1) : m.group(2).replace("\\'", "'");
      Schema next = at.properties().getOrDefault(name, at.additional());
      if (next == null) {
        return null;
      }
      out.append(JsonPath.field("", name));
      at = next;
      end = m.end();
    }
    return end == path.length() && end > 0 ? out.toString() : null;
  }
}
