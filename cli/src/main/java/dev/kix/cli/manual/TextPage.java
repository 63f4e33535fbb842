package dev.kix.cli.manual;

import java.util.List;

/** Documentation for a terminal: the call, and everything else indented below. */
public final class TextPage {
  private static final int WIDTH = 80;

  private TextPage() {}

  static String of(List<BuiltinEntry> entries) {
    StringBuilder out = new StringBuilder();
    for (BuiltinEntry entry : entries) {
      out.append(of(entry)).append('\n');
    }
    return out.toString();
  }

  /** One builtin, ending in a newline. */
  public static String of(BuiltinEntry entry) {
    StringBuilder out = new StringBuilder(entry.call()).append('\n');
    for (String paragraph : entry.doc().split("\n\n+", -1)) {
      block(out, wrapped(paragraph));
    }
    for (BuiltinEntry.Example example : entry.examples()) {
      block(out, "  " + example.code().replace("\n", "\n  "));
    }
    if (!entry.remark().isEmpty()) {
      block(out, wrapped(entry.remark()));
    }
    return out.toString();
  }

  /** The lines of {@code paragraph}, each broken between words where it is too wide. */
  private static String wrapped(String paragraph) {
    StringBuilder out = new StringBuilder();
    for (String line : paragraph.split("\n", -1)) {
      int column = 0;
      for (String word : line.split(" ", -1)) {
        if (column > 0 && column + 1 + word.length() > WIDTH) {
          out.append(line.startsWith("- ") ? "\n  " : "\n");
          column = line.startsWith("- ") ? 2 : 0;
        } else if (column > 0) {
          out.append(' ');
          column++;
        }
        out.append(word);
        column += word.length();
      }
      out.append('\n');
    }
    return out.substring(0, out.length() - 1);
  }

  private static void block(StringBuilder out, String text) {
    out.append("\n    ").append(text.replace("\n", "\n    ").replace("\n    \n", "\n\n"));
    out.append('\n');
  }
}
