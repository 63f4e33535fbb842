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
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
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
  private static final String DRV_PATH = "while evaluating the 'drvPath' attribute of a derivation";
  private static final Pattern COMPONENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_+-]*");

  /** A derivation that was found. What is known of it is evaluated when somebody asks. */
  public static final class Found {
    private final EvalState state;
    private final NixAttrs attrs;

    private Found(EvalState state, NixAttrs attrs) {
      this.state = state;
      this.attrs = attrs;
    }

    /**
     * The store path of its {@code .drv} file, one char per byte.
     *
     * @throws EvalException when it cannot be evaluated or is none
     */
    public String drvPath() {
      Lazy drvPath = attrs.get("drvPath");
      if (drvPath == null) {
        throw new EvalException(
            ErrorKind.EVAL, "derivation does not contain a 'drvPath' attribute", null);
      }
      Position at = attrs.position("drvPath");
      StoreDir dir = state.services().store().dir();
      StorePath path =
          dir.parse(Coercion.toStorePath(state, at, drvPath, new ContextBuilder(), DRV_PATH));
      if (!path.isDerivation()) {
        throw new EvalException(
                ErrorKind.EVAL, "store path '" + path + "' is not a valid derivation path", null)
            .during(at, DRV_PATH);
      }
      return dir.print(path);
    }

    /**
     * The output that was meant, {@code out} in most cases.
     *
     * @throws EvalException when it cannot be evaluated or is not there
     */
    public String outputName() {
      Lazy name = attrs.get("outputName");
      String text =
          name == null
              ? ""
              : state.forceStringNoContext(
                  name, null, "while evaluating the output name of a derivation");
      if (text.isEmpty()) {
        throw new EvalException(
            ErrorKind.EVAL, "derivation '" + drvPath() + "' lacks an 'outputName' attribute", null);
      }
      return text;
    }
  }

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
        } else if (!take(state.force(value, null))
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
      Lazy name = attrs.get("name");
      if (name == null) {
        throw new EvalException(ErrorKind.TYPE, "derivation name missing", null);
      }
      state.forceStringNoContext(
          name, null, "while evaluating the 'name' attribute of a derivation");
      found.add(new Found(state, attrs));
    }
    return true;
  }

  private boolean isDerivation(NixAttrs attrs) {
    Lazy type = attrs.get("type");
    return type != null
        && state.force(type, attrs.position("type")) instanceof NixString s
        && s.value().equals("derivation");
  }
}
