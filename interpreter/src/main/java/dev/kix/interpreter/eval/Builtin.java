package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Counters;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A function written in Java. Immutable and independent of any evaluator. */
public final class Builtin extends Callable {
  private final String name;
  private final int arity;
  private final int id;
  private final boolean trace;
  private final boolean global;
  private final String feature;
  private final BuiltinDispatcher dispatcher;
  private final NixAttrs pattern;
  private final boolean makesList;
  private final boolean readsListOnce;
  private final boolean elementAt;

  /**
   * A builtin that is visible as {@code builtins.NAME} and {@code __NAME}, always.
   *
   * @param name as in {@code builtins.NAME}
   * @param arity 1 to 3
   * @param trace whether errors get the frame {@code while calling the 'NAME' builtin}
   */
  public Builtin(String name, int arity, int id, boolean trace, BuiltinDispatcher dispatcher) {
    this(name, arity, id, trace, false, "", dispatcher, NixAttrs.EMPTY, false);
  }

  /**
   * @param name as in {@code builtins.NAME}
   * @param arity 1 to 3
   * @param trace whether errors get the frame {@code while calling the 'NAME' builtin}
   * @param global whether the variable is {@code NAME} rather than {@code __NAME}
   * @param feature the experimental feature without which it does not exist, or nothing
   */
  public Builtin(
      String name,
      int arity,
      int id,
      boolean trace,
      boolean global,
      String feature,
      BuiltinDispatcher dispatcher) {
    this(name, arity, id, trace, global, feature, dispatcher, NixAttrs.EMPTY, true);
  }

  private Builtin(
      String name,
      int arity,
      int id,
      boolean trace,
      boolean global,
      String feature,
      BuiltinDispatcher dispatcher,
      NixAttrs pattern,
      boolean ofTheLanguage) {
    this.name = name;
    this.arity = arity;
    this.id = id;
    this.trace = trace;
    this.global = global;
    this.feature = feature;
    this.dispatcher = dispatcher;
    this.pattern = pattern;
    // What an embedder gives such a name may do anything.
    this.makesList = ofTheLanguage && (name.equals("map") || name.equals("genList"));
    this.readsListOnce =
        ofTheLanguage && (name.equals("foldl'") || name.equals("concatStringsSep"));
    this.elementAt = ofTheLanguage && name.equals(ElementAt.NAME);
  }

  /**
   * The same, saying of itself that it takes a set.
   *
   * @param pattern the names in the set, each mapped to whether it has a default, as {@code
   *     builtins.functionArgs} gives them
   */
  public Builtin(String name, int arity, int id, BuiltinDispatcher dispatcher, NixAttrs pattern) {
    this(name, arity, id, false, false, "", dispatcher, pattern, false);
  }

  public String name() {
    return name;
  }

  /** The names in the set that is its first argument; empty when there is no such set. */
  public NixAttrs pattern() {
    return pattern;
  }

  /** Whether the variable of this builtin is {@code NAME} rather than {@code __NAME}. */
  public boolean isGlobal() {
    return global;
  }

  /** The experimental feature without which this builtin does not exist, or nothing. */
  public String feature() {
    return feature;
  }

  /** Whether an argument whose value is known is better passed without a promise around it. */
  boolean prefersValues() {
    return dispatcher.prefersValues();
  }

  /** Whether this is {@code builtins.elemAt}. */
  boolean isElemAt() {
    return elementAt;
  }

  /**
   * A call of {@code builtins.elemAt} with a list that is written in the call: nobody else can ever
   * see the list, so of a table of cases only the one that is wanted is made.
   */
  Value elementOf(Env env, Position pos, Node[] list, Lazy n) {
    if (Counters.ON) {
      Counters.builtinCall();
    }
    EvalState state = env.state;
    state.enter(pos);
    try {
      int i = ElementAt.index(state, n, list.length);
      Value v = state.force(list[i].delay(env), null);
      state.leave();
      return v;
    } catch (EvalException e) {
      throw traced(e, pos);
    }
  }

  /** Whether its result is a list that it has just made, and that only the caller has. */
  boolean makesList() {
    return makesList;
  }

  /**
   * Whether it looks at each element of the list that is its last argument once, from the first to
   * the last, and keeps neither list nor argument.
   */
  boolean readsListOnce() {
    return readsListOnce;
  }

  @Override
  public int arity() {
    return arity;
  }

  @Override
  public Value call(EvalState state, @Nullable Position pos, Lazy a) {
    if (arity != 1) {
      return new PartialApplication(this, a);
    }
    if (Counters.ON) {
      Counters.builtinCall();
    }
    state.enter(pos);
    try {
      Value v = dispatcher.call(id, state, pos, a);
      state.leave();
      return v;
    } catch (EvalException e) {
      throw traced(e, pos);
    }
  }

  @Override
  public Value call(EvalState state, @Nullable Position pos, Lazy a, Lazy b) {
    if (arity != 2) {
      return arity == 1 ? super.call(state, pos, a, b) : new PartialApplication(this, a, b);
    }
    if (Counters.ON) {
      Counters.builtinCall();
    }
    state.enter(pos);
    try {
      Value v = dispatcher.call(id, state, pos, a, b);
      state.leave();
      return v;
    } catch (EvalException e) {
      throw traced(e, pos);
    }
  }

  @Override
  public Value call(EvalState state, @Nullable Position pos, Lazy a, Lazy b, Lazy c) {
    if (arity != 3) {
      return super.call(state, pos, a, b, c);
    }
    if (Counters.ON) {
      Counters.builtinCall();
    }
    state.enter(pos);
    try {
      Value v = dispatcher.call(id, state, pos, a, b, c);
      state.leave();
      return v;
    } catch (EvalException e) {
      throw traced(e, pos);
    }
  }

  private EvalException traced(EvalException e, @Nullable Position pos) {
    return trace ? e.during(pos, "while calling the '" + name + "' builtin") : e;
  }

  @Override
  public String display() {
    return "primop " + name;
  }

  @Override
  public String displayLegacy() {
    return "<PRIMOP>";
  }

  @Override
  public String describeType() {
    return "the built-in function '" + name + "'";
  }
}
