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
import org.jspecify.annotations.Nullable;

/**
 * What {@code mkIf}, {@code mkMerge}, {@code mkOverride} and {@code mkOrder} mean: pushing them
 * down through sets, discharging them at an option, choosing the highest priority, sorting.
 */
final class Properties {
  private Properties() {}

  /** Definitions of one priority, and that priority. */
  record Filtered(List<Definition> definitions, Lazy priority) {}

  /**
   * Splits a definition of a set of options into definitions without properties at the top: {@code
   * mkMerge} is expanded, {@code mkIf} and {@code mkOverride} move into {@link
   * Definition#properties}. Conditions are not evaluated.
   */
  static void pushDown(EvalState state, Definition def, List<Definition> out) {
    pushDown(state, def, def.properties(), def.value(), out);
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
    out.add(Definition.of(def.file(), v, def.position(), chain));
  }

  /**
   * Expands {@code mkMerge} and evaluates {@code mkIf}: what is left are values, perhaps with a
   * {@code mkOverride} or {@code mkOrder} around them.
   */
  static void discharge(EvalState state, Definition def, List<Definition> out) {
    try {
      Property[] chain = def.properties();
      for (int i = 0; i < chain.length; i++) {
        Property p = chain[i];
        if (!p.conditional()) {
          // mkOverride ends the discharge: what it holds is stripped of this one only.
          out.add(def.withOverride(p.argument(), Property.wrap(chain, i + 1, def.value())));
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

  /** Strips {@code mkOverride} and keeps the definitions of the numerically lowest priority. */
  static Filtered filterOverrides(List<Definition> definitions) {
    if (definitions.size() == 1) {
      Definition d = stripOverride(definitions.get(0));
      Lazy override = d.override();
      return new Filtered(
          List.of(d), override == null ? NixInt.of(Definition.DEFAULT_PRIORITY) : override);
    }
    // The lowest priority so far, and the definitions that have it; null while all do.
    Value best = NixInt.of(9999);
    List<Definition> kept = null;
    for (int i = 0; i < definitions.size(); i++) {
      Definition given = definitions.get(i);
      Definition d = stripOverride(given);
      Value priority = d.priority();
      int c = compare(priority, best);
      if (c < 0) {
        best = priority;
        kept = i == 0 && d == given ? null : fresh(kept, definitions.size());
        if (kept != null) {
          kept.add(d);
        }
      } else if (c == 0) {
        if (kept == null && d != given) {
          kept = new ArrayList<>(definitions.size());
          kept.addAll(definitions.subList(0, i));
        }
        if (kept != null) {
          kept.add(d);
        }
      } else if (kept == null) {
        kept = new ArrayList<>(definitions.size());
        kept.addAll(definitions.subList(0, i));
      }
    }
    return new Filtered(kept == null ? definitions : kept, best);
  }

  /** {@link #filterOverrides} of a list that is the caller's own and becomes the result. */
  static Filtered filterOverridesIn(ArrayList<Definition> definitions) {
    Value best = NixInt.of(9999);
    int kept = 0;
    for (int i = 0; i < definitions.size(); i++) {
      Definition d = stripOverride(definitions.get(i));
      Value priority = d.priority();
      int c = compare(priority, best);
      if (c < 0) {
        best = priority;
        kept = 0;
      }
      if (c <= 0) {
        definitions.set(kept++, d);
      }
    }
    for (int i = definitions.size() - 1; i >= kept; i--) {
      definitions.remove(i);
    }
    return new Filtered(definitions, best);
  }

  private static List<Definition> fresh(@Nullable List<Definition> used, int capacity) {
    if (used == null) {
      return new ArrayList<>(capacity);
    }
    used.clear();
    return used;
  }

  static Definition stripOverride(Definition d) {
    if (d.override() == null
        && d.value().force() instanceof NixAttrs a
        && Nix.isTagged(a, "override")) {
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
