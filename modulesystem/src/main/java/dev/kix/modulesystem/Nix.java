package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Equality;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.print.JsonLiterals;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the expressions of the reference implementation do with values, in Java. */
final class Nix {
  private Nix() {}

  // ---- attributes ----

  /** {@code attrs.name}, forced. */
  static Value select(NixAttrs attrs, String name) {
    return selectLazy(attrs, name).force();
  }

  /** {@code attrs.name}, not forced. */
  static Lazy selectLazy(NixAttrs attrs, String name) {
    Lazy v = attrs.get(name);
    if (v == null) {
      throw new EvalException(
          ErrorKind.MISSING_ATTRIBUTE, "attribute '" + name + "' missing", null);
    }
    return v;
  }

  /** {@code attrs.name or null}, forced; null where it is absent or {@code null}. */
  static @Nullable Value selectOrNull(NixAttrs attrs, String name) {
    Lazy v = attrs.get(name);
    if (v == null) {
      return null;
    }
    Value value = v.force();
    return value == NixNull.NULL ? null : value;
  }

  /** {@code attrs.name or fallback} for a Boolean. */
  static boolean flag(EvalState state, NixAttrs attrs, String name, boolean fallback) {
    Lazy v = attrs.get(name);
    return v == null ? fallback : state.forceBool(v, attrs.position(name), "");
  }

  /**
   * The {@code _type} of a value: null when it is not a set, has none, or has one that is not a
   * string.
   */
  static @Nullable String tag(Value v) {
    if (v instanceof NixAttrs a) {
      Lazy t = a.get("_type");
      if (t != null && t.force() instanceof NixString s) {
        return s.value();
      }
    }
    return null;
  }

  static boolean isTagged(Value v, String tag) {
    return tag.equals(tag(v));
  }

  /** {@code removeAttrs attrs names}, positions kept. */
  static NixAttrs without(NixAttrs attrs, List<String> names) {
    boolean any = false;
    for (String name : names) {
      any |= attrs.has(name);
    }
    if (!any) {
      return attrs;
    }
    NixAttrs flat = attrs.flatten();
    List<String> keptNames = new ArrayList<>(flat.size());
    List<Lazy> keptValues = new ArrayList<>(flat.size());
    List<@Nullable Position> keptPositions = new ArrayList<>(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      if (!names.contains(flat.name(i))) {
        keptNames.add(flat.name(i));
        keptValues.add(flat.value(i));
        keptPositions.add(flat.position(i));
      }
    }
    return NixAttrs.of(
        Shape.ofSorted(
            keptNames.toArray(new String[0]), keptPositions.toArray(new @Nullable Position[0])),
        keptValues.toArray(new Lazy[0]));
  }

  /** {@code setAttrByPath path value}. */
  static Lazy nest(List<String> path, Lazy value) {
    Lazy v = value;
    for (int i = path.size() - 1; i >= 0; i--) {
      v = NixAttrs.of(path.get(i), v);
    }
    return v;
  }

  /** The shape of the given names, which must be in byte order. */
  static Shape shape(String... sortedNames) {
    return Shape.ofSorted(sortedNames, null);
  }

  // ---- kinds of values ----

  /** {@code lib.isFunction}: a function or a set with a callable {@code __functor}. */
  static boolean isFunction(EvalState state, Value v) {
    if (v instanceof NixFunction) {
      return true;
    }
    if (v instanceof NixAttrs a) {
      Lazy functor = a.get("__functor");
      return functor != null && isFunction(state, state.call(functor.force(), null, a));
    }
    return false;
  }

  /** {@code lib.functionArgs}: formal argument names to whether they have a default. */
  static NixAttrs functionArgs(EvalState state, Value f) {
    if (f instanceof NixAttrs a) {
      Lazy functor = a.get("__functor");
      if (functor != null) {
        Lazy declared = a.get("__functionArgs");
        return declared != null
            ? state.forceAttrs(declared, null, "")
            : functionArgs(state, state.call(functor.force(), null, a));
      }
    }
    return (NixAttrs) builtin(state, "functionArgs", f);
  }

  /** {@code lib.isStringLike}. */
  static boolean isStringLike(Value v) {
    return v instanceof NixString
        || v instanceof NixPath
        || (v instanceof NixAttrs a && (a.has("outPath") || a.has("__toString")));
  }

  /** {@code lib.isConvertibleWithToString}. */
  static boolean isConvertibleWithToString(Value v) {
    if (v instanceof NixList l) {
      for (Lazy e : l.elements()) {
        if (!isConvertibleWithToString(e.force())) {
          return false;
        }
      }
      return true;
    }
    return isStringLike(v)
        || v instanceof NixNull
        || v instanceof NixInt
        || v instanceof NixFloat
        || v instanceof NixBool;
  }

  /** {@code lib.isDerivation}. */
  static boolean isDerivation(Value v) {
    if (v instanceof NixAttrs a) {
      Lazy type = a.get("type");
      return type != null && type.force() instanceof NixString s && s.value().equals("derivation");
    }
    return false;
  }

  // ---- builtins ----

  /** {@code builtins.name a}. */
  static Value builtin(EvalState state, String name, Lazy a) {
    return state.call(builtinFunction(state, name), null, a);
  }

  /** {@code builtins.name a b}. */
  static Value builtin(EvalState state, String name, Lazy a, Lazy b) {
    return state.call(builtinFunction(state, name), null, a, b);
  }

  private static Value builtinFunction(EvalState state, String name) {
    return select(state.services().builtins(), name);
  }

  /** {@code toString v}. */
  static NixString toStringValue(EvalState state, Lazy v) {
    Value value = v.force();
    if (value instanceof NixString s) {
      return s;
    }
    if (value instanceof NixPath p) {
      return NixString.of(p.path());
    }
    return (NixString) builtin(state, "toString", value);
  }

  /** The bytes of {@code toString v}. */
  static String text(EvalState state, Lazy v) {
    return toStringValue(state, v).value();
  }

  /** A number as {@code builtins.toJSON} writes it. */
  static String number(Value v) {
    if (v instanceof NixFloat f) {
      StringBuilder out = new StringBuilder();
      JsonLiterals.number(out, f.value());
      return out.toString();
    }
    return v instanceof NixInt i ? Long.toString(i.value()) : v.type().article();
  }

  /** Whether {@code builtins.match pattern text} is not null. */
  static boolean matches(EvalState state, String pattern, NixString text) {
    return builtin(state, "match", NixString.of(pattern), text) != NixNull.NULL;
  }

  /** {@code a == b} as the operator compares: functions are never equal. */
  static boolean equal(EvalState state, Lazy a, Lazy b) {
    return Equality.equal(state, a.force(), b.force(), null, "");
  }

  // ---- lists ----

  static NixList list(EvalState state, Lazy v, String during) {
    return state.forceList(v, null, during);
  }

  /** The strings of a list. */
  static List<String> strings(EvalState state, Lazy v) {
    NixList l = state.forceList(v, null, "");
    List<String> result = new ArrayList<>(l.size());
    for (Lazy e : l.elements()) {
      result.add(state.forceString(e, null, "").value());
    }
    return result;
  }

  static NixList concat(NixList a, NixList b) {
    if (a.size() == 0) {
      return b;
    }
    if (b.size() == 0) {
      return a;
    }
    Lazy[] all = new Lazy[a.size() + b.size()];
    System.arraycopy(a.elements(), 0, all, 0, a.size());
    System.arraycopy(b.elements(), 0, all, a.size(), b.size());
    return NixList.of(all);
  }

  // ---- errors ----

  /** {@code throw message}: an error that {@code tryEval} catches. */
  static EvalException thrown(String message) {
    return new EvalException(ErrorKind.THROWN, message, null);
  }

  /** Forces with the frame of {@code builtins.addErrorContext}. */
  static Value inContext(Lazy v, String context) {
    try {
      return v.force();
    } catch (EvalException e) {
      throw e.duringCustom(null, context);
    }
  }
}
