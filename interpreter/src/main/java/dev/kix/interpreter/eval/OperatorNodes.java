package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Counters;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Operators on numbers, strings, lists and sets. The fast path of each is two integers or two plain
 * strings.
 */
final class OperatorNodes {
  private OperatorNodes() {}

  /** An operator with two operands. */
  abstract static class Operator extends Node {
    final Node left;
    final Node right;
    final Position pos;

    Operator(Node left, Node right, Position pos) {
      this.left = left;
      this.right = right;
      this.pos = pos;
    }

    static Value operand(Node node, Env env, String during) {
      try {
        return node.eval(env);
      } catch (EvalException e) {
        throw e.during(node.position(), during);
      }
    }

    @Override
    final int forcedSlots() {
      return left.forcedSlots() | right.forcedSlots();
    }

    @Override
    public final Position position() {
      return pos;
    }
  }

  /** Whether {@link Node#ready} may say that {@code node} is a number. */
  private static boolean mayBeNumber(Node node) {
    return node instanceof VariableNodes.Variable
        || node instanceof LiteralNodes.Literal
        || node.canBeReady();
  }

  /** {@code a == b}. */
  static final class Equal extends Operator {
    Equal(Node left, Node right, Position pos) {
      super(left, right, pos);
    }

    @Override
    public Value eval(Env env) {
      Value a = operand(left, env, "in the left operand of '=='");
      Value b = operand(right, env, "in the right operand of '=='");
      return NixBool.of(equal(env, a, b, pos));
    }
  }

  /** {@code a != b}. */
  static final class NotEqual extends Operator {
    NotEqual(Node left, Node right, Position pos) {
      super(left, right, pos);
    }

    @Override
    public Value eval(Env env) {
      Value a = operand(left, env, "in the left operand of '!='");
      Value b = operand(right, env, "in the right operand of '!='");
      return NixBool.of(!equal(env, a, b, pos));
    }
  }

  private static boolean equal(Env env, Value a, Value b, Position pos) {
    if (a instanceof NixInt x && b instanceof NixInt y) {
      return x.value() == y.value();
    }
    if (a instanceof NixString x && b instanceof NixString y) {
      return x.value().equals(y.value());
    }
    return Equality.equal(env.state, a, b, pos, "while testing two values for equality");
  }

  /** {@code a < b}, which is a call of {@code __lessThan}. */
  static final class Less extends Operator {
    private final boolean swapped;

    /**
     * @param swapped evaluates the right operand first: {@code a > b} is {@code __lessThan b a}
     */
    Less(Node left, Node right, boolean swapped, Position pos) {
      super(left, right, pos);
      this.swapped = swapped;
    }

    @Override
    public Value eval(Env env) {
      return NixBool.of(test(env));
    }

    boolean test(Env env) {
      EvalState state = env.state;
      state.enter(pos);
      try {
        Value a = swapped ? right.eval(env) : left.eval(env);
        Value b = swapped ? left.eval(env) : right.eval(env);
        boolean result =
            a instanceof NixInt x && b instanceof NixInt y
                ? x.value() < y.value()
                : Comparison.lessThan(state, a, b, null, "");
        state.leave();
        return result;
      } catch (EvalException e) {
        throw e.during(pos, "while calling the 'lessThan' builtin");
      }
    }
  }

  /** {@code a >= b} and {@code a <= b}: the negation of a {@link Less}. */
  static final class NotLess extends Node {
    private final Less less;

    NotLess(Less less) {
      this.less = less;
    }

    @Override
    int forcedSlots() {
      return less.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      try {
        return NixBool.of(!less.test(env));
      } catch (EvalException e) {
        throw e.during(less.pos, "in the argument of '!'");
      }
    }

    @Override
    public Position position() {
      return less.pos;
    }
  }

  /** {@code a - b}, {@code -b}, {@code a * b}, {@code a / b}: calls of {@code __sub} and so on. */
  static final class Arithmetical extends Operator {
    private final ArithmeticOp op;

    Arithmetical(ArithmeticOp op, Node left, Node right, Position pos) {
      super(left, right, pos);
      this.op = op;
    }

    @Override
    public Value eval(Env env) {
      EvalState state = env.state;
      state.enter(pos);
      try {
        Value a = left.eval(env);
        Value b = right.eval(env);
        Value result = null;
        if (a instanceof NixInt x && b instanceof NixInt y) {
          result = fast(x.value(), y.value());
        }
        if (result == null) {
          result = op.apply(state, a, b);
        }
        state.leave();
        return result;
      } catch (EvalException e) {
        throw e.during(pos, "while calling the '" + op.builtin() + "' builtin");
      }
    }

    @Override
    boolean canBeReady() {
      return mayBeNumber(left) && mayBeNumber(right);
    }

    @Override
    @Nullable Value ready(Env env) {
      return left.ready(env) instanceof NixInt x && right.ready(env) instanceof NixInt y
          ? fast(x.value(), y.value())
          : null;
    }

    /** The result, or null where the slow path must say what is wrong. */
    private @Nullable Value fast(long x, long y) {
      switch (op) {
        case SUB -> {
          long r = x - y;
          return ((x ^ y) & (x ^ r)) < 0 ? null : NixInt.of(r);
        }
        case MUL -> {
          long r = x * y;
          return Math.multiplyHigh(x, y) != (r >> 63) ? null : NixInt.of(r);
        }
        case DIV -> {
          return y == 0 || (y == -1 && x == Long.MIN_VALUE) ? null : NixInt.of(x / y);
        }
      }
      throw new AssertionError(op);
    }
  }

  /** {@code a + b} on numbers, strings and paths. */
  static final class Add extends Operator {
    private final Position leftPos;
    private final Position rightPos;

    Add(Node left, Position leftPos, Node right, Position rightPos, Position pos) {
      super(left, right, pos);
      this.leftPos = leftPos;
      this.rightPos = rightPos;
    }

    @Override
    public Value eval(Env env) {
      Value a = operand(left, env, OPERAND);
      if (!(a instanceof NixInt
          || a instanceof NixString
          || a instanceof NixPath
          || a instanceof NixFloat)) {
        return coerced(env, a);
      }
      Value b = operand(right, env, OPERAND);
      if (a instanceof NixInt x && b instanceof NixInt y) {
        long r = x.value() + y.value();
        if (((x.value() ^ r) & (y.value() ^ r)) >= 0) {
          return NixInt.of(r);
        }
        throw new EvalException(
            ErrorKind.EVAL,
            "integer overflow in adding " + x.value() + " + " + y.value(),
            rightPos);
      }
      if (a instanceof NixString x && b instanceof NixString y) {
        return NixString.of(x.value().concat(y.value()), x.context().union(y.context()));
      }
      return slow(env.state, a, b);
    }

    @Override
    boolean canBeReady() {
      return mayBeNumber(left) && mayBeNumber(right);
    }

    @Override
    @Nullable Value ready(Env env) {
      if (left.ready(env) instanceof NixInt x && right.ready(env) instanceof NixInt y) {
        long r = x.value() + y.value();
        return ((x.value() ^ r) & (y.value() ^ r)) < 0 ? null : NixInt.of(r);
      }
      return null;
    }

    private Value slow(EvalState state, Value a, Value b) {
      if (a instanceof NixInt || a instanceof NixFloat) {
        double x = a instanceof NixInt i ? i.value() : ((NixFloat) a).value();
        if (b instanceof NixInt i) {
          return NixFloat.of(x + i.value());
        }
        if (b instanceof NixFloat f) {
          return NixFloat.of(x + f.value());
        }
        throw new EvalException(
            ErrorKind.EVAL,
            "cannot add "
                + b.describeType()
                + " to "
                + (a instanceof NixInt ? "an integer" : "a float"),
            rightPos);
      }
      ContextBuilder context = new ContextBuilder();
      boolean path = a instanceof NixPath;
      boolean copy = a instanceof NixString;
      String x = Coercion.toString(state, leftPos, a, context, SEGMENT, false, copy, false);
      String y = Coercion.toString(state, rightPos, b, context, SEGMENT, false, copy, true);
      return path
          ? joinPath(x.concat(y), context.build(), pos)
          : NixString.of(x.concat(y), context.build());
    }

    /**
     * What is to stand for a string must do so before the right operand is looked at. It takes no
     * paths to the store, as a string would: a set that stands for one, such as a derivation, does
     * not.
     */
    private Value coerced(Env env, Value a) {
      ContextBuilder context = new ContextBuilder();
      String x = Coercion.toString(env.state, leftPos, a, context, SEGMENT, false, false, false);
      Value b = operand(right, env, OPERAND);
      String y = Coercion.toString(env.state, rightPos, b, context, SEGMENT, false, false, true);
      return NixString.of(x.concat(y), context.build());
    }
  }

  private static final String OPERAND = "in an operand of '+'";
  private static final String SEGMENT = "while evaluating a path segment";

  private static Value joinPath(String text, StringContext context, Position pos) {
    if (!context.isEmpty()) {
      throw new EvalException(
          ErrorKind.EVAL, "a string that refers to a store path cannot be appended to a path", pos);
    }
    return NixPath.of(CanonicalPath.of(text));
  }

  /** {@code "a${b}c"}, {@code ''…''} and {@code ./a/${b}}. */
  static final class Interpolate extends Node {
    private final Node[] parts;
    private final Position[] partPositions;
    private final boolean path;
    private final Position pos;

    Interpolate(Node[] parts, Position[] partPositions, boolean path, Position pos) {
      this.parts = parts;
      this.partPositions = partPositions;
      this.path = path;
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      EvalState state = env.state;
      String[] texts = parts.length == 2 ? null : new String[parts.length];
      String first = "";
      String text = "";
      StringContext context = StringContext.EMPTY;
      for (int i = 0; i < parts.length; i++) {
        Value v = Operator.operand(parts[i], env, OPERAND);
        if (v instanceof NixString s) {
          text = s.value();
          context = context.union(s.context());
        } else {
          ContextBuilder added = new ContextBuilder();
          text =
              Coercion.toString(
                  state, partPositions[i], v, added, SEGMENT, false, !path, !path || i > 0);
          context = context.union(added.build());
        }
        if (texts != null) {
          texts[i] = text;
        } else if (i == 0) {
          first = text;
        }
      }
      // Joining at the end copies each byte once; a StringBuilder copies it two or three times.
      text = texts == null ? first.concat(text) : String.join("", texts);
      return path ? joinPath(text, context, pos) : NixString.of(text, context);
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code a // b}. */
  static final class Update extends Operator {
    private Shape.@Nullable Merge plan;

    Update(Node left, Node right, Position pos) {
      super(left, right, pos);
    }

    @Override
    public Value eval(Env env) {
      if (Counters.ON) {
        Counters.update();
      }
      // The right operand first, as Nix does.
      NixAttrs b = attrs(right, env, "in the right operand of '//'");
      NixAttrs a = attrs(left, env, "in the left operand of '//'");
      Shape.Merge p = plan;
      NixAttrs result = NixAttrs.updateWith(p, a, b);
      if (result == null) {
        Shape.Merge fresh = NixAttrs.planFor(a, b, env.state.shapes());
        if (fresh == null) {
          return NixAttrs.update(a, b);
        }
        plan = fresh; // benign race: any plan is checked before use
        result = NixAttrs.updateWith(fresh, a, b);
      }
      return result == null ? NixAttrs.update(a, b) : result;
    }

    private static NixAttrs attrs(Node node, Env env, String during) {
      if (node instanceof Update u) {
        return (NixAttrs) u.eval(env); // Nix flattens chains: no frame for an inner //
      }
      try {
        Value v = node.eval(env);
        if (v instanceof NixAttrs a) {
          return a;
        }
        throw new EvalException(
            ErrorKind.TYPE, "expected a set but found " + env.state.services().describe(v), null);
      } catch (EvalException e) {
        throw e.during(node.position(), during);
      }
    }
  }

  /** {@code a ++ b}. */
  static final class Concat extends Operator {
    Concat(Node left, Node right, Position pos) {
      super(left, right, pos);
    }

    @Override
    public Value eval(Env env) {
      Value a = operand(left, env, "in the left operand of '++'");
      Value b = operand(right, env, "in the right operand of '++'");
      EvalState state = env.state;
      NixList x = a instanceof NixList l ? l : list(state, a);
      NixList y = b instanceof NixList l ? l : list(state, b);
      if (x.size() == 0) {
        return y;
      }
      if (y.size() == 0) {
        return x;
      }
      Lazy[] all = new Lazy[x.size() + y.size()];
      System.arraycopy(x.elements(), 0, all, 0, x.size());
      System.arraycopy(y.elements(), 0, all, x.size(), y.size());
      return NixList.of(all);
    }

    private NixList list(EvalState state, Value v) {
      return state.forceList(v, pos, "while evaluating one of the elements to concatenate");
    }
  }
}
