package dev.kix.interpreter.eval;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A function expression. {@code x: y: body} is one node of arity 2: a call with both arguments
 * makes one frame, and a call with one makes a {@link PartialApplication}. Only plain parameters
 * are merged this way; a set pattern may be the last of them, because it looks at its argument when
 * it gets it.
 */
final class Lambda extends Node {
  /**
   * The merged function expressions from the outermost to the innermost; the length is the arity.
   */
  final Expr.Lambda[] exprs;

  final Position[] positions;
  final @Nullable Formals formals;
  final String calling;
  private Node body;
  private int slots;

  /** The parameters, one bit each, that the body forces before it does anything else. */
  private int forced;

  Lambda(Expr.Lambda[] exprs, Position[] positions, @Nullable Formals formals) {
    this.exprs = exprs;
    this.positions = positions;
    this.formals = formals;
    String name = exprs[exprs.length - 1].name();
    this.calling = name == null ? "while calling anonymous lambda" : "while calling '" + name + "'";
    this.body = Unfinished.INSTANCE;
  }

  /** Called once by the analyser, when the body is known. */
  void finish(Node body, int slots) {
    this.body = body;
    this.slots = slots;
    int plain = formals == null ? exprs.length : exprs.length - 1;
    this.forced = body.forcedSlots() & ((1 << Math.min(plain, 30)) - 1);
  }

  int forced() {
    return forced;
  }

  Node body() {
    return body;
  }

  int slots() {
    return slots;
  }

  int arity() {
    return exprs.length;
  }

  /** The position of the innermost function, which is the one that runs. */
  Position innermost() {
    return positions[positions.length - 1];
  }

  @Override
  public Value eval(Env env) {
    return new Closure(this, env);
  }

  @Override
  public Lazy delay(Env env) {
    return new Closure(this, env);
  }

  @Override
  public Position position() {
    return positions[0];
  }

  private static final class Unfinished extends Node {
    static final Unfinished INSTANCE = new Unfinished();

    @Override
    public Value eval(Env env) {
      throw new AssertionError("analysis is not finished");
    }
  }
}
