package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What names of flakes stand for. Immutable. */
public record Registry(List<Entry> entries) {
  /** One that knows nothing. */
  public static final Registry EMPTY = new Registry(List.of());

  /**
   * One name.
   *
   * @param extra what is added to the reference beside the input: {@code dir}
   * @param exact whether a branch or commit of {@code from} is another input
   */
  public record Entry(Input from, Input to, InputAttrs extra, boolean exact) {}

  public Registry {
    entries = List.copyOf(entries);
  }

  /** With one more name; of several that fit the first counts. */
  public Registry with(Entry entry) {
    List<Entry> all = new ArrayList<>(entries);
    all.add(entry);
    return new Registry(all);
  }

  /** Without the names that are exactly {@code from}. */
  public Registry without(Input from) {
    return new Registry(entries.stream().filter(e -> !e.from().equals(from)).toList());
  }

  /** The text of a registry file, version 2; one char per byte. */
  public String toJson() {
    List<Object> flakes = new ArrayList<>();
    for (Entry entry : entries) {
      SortedMap<String, Object> json = new TreeMap<>();
      SortedMap<String, Object> to = known(entry.to.attrs());
      to.putAll(known(entry.extra));
      json.put("from", known(entry.from.attrs()));
      json.put("to", to);
      if (entry.exact) {
        json.put("exact", true);
      }
      flakes.add(json);
    }
    SortedMap<String, @Nullable Object> root = new TreeMap<>();
    root.put("flakes", flakes.isEmpty() ? null : flakes); // as Nix does
    root.put("version", 2);
    StringBuilder out = new StringBuilder();
    IndentedJson.print(out, root, "\n");
    return out.toString();
  }

  private static SortedMap<String, Object> known(InputAttrs attrs) {
    SortedMap<String, Object> result = new TreeMap<>();
    for (String name : attrs.names()) {
      Object value = attrs.get(name);
      if (value != null) {
        result.put(name, value);
      }
    }
    return result;
  }

  /**
   * Reads a registry file, version 2.
   *
   * @param text JSON, one char per byte
   * @param file its name, for messages
   * @throws EvalException when it is none
   */
  public static Registry parse(String text, String file) {
    if (!(JsonReader.read(text) instanceof NixAttrs root)) {
      throw Input.error("the file holds no JSON object");
    }
    Lazy version = root.get("version");
    if (!(version instanceof NixInt number) || number.value() != 2) {
      throw Input.error(
          "flake registry '"
              + file
              + "' has unsupported version "
              + (version instanceof NixInt n ? n.value() : 0));
    }
    List<Entry> entries = new ArrayList<>();
    if (root.get("flakes") instanceof NixList flakes) {
      for (int i = 0; i < flakes.size(); i++) {
        entries.add(entry(flakes.get(i)));
      }
    }
    return new Registry(entries);
  }

  private static Entry entry(Lazy value) {
    if (!(value instanceof NixAttrs entry)) {
      throw Input.error("an entry is no JSON object");
    }
    InputAttrs to = JsonAttrs.of(entry.get("to"));
    String dir = to.string("dir");
    InputAttrs extra = dir == null ? InputAttrs.EMPTY : InputAttrs.EMPTY.with("dir", dir);
    try {
      return new Entry(
          Input.fromAttrs(JsonAttrs.of(entry.get("from"))),
          Input.fromAttrs(to.without("dir")),
          extra,
          entry.get("exact") == NixBool.TRUE);
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }
}
