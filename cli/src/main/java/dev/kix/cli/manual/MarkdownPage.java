package dev.kix.cli.manual;

import java.util.List;

/** Documentation as Markdown, one section a builtin. */
final class MarkdownPage {
  private static final String INTRODUCTION =
      """
      # Builtins

      Everything that the set `builtins` holds. What is written without `builtins.` below is a variable of its own \
      name too; every other one is a variable under its name with two underscores before it (`__filter`).

      This page is made by `kix doc builtins --format markdown` from the sources of the builtins. Every example that shows \
      a result is run as a test.
      """;

  private MarkdownPage() {}

  static String of(List<BuiltinEntry> entries, boolean introduction) {
    StringBuilder out = new StringBuilder();
    if (introduction) {
      out.append(INTRODUCTION).append('\n');
    }
    String between = "";
    for (BuiltinEntry entry : entries) {
      out.append(between);
      between = "\n";
      section(out, entry);
    }
    return out.toString();
  }

  private static void section(StringBuilder out, BuiltinEntry entry) {
    out.append("## `").append(entry.call()).append("`\n\n").append(entry.doc()).append('\n');
    for (BuiltinEntry.Example example : entry.examples()) {
      out.append("\n```nix\n").append(example.code()).append("\n```\n");
    }
    if (!entry.remark().isEmpty()) {
      out.append('\n').append(entry.remark()).append('\n');
    }
  }
}
