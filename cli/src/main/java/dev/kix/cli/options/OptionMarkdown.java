package dev.kix.cli.options;

import dev.kix.cluster.docs.OptionDoc;
import dev.kix.cluster.docs.OptionSet;
import dev.kix.cluster.explain.Place;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Options as Markdown, a section an option. */
public final class OptionMarkdown {
  private OptionMarkdown() {}

  /**
   * The whole page.
   *
   * @param link where a declaration is to be read, or the empty string for nowhere
   */
  public static String write(OptionSet set, Function<Place, String> link) {
    StringBuilder out = new StringBuilder("# ").append(set.name()).append("\n\n");
    if (!set.description().isEmpty()) {
      out.append(set.description());
      out.append(set.version() == null ? "" : " (version " + set.version() + ")").append(".\n\n");
    }
    if (set.homepage() != null) {
      out.append('<').append(set.homepage()).append(">\n\n");
    }
    if (!set.arguments().isEmpty()) {
      out.append("Depends on: ");
      out.append(String.join(", ", set.arguments().stream().map(a -> "`" + a + "`").toList()));
      out.append(".\n\n");
    }
    for (OptionDoc o : set.options()) {
      option(out, o, link);
    }
    return out.toString();
  }

  private static void option(StringBuilder out, OptionDoc o, Function<Place, String> link) {
    out.append("## `").append(o.name()).append("`\n\n");
    if (!o.description().isEmpty()) {
      out.append(o.description()).append("\n\n");
    }
    if (o.deprecated() != null) {
      out.append("**").append(o.deprecated()).append("**\n\n");
    }
    out.append("- Type: ").append(o.type()).append(o.readOnly() ? " (may only be read)" : "");
    out.append('\n');
    code(out, "Default", o.defaultText());
    code(out, "Example", o.example());
    for (Place place : o.declarations()) {
      String target = link.apply(place);
      out.append("- Declared in ");
      out.append(target.isEmpty() ? place.toString() : "[" + place + "](" + target + ")");
      out.append('\n');
    }
    out.append('\n');
  }

  private static void code(StringBuilder out, String what, @Nullable String text) {
    if (text == null) {
      return;
    }
    out.append("- ").append(what).append(": ");
    if (text.contains("\n")) {
      out.append("\n\n  ```nix\n  ").append(text.replace("\n", "\n  ")).append("\n  ```\n\n");
    } else {
      out.append('`').append(text).append("`\n");
    }
  }
}
