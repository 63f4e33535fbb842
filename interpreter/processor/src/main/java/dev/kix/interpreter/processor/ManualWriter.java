package dev.kix.interpreter.processor;

import java.util.List;
import java.util.Locale;

/** Writes the manual as a JSON array of objects, ASCII only, one builtin a line. */
final class ManualWriter {
  private ManualWriter() {}

  static String json(List<BuiltinMethod> methods) {
    StringBuilder out = new StringBuilder(1 << 16);
    out.append("[\n");
    for (int i = 0; i < methods.size(); i++) {
      BuiltinMethod m = methods.get(i);
      out.append("{\"name\":").append(quote(m.name())).append(",\"args\":[");
      for (int k = 0; k < m.args().size(); k++) {
        out.append(k == 0 ? "" : ",").append(quote(m.args().get(k)));
      }
      out.append("],\"global\":").append(m.global());
      if (!m.experimental().isEmpty()) {
        out.append(",\"experimental\":").append(quote(m.experimental()));
      }
      if (!m.since().isEmpty()) {
        out.append(",\"since\":").append(quote(m.since()));
      }
      out.append(",\"doc\":").append(quote(m.doc().strip())).append('}');
      out.append(i + 1 < methods.size() ? ",\n" : "\n");
    }
    return out.append("]\n").toString();
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
