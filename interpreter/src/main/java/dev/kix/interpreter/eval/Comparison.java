package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.print.ValuePrinter;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code <}. Numbers compare by number, strings and paths by bytes, lists by their first unequal
 * elements; nothing else can be compared.
 */
public final class Comparison {
  private Comparison() {}

  /**
   * Whether {@code a < b}.
   *
   * @param during the words of the frame added to a failure, or nothing
   * @throws EvalException if the values cannot be compared
   */
  public static boolean lessThan(
      EvalState state, Value a, Value b, @Nullable Position pos, String during) {
    if (a instanceof NixInt x && b instanceof NixInt y) {
      return x.value() < y.value();
    }
    if (a instanceof NixString x && b instanceof NixString y) {
      return x.value().compareTo(y.value()) < 0;
    }
    try {
      return lessThanOther(state, a, b, pos, during);
    } catch (EvalException e) {
      throw during.isEmpty() ? e : e.during(null, during);
    }
  }

  private static boolean lessThanOther(
      EvalState state, Value a, Value b, @Nullable Position pos, String during) {
    if (a instanceof NixFloat x) {
      if (b instanceof NixFloat y) {
        return x.value() < y.value();
      }
      if (b instanceof NixInt y) {
        return x.value() < y.value();
      }
    } else if (a instanceof NixInt x && b instanceof NixFloat y) {
      return x.value() < y.value();
    } else if (a instanceof NixPath x && b instanceof NixPath y) {
      return x.path().compareTo(y.path()) < 0;
    } else if (a instanceof NixList x && b instanceof NixList y) {
      return lessThanList(state, x, y, pos, during);
    }
    throw incomparable(a, b);
  }

  private static boolean lessThanList(
      EvalState state, NixList a, NixList b, @Nullable Position pos, String during) {
    for (int i = 0; ; i++) {
      if (i == b.size()) {
        return false;
      }
      if (i == a.size()) {
        return true;
      }
      Lazy x = a.get(i);
      Lazy y = b.get(i);
      if (!Equality.equalElements(state, x, y, pos, during)) {
        state.enter(pos);
        boolean less =
            lessThan(state, x.force(), y.force(), pos, "while comparing two list elements");
        state.leave();
        return less;
      }
    }
  }

  private static EvalException incomparable(Value a, Value b) {
    String types = "cannot compare " + a.describeType() + " with " + b.describeType() + "; ";
    String values =
        "values are " + ValuePrinter.abbreviate(a) + " and " + ValuePrinter.abbreviate(b);
    return new EvalException(
        ErrorKind.EVAL,
        a.type() == b.type()
            ? types + "values of that type are incomparable (" + values + ")"
            : types + values,
        null);
  }
}
