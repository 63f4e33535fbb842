package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import java.util.List;
import java.util.Set;

/** How option paths, files and definitions are written in messages, after nixpkgs. */
final class Show {
  /** The file of a module that has none. */
  static final String UNKNOWN_FILE = "<unknown-file>";

  private static final Set<String> KEYWORDS =
      Set.of("assert", "else", "if", "in", "inherit", "let", "or", "rec", "then", "with");

  private Show() {}

  /** {@code lib.showOption}. */
  static String option(List<String> names) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        out.append('.');
      }
      String name = names.get(i);
      out.append(isPlaceholder(name) ? name : identifier(name));
    }
    return out.toString();
  }

  private static boolean isPlaceholder(String name) {
    return name.equals("*")
        || (name.length() >= 2 && name.charAt(0) == '<' && name.charAt(name.length() - 1) == '>');
  }

  /** {@code lib.strings.escapeNixIdentifier}. */
  static String identifier(String name) {
    return isIdentifier(name) && !KEYWORDS.contains(name) ? name : string(name);
  }

  private static boolean isIdentifier(String s) {
    if (s.isEmpty() || !(isLetter(s.charAt(0)) || s.charAt(0) == '_')) {
      return false;
    }
    for (int i = 1; i < s.length(); i++) {
      char c = s.charAt(i);
      if (!(isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '\'' || c == '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** {@code lib.strings.escapeNixString}: JSON with {@code $} escaped. */
  static String string(String s) {
    StringBuilder out = new StringBuilder(s.length() + 2).append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '$' -> out.append("\\$");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(hex(c >> 4)).append(hex(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private static char hex(int digit) {
    return "0123456789abcdef".charAt(digit);
  }

  /** {@code lib.showFiles}. */
  static String files(EvalState state, List<? extends Lazy> files) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < files.size(); i++) {
      out.append(i == 0 ? "`" : " and `").append(Nix.text(state, files.get(i))).append('\'');
    }
    return out.toString();
  }

  /** The files of definitions, as {@link #files} writes them. */
  static String filesOf(EvalState state, List<Definition> definitions) {
    return files(state, definitions.stream().map(Definition::file).toList());
  }

  /** {@code lib.showDefs}: each definition on a line of its own, starting with a line break. */
  static String definitions(EvalState state, List<Definition> definitions) {
    StringBuilder out = new StringBuilder();
    for (Definition d : definitions) {
      out.append("\n- In `").append(Nix.text(state, d.file())).append('\'');
      appendValue(state, d.value(), out);
    }
    return out.toString();
  }

  /** {@link #definitions} for definitions in their public form. */
  static String definitionInfos(EvalState state, List<DefinitionInfo> definitions) {
    StringBuilder out = new StringBuilder();
    for (DefinitionInfo d : definitions) {
      out.append("\n- In `").append(d.file()).append('\'');
      appendValue(state, d.value(), out);
    }
    return out.toString();
  }

  /** The value pretty-printed, at most five lines of it; nothing when it cannot be evaluated. */
  private static void appendValue(EvalState state, Lazy value, StringBuilder out) {
    int depth = state.depth();
    String pretty;
    try {
      pretty = PrettyPrinter.forMessages(state).print(value);
    } catch (EvalException e) {
      if (!e.kind().catchable()) {
        throw e;
      }
      state.restoreDepth(depth);
      return;
    }
    String[] lines = pretty.split("\n", -1);
    if (lines.length == 1) {
      out.append(": ").append(pretty);
      return;
    }
    out.append(":");
    for (int i = 0; i < Math.min(5, lines.length); i++) {
      out.append("\n    ").append(lines[i]);
    }
    if (lines.length > 5) {
      out.append("\n    ...");
    }
  }
}
