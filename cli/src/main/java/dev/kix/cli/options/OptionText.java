package dev.kix.cli.options;

import dev.kix.cluster.docs.OptionDoc;
import dev.kix.cluster.docs.OptionSet;
import dev.kix.cluster.explain.Place;
import java.util.Locale;

/** Options as text for a terminal. */
public final class OptionText {
  private static final int WIDTH = 96;
  private static final String BOLD = "\u001b[1m";
  private static final String FAINT = "\u001b[2m";
  private static final String RESET = "\u001b[0m";

  private final boolean colour;
  private final StringBuilder out = new StringBuilder();

  private OptionText(boolean colour) {
    this.colour = colour;
  }

  /** The whole text. */
  public static String write(OptionSet set, boolean colour) {
    return new OptionText(colour).text(set);
  }

  private String text(OptionSet set) {
    out.append(styled(BOLD, set.name()));
    if (set.version() != null) {
      out.append(' ').append(set.version());
    }
    if (!set.description().isEmpty()) {
      out.append(": ").append(set.description());
    }
    out.append('\n');
    if (!set.arguments().isEmpty()) {
      out.append("  depends on: ").append(String.join(", ", set.arguments())).append('\n');
    }
    for (OptionDoc option : set.options()) {
      option(option);
    }
    int count = set.options().size();
    out.append(String.format(Locale.ROOT, "%n%d %s%n", count, count == 1 ? "option" : "options"));
    return out.toString();
  }

  private void option(OptionDoc o) {
    out.append('\n').append(styled(BOLD, o.name())).append('\n');
    field("type", o.type());
    if (o.defaultText() != null) {
      field("default", o.defaultText());
    }
    if (o.example() != null) {
      field("example", o.example());
    }
    if (o.readOnly()) {
      field("note", "may only be read");
    }
    if (o.deprecated() != null) {
      field("note", o.deprecated());
    }
    for (String paragraph : o.description().split("\n\\s*\n")) {
      wrapped(paragraph.strip().replaceAll("\\s+", " "));
    }
    for (Place place : o.declarations()) {
      out.append("    ").append(styled(FAINT, "declared in " + place)).append('\n');
    }
  }

  private void field(String name, String value) {
    String head = "    " + name + ":" + " ".repeat(9 - name.length());
    out.append(head).append(value.replace("\n", "\n" + " ".repeat(head.length()))).append('\n');
  }

  private void wrapped(String paragraph) {
    if (paragraph.isEmpty()) {
      return;
    }
    int column = 0;
    for (String word : paragraph.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        out.append('\n');
        column = 0;
      }
      if (column == 0) {
        out.append("    ");
        column = 4;
      } else {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    out.append('\n');
  }

  private String styled(String style, String text) {
    return colour ? style + text + RESET : text;
  }
}
