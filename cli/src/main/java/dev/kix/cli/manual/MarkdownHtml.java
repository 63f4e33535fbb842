package dev.kix.cli.manual;

import dev.kix.cli.console.Markup;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the Markdown that documentation of builtins may use into HTML: paragraphs, one level of
 * lists with {@code -}, {@code `code`}, {@code *emphasis*}, {@code **strong emphasis**} and {@code
 * [links](target)}. Everything else is text.
 */
final class MarkdownHtml {
  // Code first: nothing within it is markup.
  private static final Pattern INLINE =
      Pattern.compile(
          "`([^`]+)`|\\*\\*([^*]+)\\*\\*|\\*([^*\\s][^*]*)\\*"
              + "|\\[([^\\]]+)\\]\\(([^)\\s]+)\\)");

  private MarkdownHtml() {}

  /** Whole paragraphs and lists. */
  static String blocks(String markdown) {
    StringBuilder out = new StringBuilder();
    for (String block : markdown.strip().split("\n\n+", -1)) {
      if (block.startsWith("- ")) {
        out.append("<ul>\n");
        for (String item : block.substring(2).split("\n- ", -1)) {
          out.append("<li>").append(inline(item)).append("</li>\n");
        }
        out.append("</ul>\n");
      } else {
        out.append("<p>").append(inline(block)).append("</p>\n");
      }
    }
    return out.toString();
  }

  /** What may stand within a paragraph. */
  static String inline(String markdown) {
    StringBuilder out = new StringBuilder();
    Matcher found = INLINE.matcher(markdown);
    int end = 0;
    while (found.find()) {
      out.append(Markup.escape(markdown.substring(end, found.start()))).append(element(found));
      end = found.end();
    }
    return out.append(Markup.escape(markdown.substring(end))).toString();
  }

  private static String element(MatchResult found) {
    String code = found.group(1);
    if (code != null) {
      return "<code>" + Markup.escape(code) + "</code>";
    }
    String strong = found.group(2);
    if (strong != null) {
      return "<strong>" + inline(strong) + "</strong>";
    }
    String emphasis = found.group(3);
    if (emphasis != null) {
      return "<em>" + inline(emphasis) + "</em>";
    }
    return "<a href=\"" + Markup.escape(found.group(5)) + "\">" + inline(found.group(4)) + "</a>";
  }
}
