package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.print.ValuePrinter;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code ==}, and why an asserted {@code ==} does not hold. The rules are those of {@code eqValues}
 * and {@code assertEqValues} in Nix's evaluator:
 *
 * <ul>
 *   <li>integers and floats compare by number; other types are never equal to each other;
 *   <li>two sets with {@code type = "derivation"} are compared by {@code outPath} alone;
 *   <li>functions are never equal, but an element of a list or set is equal to itself whatever it
 *       is, so {@code f == f} is false and {@code [f] == [f]} is true.
 * </ul>
 *
 * <p>Where Nix compares the addresses of cells, kix compares the identity of elements before they
 * are evaluated: {@code let s = { f = x: x; }; in [ s ] == [ s ]} is true, and {@code [ s.f ] == [
 * s.f ]} is false, because each selection is a cell of its own.
 */
public final class Equality {
  private Equality() {}

  /**
   * Whether {@code a == b}.
   *
   * @param during the words of the frame for the comparison itself; Nix has no error that shows it
   * @throws EvalException if an element that must be looked at fails
   */
  public static boolean equal(
      EvalState state, Value a, Value b, @Nullable Position pos, String during) {
    if (a instanceof NixInt x) {
      return b instanceof NixInt y
          ? x.value() == y.value()
          : b instanceof NixFloat f && x.value() == f.value();
    }
    if (a instanceof NixString x) {
      return b instanceof NixString y && (x == y || x.value().equals(y.value()));
    }
    if (a instanceof NixAttrs x) {
      return b instanceof NixAttrs y && equalAttrs(state, x, y, pos, during);
    }
    if (a instanceof NixList x) {
      return b instanceof NixList y && equalLists(state, x, y, pos, during);
    }
    if (a instanceof NixFloat x) {
      return b instanceof NixFloat y
          ? x.value() == y.value()
          : b instanceof NixInt i && x.value() == i.value();
    }
    if (a instanceof NixPath x) {
      return b instanceof NixPath y && x.path().equals(y.path());
    }
    // Booleans and null are unique objects; functions are not equal even to themselves.
    return a == b && !(a instanceof Callable);
  }

  /** Whether two elements of lists or sets are equal: forces both, then goes by identity first. */
  public static boolean equalElements(
      EvalState state, Lazy a, Lazy b, @Nullable Position pos, String during) {
    Value x = state.force(a, pos);
    Value y = state.force(b, pos);
    return a == b || equal(state, x, y, pos, during);
  }

  private static boolean equalLists(
      EvalState state, NixList a, NixList b, @Nullable Position pos, String during) {
    int n = a.size();
    if (n != b.size()) {
      return false;
    }
    state.enter(pos);
    boolean equal = true;
    for (int i = 0; i < n && equal; i++) {
      equal = equalElements(state, a.get(i), b.get(i), pos, during);
    }
    state.leave();
    return equal;
  }

  private static boolean equalAttrs(
      EvalState state, NixAttrs a, NixAttrs b, @Nullable Position pos, String during) {
    if (isDerivation(state, a) && isDerivation(state, b)) {
      Lazy x = a.get("outPath");
      Lazy y = b.get("outPath");
      if (x != null && y != null) {
        return equalElements(state, x, y, pos, during);
      }
    }
    if (a.size() != b.size()) {
      return false;
    }
    NixAttrs p = a.flatten();
    NixAttrs q = b.flatten();
    int[] left = p.shape().evaluationOrder();
    int[] right = q.shape().evaluationOrder();
    state.enter(pos);
    boolean equal = true;
    for (int k = 0; k < left.length && equal; k++) {
      int i = left[k];
      int j = right[k];
      equal =
          (left == right || p.name(i).equals(q.name(j)))
              && equalElements(state, p.value(i), q.value(j), pos, during);
    }
    state.leave();
    return equal;
  }

  /** Whether {@code attrs} says {@code type = "derivation"}. */
  public static boolean isDerivation(EvalState state, NixAttrs attrs) {
    Lazy type = attrs.get("type");
    return type != null
        && state.force(type, null) instanceof NixString s
        && s.value().equals("derivation");
  }

  /**
   * Fails with the first difference between {@code a} and {@code b}, in the words of an equality
   * assertion; returns if there is none. Called when the condition {@code a == b} of an {@code
   * assert} was false.
   *
   * @throws EvalException of kind {@link ErrorKind#ASSERTION}
   */
  public static void assertEqual(EvalState state, Value a, Value b, @Nullable Position pos) {
    boolean numbers =
        (a instanceof NixInt || a instanceof NixFloat)
            && (b instanceof NixInt || b instanceof NixFloat);
    if (numbers) {
      if (!equal(state, a, b, pos, "")) {
        throw differ(
            a.describeType()
                + " with value '"
                + show(a)
                + "' is not equal to "
                + b.describeType()
                + " with value '"
                + show(b)
                + "'");
      }
    } else if (a.type() != b.type()) {
      throw differ(
          a.describeType()
              + " of value '"
              + show(a)
              + "' is not equal to "
              + b.describeType()
              + " of value '"
              + show(b)
              + "'");
    } else if (a instanceof NixAttrs x && b instanceof NixAttrs y) {
      state.enter(pos);
      assertEqualAttrs(state, x, y, pos);
      state.leave();
    } else if (a instanceof NixList x && b instanceof NixList y) {
      state.enter(pos);
      assertEqualLists(state, x, y, pos);
      state.leave();
    } else if (a instanceof Callable) {
      throw differ(
          "distinct functions and immediate comparisons of identical functions compare as unequal");
    } else if (!equal(state, a, b, pos, "")) {
      String type =
          switch (a.type()) {
            case BOOL -> "boolean";
            default -> a.type().name().toLowerCase(Locale.ROOT);
          };
      throw differ(type + " '" + show(a) + "' is not equal to " + type + " '" + show(b) + "'");
    }
  }

  private static void assertEqualElements(EvalState state, Lazy a, Lazy b, @Nullable Position pos) {
    Value x = state.force(a, pos);
    Value y = state.force(b, pos);
    if (a != b) {
      assertEqual(state, x, y, pos);
    }
  }

  private static void assertEqualLists(
      EvalState state, NixList a, NixList b, @Nullable Position pos) {
    if (a.size() != b.size()) {
      throw differ(
          "list of size '"
              + a.size()
              + "' is not equal to list of size '"
              + b.size()
              + "', left hand side is '"
              + show(a)
              + "', right hand side is '"
              + show(b)
              + "'");
    }
    for (int i = 0; i < a.size(); i++) {
      try {
        assertEqualElements(state, a.get(i), b.get(i), pos);
      } catch (EvalException e) {
        throw e.during(pos, "while comparing list element " + i);
      }
    }
  }

  private static void assertEqualAttrs(
      EvalState state, NixAttrs a, NixAttrs b, @Nullable Position pos) {
    if (isDerivation(state, a) && isDerivation(state, b)) {
      Lazy x = a.get("outPath");
      Lazy y = b.get("outPath");
      if (x != null && y != null) {
        try {
          assertEqualElements(state, x, y, pos);
          return;
        } catch (EvalException e) {
          throw e.during(pos, "while comparing a derivation by its 'outPath' attribute");
        }
      }
    }
    if (a.size() != b.size()) {
      throw differ(
          "attribute names of attribute set '"
              + show(a)
              + "' differs from attribute set '"
              + show(b)
              + "'");
    }
    NixAttrs p = a.flatten();
    NixAttrs q = b.flatten();
    int[] leftOrder = p.shape().evaluationOrder();
    int[] rightOrder = q.shape().evaluationOrder();
    for (int k = 0; k < leftOrder.length; k++) {
      int i = leftOrder[k];
      int j = rightOrder[k];
      if (!p.name(i).equals(q.name(j))) {
        throw namesDiffer(p, p.name(i), q, q.name(j));
      }
      try {
        assertEqualElements(state, p.value(i), q.value(j), pos);
      } catch (EvalException e) {
        Position right = q.position(j);
        if (right != null) {
          e.during(right, "where right hand side is");
        }
        Position left = p.position(i);
        if (left != null) {
          e.during(left, "where left hand side is");
        }
        throw e.during(
            pos, "while comparing attribute '" + Literals.attributeName(p.name(i)) + "'");
      }
    }
  }

  private static EvalException namesDiffer(NixAttrs a, String left, NixAttrs b, String right) {
    return b.has(left)
        ? differ(
            "attribute name '"
                + Literals.attributeName(right)
                + "' is missing in '"
                + show(a)
                + "', but is contained in '"
                + show(b)
                + "'")
        : differ(
            "attribute name '"
                + Literals.attributeName(left)
                + "' is contained in '"
                + show(a)
                + "', but not in '"
                + show(b)
                + "'");
  }

  private static String show(Value v) {
    return ValuePrinter.abbreviate(v);
  }

  private static EvalException differ(String message) {
    return new EvalException(ErrorKind.ASSERTION, message, null);
  }
}
