package dev.kix.cli.options;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kix.cli.console.Markup;
import dev.kix.cluster.docs.OptionDoc;
import dev.kix.cluster.docs.OptionSet;
import dev.kix.cluster.explain.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The documentation of many packages as a folder that needs no server and nothing from elsewhere:
 * web pages with a search, the same as Markdown, and the sources that declarations link to. The
 * same input gives the same files.
 */
public final class OptionSite {
  private final List<OptionSet> sets;
  private final Function<String, @Nullable String> sources;
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  /**
   * @param sources the text of a source file by the name that places have, or null when it is not
   *     to be read
   */
  public OptionSite(List<OptionSet> sets, Function<String, @Nullable String> sources) {
    this.sets = sets;
    this.sources = sources;
  }

  /** The files by their paths, with slashes. */
  public SortedMap<String, byte[]> files() throws IOException {
    ArrayNode index = JsonNodeFactory.instance.arrayNode();
    for (OptionSet set : sets) {
      for (OptionDoc o : set.options()) {
        for (Place place : o.declarations()) {
          source(place.file());
        }
      }
    }
    StringBuilder list = new StringBuilder("<h1>Options</h1>\n");
    StringBuilder markdown = new StringBuilder("# Options\n\n");
    boolean packages = false;
    for (OptionSet set : sets) {
      if (set.isPackage() && !packages) {
        list.append(list.indexOf("<dl>") < 0 ? "" : "</dl>\n").append("<h2>Packages</h2>\n<dl>\n");
        markdown.append("\n## Packages\n\n");
        packages = true;
      } else if (list.indexOf("<dl>") < 0) {
        list.append("<dl>\n");
      }
      String page = page(set);
      put(
          page + ".html",
          OptionPage.frame(set.name(), root(page), OptionPage.set(set, link(page))));
      put("markdown/" + page + ".md", OptionMarkdown.write(set, p -> ""));
      list.append("<dt><a href=\"").append(page).append(".html\">");
      list.append(Markup.escape(set.name())).append("</a></dt><dd>");
      list.append(Markup.escape(set.description())).append("</dd>\n");
      markdown.append("- [").append(set.name()).append("](").append(page).append(".md): ");
      markdown.append(set.description()).append('\n');
      for (OptionDoc o : set.options()) {
        index
            .addArray()
            .add(set.name())
            .add(o.name())
            .add(page + ".html#" + OptionPage.anchor(o.name()))
            .add(summary(o.description()));
      }
    }
    put("index.html", OptionPage.frame("Options", "", list.append("</dl>\n").toString()));
    put("markdown/index.md", markdown.toString());
    // A script that sets a variable: pages opened from a disk may not fetch.
    put("index.js", "window.kixOptions = " + index.toString().replace("</", "<\\/") + ";\n");
    for (String asset : List.of("style.css", "search.js")) {
      try (InputStream in = OptionSite.class.getResourceAsStream(asset)) {
        if (in == null) {
          throw new IllegalStateException("the resource " + asset + " is missing from this build");
        }
        files.put(asset, in.readAllBytes());
      }
    }
    return files;
  }

  private void put(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String page(OptionSet set) {
    return set.isPackage() ? "packages/" + set.name() : "cluster-" + set.name();
  }

  private static String root(String page) {
    return "../".repeat((int) page.chars().filter(c -> c == '/').count());
  }

  private static String sourcePage(String file) {
    return "sources/" + file.replaceAll("^/+", "").replaceAll("[^A-Za-z0-9._/-]", "_") + ".html";
  }

  private void source(String file) {
    String page = sourcePage(file);
    if (files.containsKey(page)) {
      return;
    }
    String text = sources.apply(file);
    if (text != null) {
      put(page, OptionPage.frame(file, root(page), OptionPage.source(file, text)));
    }
  }

  private Function<Place, String> link(String from) {
    return place -> {
      String page = sourcePage(place.file());
      return files.containsKey(page)
          ? root(from) + page + (place.line() > 0 ? "#L" + place.line() : "")
          : "";
    };
  }

  private static String summary(String description) {
    String first = description.strip().split("\n\\s*\n")[0].replaceAll("\\s+", " ");
    return first.length() <= 120 ? first : first.substring(0, 117) + "...";
  }
}
