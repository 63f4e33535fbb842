package dev.kix.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bindings of one set while they are being read, with Nix's rules of merging: {@code a.b = 1;
 * a.c = 2;}, also when one of the two is written as a set; anything else defined twice is an error.
 */
final class AttrsBuilder {
  /** Up to here names are compared one by one. */
  private static final int INDEXED_FROM = 8;

  /** What surrounds these bindings, for the parser's stack. */
  final @Nullable AttrsBuilder enclosing;

  private final SourceFile source;
  private Definition[] definitions = new Definition[4];
  private int count;
  private @Nullable HashMap<String, Definition> index;
  private @Nullable List<DynamicDefinition> dynamic;
  private @Nullable List<Expr> inheritFrom;

  /* Used for a set that is itself a value: what its AttrSet will say. */
  private boolean recursive;
  private int start;
  private int end;

  AttrsBuilder(SourceFile source, @Nullable AttrsBuilder enclosing) {
    this.source = source;
    this.enclosing = enclosing;
  }

  private static final class Definition {
    final String name;
    final int pos;
    final Binding.Kind kind;
    @Nullable Expr value;
    @Nullable AttrsBuilder nested;
    final int fromIndex;
    @Nullable String doc;

    Definition(
        String name,
        int pos,
        Binding.Kind kind,
        @Nullable Expr value,
        @Nullable AttrsBuilder nested,
        int fromIndex) {
      this.name = name;
      this.pos = pos;
      this.kind = kind;
      this.value = value;
      this.nested = nested;
      this.fromIndex = fromIndex;
    }

    /** The set under this name, opened for additions; null when the value is no set. */
    @Nullable AttrsBuilder openSet(SourceFile source) {
      if (nested == null && value instanceof Expr.AttrSet set) {
        nested = reopen(set, source);
        value = null;
      }
      return nested;
    }

    Binding build() {
      Expr e = value != null ? value : requireNested().buildSet();
      return new Binding(name, pos, kind, e, fromIndex, doc);
    }

    private AttrsBuilder requireNested() {
      if (nested == null) {
        throw new AssertionError("neither value nor set");
      }
      return nested;
    }
  }

  private static final class DynamicDefinition {
    final Expr name;
    final int pos;
    final @Nullable Expr value;
    final @Nullable AttrsBuilder nested;

    DynamicDefinition(Expr name, int pos, @Nullable Expr value, @Nullable AttrsBuilder nested) {
      this.name = name;
      this.pos = pos;
      this.value = value;
      this.nested = nested;
    }
  }

  private static AttrsBuilder reopen(Expr.AttrSet set, SourceFile source) {
    AttrsBuilder builder = new AttrsBuilder(source, null);
    builder.recursive = set.recursive();
    builder.start = set.start();
    builder.end = set.end();
    Bindings bindings = set.bindings();
    for (Binding b : bindings.fixed()) {
      Definition d = new Definition(b.name(), b.pos(), b.kind(), b.value(), null, b.fromIndex());
      d.doc = b.doc();
      builder.put(d);
    }
    for (DynamicBinding b : bindings.dynamic()) {
      builder.putDynamic(new DynamicDefinition(b.name(), b.pos(), b.value(), null));
    }
    if (!bindings.inheritFrom().isEmpty()) {
      builder.inheritFrom = new ArrayList<>(bindings.inheritFrom());
    }
    return builder;
  }

  /**
   * Adds {@code path = value;}.
   *
   * @param path holds the path in {@code [from, to)}
   * @param doc the documentation comment before the path
   */
  void add(AttrName[] path, int from, int to, Expr value, @Nullable String doc) {
    int pos = path[from].pos();
    AttrsBuilder attrs = this;
    for (int i = from; i < to - 1; i++) {
      attrs = attrs.openNested(path, from, i, pos);
      attrs.end = value.end();
    }
    AttrName last = path[to - 1];
    Expr described = value;
    String name = last.name();
    if (value instanceof Expr.Lambda lambda) {
      described = lambda.described(name, doc);
    }
    if (name == null) {
      attrs.putDynamic(new DynamicDefinition(requireExpr(last), pos, described, null));
      return;
    }
    Definition d = new Definition(name, pos, Binding.Kind.PLAIN, described, null, -1);
    d.doc = doc;
    attrs.addOrMerge(d, new PathText(path, from, to));
  }

  /** The set at {@code path[i]}, made when there is none yet. */
  private AttrsBuilder openNested(AttrName[] path, int from, int i, int pos) {
    String name = path[i].name();
    if (name == null) {
      AttrsBuilder nested = implicitSet(pos);
      putDynamic(new DynamicDefinition(requireExpr(path[i]), pos, null, nested));
      return nested;
    }
    Definition known = find(name);
    if (known == null) {
      AttrsBuilder nested = implicitSet(pos);
      put(new Definition(name, pos, Binding.Kind.PLAIN, null, nested, -1));
      return nested;
    }
    AttrsBuilder nested = known.openSet(source);
    if (nested == null) {
      throw duplicate(new PathText(path, from, i + 1).toString(), pos, known.pos);
    }
    return nested;
  }

  private AttrsBuilder implicitSet(int pos) {
    AttrsBuilder nested = new AttrsBuilder(source, null);
    nested.start = pos;
    return nested;
  }

  private void addOrMerge(Definition added, PathText path) {
    Definition known = find(added.name);
    if (known == null) {
      put(added);
      return;
    }
    AttrsBuilder into = known.openSet(source);
    AttrsBuilder from = into == null ? null : added.openSet(source);
    if (into == null || from == null) {
      throw duplicate(path.toString(), added.pos, known.pos);
    }
    // Like Nix: a "rec" on the second set is lost, one on the first covers both.
    int shift = into.inheritFrom == null ? 0 : into.inheritFrom.size();
    for (int i = 0; i < from.count; i++) {
      Definition d = from.definitions[i];
      Definition moved =
          new Definition(
              d.name,
              d.pos,
              d.kind,
              d.value,
              d.nested,
              d.kind == Binding.Kind.INHERITED_FROM ? d.fromIndex + shift : d.fromIndex);
      moved.doc = d.doc;
      into.addOrMerge(moved, path.with(d.name));
    }
    if (from.dynamic != null) {
      for (DynamicDefinition d : from.dynamic) {
        into.putDynamic(d);
      }
    }
    if (from.inheritFrom != null) {
      for (Expr e : from.inheritFrom) {
        into.addInheritFrom(e);
      }
    }
  }

  /** Adds {@code inherit name;}. */
  void inherit(String name, int pos, int nameEnd) {
    refuseKnown(name, pos);
    put(
        new Definition(
            name, pos, Binding.Kind.INHERITED, new Expr.Var(pos, nameEnd, name), null, -1));
  }

  /** Adds a source for {@link #inheritFrom}; returns its index. */
  int addInheritFrom(Expr from) {
    if (inheritFrom == null) {
      inheritFrom = new ArrayList<>(4);
    }
    inheritFrom.add(from);
    return inheritFrom.size() - 1;
  }

  /** Adds {@code inherit (from) name;}. */
  void inheritFrom(Expr from, int fromIndex, AttrName name, String text, int nameEnd) {
    refuseKnown(text, name.pos());
    Expr value = new Expr.Select(name.pos(), nameEnd, from, List.of(name), null);
    put(new Definition(text, name.pos(), Binding.Kind.INHERITED_FROM, value, null, fromIndex));
  }

  private void refuseKnown(String name, int pos) {
    Definition known = find(name);
    if (known != null) {
      throw duplicate(Identifiers.show(name), pos, known.pos);
    }
  }

  private SourceError duplicate(String path, int pos, int previous) {
    return new SourceError(
        "attribute '" + path + "' already defined at " + Messages.position(source, previous), pos);
  }

  private @Nullable Definition find(String name) {
    if (index != null) {
      return index.get(name);
    }
    for (int i = 0; i < count; i++) {
      if (definitions[i].name.equals(name)) {
        return definitions[i];
      }
    }
    return null;
  }

  private void put(Definition d) {
    if (count == definitions.length) {
      definitions = Arrays.copyOf(definitions, count * 2);
    }
    definitions[count++] = d;
    if (index != null) {
      index.put(d.name, d);
    } else if (count > INDEXED_FROM) {
      index = new HashMap<>(count * 4);
      for (int i = 0; i < count; i++) {
        index.put(definitions[i].name, definitions[i]);
      }
    }
  }

  private void putDynamic(DynamicDefinition d) {
    if (dynamic == null) {
      dynamic = new ArrayList<>(4);
    }
    dynamic.add(d);
  }

  boolean hasDynamic() {
    return dynamic != null;
  }

  Bindings build() {
    Binding[] fixed = new Binding[count];
    for (int i = 0; i < count; i++) {
      fixed[i] = definitions[i].build();
    }
    return new Bindings(
        List.of(fixed),
        dynamic == null ? List.of() : buildDynamic(dynamic),
        inheritFrom == null ? List.of() : inheritFrom);
  }

  private static List<DynamicBinding> buildDynamic(List<DynamicDefinition> definitions) {
    List<DynamicBinding> built = new ArrayList<>(definitions.size());
    for (DynamicDefinition d : definitions) {
      Expr value = d.nested != null ? d.nested.buildSet() : d.value;
      if (value == null) {
        throw new AssertionError("neither value nor set");
      }
      built.add(new DynamicBinding(d.name, d.pos, value));
    }
    return built;
  }

  private Expr.AttrSet buildSet() {
    return new Expr.AttrSet(start, end, recursive, build());
  }

  private static Expr requireExpr(AttrName name) {
    Expr e = name.expr();
    if (e == null) {
      throw new AssertionError("an attribute name is fixed or an expression");
    }
    return e;
  }

  /** A path as an error shows it, made only when there is an error. */
  private static final class PathText {
    private final AttrName[] path;
    private final int from;
    private final int to;
    private final @Nullable PathText prefix;
    private final String name;

    PathText(AttrName[] path, int from, int to) {
      this.path = path;
      this.from = from;
      this.to = to;
      this.prefix = null;
      this.name = "";
    }

    private PathText(PathText prefix, String name) {
      this.path = prefix.path;
      this.from = 0;
      this.to = 0;
      this.prefix = prefix;
      this.name = name;
    }

    PathText with(String next) {
      return new PathText(this, next);
    }

    @Override
    public String toString() {
      if (prefix != null) {
        return prefix + "." + Identifiers.show(name);
      }
      StringBuilder out = new StringBuilder();
      for (int i = from; i < to; i++) {
        if (i > from) {
          out.append('.');
        }
        Printer.printAttrName(path[i], out);
      }
      return out.toString();
    }
  }
}
