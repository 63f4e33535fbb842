package dev.kix.interpreter.processor;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the manual as a JSON array of objects, ASCII only, one builtin a line, by name. */
final class ManualWriter {
  private ManualWriter() {}

  static String json(List<BuiltinMethod> methods, Collection<NixConstant> constants) {
    Map<String, String> lines = new TreeMap<>();
    for (BuiltinMethod m : methods) {
      lines.put(m.name(), line(m));
    }
    for (NixConstant c : constants) {
      lines.put(c.name(), line(c));
    }
    return "[\n" + String.join(",\n", lines.values()) + "\n]\n";
  }

  private static String line(BuiltinMethod m) {
    StringBuilder out = new StringBuilder(512);
    out.append("{\"name\":").append(quote(m.name())).append(",\"type\":\"lambda\",\"args\":[");
    for (int k = 0; k < m.args().size(); k++) {
      out.append(k == 0 ? "" : ",").append(quote(m.args().get(k)));
    }
    out.append("],\"global\":").append(m.global());
    optional(out, "experimental", m.experimental());
    return end(out, m.since(), m.doc(), m.example());
  }

  private static String line(NixConstant c) {
    StringBuilder out = new StringBuilder(512);
    out.append("{\"name\":").append(quote(c.name())).append(",\"type\":").append(quote(c.type()));
    out.append(",\"args\":[],\"global\":").append(c.global());
    if (!c.pure()) {
      out.append(",\"impure\":true");
    }
    return end(out, c.since(), c.doc(), c.example());
  }

  private static String end(StringBuilder out, String since, String doc, String example) {
    optional(out, "since", since);
    out.append(",\"doc\":").append(quote(doc.strip()));
    optional(out, "example", example.stripTrailing());
    return out.append('}').toString();
  }

  private static void optional(StringBuilder out, String key, String value) {
    if (!value.isEmpty()) {
      out.append(",\"").append(key).append("\":").append(quote(value));
    }
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < 0x20 || c > 0x7e) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
