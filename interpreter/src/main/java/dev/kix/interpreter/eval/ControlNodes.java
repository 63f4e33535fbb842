package dev.kix.interpreter.eval;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Position;
import dev.kix.grammar.Printer;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** {@code if}, {@code assert}, {@code let}, {@code with} and the Boolean operators. */
final class ControlNodes {
  private ControlNodes() {}

  /** Evaluates a node that must give a Boolean. */
  static boolean evalBool(Node node, Env env, String during) {
    try {
      Value v = node.eval(env);
      if (v == NixBool.TRUE) {
        return true;
      }
      if (v == NixBool.FALSE) {
        return false;
      }
      throw new EvalException(
          ErrorKind.TYPE,
          "expected a Boolean but found " + env.state.services().describe(v),
          node.position());
    } catch (EvalException e) {
      throw e.during(node.position(), during);
    }
  }

  /** {@code if c then a else b}. */
  static final class If extends Node {
    private final Node condition;
    private final Node thenBranch;
    private final Node elseBranch;
    private final Position pos;

    If(Node condition, Node thenBranch, Node elseBranch, Position pos) {
      this.condition = condition;
      this.thenBranch = thenBranch;
      this.elseBranch = elseBranch;
      this.pos = pos;
    }

    @Override
    int forcedSlots() {
      return condition.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      return evalBool(condition, env, "while evaluating a branch condition")
          ? thenBranch.eval(env)
          : elseBranch.eval(env);
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code assert c; body}. */
  static final class Assert extends Node {
    private final Node condition;
    private final Node body;
    private final Expr conditionExpr;
    private final Node @Nullable [] equality;
    private final Position pos;

    /**
     * @param equality the two operands when the condition is {@code a == b}: then the error says
     *     where they differ
     */
    Assert(
        Node condition, Node body, Expr conditionExpr, Node @Nullable [] equality, Position pos) {
      this.condition = condition;
      this.body = body;
      this.conditionExpr = conditionExpr;
      this.equality = equality;
      this.pos = pos;
    }

    @Override
    int forcedSlots() {
      return condition.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      if (!evalBool(condition, env, "in the condition of the assert statement")) {
        throw failed(env);
      }
      return body.eval(env);
    }

    private EvalException failed(Env env) {
      String text = Printer.print(conditionExpr);
      if (equality != null) {
        try {
          Value left = equality[0].eval(env);
          Value right = equality[1].eval(env);
          Equality.assertEqual(env.state, left, right, condition.position());
        } catch (EvalException e) {
          return e.kind() == ErrorKind.ASSERTION
              ? e.during(pos, "while evaluating the condition of the assertion '" + text + "'")
              : e;
        }
      }
      return new EvalException(ErrorKind.ASSERTION, "assertion '" + text + "' failed", pos);
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code let … in body}: fills slots of the frame, then goes on in the same frame. */
  static final class Let extends Node {
    private final int[] slots;
    private final Node[] values;
    private final Node body;

    Let(int[] slots, Node[] values, Node body) {
      this.slots = slots;
      this.values = values;
      this.body = body;
    }

    @Override
    int forcedSlots() {
      return body.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      int[] slots = this.slots;
      Node[] values = this.values;
      for (int i = 0; i < slots.length; i++) {
        env.set(slots[i], values[i].delay(env));
      }
      return body.eval(env);
    }
  }

  /** {@code with scope; body}. */
  static final class With extends Node {
    private final int slot;
    private final Node scope;
    private final Node body;
    private final Position pos;

    With(int slot, Node scope, Node body, Position pos) {
      this.slot = slot;
      this.scope = scope;
      this.body = body;
      this.pos = pos;
    }

    @Override
    int forcedSlots() {
      return body.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      env.set(slot, scope.delay(env));
      return body.eval(env);
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code !e}. */
  static final class Not extends Node {
    private final Node operand;

    Not(Node operand) {
      this.operand = operand;
    }

    @Override
    int forcedSlots() {
      return operand.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      return NixBool.of(!evalBool(operand, env, "in the argument of '!'"));
    }

    @Override
    public @Nullable Position position() {
      return operand.position();
    }
  }

  /** {@code a && b}. */
  static final class And extends Node {
    private final Node left;
    private final Node right;
    private final Position pos;

    And(Node left, Node right, Position pos) {
      this.left = left;
      this.right = right;
      this.pos = pos;
    }

    @Override
    int forcedSlots() {
      return left.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      return NixBool.of(
          evalBool(left, env, "in the left operand of '&&'")
              && evalBool(right, env, "in the right operand of '&&'"));
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code a || b}. */
  static final class Or extends Node {
    private final Node left;
    private final Node right;
    private final Position pos;

    Or(Node left, Node right, Position pos) {
      this.left = left;
      this.right = right;
      this.pos = pos;
    }

    @Override
    int forcedSlots() {
      return left.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      return NixBool.of(
          evalBool(left, env, "in the left operand of '||'")
              || evalBool(right, env, "in the right operand of '||'"));
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code a -> b}. */
  static final class Implies extends Node {
    private final Node left;
    private final Node right;
    private final Position pos;

    Implies(Node left, Node right, Position pos) {
      this.left = left;
      this.right = right;
      this.pos = pos;
    }

    @Override
    int forcedSlots() {
      return left.forcedSlots();
    }

    @Override
    public Value eval(Env env) {
      return NixBool.of(
          !evalBool(left, env, "in the left operand of '->'")
              || evalBool(right, env, "in the right operand of '->'"));
    }

    @Override
    public Position position() {
      return pos;
    }
  }
}
