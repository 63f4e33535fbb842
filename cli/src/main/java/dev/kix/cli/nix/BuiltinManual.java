package dev.kix.cli.nix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kix.interpreter.builtin.Builtins;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documentation of the builtins, as their sources have it. Immutable. */
public final class BuiltinManual {
  /**
   * A builtin.
   *
   * @param global whether it is a variable of its own name, without {@code builtins.}
   * @param doc Markdown
   */
  public record Entry(String name, List<String> args, boolean global, String doc) {
    /** {@code builtins.map f list}, as it is called. */
    public String call() {
      String call = global ? name : "builtins." + name;
      return args.isEmpty() ? call : call + " " + String.join(" ", args);
    }

    /** The call and the text, for a terminal. */
    public String page() {
      return call() + "\n\n    " + doc.strip().replace("\n", "\n    ") + "\n";
    }

    /** The same as Markdown, one section. */
    public String markdown() {
      return "## `" + call() + "`\n\n" + doc.strip() + "\n";
    }
  }

  private final List<Entry> entries;

  private BuiltinManual(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Reads it; takes some milliseconds. */
  public static BuiltinManual load() {
    try (InputStream in = Builtins.class.getResourceAsStream("builtins.json")) {
      if (in == null) {
        throw new IllegalStateException("builtins.json is missing");
      }
      List<Entry> entries = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        List<String> args = new ArrayList<>();
        node.path("args").forEach(arg -> args.add(arg.asText()));
        entries.add(
            new Entry(
                node.path("name").asText(),
                List.copyOf(args),
                node.path("global").asBoolean(),
                node.path("doc").asText()));
      }
      entries.sort(Comparator.comparing(Entry::name));
      return new BuiltinManual(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All builtins, by name. */
  public List<Entry> entries() {
    return entries;
  }

  /** The builtin {@code name}, or null. */
  public @Nullable Entry find(String name) {
    for (Entry entry : entries) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    return null;
  }
}
