package dev.kix.cli.nix;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the derivations that {@code nix-instantiate} instantiates: the value itself, or those in a
 * set or list, deeper only where {@code recurseForDerivations} says so. A derivation met twice
 * counts once.
 */
public final class DerivationFinder {
  private static final Pattern COMPONENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_+-]*");

  /**
   * A derivation that was found.
   *
   * @param drvPath the store path of its {@code .drv} file, one char per byte
   * @param outputName the output that was meant, {@code out} in most cases
   */
  public record Found(String drvPath, String outputName) {}

  private final EvalState state;
  private final NixAttrs args;
  private final List<Found> found = new ArrayList<>();
  private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private DerivationFinder(EvalState state, NixAttrs args) {
    this.state = state;
    this.args = args;
  }

  /**
   * All derivations of {@code value}.
   *
   * @param args what functions on the way are called with
   * @throws EvalException when evaluation fails or the value is neither
   */
  public static List<Found> find(EvalState state, NixAttrs args, Lazy value) {
    DerivationFinder finder = new DerivationFinder(state, args);
    finder.search(value);
    return finder.found;
  }

  private void search(Lazy value) {
    state.enter(null);
    Value v = AutoCall.apply(state, args, value);
    if (take(v)) {
      state.leave();
      return;
    }
    if (v instanceof NixAttrs attrs) {
      searchAttrs(attrs.flatten());
    } else if (v instanceof NixList list) {
      for (Lazy element : list.elements()) {
        if (!take(state.force(element, null))) {
          search(element);
        }
      }
    } else {
      throw new EvalException(
          ErrorKind.TYPE,
          "expression does not evaluate to a derivation (or a set or list of those)",
          null);
    }
    state.leave();
  }

  private void searchAttrs(NixAttrs attrs) {
    boolean combine = attrs.has("_combineChannels");
    for (int i = 0; i < attrs.size(); i++) {
      String name = attrs.name(i);
      if (!COMPONENT.matcher(name).matches()) {
        continue;
      }
      Lazy value = attrs.value(i);
      try {
        if (combine) {
          search(value);
        } else if (!take(state.force(value, attrs.position(i)))
            && value.force() instanceof NixAttrs inner
            && wantsRecursion(inner)) {
          search(value);
        }
      } catch (EvalException e) {
        throw e.during(attrs.position(i), "while evaluating the attribute '" + name + "'");
      }
    }
  }

  private boolean wantsRecursion(NixAttrs attrs) {
    Lazy recurse = attrs.get("recurseForDerivations");
    return recurse != null
        && state.forceBool(
            recurse,
            attrs.position("recurseForDerivations"),
            "while evaluating the attribute `recurseForDerivations`");
  }

  /** Whether {@code v} is a derivation; a new one is remembered. */
  private boolean take(Value v) {
    if (!(v instanceof NixAttrs attrs) || !isDerivation(attrs)) {
      return false;
    }
    if (seen.add(v)) {
      string(attrs, "name", "while evaluating the 'name' attribute of a derivation");
      found.add(new Found(drvPath(attrs), outputName(attrs)));
    }
    return true;
  }

  private boolean isDerivation(NixAttrs attrs) {
    Lazy type = attrs.get("type");
    return type != null
        && state.force(type, attrs.position("type")) instanceof NixString s
        && s.value().equals("derivation");
  }

  private String drvPath(NixAttrs attrs) {
    Lazy drvPath = attrs.get("drvPath");
    if (drvPath == null) {
      throw new EvalException(
          ErrorKind.EVAL, "derivation does not contain a 'drvPath' attribute", null);
    }
    Position at = attrs.position("drvPath");
    return Coercion.toStorePath(
        state,
        at,
        drvPath,
        new ContextBuilder(),
        "while evaluating the 'drvPath' attribute of a derivation");
  }

  private String outputName(NixAttrs attrs) {
    return attrs.has("outputName")
        ? string(attrs, "outputName", "while evaluating the output name of a derivation")
        : "out";
  }

  private String string(NixAttrs attrs, String name, String during) {
    Lazy value = attrs.get(name);
    if (value == null) {
      throw new EvalException(ErrorKind.EVAL, "derivation name missing", null);
    }
    return state.forceStringNoContext(value, attrs.position(name), during);
  }
}
