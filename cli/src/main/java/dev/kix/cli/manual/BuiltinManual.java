package dev.kix.cli.manual;

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

/** The documentation of all builtins, as their sources have it. Immutable. */
public final class BuiltinManual {
  private final List<BuiltinEntry> entries;

  private BuiltinManual(List<BuiltinEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Reads it; takes some milliseconds. */
  public static BuiltinManual load() {
    try (InputStream in = Builtins.class.getResourceAsStream("builtins.json")) {
      if (in == null) {
        throw new IllegalStateException("builtins.json is missing");
      }
      List<BuiltinEntry> entries = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        entries.add(entry(node));
      }
      entries.sort(Comparator.comparing(BuiltinEntry::name));
      return new BuiltinManual(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BuiltinEntry entry(JsonNode node) {
    List<String> args = new ArrayList<>();
    node.path("args").forEach(arg -> args.add(arg.asText()));
    return new BuiltinEntry(
        node.path("name").asText(),
        node.path("type").asText(),
        List.copyOf(args),
        node.path("global").asBoolean(),
        !node.path("impure").asBoolean(),
        node.path("experimental").asText(),
        node.path("since").asText(),
        node.path("doc").asText(),
        BuiltinEntry.examples(node.path("example").asText()));
  }

  /** All builtins, by name. */
  public List<BuiltinEntry> entries() {
    return entries;
  }

  /** The builtin {@code name}, or null. */
  public @Nullable BuiltinEntry find(String name) {
    for (BuiltinEntry entry : entries) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    return null;
  }
}
