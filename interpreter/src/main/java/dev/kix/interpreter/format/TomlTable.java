package dev.kix.interpreter.format;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.format.TomlError.Place;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table being read. TOML says which may still be extended, and how: one with a header only by
 * deeper headers, one made by dotted keys only by dotted keys of the same table, an inline one not
 * at all.
 */
final class TomlTable {
  /** How a table came to be. */
  enum Kind {
    /** {@code { … }}. */
    INLINE,
    /** {@code [name]}, or the whole text. */
    HEADER,
    /** By a deeper header: {@code name} of {@code [name.x]}. */
    IMPLIED,
    /** By a key: {@code name} of {@code name.x = …}. */
    DOTTED
  }

  /** Tables of {@code [[name]]} headers; the last one is open. */
  private static final class Tables {
    final List<TomlTable> list = new ArrayList<>();
  }

  /**
   * What a name stands for.
   *
   * @param value a {@link Value}, a {@link TomlTable}, a list of such, or {@link Tables}
   * @param place where it is written
   */
  private record Member(Object value, Place place) {}

  private static final String EXISTS =
      "toml::insert_value: failed to insert a value, value already exists";

  private final Map<String, Member> members = new LinkedHashMap<>();
  private final String text;
  private Kind kind;

  TomlTable(String text, Kind kind) {
    this.text = text;
    this.kind = kind;
  }

  /** {@code key = value}. */
  void insert(List<String> key, Place at, Object value, Place valueAt) {
    TomlTable table = this;
    for (String name : key.subList(0, key.size() - 1)) {
      table = table.stepInto(name, at, true);
    }
    String last = key.get(key.size() - 1);
    Member known = table.members.get(last);
    if (known != null) {
      throw error(EXISTS, at, "inserting this", known.place, "but value already exists");
    }
    table.members.put(last, new Member(value, valueAt));
  }

  /** {@code [key]}: the table that is open now. */
  TomlTable open(List<String> key, Place at) {
    TomlTable table = stepToLast(key, at);
    String last = key.get(key.size() - 1);
    Member known = table.members.get(last);
    TomlTable opened;
    if (known == null) {
      opened = new TomlTable(text, Kind.HEADER);
    } else if (known.value instanceof TomlTable t && t.kind == Kind.IMPLIED) {
      opened = t;
      opened.kind = Kind.HEADER;
    } else {
      throw error(
          "toml::insert_value: failed to insert a table, table already defined",
          at,
          "inserting this",
          known.place,
          "this table is explicitly defined");
    }
    table.members.put(last, new Member(opened, at));
    return opened;
  }

  /** {@code [[key]]}: the table that is open now. */
  TomlTable append(List<String> key, Place at) {
    TomlTable table = stepToLast(key, at);
    String last = key.get(key.size() - 1);
    Member known = table.members.get(last);
    Tables tables;
    if (known == null) {
      tables = new Tables();
      table.members.put(last, new Member(tables, at));
    } else if (known.value instanceof Tables t) {
      tables = t;
    } else if (isArrayOfTables(known.value)) {
      throw error(
          "toml::insert_value: failed to insert a table, inline array of tables is immutable",
          at,
          "while inserting this",
          known.place,
          "this is inline array-of-tables");
    } else {
      throw error(
          "toml::insert_value: failed to insert an array of tables, value already exists",
          at,
          "while inserting this",
          known.place,
          "non-table value already exists");
    }
    TomlTable opened = new TomlTable(text, Kind.HEADER);
    tables.list.add(opened);
    return opened;
  }

  private TomlTable stepToLast(List<String> key, Place at) {
    TomlTable table = this;
    for (String name : key.subList(0, key.size() - 1)) {
      table = table.stepInto(name, at, false);
    }
    return table;
  }

  private TomlTable stepInto(String name, Place at, boolean byDottedKey) {
    Member member = members.get(name);
    if (member == null) {
      TomlTable table = new TomlTable(text, byDottedKey ? Kind.DOTTED : Kind.IMPLIED);
      members.put(name, new Member(table, at));
      return table;
    }
    if (member.value instanceof TomlTable table) {
      if (table.kind == Kind.INLINE) {
        throw error(
            "toml::insert_value: failed to insert a value: inline table is immutable",
            at,
            "inserting this",
            member.place,
            "to this table");
      }
      if (byDottedKey && table.kind != Kind.DOTTED) {
        throw error(
            "toml::insert_value: reopening a table using dotted keys",
            at,
            "dotted key cannot reopen a table",
            member.place,
            "this table is already closed");
      }
      return table;
    }
    if (member.value instanceof Tables tables) {
      if (byDottedKey) {
        throw error(
            "toml::insert_value:dotted key cannot reopen an array-of-tables",
            at,
            "inserting this",
            member.place,
            "to this array-of-tables.");
      }
      return tables.list.get(tables.list.size() - 1);
    }
    if (isArrayOfTables(member.value)) {
      throw error(
          "toml::insert_value:inline array of tables are immutable",
          at,
          "inserting this",
          member.place,
          "inline array of tables");
    }
    throw error(EXISTS, at, "while inserting this", member.place, "non-table value already exists");
  }

  private static boolean isArrayOfTables(Object value) {
    return value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(TomlTable.class::isInstance);
  }

  private EvalException error(
      String title, Place first, String remark, Place second, String other) {
    return TomlError.ofTwo(text, title, first, remark, second, other);
  }

  Value toValue() {
    AttrsBuilder out = new AttrsBuilder(members.size());
    for (Map.Entry<String, Member> member : members.entrySet()) {
      out.put(TomlScanner.withoutNul(member.getKey()), toValue(member.getValue().value));
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
