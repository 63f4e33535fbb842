package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option type as the engine uses it: any set that looks like one, whether native, native with
 * attributes replaced, or made by {@code mkOptionType} in Nix. Each aspect is looked up when it is
 * first wanted and goes straight to Java where the attribute is one of ours.
 */
final class TypeRef {
  private static final Shape V2_ARGUMENT = Nix.shape("defs", "loc");

  private final EvalState state;
  private final Lazy source;
  private @Nullable NixAttrs attrs;
  private @Nullable Value check;
  private @Nullable NativeType nativeCheck;

  /** {@code merge}, looked at once; not this one where the type is native and nothing else. */
  private @Nullable Value merge;

  private @Nullable NativeType nativeMerge;
  private boolean v2;
  private boolean coherent;
  private @Nullable String deprecation;
  private boolean deprecationKnown;

  private TypeRef(EvalState state, Lazy source) {
    this.state = state;
    this.source = source;
  }

  /** The type that {@code source} evaluates to; nothing is forced yet. */
  static TypeRef of(EvalState state, Lazy source) {
    if (source.valueIfForced() instanceof NixAttrs a) {
      NativeType type = NativeType.behind(a);
      return type == null ? new TypeRef(state, a) : type.reference(state);
    }
    return new TypeRef(state, source);
  }

  static TypeRef of(EvalState state, NativeType type) {
    return type.reference(state);
  }

  /** For {@link NativeType#reference}. */
  static TypeRef ofNative(EvalState state, NativeType type) {
    TypeRef r = new TypeRef(state, type.attrs());
    r.attrs = type.attrs();
    r.nativeCheck = type;
    r.nativeMerge = type;
    r.v2 = type.checksWhileMerging();
    r.coherent = r.v2;
    r.merge = NixNull.NULL;
    return r;
  }

  EvalState state() {
    return state;
  }

  /** The type, not forced. */
  Lazy source() {
    return source;
  }

  NixAttrs attrs() {
    NixAttrs a = attrs;
    if (a == null) {
      a = state.forceAttrs(source, null, "");
      attrs = a;
    }
    return a;
  }

  String name() {
    Lazy name = attrs().get("name");
    return name != null && name.force() instanceof NixString s ? s.value() : "";
  }

  String description() {
    return state.forceString(Nix.selectLazy(attrs(), "description"), null, "").value();
  }

  /** The description, in parentheses unless its class is one of {@code plain}. */
  String phrase(List<String> plain) {
    Value c = Nix.selectOrNull(attrs(), "descriptionClass");
    return c instanceof NixString s && plain.contains(s.value())
        ? description()
        : "(" + description() + ")";
  }

  boolean hasDescriptionClass(String descriptionClass) {
    return Nix.selectOrNull(attrs(), "descriptionClass") instanceof NixString s
        && s.value().equals(descriptionClass);
  }

  // ---- checking ----

  boolean check(Lazy v) {
    NativeType type = nativeCheck;
    if (type != null) {
      return type.check(state, v);
    }
    Value c = check;
    if (c == null) {
      c = Nix.select(attrs(), "check");
      check = c;
      type = nativeCheckOf(c);
      if (type != null) {
        nativeCheck = type;
        return type.check(state, v);
      }
    }
    return state.forceBool(state.call(c, null, v), null, "");
  }

  /** What may have been meant by a value that {@link #check} refuses, best first. */
  List<String> meantBy(Lazy v) {
    NativeType type = nativeCheckOf(Nix.select(attrs(), "check"));
    return type == null ? List.of() : type.meantBy(state, v);
  }

  private static @Nullable NativeType nativeCheckOf(Value check) {
    Value c = check;
    if (c instanceof NixAttrs a
        && a.get("__functor") instanceof TypeFunction.ConstantFunctor functor) {
      c = functor.function;
    }
    return c instanceof TypeFunction.Check f ? f.type : null;
  }

  /** The definitions that {@link #check} refuses, as an error; null when there are none. */
  Merged.@Nullable HeadError headError(List<Definition> definitions) {
    List<Definition> invalid = null;
    for (int i = 0; i < definitions.size(); i++) {
      Definition d = definitions.get(i);
      if (!check(d.value())) {
        if (invalid == null) {
          invalid = new ArrayList<>();
        }
        invalid.add(d);
      }
    }
    return invalid == null ? null : Merged.HeadError.of(invalid);
  }

  // ---- merging ----

  private Value mergeFunction() {
    Value m = merge;
    if (m == null) {
      m = Nix.select(attrs(), "merge");
      Value f = m;
      if (m instanceof NixAttrs a) {
        Lazy second = a.get("v2");
        if (second != null) {
          v2 = true;
          f = second.force();
        }
      }
      if (f instanceof TypeFunction.Merge n) {
        nativeMerge = n.type;
      } else if (f instanceof TypeFunction.MergeV2 n) {
        nativeMerge = n.type;
      }
      merge = m;
    }
    return m;
  }

  /** Whether the type checks while it merges: {@code type.merge ? v2}. */
  boolean checksWhileMerging() {
    mergeFunction();
    return v2;
  }

  /** {@code type.merge loc defs}, or {@code type.merge.v2} where there is one. No check before. */
  Merged merge(Loc loc, List<Definition> definitions) {
    return merge(loc, definitions, false);
  }

  /** As {@link #merge(Loc, List)}, for what is merged as an option rather than inside a type. */
  Merged mergeOption(Loc loc, List<Definition> definitions) {
    return merge(loc, definitions, true);
  }

  private Merged merge(Loc loc, List<Definition> definitions, boolean option) {
    Value m = mergeFunction();
    NativeType type = nativeMerge;
    if (v2) {
      requireCoherence(loc, option);
      if (type != null) {
        return type.merge(state, loc, definitions);
      }
      NixAttrs argument = NixAttrs.of(V2_ARGUMENT, new Lazy[] {toList(definitions), loc.toList()});
      Value result = state.call(Nix.select((NixAttrs) m, "v2"), null, argument);
      return Merged.ofAttrs(state, state.forceAttrs(result, null, ""));
    }
    if (type != null) {
      return type.merge(state, loc, definitions);
    }
    return Merged.of(state.call(m, null, loc.toList(), toList(definitions)));
  }

  /**
   * {@code type.merge loc defs}: the value alone, as a type that does not check while it merges
   * gets it from a type inside: nobody asks whether its check fits. What the type knows about the
   * parts is kept.
   */
  Merged mergeAsPlain(Loc loc, List<Definition> definitions) {
    Value function = mergeFunction();
    NativeType type = nativeMerge;
    if (type == null) {
      return Merged.of(state.call(function, null, loc.toList(), toList(definitions)));
    }
    Merged m = type.merge(state, loc, definitions);
    return m.headError() == null ? m : new Merged(null, m.value(), m.meta());
  }

  /** The native type that merges, where it gives a value and nothing else; null otherwise. */
  @Nullable SimpleType simple() {
    mergeFunction();
    return nativeMerge instanceof SimpleType s ? s : null;
  }

  /** Merges and checks, whichever protocol the type follows. */
  Merged checkedMerge(Loc loc, List<Definition> definitions) {
    if (checksWhileMerging()) {
      return merge(loc, definitions);
    }
    Merged.HeadError error = headError(definitions);
    TypeRef self = this;
    Lazy value =
        new Deferred() {
          @Override
          Value compute() {
            return self.merge(loc, definitions).value().force();
          }
        };
    return new Merged(error, value, ValueMeta.NONE);
  }

  private void requireCoherence(Loc loc, boolean option) {
    if (coherent) {
      return;
    }
    if (Nix.select(attrs(), "check") instanceof NixAttrs c
        && Nix.selectOrNull(c, "isV2MergeCoherent") == NixBool.TRUE) {
      coherent = true;
      return;
    }
    throw Problems.incoherentCheck(loc, this, option);
  }

  static NixList toList(List<Definition> definitions) {
    Lazy[] elements = new Lazy[definitions.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = definitions.get(i).toAttrs();
    }
    return NixList.of(elements);
  }

  // ---- the other aspects ----

  /** The value of an option without definitions, or null. */
  @Nullable Lazy emptyValue() {
    Lazy empty = attrs().get("emptyValue");
    return empty != null && empty.force() instanceof NixAttrs a ? a.get("value") : null;
  }

  /** The modules of the submodule inside, or null. */
  @Nullable Value subModules() {
    return Nix.selectOrNull(attrs(), "getSubModules");
  }

  TypeRef substSubModules(Lazy modules) {
    return of(state, state.call(Nix.select(attrs(), "substSubModules"), null, modules));
  }

  Value subOptions(Lazy prefix) {
    return state.call(Nix.select(attrs(), "getSubOptions"), null, prefix);
  }

  Lazy functor() {
    return Nix.selectLazy(attrs(), "functor");
  }

  /** {@code type.typeMerge functor}: a type, or null when they do not merge. */
  @Nullable Value typeMerge(Lazy functor) {
    Value v = state.call(Nix.select(attrs(), "typeMerge"), null, functor);
    return v == NixNull.NULL ? null : v;
  }

  @Nullable String deprecationMessage() {
    if (!deprecationKnown) {
      deprecation =
          Nix.selectOrNull(attrs(), "deprecationMessage") instanceof NixString s ? s.value() : null;
      deprecationKnown = true;
    }
    return deprecation;
  }
}
