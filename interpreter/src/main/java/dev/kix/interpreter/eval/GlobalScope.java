package dev.kix.interpreter.eval;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables that every file sees without defining them: {@code builtins}, {@code true}, {@code
 * map}, {@code __add} and so on. The names decide how code is analysed and are shared; the values
 * belong to an evaluator.
 */
public final class GlobalScope {
  private final Names names;
  private final Lazy[] values;

  private GlobalScope(Names names, Lazy[] values) {
    this.names = names;
    this.values = values;
  }

  /** A scope of the attributes of {@code variables}. */
  public static GlobalScope of(NixAttrs variables) {
    NixAttrs flat = variables.flatten();
    List<String> list = new ArrayList<>(flat.size());
    Lazy[] values = new Lazy[flat.size()];
    for (int i = 0; i < values.length; i++) {
      list.add(flat.name(i));
      values[i] = flat.value(i);
    }
    return new GlobalScope(new Names(list), values);
  }

  public Names names() {
    return names;
  }

  Lazy value(int index) {
    return values[index];
  }

  /** The value of {@code name}, or null. */
  public @Nullable Lazy value(String name) {
    Integer i = names.indices.get(name);
    return i == null ? null : values[i];
  }

  /** The names alone, with value equality: the key under which analysed code may be shared. */
  public static final class Names {
    private final List<String> list;
    private final Map<String, Integer> indices = new HashMap<>();

    private Names(List<String> list) {
      this.list = List.copyOf(list);
      for (int i = 0; i < list.size(); i++) {
        indices.put(list.get(i), i);
      }
    }

    /** The index of {@code name}, or -1. */
    int indexOf(String name) {
      Integer i = indices.get(name);
      return i == null ? -1 : i;
    }

    /** All names in byte order. */
    public List<String> list() {
      return list;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Names n && n.list.equals(list);
    }

    @Override
    public int hashCode() {
      return list.hashCode();
    }
  }
}
