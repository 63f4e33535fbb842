package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Literals and lists. */
final class LiteralNodes {
  private LiteralNodes() {}

  /** A number, a string or a path known when parsing. */
  static final class Literal extends Node {
    private final Value value;

    Literal(Value value) {
      this.value = value;
    }

    @Override
    public Value eval(Env env) {
      return value;
    }

    @Override
    public Lazy delay(Env env) {
      return value;
    }

    @Override
    Value ready(Env env) {
      return value;
    }
  }

  /** {@code ~/path}. */
  static final class HomePath extends Node {
    private final String rest;

    HomePath(String rest) {
      this.rest = rest;
    }

    @Override
    public Value eval(Env env) {
      EvalSettings settings = env.state.services().settings();
      String home = settings.homeDirectory();
      if (home == null || settings.pureEval()) {
        throw new EvalException(
            ErrorKind.RESTRICTED,
            "the path '~" + rest + "' can not be resolved in pure mode",
            null);
      }
      return NixPath.of(home + rest);
    }

    /** A value like any other path, unless it is an error, which must wait until it is wanted. */
    @Override
    public Lazy delay(Env env) {
      EvalSettings settings = env.state.services().settings();
      return settings.homeDirectory() == null || settings.pureEval() ? super.delay(env) : eval(env);
    }
  }

  /** {@code __curPos}. */
  static final class CurPos extends Node {
    private final Position pos;

    CurPos(Position pos) {
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      return describe(pos);
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code { file; line; column; }}, or null for a position that is not in a file. */
  static Value describe(@Nullable Position pos) {
    String file = pos == null ? null : pos.source().origin().path();
    if (pos == null || file == null) {
      return NixNull.NULL;
    }
    return new AttrsBuilder(3)
        .put("column", NixInt.of(pos.column()))
        .put("file", NixString.of(NixPath.text(file)))
        .put("line", NixInt.of(pos.line()))
        .build();
  }

  /** {@code [ … ]}. */
  static final class ListNode extends Node {
    private final Node[] elements;

    ListNode(Node[] elements) {
      this.elements = elements;
    }

    /** The elements, for reading only. */
    Node[] elements() {
      return elements;
    }

    @Override
    boolean isTrivial() {
      return true;
    }

    @Override
    public Value eval(Env env) {
      Node[] nodes = elements;
      Lazy[] values = new Lazy[nodes.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = nodes[i].delay(env);
      }
      return NixList.of(values);
    }

    @Override
    public Lazy delay(Env env) {
      return elements.length == 0 ? NixList.EMPTY : new Thunk(this, env);
    }

    @Override
    public @Nullable Position position() {
      return elements.length == 0 ? null : elements[0].position();
    }
  }
}
