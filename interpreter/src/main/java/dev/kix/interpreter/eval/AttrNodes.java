package dev.kix.interpreter.eval;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Position;
import dev.kix.grammar.Printer;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Attribute sets: literals, selection, {@code ?}. */
final class AttrNodes {
  private AttrNodes() {}

  /** One component of an attribute path, made executable. */
  static final class Name {
    private final @Nullable String fixed;
    private final @Nullable Node node;
    private final @Nullable Expr expr;

    private Name(@Nullable String fixed, @Nullable Node node, @Nullable Expr expr) {
      this.fixed = fixed;
      this.node = node;
      this.expr = expr;
    }

    static Name fixed(String name) {
      return new Name(name, null, null);
    }

    static Name dynamic(Node node, Expr expr) {
      return new Name(null, node, expr);
    }

    String get(Env env) {
      if (fixed != null) {
        return fixed;
      }
      Node n = node;
      if (n == null) {
        throw new AssertionError();
      }
      return env.state.forceStringNoContext(
          n.eval(env), n.position(), "while evaluating an attribute name");
    }

    void show(Env env, StringBuilder out) {
      try {
        out.append(Literals.attributeName(get(env)));
      } catch (EvalException e) {
        if (expr != null) {
          out.append("\"${").append(Printer.print(expr)).append("}\"");
        }
      }
    }
  }

  private static String showPath(Name[] path, int length, Env env) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      if (i > 0) {
        out.append('.');
      }
      path[i].show(env, out);
    }
    return out.toString();
  }

  private static EvalException missing(NixAttrs attrs, String name) {
    NixAttrs flat = attrs.flatten();
    String[] names = new String[flat.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = flat.name(i);
    }
    return new EvalException(
            ErrorKind.MISSING_ATTRIBUTE,
            "attribute '" + Literals.attributeName(name) + "' missing",
            null)
        .suggesting(Suggestions.bestMatches(Arrays.asList(names), name));
  }

  /** {@code target.name}, by far the most frequent select. */
  static final class SelectOne extends Node {
    private final Node target;
    private final String name;
    private final Position pos;

    /**
     * Where the name was found last. Only a hint, checked before use, so that threads sharing the
     * node need no synchronisation; names from source are interned, so the check is one comparison
     * of references.
     */
    private int hint;

    SelectOne(Node target, String name, Position pos) {
      this.target = target;
      this.name = name;
      this.pos = pos;
    }

    @Override
    int forcedSlots() {
      return target.forcedSlots();
    }

    @Override
    boolean canBeReady() {
      return target instanceof VariableNodes.Variable || target.canBeReady();
    }

    @Override
    @Nullable Value ready(Env env) {
      if (!(target.ready(env) instanceof NixAttrs attrs)) {
        return null;
      }
      if (!attrs.isFlat()) {
        Lazy found = attrs.get(name);
        return found == null ? null : found.valueIfForced();
      }
      int i = indexIn(attrs.topShape());
      return i < 0 ? null : attrs.value(i).valueIfForced();
    }

    @Override
    public Value eval(Env env) {
      Value t;
      try {
        t = target.eval(env);
      } catch (EvalException e) {
        throw e.during(target.position(), "while selecting an attribute");
      }
      if (!(t instanceof NixAttrs attrs)) {
        throw notASet(t, env);
      }
      if (!attrs.isFlat()) {
        Lazy found = attrs.get(name);
        if (found == null) {
          throw missingHere(attrs);
        }
        return found instanceof Value v ? v : force(found, attrs, -1);
      }
      int i = indexIn(attrs.topShape());
      if (i < 0) {
        throw missingHere(attrs);
      }
      Lazy found = attrs.value(i);
      return found instanceof Value v ? v : force(found, attrs, i);
    }

    private int indexIn(Shape shape) {
      int i = hint;
      if (i < shape.size() && shape.name(i) == name) {
        return i;
      }
      i = shape.indexOf(name);
      if (i >= 0) {
        hint = i;
      }
      return i;
    }

    private EvalException missingHere(NixAttrs attrs) {
      return missing(attrs, name)
          .during(pos, "while evaluating the attribute '" + Literals.attributeName(name) + "'");
    }

    /**
     * @param index where it was found, or -1 in a set with layers
     */
    private Value force(Lazy found, NixAttrs attrs, int index) {
      try {
        Value v = found.force();
        if (index >= 0) {
          attrs.settle(index);
        }
        return v;
      } catch (EvalException e) {
        Position at = attrs.position(name);
        if (e.kind() == ErrorKind.INFINITE_RECURSION) {
          e.atIfUnknown(at != null ? at : pos);
        }
        if (at != null && InternalFiles.isWorthNaming(at)) {
          e.during(at, "from the definition of '" + Literals.attributeName(name) + "'");
        }
        throw e.during(
            pos, "while evaluating the attribute '" + Literals.attributeName(name) + "'");
      }
    }

    private EvalException notASet(Value t, Env env) {
      return new EvalException(
              ErrorKind.TYPE, "expected a set but found " + env.state.services().describe(t), pos)
          .during(pos, "while selecting an attribute")
          .during(pos, "while evaluating the attribute '" + Literals.attributeName(name) + "'");
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code target.a.b} and {@code target.a.b or fallback}. */
  static final class Select extends Node {
    private final Node target;
    private final Name[] path;
    private final @Nullable Node fallback;
    private final Position pos;

    Select(Node target, Name[] path, @Nullable Node fallback, Position pos) {
      this.target = target;
      this.path = path;
      this.fallback = fallback;
      this.pos = pos;
    }

    @Override
    int forcedSlots() {
      return target.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      Lazy current;
      try {
        current = target.eval(env);
      } catch (EvalException e) {
        throw e.during(target.position(), "while selecting an attribute");
      }
      EvalState state = env.state;
      Position definition = null;
      int done = 0;
      try {
        for (int i = 0; i < path.length; i++) {
          String name = path[i].get(env);
          NixAttrs attrs;
          if (fallback != null) {
            Lazy found = null;
            Value v = state.force(current, pos);
            if (v instanceof NixAttrs a) {
              found = a.get(name);
            }
            if (found == null) {
              return fallback.eval(env);
            }
            attrs = (NixAttrs) v;
            current = found;
          } else {
            attrs = state.forceAttrs(current, pos, "while selecting an attribute");
            Lazy found = attrs.get(name);
            if (found == null) {
              throw missing(attrs, name);
            }
            current = found;
          }
          done = i + 1;
          definition = attrs.position(name);
        }
        return state.force(current, definition != null ? definition : pos);
      } catch (EvalException e) {
        if (definition != null && InternalFiles.isWorthNaming(definition)) {
          e.during(definition, "from the definition of '" + showPath(path, done, env) + "'");
        }
        throw e.during(
            pos, "while evaluating the attribute '" + showPath(path, path.length, env) + "'");
      }
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code target ? a.b}. */
  static final class HasAttr extends Node {
    private final Node target;
    private final Name[] path;

    HasAttr(Node target, Name[] path) {
      this.target = target;
      this.path = path;
    }

    @Override
    int forcedSlots() {
      return target.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      Lazy current;
      try {
        current = target.eval(env);
      } catch (EvalException e) {
        throw e.during(target.position(), "in the argument of '?'");
      }
      for (Name component : path) {
        Value v = env.state.force(current, position());
        String name = component.get(env);
        Lazy found = v instanceof NixAttrs a ? a.get(name) : null;
        if (found == null) {
          return NixBool.FALSE;
        }
        current = found;
      }
      return NixBool.TRUE;
    }

    @Override
    public @Nullable Position position() {
      return target.position();
    }
  }

  /** {@code { … }} without {@code rec} and with fixed names only. */
  static final class Literal extends Node {
    private final Shape shape;
    private final Node[] values;
    private final int[] fromSlots;
    private final Node[] from;
    private final Position pos;

    /**
     * @param values in the order of the shape's names
     * @param fromSlots the slots that hold the sources of {@code inherit (e)}
     */
    Literal(Shape shape, Node[] values, int[] fromSlots, Node[] from, Position pos) {
      this.shape = shape;
      this.values = values;
      this.fromSlots = fromSlots;
      this.from = from;
      this.pos = pos;
    }

    @Override
    boolean isTrivial() {
      return true;
    }

    @Override
    public Value eval(Env env) {
      for (int i = 0; i < fromSlots.length; i++) {
        env.set(fromSlots[i], from[i].delay(env));
      }
      Node[] nodes = values;
      Lazy[] v = new Lazy[nodes.length];
      for (int i = 0; i < v.length; i++) {
        v[i] = nodes[i].delay(env);
      }
      return NixAttrs.of(shape, v);
    }

    @Override
    public Lazy delay(Env env) {
      return values.length == 0 ? NixAttrs.EMPTY : new Thunk(this, env);
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code rec { … }} with fixed names only: the values are slots of the frame too. */
  static final class Recursive extends Node {
    private final Shape shape;
    private final Node[] values;
    private final int[] slots;
    private final int[] fromSlots;
    private final Node[] from;
    private final boolean[] inherited;
    private final Position pos;

    /**
     * @param slots the slot of each name, in the order of the shape
     * @param inherited which values are {@code inherit}ed from outside, and so not replaced by
     *     {@code __overrides}
     */
    Recursive(
        Shape shape,
        Node[] values,
        int[] slots,
        int[] fromSlots,
        Node[] from,
        boolean[] inherited,
        Position pos) {
      this.shape = shape;
      this.values = values;
      this.slots = slots;
      this.fromSlots = fromSlots;
      this.from = from;
      this.inherited = inherited;
      this.pos = pos;
    }

    @Override
    boolean isTrivial() {
      return true;
    }

    @Override
    public Value eval(Env env) {
      int overrides = shape.indexOf("__overrides");
      for (int i = 0; i < fromSlots.length; i++) {
        env.set(fromSlots[i], from[i].delay(env));
      }
      Lazy[] v = new Lazy[values.length];
      for (int i = 0; i < v.length; i++) {
        // With __overrides a slot may be replaced, so nothing may look through it yet.
        v[i] = overrides >= 0 && !inherited[i] ? new Thunk(values[i], env) : values[i].delay(env);
        env.set(slots[i], v[i]);
      }
      NixAttrs result = NixAttrs.of(shape, v);
      return overrides < 0 ? result : override(env, result, v, overrides);
    }

    private Value override(Env env, NixAttrs result, Lazy[] v, int overrides) {
      NixAttrs replacements =
          env.state.forceAttrs(
              v[overrides],
              values[overrides].position(),
              "while evaluating the `__overrides` attribute");
      NixAttrs flat = replacements.flatten();
      for (int i = 0; i < flat.size(); i++) {
        int k = shape.indexOf(flat.name(i));
        if (k >= 0) {
          env.set(slots[k], flat.value(i));
        }
      }
      return NixAttrs.update(result, replacements);
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** A set that also has computed names. */
  static final class WithDynamicNames extends Node {
    private final Node fixed;
    private final Node[] names;
    private final Node[] values;
    private final Position[] positions;
    private final Position pos;

    WithDynamicNames(Node fixed, Node[] names, Node[] values, Position[] positions, Position pos) {
      this.fixed = fixed;
      this.names = names;
      this.values = values;
      this.positions = positions;
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      NixAttrs base = ((NixAttrs) fixed.eval(env)).flatten();
      AttrsBuilder builder = new AttrsBuilder(base.size() + names.length);
      for (int i = 0; i < base.size(); i++) {
        builder.put(base.name(i), base.value(i), base.position(i));
      }
      NixAttrs added = NixAttrs.EMPTY;
      for (int i = 0; i < names.length; i++) {
        Value nameValue = env.state.force(names[i].eval(env), positions[i]);
        if (nameValue == NixNull.NULL) {
          continue;
        }
        String name =
            env.state.forceStringNoContext(
                nameValue, positions[i], "while evaluating the name of a dynamic attribute");
        NixAttrs owner = base.has(name) ? base : added;
        if (owner.has(name)) {
          Position earlier = owner.position(name);
          throw new EvalException(
              ErrorKind.EVAL,
              "dynamic attribute '"
                  + Literals.attributeName(name)
                  + "' already defined at "
                  + (earlier == null ? "(unknown position)" : earlier.toString()),
              positions[i]);
        }
        Lazy value = values[i].delay(env);
        builder.put(name, value, positions[i]);
        if (names.length > 1) {
          added =
              NixAttrs.update(added, new AttrsBuilder(1).put(name, value, positions[i]).build());
        }
      }
      return builder.build(env.state.shapes());
    }

    @Override
    public Position position() {
      return pos;
    }
  }
}
