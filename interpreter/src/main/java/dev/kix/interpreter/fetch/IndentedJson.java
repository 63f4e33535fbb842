package dev.kix.interpreter.fetch;

import dev.kix.interpreter.print.JsonLiterals;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Nix writes it to lock files and registries: a value a line, indented by two blanks. */
public final class IndentedJson {
  private IndentedJson() {}

  /**
   * Prints JSON.
   *
   * @param value maps, lists, strings, numbers, booleans and null
   * @param line a newline and the indentation of the line that the value starts in
   */
  public static void print(StringBuilder out, @Nullable Object value, String line) {
    String inner = line + "  ";
    if (value instanceof Map<?, ?> map) {
      out.append(map.isEmpty() ? "{}" : "{");
      for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<?, ?> e = i.next();
        out.append(inner);
        string(out, (String) e.getKey());
        out.append(": ");
        print(out, e.getValue(), inner);
        out.append(i.hasNext() ? "," : line + "}");
      }
    } else if (value instanceof List<?> list) {
      out.append(list.isEmpty() ? "[]" : "[");
      for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
        out.append(inner);
        print(out, i.next(), inner);
        out.append(i.hasNext() ? "," : line + "]");
      }
    } else if (value instanceof String text) {
      string(out, text);
    } else {
      out.append(value);
    }
  }

  private static void string(StringBuilder out, String text) {
    if (JsonLiterals.string(out, text) >= 0) {
      throw Input.error("JSON cannot hold '" + text + "', which is not UTF-8");
    }
  }
}
