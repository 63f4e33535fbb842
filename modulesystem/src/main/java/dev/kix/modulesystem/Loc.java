package dev.kix.modulesystem;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of an option: names from the root, one char per byte. Immutable; a child shares its
 * parent.
 */
class Loc {
  static final Loc ROOT = new Loc(null, "");

  private final @Nullable Loc parent;
  private final String name;
  private final int length;

  private Loc(@Nullable Loc parent, String name) {
    this.parent = parent;
    this.name = name;
    this.length = parent == null ? 0 : parent.length + 1;
  }

  static Loc of(List<String> names) {
    Loc loc = ROOT;
    for (String name : names) {
      loc = loc.child(name);
    }
    return loc;
  }

  Loc child(String name) {
    return new Loc(this, name);
  }

  /** An element of a list of which several definitions make one, both counted from 1. */
  Loc entry(int definition, int number) {
    return new Entry(this, definition, number);
  }

  /** Its name is put together when it is wanted, which is for messages. */
  private static final class Entry extends Loc {
    private final int definition;
    private final int number;

    Entry(Loc list, int definition, int number) {
      super(list, "");
      this.definition = definition;
      this.number = number;
    }

    @Override
    String last() {
      return "[definition " + definition + "-entry " + number + "]";
    }
  }

  Loc append(List<String> names) {
    Loc loc = this;
    for (String n : names) {
      loc = loc.child(n);
    }
    return loc;
  }

  boolean isRoot() {
    return parent == null;
  }

  int length() {
    return length;
  }

  /** The last name; this must not be the root. */
  String last() {
    return name;
  }

  /** Without the last name; the root's parent is the root. */
  Loc parent() {
    return parent == null ? this : parent;
  }

  List<String> names() {
    String[] names = new String[length];
    Loc loc = this;
    for (int i = length - 1; i >= 0; i--) {
      names[i] = loc.last();
      loc = loc.parent();
    }
    return Arrays.asList(names);
  }

  NixList toList() {
    Lazy[] names = new Lazy[length];
    Loc loc = this;
    for (int i = length - 1; i >= 0; i--) {
      names[i] = NixString.of(loc.last());
      loc = loc.parent();
    }
    return NixList.of(names);
  }

  /** The path as {@code lib.showOption} writes it. */
  String show() {
    return Show.option(names());
  }

  @Override
  public String toString() {
    return show();
  }
}
