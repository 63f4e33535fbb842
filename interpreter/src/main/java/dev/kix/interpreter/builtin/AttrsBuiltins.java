package dev.kix.interpreter.builtin;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.PartialApplication;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attribute sets. */
final class AttrsBuiltins {
  private static final Shape POSITION =
      Shape.ofSorted(new String[] {"column", "file", "line"}, null);

  private AttrsBuiltins() {}

  @NixBuiltin(
      name = "attrNames",
      args = {"set"},
      since = "0.11",
      doc =
          """
          The names of the attributes of *set*, sorted.
          """,
      example =
          """
          builtins.attrNames { y = 1; x = "foo"; }
          => [ "x" "y" ]
          """)
  static Value attrNames(EvalState state, @Nullable Position pos, Lazy set) {
    Shape shape =
        state
            .forceAttrs(set, null, "while evaluating the argument passed to builtins.attrNames")
            .shape();
    Lazy[] out = new Lazy[shape.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = shape.string(i);
    }
    return NixList.of(out);
  }

  @NixBuiltin(
      name = "attrValues",
      args = {"set"},
      since = "1.8",
      doc = "The values of the attributes of *set*, in the order of `attrNames set`.",
      example =
          """
          builtins.attrValues { y = 1; x = "foo"; }
          => [ "foo" 1 ]
          """)
  static Value attrValues(EvalState state, @Nullable Position pos, Lazy set) {
    NixAttrs attrs =
        state
            .forceAttrs(set, null, "while evaluating the argument passed to builtins.attrValues")
            .flatten();
    Lazy[] out = new Lazy[attrs.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = attrs.value(i);
    }
    return NixList.of(out);
  }

  @NixBuiltin(
      name = "getAttr",
      args = {"s", "set"},
      doc =
          """
          The attribute of *set* whose name is the string *s*, which must exist. The same as \
          `set.${s}`.
          """,
      example =
          """
          builtins.getAttr "a b" { "a b" = 1; }
          => 1
          """)
  static Value getAttr(EvalState state, @Nullable Position pos, Lazy s, Lazy set) {
    String name =
        state.forceStringNoContext(
            s, null, "while evaluating the first argument passed to builtins.getAttr");
    NixAttrs attrs =
        state.forceAttrs(
            set, null, "while evaluating the second argument passed to builtins.getAttr");
    return state.force(
        state.attribute(attrs, name, "in the attribute set under consideration"), null);
  }

  @NixBuiltin(
      name = "hasAttr",
      args = {"s", "set"},
      doc = "`true` if *set* has an attribute whose name is the string *s*: `set ? ${s}`.",
      example =
          """
          builtins.hasAttr "a" { a = throw "not looked at"; }
          => true
          """)
  static Value hasAttr(EvalState state, @Nullable Position pos, Lazy s, Lazy set) {
    String name =
        state.forceStringNoContext(
            s, null, "while evaluating the first argument passed to builtins.hasAttr");
    return NixBool.of(
        state
            .forceAttrs(
                set, null, "while evaluating the second argument passed to builtins.hasAttr")
            .has(name));
  }

  @NixBuiltin(
      name = "unsafeGetAttrPos",
      args = {"s", "set"},
      since = "1.7",
      doc =
          """
          Where the attribute named *s* of *set* was defined: a set of `file`, `line` and \
          `column`; or `null` if there is no such attribute or it does not come from a file. \
          *Unsafe* because a program may then depend on how its source is laid out.
          """,
      example =
          """
          builtins.unsafeGetAttrPos "a" { b = 1; }
          => null
          """)
  static Value unsafeGetAttrPos(EvalState state, @Nullable Position pos, Lazy s, Lazy set) {
    String name =
        state.forceStringNoContext(
            s, null, "while evaluating the first argument passed to builtins.unsafeGetAttrPos");
    NixAttrs attrs =
        state.forceAttrs(
            set, null, "while evaluating the second argument passed to builtins.unsafeGetAttrPos");
    return position(attrs.position(name));
  }

  /** {@code p} as a set of {@code file}, {@code line} and {@code column}, or null. */
  static Value position(@Nullable Position p) {
    if (p == null) {
      return NixNull.NULL;
    }
    Origin origin = p.source().origin();
    String path = origin.path();
    if (origin.kind() != Origin.Kind.FILE || path == null) {
      return NixNull.NULL;
    }
    return NixAttrs.of(
        POSITION,
        new Lazy[] {new Coordinate(p, false), NixString.of(path), new Coordinate(p, true)});
  }

  /** A line or column, computed when somebody asks: that means scanning the source text. */
  private static final class Coordinate extends Lazy {
    private final Position position;
    private final boolean line;
    private @Nullable NixInt value;

    Coordinate(Position position, boolean line) {
      this.position = position;
      this.line = line;
    }

    @Override
    public @Nullable Value valueIfForced() {
      return value;
    }

    @Override
    public Value force() {
      NixInt v = value;
      if (v == null) {
        v = NixInt.of(line ? position.line() : position.column());
        value = v;
      }
      return v;
    }
  }

  @NixBuiltin(
      name = "removeAttrs",
      args = {"set", "list"},
      global = true,
      doc =
          """
          *set* without the attributes named in *list*. Names that *set* does not have are ignored.
          """,
      example =
          """
          removeAttrs { x = 1; y = 2; z = 3; } [ "a" "x" "z" ]
          => { y = 2; }
          """)
  static Value removeAttrs(EvalState state, @Nullable Position pos, Lazy set, Lazy list) {
    NixAttrs attrs =
        state.forceAttrs(
            set, null, "while evaluating the first argument passed to builtins.removeAttrs");
    NixList names =
        state.forceList(
            list, null, "while evaluating the second argument passed to builtins.removeAttrs");
    NixAttrs flat = attrs.flatten();
    Shape shape = flat.shape();
    boolean[] removed = new boolean[shape.size()];
    int left = removed.length;
    for (int k = 0; k < names.size(); k++) {
      int i =
          shape.indexOf(
              state.forceStringNoContext(
                  names.get(k),
                  null,
                  "while evaluating the values of the second argument passed to"
                      + " builtins.removeAttrs"));
      if (i >= 0 && !removed[i]) {
        removed[i] = true;
        left--;
      }
    }
    return left == removed.length ? attrs : without(state, flat, removed, left);
  }

  private static NixAttrs without(EvalState state, NixAttrs flat, boolean[] removed, int left) {
    String[] names = new String[left];
    Lazy[] values = new Lazy[left];
    Position[] positions = new Position[left];
    int n = 0;
    for (int i = 0; i < removed.length; i++) {
      if (!removed[i]) {
        names[n] = flat.name(i);
        values[n] = flat.value(i);
        positions[n++] = flat.position(i);
      }
    }
    return NixAttrs.of(state.shapes().shape(names, positions, left), values);
  }

  @NixBuiltin(
      name = "listToAttrs",
      args = {"e"},
      since = "0.11",
      doc =
          """
          The set described by a list of sets of `name` and `value`. If a name occurs more than \
          once, the first counts.
          """,
      example =
          """
          builtins.listToAttrs [ { name = "a"; value = 1; } { name = "b"; value = 2; } { name = "a"; value = 3; } ]
          => { a = 1; b = 2; }
          """)
  static Value listToAttrs(EvalState state, @Nullable Position pos, Lazy e) {
    NixList in =
        state.forceList(e, null, "while evaluating the argument passed to builtins.listToAttrs");
    int n = in.size();
    String[] names = new String[n];
    NixAttrs[] pairs = new NixAttrs[n];
    for (int i = 0; i < n; i++) {
      NixAttrs pair =
          state.forceAttrs(
              in.get(i),
              null,
              "while evaluating an element of the list passed to builtins.listToAttrs");
      pairs[i] = pair;
      names[i] =
          state.forceStringNoContext(
              state.attribute(pair, "name", "in a {name=...; value=...;} pair"),
              pair.position("name"),
              "while evaluating the `name` attribute of an element of the list passed to"
                  + " builtins.listToAttrs");
    }
    AttrsBuilder out = new AttrsBuilder(n);
    for (int i = 0; i < n; i++) {
      Lazy value = pairs[i].get("value");
      if (value == null) {
        if (Arrays.asList(names).indexOf(names[i]) < i) {
          continue; // an earlier pair counts, so nobody looks at this one
        }
        value = state.attribute(pairs[i], "value", "in a {name=...; value=...;} pair");
      }
      out.put(names[i], value, pairs[i].position("value"));
    }
    return out.buildFirstWins(state.shapes());
  }

  @NixBuiltin(
      name = "intersectAttrs",
      args = {"e1", "e2"},
      since = "0.13",
      doc = "The attributes of the set *e2* whose names the set *e1* has too.",
      example =
          """
          builtins.intersectAttrs { a = 1; b = 2; } { b = "x"; c = "y"; }
          => { b = "x"; }
          """)
  static Value intersectAttrs(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    NixAttrs left =
        state.forceAttrs(
            e1, null, "while evaluating the first argument passed to builtins.intersectAttrs");
    NixAttrs right =
        state.forceAttrs(
            e2, null, "while evaluating the second argument passed to builtins.intersectAttrs");
    NixAttrs r = right.flatten();
    int limit = Math.min(left.size(), r.size());
    int[] common = new int[limit];
    int n = 0;
    if (left.size() < r.size()) {
      NixAttrs l = left.flatten();
      Shape names = r.shape();
      for (int i = 0; i < l.size(); i++) {
        int k = names.indexOf(l.name(i));
        if (k >= 0) {
          common[n++] = k;
        }
      }
    } else {
      for (int k = 0; k < r.size(); k++) {
        if (left.has(r.name(k))) {
          common[n++] = k;
        }
      }
    }
    if (n == r.size()) {
      return right;
    }
    String[] names = new String[n];
    Lazy[] values = new Lazy[n];
    Position[] positions = new Position[n];
    for (int i = 0; i < n; i++) {
      names[i] = r.name(common[i]);
      values[i] = r.value(common[i]);
      positions[i] = r.position(common[i]);
    }
    return NixAttrs.of(Shape.ofSorted(names, positions), values);
  }

  @NixBuiltin(
      name = "catAttrs",
      args = {"attr", "list"},
      doc =
          """
          The values of the attribute named *attr* of those sets in *list* that have it.
          """,
      example =
          """
          builtins.catAttrs "a" [ { a = 1; } { b = 0; } { a = 2; } ]
          => [ 1 2 ]
          """)
  static Value catAttrs(EvalState state, @Nullable Position pos, Lazy attr, Lazy list) {
    String name =
        state.forceStringNoContext(
            attr, null, "while evaluating the first argument passed to builtins.catAttrs");
    NixList in =
        state.forceList(
            list, null, "while evaluating the second argument passed to builtins.catAttrs");
    ListBuilder out = new ListBuilder(in.size());
    for (int i = 0; i < in.size(); i++) {
      NixAttrs attrs =
          state.forceAttrs(
              in.get(i),
              null,
              "while evaluating an element in the list passed as second argument to"
                  + " builtins.catAttrs");
      Lazy value = attrs.get(name);
      if (value != null) {
        out.add(value);
      }
    }
    return out.build();
  }

  @NixBuiltin(
      name = "mapAttrs",
      args = {"f", "attrset"},
      since = "2.1",
      doc =
          """
          *attrset* with every value replaced by *f* applied to its name and the value. The calls \
          happen when the values are needed.
          """,
      example =
          """
          builtins.mapAttrs (name: value: "${name}${toString value}") { a = 1; b = 2; }
          => { a = "a1"; b = "b2"; }
          """)
  static Value mapAttrs(EvalState state, @Nullable Position pos, Lazy f, Lazy attrset) {
    NixAttrs in =
        state
            .forceAttrs(
                attrset, null, "while evaluating the second argument passed to builtins.mapAttrs")
            .flatten();
    Shape shape = in.shape().withoutPositions(state.shapes());
    Lazy[] out = new Lazy[in.size()];
    Lazy function = state.unevaluated(f);
    for (int i = 0; i < out.length; i++) {
      out[i] = state.delayCall(function, shape.string(i), in.value(i));
    }
    return NixAttrs.of(shape, out);
  }

  @NixBuiltin(
      name = "zipAttrsWith",
      args = {"f", "list"},
      since = "2.6",
      doc =
          """
          Turns a list of sets into one set: every name that occurs is mapped to *f* applied to \
          the name and the list of its values, in the order of *list*.
          """,
      example =
          """
          builtins.zipAttrsWith (name: values: values) [ { a = "x"; } { a = "y"; b = "z"; } ]
          => { a = [ "x" "y" ]; b = [ "z" ]; }
          """)
  static Value zipAttrsWith(EvalState state, @Nullable Position pos, Lazy f, Lazy list) {
    Value fn =
        state.forceFunction(
            f, null, "while evaluating the first argument passed to builtins.zipAttrsWith");
    NixList in =
        state.forceList(
            list, null, "while evaluating the second argument passed to builtins.zipAttrsWith");
    NixAttrs[] sets = new NixAttrs[in.size()];
    int n = 0;
    boolean alike = true;
    for (int i = 0; i < in.size(); i++) {
      NixAttrs attrs =
          state
              .forceAttrs(
                  in.get(i),
                  null,
                  "while evaluating a value of the list passed as second argument to"
                      + " builtins.zipAttrsWith")
              .flatten();
      if (!attrs.isEmpty()) {
        alike = alike && (n == 0 || hasNamesOf(state, sets[0], attrs));
        sets[n++] = attrs;
      }
    }
    if (n == 0) {
      return NixAttrs.EMPTY;
    }
    return alike ? zipColumns(state, fn, sets, n) : zipByName(state, fn, sets, n);
  }

  private static boolean hasNamesOf(EvalState state, NixAttrs a, NixAttrs b) {
    return a.shape().withoutPositions(state.shapes()) == b.shape().withoutPositions(state.shapes());
  }

  /** Sets of the same names: nothing need be looked up. */
  private static NixAttrs zipColumns(EvalState state, Value fn, NixAttrs[] sets, int n) {
    Shape shape = sets[0].shape().withoutPositions(state.shapes());
    Lazy[] out = new Lazy[shape.size()];
    for (int k = 0; k < out.length; k++) {
      Lazy[] column = new Lazy[n];
      for (int i = 0; i < n; i++) {
        column[i] = sets[i].value(k);
      }
      out[k] = state.delayCall(fn, shape.string(k), NixList.of(column));
    }
    return NixAttrs.of(shape, out);
  }

  private static NixAttrs zipByName(EvalState state, Value fn, NixAttrs[] sets, int n) {
    Map<String, ListBuilder> values = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      NixAttrs attrs = sets[i];
      for (int k = 0; k < attrs.size(); k++) {
        ListBuilder sameName = values.get(attrs.name(k));
        if (sameName == null) {
          sameName = new ListBuilder();
          values.put(attrs.name(k), sameName);
        }
        sameName.add(attrs.value(k));
      }
    }
    AttrsBuilder out = new AttrsBuilder(values.size());
    for (Map.Entry<String, ListBuilder> entry : values.entrySet()) {
      String name = entry.getKey();
      out.put(name, state.delayCall(fn, NixString.of(name), entry.getValue().build()));
    }
    return out.build(state.shapes());
  }

  @NixBuiltin(
      name = "functionArgs",
      args = {"f"},
      doc =
          """
          The names in the set pattern of the function *f*, each mapped to whether it has a \
          default. A function without a set pattern has `{ }`.
          """,
      example =
          """
          builtins.functionArgs ({ x, y ? 123, ... }: null)
          => { x = false; y = true; }
          """)
  static Value functionArgs(EvalState state, @Nullable Position pos, Lazy f) {
    Value fn = state.force(f, null);
    if (fn instanceof Closure c) {
      return formals(c, 0);
    }
    if (fn instanceof PartialApplication p) {
      return p.function() instanceof Closure c ? formals(c, p.arguments().length) : NixAttrs.EMPTY;
    }
    if (fn instanceof Builtin b) {
      return b.pattern();
    }
    if (fn instanceof NixFunction) {
      return NixAttrs.EMPTY; // written in Java
    }
    throw Errors.type("'functionArgs' requires a function");
  }

  private static NixAttrs formals(Closure closure, int given) {
    List<Expr.Formal> formals = closure.lambda(given).formals();
    if (formals == null) {
      return NixAttrs.EMPTY;
    }
    SourceFile source = closure.position(given).source();
    AttrsBuilder out = new AttrsBuilder(formals.size());
    for (int i = 0; i < formals.size(); i++) {
      Expr.Formal formal = formals.get(i);
      out.put(
          formal.name(),
          NixBool.of(formal.defaultValue() != null),
          new Position(source, formal.pos()));
    }
    return out.build();
  }
}
