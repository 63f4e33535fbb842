package dev.kix.cli.options;

import dev.kix.cli.console.Markup;
import dev.kix.cluster.docs.OptionDoc;
import dev.kix.cluster.docs.OptionSet;
import dev.kix.cluster.explain.Place;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Web pages of the documentation, each by itself readable without scripts. */
final class OptionPage {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\((https?://[^)\\s]+)\\)");
  private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]+)\\*\\*");

  private OptionPage() {}

  /** The frame of a page. */
  static String frame(String title, String root, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <link rel="stylesheet" href="%sstyle.css">
    <script src="%sindex.js" defer></script>
    <script src="%ssearch.js" defer></script>
    </head>
    <body data-root="%s">
    <header><a href="%sindex.html">Options</a>
    <input id="search" type="search" placeholder="Search all options ( / )" aria-label="Search options"></header>
    <ol id="found" hidden></ol>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(Markup.escape(title), root, root, root, root, root, body);
  }

  /** The options of a package or cluster. */
  static String set(OptionSet set, Function<Place, String> link) {
    StringBuilder out = new StringBuilder();
    out.append("<h1>").append(Markup.escape(set.name())).append("</h1>\n<p>");
    out.append(Markup.escape(set.description()));
    if (set.version() != null) {
      out.append(", version ").append(Markup.escape(set.version()));
    }
    out.append("</p>\n");
    if (set.homepage() != null) {
      out.append("<p><a href=\"").append(Markup.escape(set.homepage())).append("\">");
      out.append(Markup.escape(set.homepage())).append("</a></p>\n");
    }
    if (!set.arguments().isEmpty()) {
      out.append("<p>Depends on: ");
      for (int i = 0; i < set.arguments().size(); i++) {
        out.append(i == 0 ? "" : ", ").append("<code>");
        out.append(Markup.escape(set.arguments().get(i))).append("</code>");
      }
      out.append("</p>\n");
    }
    if (set.options().isEmpty()) {
      out.append("<p>It declares no options and takes any.</p>\n");
    }
    contents(out, set);
    for (OptionDoc o : set.options()) {
      option(out, o, link);
    }
    return out.toString();
  }

  /** All options of a long page at one glance. */
  private static void contents(StringBuilder out, OptionSet set) {
    if (set.options().size() < 8) {
      return;
    }
    out.append("<details class=\"contents\" open><summary>").append(set.options().size());
    out.append(" options</summary>\n<ul>\n");
    for (OptionDoc o : set.options()) {
      out.append("<li><a href=\"#").append(anchor(o.name())).append("\"><code>");
      out.append(Markup.escape(o.name())).append("</code></a></li>\n");
    }
    out.append("</ul></details>\n");
  }

  /** The anchor of an option: letters, digits, and what is left of the rest. */
  static String anchor(String option) {
    StringBuilder out = new StringBuilder("opt-");
    for (int i = 0; i < option.length(); i++) {
      char c = option.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain || c == '.' || c == '-' || c == '_') {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "~%02x", (int) c));
      }
    }
    return out.toString();
  }

  private static void option(StringBuilder out, OptionDoc o, Function<Place, String> link) {
    String anchor = anchor(o.name());
    out.append("<section id=\"").append(anchor).append("\">\n<h2><a href=\"#").append(anchor);
    out.append("\"><code>").append(Markup.escape(o.name())).append("</code></a></h2>\n");
    out.append(markdown(o.description()));
    if (o.deprecated() != null) {
      out.append("<p class=\"deprecated\">").append(Markup.escape(o.deprecated())).append("</p>\n");
    }
    out.append("<dl>\n<dt>Type</dt><dd>").append(Markup.escape(o.type()));
    out.append(o.readOnly() ? " (may only be read)" : "").append("</dd>\n");
    if (o.defaultText() != null) {
      out.append("<dt>Default</dt><dd><pre>").append(Markup.escape(o.defaultText()));
      out.append("</pre></dd>\n");
    }
    if (o.example() != null) {
      out.append("<dt>Example</dt><dd><pre>")
          .append(Markup.escape(o.example()))
          .append("</pre></dd>\n");
    }
    for (Place place : o.declarations()) {
      String target = link.apply(place);
      out.append("<dt>Declared in</dt><dd>");
      out.append(
          target.isEmpty()
              ? Markup.escape(place.toString())
              : "<a href=\""
                  + Markup.escape(target)
                  + "\">"
                  + Markup.escape(place.toString())
                  + "</a>");
      out.append("</dd>\n");
    }
    out.append("</dl>\n</section>\n");
  }

  /** A source file with a number before each line, to be linked to. */
  static String source(String name, String text) {
    StringBuilder out = new StringBuilder("<h1>").append(Markup.escape(name)).append("</h1>\n");
    out.append("<pre class=\"source\">");
    String[] lines = text.split("\n", -1);
    int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    for (int i = 0; i < count; i++) {
      out.append("<span id=\"L").append(i + 1).append("\" data-line=\"").append(i + 1);
      out.append("\">").append(Markup.escape(lines[i])).append("</span>\n");
    }
    return out.append("</pre>\n").toString();
  }

  /** The Markdown that descriptions use: paragraphs, lists, code, emphasis, links. */
  static String markdown(String text) {
    StringBuilder out = new StringBuilder();
    for (String block : text.strip().split("\n\\s*\n")) {
      String b = block.strip();
      if (b.isEmpty()) {
        continue;
      }
      if (b.startsWith("```")) {
        out.append("<pre>").append(Markup.escape(b.replaceAll("^```\\w*\n|\n?```$", "")));
        out.append("</pre>\n");
      } else if (b.startsWith("- ") || b.startsWith("* ")) {
        out.append("<ul>\n");
        for (String item : b.substring(2).split("\n[-*] ")) {
          out.append("<li>").append(inline(item)).append("</li>\n");
        }
        out.append("</ul>\n");
      } else {
        out.append("<p>").append(inline(b)).append("</p>\n");
      }
    }
    return out.toString();
  }

  private static String inline(String text) {
    String html = Markup.escape(text);
    html = LINK.matcher(html).replaceAll("<a href=\"$2\">$1</a>");
    html = STRONG.matcher(html).replaceAll("<strong>$1</strong>");
    return CODE.matcher(html).replaceAll("<code>$1</code>");
  }
}
