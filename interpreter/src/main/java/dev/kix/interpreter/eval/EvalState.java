package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.print.ValuePrinter;
import dev.kix.interpreter.regex.RegexCache;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.ShapeTable;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation in progress, and what builtins work with: forcing with the right error, calling,
 * depth. It belongs to the thread that evaluates; only {@link #interrupt} may be called from
 * another.
 *
 * <p>Every {@code force…} method takes the position and the words of the frame that Nix adds when
 * forcing fails: {@code while evaluating the first argument passed to builtins.map}. An empty
 * {@code during} adds no frame.
 */
public final class EvalState {
  /** Numbers below this one are kept as text once they were wanted as text. */
  private static final int NUMERALS = 256;

  private final EvalServices services;
  private final GlobalScope globals;
  private final Importer importer;
  private final Map<String, Optional<String>> searchPathRoots = new HashMap<>();

  /** One more than the setting: as in Nix, a call counts itself only after the check. */
  private final long depthLimit;

  private final ShapeTable shapes = new ShapeTable();
  private final @Nullable NixString[] numerals = new @Nullable NixString[NUMERALS];

  private int depth;
  private @Nullable RegexCache regexes;
  private volatile @Nullable EvalException interruption;
  private boolean interrupted;

  public EvalState(EvalServices services) {
    this.services = services;
    this.globals = services.globals();
    this.importer = new Importer(this);
    this.depthLimit = services.settings().maxCallDepth() + 1L;
  }

  /** Files, store, settings, output: what this evaluation has of the outside world. */
  public EvalServices services() {
    return services;
  }

  /** The variables that every file sees. */
  public GlobalScope globals() {
    return globals;
  }

  /** Files as values. */
  public Importer importer() {
    return importer;
  }

  /** Shapes of sets that this evaluation built name by name. */
  public ShapeTable shapes() {
    return shapes;
  }

  /** Compiled regular expressions of this evaluation. */
  public RegexCache regexes() {
    RegexCache r = regexes;
    if (r == null) {
      r = new RegexCache();
      regexes = r;
    }
    return r;
  }

  /**
   * What entries of search paths turned out to be: the folder, or empty for one that is not there
   * and was warned about. Kept by {@code builtins.findFile}.
   */
  public Map<String, Optional<String>> searchPathRoots() {
    return searchPathRoots;
  }

  // ---- depth and interruption ----

  /**
   * Counts one call level; pair with {@link #leave} on success. Where an exception is caught,
   * restore {@link #depth}.
   */
  public void enter(@Nullable Position pos) {
    if (++depth > depthLimit) {
      throw tooDeep(pos);
    }
    if (interrupted) {
      throwInterruption();
    }
  }

  public void leave() {
    depth--;
  }

  /**
   * The current call depth; whoever catches an {@link EvalException} and goes on must {@link
   * #restoreDepth} to it.
   */
  public int depth() {
    return depth;
  }

  public void restoreDepth(int depth) {
    this.depth = depth;
  }

  /**
   * Whether the call depth is so far from its limit that what is evaluated a few levels too early
   * cannot hide that the limit would be reached.
   */
  boolean hasRoom() {
    return depth < depthLimit - 64;
  }

  private EvalException tooDeep(@Nullable Position pos) {
    return new EvalException(ErrorKind.LIMIT, "stack overflow; max-call-depth exceeded", pos);
  }

  /**
   * Makes the evaluation fail with {@code reason} at its next call. May be called from any thread.
   */
  public void interrupt(EvalException reason) {
    interruption = reason;
    interrupted = true; // not volatile: seen soon enough, and free on the hot path
  }

  /**
   * A new exception that says why the evaluation is to end, or null while it may go on. For what
   * waits outside of the evaluator; from any thread.
   */
  public @Nullable EvalException interruption() {
    EvalException reason = interruption;
    return reason == null ? null : reason.snapshot().toException();
  }

  private void throwInterruption() {
    EvalException reason = interruption();
    if (reason != null) {
      throw reason;
    }
  }

  /** Forgets a former {@link #interrupt} and all call levels, before a new evaluation. */
  public void reset() {
    interruption = null;
    interrupted = false;
    depth = 0;
  }

  // ---- calling ----

  /** {@code f a}. */
  public Value call(Value f, @Nullable Position pos, Lazy a) {
    return f instanceof Callable c ? c.call(this, pos, a) : callFunctor(f, pos, a);
  }

  /** {@code f a b}. */
  public Value call(Value f, @Nullable Position pos, Lazy a, Lazy b) {
    return f instanceof Callable c ? c.call(this, pos, a, b) : call(callFunctor(f, pos, a), pos, b);
  }

  /** {@code f a b c}. */
  public Value call(Value f, @Nullable Position pos, Lazy a, Lazy b, Lazy c) {
    return f instanceof Callable fn
        ? fn.call(this, pos, a, b, c)
        : call(callFunctor(f, pos, a), pos, b, c);
  }

  private Value callFunctor(Value f, @Nullable Position pos, Lazy a) {
    if (f instanceof NixAttrs attrs) {
      Lazy functor = attrs.get("__functor");
      if (functor != null) {
        Position at = attrs.position("__functor");
        enter(pos);
        try {
          Value v = call(force(functor, at), at, f, a);
          leave();
          return v;
        } catch (EvalException e) {
          throw e.during(
              pos, "while calling a functor (an attribute set with a '__functor' attribute)");
        }
      }
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "attempt to call something which is not a function but " + ValuePrinter.describe(f),
        pos);
  }

  /** A promise of {@code f a}; {@code f} too is evaluated only then. */
  public Lazy delayCall(Lazy f, Lazy a) {
    return new Application(this, f, a);
  }

  /** A promise of {@code f a b}; {@code f} too is evaluated only then. */
  public Lazy delayCall(Lazy f, Lazy a, Lazy b) {
    return new Application.OfTwo(this, f, a, b);
  }

  /** The list of {@code f 0}, {@code f 1} and so on, each call made when its element is needed. */
  public NixList generate(int size, Value f) {
    return NixList.generated(size, new DelayedCalls(this, f, null));
  }

  /** The number in decimal, as {@code toString} has it. Small ones are always the same object. */
  public NixString numeral(long n) {
    if (n < 0 || n >= NUMERALS) {
      return NixString.of(Long.toString(n));
    }
    NixString known = numerals[(int) n];
    if (known == null) {
      known = NixString.of(Long.toString(n));
      numerals[(int) n] = known;
    }
    return known;
  }

  /** The list of {@code f} of each element, each call made when its element is needed. */
  public NixList map(Value f, NixList list) {
    return NixList.generated(list.size(), new DelayedCalls(this, f, list));
  }

  /** Calls of one function, with numbers or with the elements of a list. */
  private static final class DelayedCalls extends NixList.Generator {
    private final EvalState state;
    private final Value function;
    private final @Nullable NixList list;

    DelayedCalls(EvalState state, Value function, @Nullable NixList list) {
      this.state = state;
      this.function = function;
      this.list = list;
    }

    @Override
    protected Lazy element(int i) {
      NixList l = list;
      return new Application(state, function, l == null ? NixInt.of(i) : l.get(i));
    }

    @Override
    protected void settled(int i) {
      NixList l = list;
      if (l != null) {
        l.settle(i);
      }
    }

    @Override
    protected boolean needsSettled() {
      return list != null;
    }
  }

  /**
   * {@code f} as something that is not evaluated yet. Nix delays a function that is an argument,
   * and calls made by a builtin that has not looked at the function have no position before the
   * first of them is made; kix makes functions at once.
   */
  public Lazy unevaluated(Lazy f) {
    return f instanceof Closure c ? new DelayedFunction(c) : f;
  }

  // ---- forcing ----

  /**
   * Forces; an infinite recursion that has no position yet gets {@code pos}, and a call delayed by
   * a builtin is made as if it were written there.
   */
  public Value force(Lazy lazy, @Nullable Position pos) {
    if (lazy instanceof Value v) {
      return v;
    }
    try {
      return lazy instanceof Application call ? call.force(pos) : lazy.force();
    } catch (EvalException e) {
      throw e.kind() == ErrorKind.INFINITE_RECURSION ? e.atIfUnknown(pos) : e;
    }
  }

  public long forceInt(Lazy lazy, @Nullable Position pos, String during) {
    try {
      if (force(lazy, pos) instanceof NixInt i) {
        return i.value();
      }
      throw expected("an integer", lazy, pos);
    } catch (EvalException e) {
      throw frame(e, pos, during);
    }
  }

  /** Forces to a float; an integer is converted. */
  public double forceFloat(Lazy lazy, @Nullable Position pos, String during) {
    try {
      Value v = force(lazy, pos);
      if (v instanceof NixInt i) {
        return i.value();
      }
      if (v instanceof NixFloat f) {
        return f.value();
      }
      throw expected("a float", lazy, pos);
    } catch (EvalException e) {
      throw frame(e, pos, during);
    }
  }

  public boolean forceBool(Lazy lazy, @Nullable Position pos, String during) {
    try {
      if (force(lazy, pos) instanceof NixBool b) {
        return b.value();
      }
      throw expected("a Boolean", lazy, pos);
    } catch (EvalException e) {
      throw frame(e, pos, during);
    }
  }

  /** Forces to a set. As in Nix, only a value of another type gets the frame. */
  public NixAttrs forceAttrs(Lazy lazy, @Nullable Position pos, String during) {
    if (force(lazy, pos) instanceof NixAttrs a) {
      return a;
    }
    throw frame(expected("a set", lazy, null), pos, during);
  }

  /** Forces to a list. As in Nix, only a value of another type gets the frame. */
  public NixList forceList(Lazy lazy, @Nullable Position pos, String during) {
    if (force(lazy, pos) instanceof NixList l) {
      return l;
    }
    throw frame(expected("a list", lazy, null), pos, during);
  }

  /** Forces to a function or to a set with {@code __functor}. */
  public Value forceFunction(Lazy lazy, @Nullable Position pos, String during) {
    try {
      Value v = force(lazy, pos);
      if (v instanceof Closure c) {
        c.touch();
        return v;
      }
      if (v instanceof NixFunction || (v instanceof NixAttrs a && a.has("__functor"))) {
        return v;
      }
      throw expected("a function", lazy, pos);
    } catch (EvalException e) {
      throw frame(e, pos, during);
    }
  }

  /** Forces to a string, whatever its context. */
  public NixString forceString(Lazy lazy, @Nullable Position pos, String during) {
    try {
      if (force(lazy, pos) instanceof NixString s) {
        return s;
      }
      throw expected("a string", lazy, pos);
    } catch (EvalException e) {
      throw frame(e, pos, during);
    }
  }

  /** Forces to a string that refers to nothing, and returns its bytes. */
  public String forceStringNoContext(Lazy lazy, @Nullable Position pos, String during) {
    NixString s = forceString(lazy, pos, during);
    StringContext context = s.context();
    if (!context.isEmpty()) {
      EvalException e =
          new EvalException(
              ErrorKind.EVAL,
              "the string '"
                  + s.value()
                  + "' is not allowed to refer to a store path (such as '"
                  + context.decoded().get(0).display()
                  + "')",
              null);
      throw frame(e, pos, during);
    }
    return s.value();
  }

  /**
   * The attribute {@code name}, which must be there.
   *
   * @param during the words of the frame of the error: {@code in the attribute set under
   *     consideration}
   */
  public Lazy attribute(NixAttrs attrs, String name, String during) {
    Lazy value = attrs.get(name);
    if (value == null) {
      throw frame(
          new EvalException(
              ErrorKind.MISSING_ATTRIBUTE,
              "attribute '" + Literals.attributeName(name) + "' missing",
              null),
          null,
          during);
    }
    return value;
  }

  private EvalException expected(String what, Lazy lazy, @Nullable Position pos) {
    return new EvalException(
        ErrorKind.TYPE,
        "expected " + what + " but found " + ValuePrinter.describe(lazy.force()),
        pos);
  }

  private static EvalException frame(EvalException e, @Nullable Position pos, String during) {
    return during.isEmpty() ? e : e.during(pos, during);
  }
}
