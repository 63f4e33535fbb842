package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What {@code mkIf}, {@code mkMerge}, {@code mkOverride} and {@code mkOrder} mean: pushing them
 * down through sets, discharging them at an option, choosing the highest priority, sorting.
 */
final class Properties {
  private static final NixInt LOWEST = NixInt.of(9999);

  private Properties() {}

  /**
   * Splits a definition of a set of options into definitions without properties at the top: {@code
   * mkMerge} is expanded, {@code mkIf} and {@code mkOverride} move into {@link
   * Definition#properties}. Conditions are not evaluated.
   */
  static void pushDown(EvalState state, Definition def, List<Definition> out) {
    pushDown(state, def, def.properties(), def.value(), out);
  }

  /** {@link #pushDown(EvalState, Definition, List)} of what a file defines at the root. */
  static void pushDown(EvalState state, Lazy file, Lazy value, List<Definition> out) {
    pushDown(state, Definition.of(file, value, null), out);
  }

  private static void pushDown(
      EvalState state, Definition def, Property[] chain, Lazy value, List<Definition> out) {
    Value v = value.force();
    String tag = Nix.tag(v);
    if (tag != null && v instanceof NixAttrs a) {
      switch (tag) {
        case "merge" -> {
          for (Lazy e : state.forceList(Nix.selectLazy(a, "contents"), null, "").elements()) {
            pushDown(state, def, chain, e, out);
          }
          return;
        }
        case "if" -> {
          Property[] longer = Property.extend(chain, true, Nix.selectLazy(a, "condition"));
          pushDown(state, def, longer, Nix.selectLazy(a, "content"), out);
          return;
        }
        case "override" -> {
          Property[] longer = Property.extend(chain, false, Nix.selectLazy(a, "priority"));
          pushDown(state, def, longer, Nix.selectLazy(a, "content"), out);
          return;
        }
        default -> {
          // an ordinary set, as far as this level is concerned
        }
      }
    }
    boolean unchanged = chain == def.properties() && v == def.value().valueIfForced();
    out.add(unchanged ? def : Definition.of(def.file(), v, def.position(), chain));
  }

  /**
   * Expands {@code mkMerge} and evaluates {@code mkIf}: what is left are values, perhaps with a
   * {@code mkOverride} or {@code mkOrder} around them. A definition whose outermost property is a
   * {@code mkOverride} is left as it is.
   */
  static void discharge(EvalState state, Definition def, List<Definition> out) {
    try {
      Property[] chain = def.properties();
      for (int i = 0; i < chain.length; i++) {
        Property p = chain[i];
        if (!p.conditional()) {
          // mkOverride ends the discharge: what it holds is stripped of this one only.
          out.add(
              i == 0
                  ? def
                  : def.withOverride(p.argument(), Property.wrap(chain, i + 1, def.value())));
          return;
        }
        if (!condition(p.argument())) {
          return;
        }
      }
      dischargeValue(state, def, def.value(), out);
    } catch (EvalException e) {
      throw e.duringCustom(
          null, "while evaluating definitions from `" + Nix.text(state, def.file()) + "':");
    }
  }

  /**
   * Whether {@link #discharge} leaves the definition as it is. Fails where that fails: its value is
   * forced unless there is a {@code mkOverride} around it.
   */
  static boolean isDischarged(EvalState state, Definition def) {
    Property[] chain = def.properties();
    if (chain.length > 0) {
      return !chain[0].conditional();
    }
    try {
      String tag = Nix.tag(def.value().force());
      return tag == null || tag.equals("override") || tag.equals("order");
    } catch (EvalException e) {
      throw e.duringCustom(
          null, "while evaluating definitions from `" + Nix.text(state, def.file()) + "':");
    }
  }

  private static void dischargeValue(
      EvalState state, Definition def, Lazy value, List<Definition> out) {
    Value v = value.force();
    String tag = Nix.tag(v);
    if (tag == null || tag.equals("override") || tag.equals("order")) {
      out.add(def.withValue(v));
      return;
    }
    List<Value> values = new ArrayList<>(4);
    dischargeBare(state, v, values);
    for (int i = 0; i < values.size(); i++) {
      Value each = values.get(i);
      out.add(
          Nix.isTagged(each, "definition")
              ? Definition.ofAttrs((NixAttrs) each)
              : def.withValue(each));
    }
  }

  /** {@code lib.modules.dischargeProperties}. */
  static void dischargeBare(EvalState state, Lazy value, List<Value> out) {
    Value v = value.force();
    String tag = Nix.tag(v);
    if (tag != null && v instanceof NixAttrs a) {
      if (tag.equals("merge")) {
        for (Lazy e : state.forceList(Nix.selectLazy(a, "contents"), null, "").elements()) {
          dischargeBare(state, e, out);
        }
        return;
      }
      if (tag.equals("if")) {
        if (condition(Nix.selectLazy(a, "condition"))) {
          dischargeBare(state, Nix.selectLazy(a, "content"), out);
        }
        return;
      }
    }
    out.add(v);
  }

  private static boolean condition(Lazy condition) {
    if (condition.force() instanceof NixBool b) {
      return b.value();
    }
    throw Nix.thrown(
        "\u00e2\u0080\u0098mkIf\u00e2\u0080\u0099 called with a non-Boolean condition");
  }

  /** The numerically lowest priority of discharged definitions; 9999 when none is lower. */
  static Value lowestPriority(List<Definition> definitions) {
    Value best = LOWEST;
    for (int i = 0; i < definitions.size(); i++) {
      Value priority = priority(definitions.get(i));
      if (compare(priority, best) < 0) {
        best = priority;
      }
    }
    return best;
  }

  /**
   * The discharged definitions of one priority, {@code mkOverride} stripped off; the list itself
   * where that changes nothing. What is overridden is not even copied.
   */
  static List<Definition> ofPriority(List<Definition> definitions, Value best) {
    int count = 0;
    boolean stripped = false;
    for (int i = 0; i < definitions.size(); i++) {
      Definition d = definitions.get(i);
      if (compare(priority(d), best) == 0) {
        count++;
        stripped |= d.properties().length > 0 || hasOverride(d);
      }
    }
    if (count == definitions.size() && !stripped) {
      return definitions;
    }
    Definition[] kept = new Definition[count];
    for (int i = 0, n = 0; n < count; i++) {
      Definition d = definitions.get(i);
      if (compare(priority(d), best) == 0) {
        kept[n++] = stripOverride(d);
      }
    }
    return Definition.list(kept);
  }

  /** The priority of a discharged definition. */
  private static Value priority(Definition d) {
    if (d.properties().length > 0) {
      return d.properties()[0].argument().force();
    }
    return hasOverride(d) ? Nix.select((NixAttrs) d.value().force(), "priority") : d.priority();
  }

  /** Whether the value is a {@code mkOverride} that counts: the outermost one does. */
  private static boolean hasOverride(Definition d) {
    return d.override() == null
        && d.value().force() instanceof NixAttrs a
        && Nix.isTagged(a, "override");
  }

  /** A discharged definition without the {@code mkOverride} around it, which it remembers. */
  static Definition stripOverride(Definition d) {
    Property[] chain = d.properties();
    if (chain.length > 0) {
      return d.withOverride(chain[0].argument(), Property.wrap(chain, 1, d.value()));
    }
    if (hasOverride(d) && d.value().force() instanceof NixAttrs a) {
      return d.withOverride(Nix.selectLazy(a, "priority"), Nix.selectLazy(a, "content"));
    }
    return d;
  }

  /** Strips {@code mkOrder} and sorts by it, stably; the list itself where there is none. */
  static List<Definition> sort(List<Definition> definitions) {
    boolean any = false;
    for (int i = 0; i < definitions.size(); i++) {
      any |= isOrdered(definitions.get(i));
    }
    return any ? sortAlways(definitions) : definitions;
  }

  /** {@link #sort} even where nothing is ordered: {@code lib.modules.sortProperties}. */
  static List<Definition> sortAlways(List<Definition> definitions) {
    List<Definition> sorted = new ArrayList<>(definitions.size());
    for (Definition d : definitions) {
      if (isOrdered(d) && d.value().force() instanceof NixAttrs a) {
        sorted.add(d.withOrder(Nix.selectLazy(a, "priority"), Nix.selectLazy(a, "content")));
      } else {
        sorted.add(d);
      }
    }
    sorted.sort(BY_ORDER);
    return sorted;
  }

  private static final Comparator<Definition> BY_ORDER =
      new Comparator<>() {
        @Override
        public int compare(Definition a, Definition b) {
          return Properties.compare(a.orderPriority(), b.orderPriority());
        }
      };

  private static boolean isOrdered(Definition d) {
    return Nix.isTagged(d.value().force(), "order");
  }

  /** Compares numbers as the language does. */
  static int compare(Value a, Value b) {
    if (a instanceof NixInt i && b instanceof NixInt j) {
      return Long.compare(i.value(), j.value());
    }
    return Double.compare(number(a), number(b));
  }

  private static double number(Value v) {
    if (v instanceof NixInt i) {
      return i.value();
    }
    if (v instanceof NixFloat f) {
      return f.value();
    }
    throw new EvalException(
        ErrorKind.TYPE, "a priority must be a number but is " + v.describeType(), null);
  }
}
