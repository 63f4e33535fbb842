package dev.kix.cli.manual;

import dev.kix.cli.console.Markup;
import java.util.List;

/** Documentation as one HTML page without scripts and without anything from elsewhere. */
final class HtmlPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Builtins of kix</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
      code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
      pre { background: #8882; padding: 0.6rem 0.8rem; overflow-x: auto; }
      nav { columns: 10rem; font-size: 0.9em; }
      nav a { display: block; }
      h2 { border-top: 1px solid #8884; padding-top: 1rem; font-size: 1.1rem; }
      .remark { color: #777; font-size: 0.9em; }
      </style>
      </head>
      <body>
      <h1>Builtins</h1>
      """;

  private HtmlPage() {}

  static String of(List<BuiltinEntry> entries) {
    StringBuilder out = new StringBuilder(HEAD);
    if (entries.size() > 1) {
      out.append("<nav>\n");
      for (BuiltinEntry entry : entries) {
        out.append("<a href=\"#").append(entry.anchor()).append("\"><code>");
        out.append(Markup.escape(entry.name())).append("</code></a>\n");
      }
      out.append("</nav>\n");
    }
    for (BuiltinEntry entry : entries) {
      section(out, entry);
    }
    return out.append("</body>\n</html>\n").toString();
  }

  private static void section(StringBuilder out, BuiltinEntry entry) {
    out.append("<h2 id=\"").append(entry.anchor()).append("\"><code>");
    out.append(Markup.escape(entry.call())).append("</code></h2>\n");
    out.append(MarkdownHtml.blocks(entry.doc()));
    for (BuiltinEntry.Example example : entry.examples()) {
      out.append("<pre><code>").append(Markup.escape(example.code()));
      out.append("</code></pre>\n");
    }
    if (!entry.remark().isEmpty()) {
      out.append("<p class=\"remark\">").append(MarkdownHtml.inline(entry.remark()));
      out.append("</p>\n");
    }
  }
}
