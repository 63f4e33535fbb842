package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NameOrder;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The set pattern {@code { a, b ? d, ... } @ arg} of a function. */
final class Formals {
  private final String[] names;
  private final @Nullable Node[] defaults;
  private final int argSlot;
  private final int firstSlot;
  private final boolean ellipsis;
  private final String functionName;
  private final Position pos;

  /**
   * @param argSlot the slot of the whole argument, or -1
   * @param firstSlot the slot of the first name; the others follow
   * @param functionName as messages say it
   */
  Formals(
      String[] names,
      @Nullable Node[] defaults,
      int argSlot,
      int firstSlot,
      boolean ellipsis,
      String functionName,
      Position pos) {
    this.names = names;
    this.defaults = defaults;
    this.argSlot = argSlot;
    this.firstSlot = firstSlot;
    this.ellipsis = ellipsis;
    this.functionName = functionName;
    this.pos = pos;
  }

  /** Fills the frame from the argument. */
  void bind(EvalState state, Env frame, @Nullable Position callSite, Lazy argument) {
    NixAttrs attrs;
    if (argument instanceof NixAttrs a) {
      attrs = a;
    } else {
      try {
        attrs =
            state.forceAttrs(
                argument, pos, "while evaluating the value passed for the lambda argument");
      } catch (EvalException e) {
        throw callSite == null ? e : e.during(callSite, "from call site");
      }
    }
    attrs = attrs.flatten();
    if (argSlot >= 0) {
      frame.set(argSlot, attrs);
    }
    Shape shape = attrs.topShape();
    int used = 0;
    int n = names.length;
    for (int i = 0; i < n; i++) {
      int k = shape.indexOf(names[i]);
      if (k >= 0) {
        used++;
        frame.set(firstSlot + i, attrs.value(k));
      } else {
        Node d = defaults[i];
        if (d == null) {
          throw missing(shape, callSite);
        }
        frame.set(firstSlot + i, d.delay(frame));
      }
    }
    if (!ellipsis && used != attrs.size()) {
      throw unexpected(attrs, callSite);
    }
  }

  /** Of several that are missing, the one that Nix finds first. */
  private EvalException missing(Shape given, @Nullable Position callSite) {
    String name = "";
    int best = -1;
    for (int i = 0; i < names.length; i++) {
      if (defaults[i] == null && given.indexOf(names[i]) < 0) {
        int rank = NameOrder.rank(names[i]);
        if (best < 0 || rank < best) {
          best = rank;
          name = names[i];
        }
      }
    }
    return at(
        callSite,
        new EvalException(
            ErrorKind.TYPE,
            "function '" + functionName + "' called without required argument '" + name + "'",
            pos));
  }

  private EvalException unexpected(NixAttrs attrs, @Nullable Position callSite) {
    for (int i : attrs.shape().evaluationOrder()) {
      String name = attrs.name(i);
      if (!has(name)) {
        return at(
            callSite,
            new EvalException(
                    ErrorKind.TYPE,
                    "function '"
                        + functionName
                        + "' called with unexpected argument '"
                        + Literals.attributeName(name)
                        + "'",
                    pos)
                .suggesting(Suggestions.bestMatches(Arrays.asList(names), name)));
      }
    }
    throw new AssertionError("every argument is expected");
  }

  private static EvalException at(@Nullable Position callSite, EvalException e) {
    return callSite == null ? e : e.during(callSite, "from call site");
  }

  private boolean has(String name) {
    for (String n : names) {
      if (n.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
