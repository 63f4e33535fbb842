package dev.kix.interpreter.format;

import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table being read. TOML says which may still be extended, and how: one with a header only by
 * deeper headers, one made by dotted keys only by dotted keys of the same table, an inline one not
 * at all.
 */
final class TomlTable {
  private final Map<String, Object> members = new LinkedHashMap<>();
  private boolean hasHeader;
  private boolean dotted;
  private boolean frozen;

  /** Tables of {@code [[name]]} headers; the last one is open. */
  private static final class Tables {
    final List<TomlTable> list = new ArrayList<>();
  }

  void freeze() {
    frozen = true;
    for (Object member : members.values()) {
      if (member instanceof TomlTable t) {
        t.freeze();
      }
    }
  }

  /** Sets {@code name}; false if it is there already. */
  boolean put(String name, Object value) {
    return members.putIfAbsent(name, value) == null;
  }

  /**
   * The table {@code name}, made if it is not there; null if there is something that may not be
   * extended this way.
   */
  @Nullable TomlTable stepInto(String name, boolean byDottedKey) {
    Object member = members.get(name);
    if (member == null) {
      TomlTable table = new TomlTable();
      table.dotted = byDottedKey;
      members.put(name, table);
      return table;
    }
    if (member instanceof Tables tables && !byDottedKey) {
      return tables.list.get(tables.list.size() - 1);
    }
    if (!(member instanceof TomlTable table) || table.frozen) {
      return null;
    }
    return byDottedKey && !table.dotted && table.hasHeader ? null : table;
  }

  /** Opens {@code [name]}; null if that was defined. */
  @Nullable TomlTable openTable(String name) {
    Object member = members.get(name);
    if (member == null) {
      member = new TomlTable();
      members.put(name, member);
    }
    if (!(member instanceof TomlTable table) || table.frozen || table.hasHeader || table.dotted) {
      return null;
    }
    table.hasHeader = true;
    return table;
  }

  /** Opens another {@code [[name]]}; null if something else has that name. */
  @Nullable TomlTable appendTable(String name) {
    Object member = members.get(name);
    if (member == null) {
      member = new Tables();
      members.put(name, member);
    }
    if (!(member instanceof Tables tables)) {
      return null;
    }
    TomlTable table = new TomlTable();
    table.hasHeader = true;
    tables.list.add(table);
    return table;
  }

  Value toValue() {
    AttrsBuilder out = new AttrsBuilder(members.size());
    for (Map.Entry<String, Object> member : members.entrySet()) {
      out.put(TomlScanner.withoutNul(member.getKey()), toValue(member.getValue()));
    }
    return out.build();
  }

  private static Value toValue(Object member) {
    if (member instanceof TomlTable table) {
      return table.toValue();
    }
    if (member instanceof Value value) {
      return value;
    }
    List<?> list = member instanceof Tables tables ? tables.list : (List<?>) member;
    Lazy[] elements = new Lazy[list.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = toValue(list.get(i));
    }
    return NixList.of(elements);
  }
}
