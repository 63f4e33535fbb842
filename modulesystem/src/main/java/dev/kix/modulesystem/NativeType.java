package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option type written in Java. {@link #attrs()} is what Nix code sees of it: an {@code
 * option-type} like any other, whose functions lead back here, so that {@link TypeRef} recognises
 * it and skips the detour, while {@code type // { check = …; }} and types made in Nix work with the
 * same machinery.
 */
abstract class NativeType {
  static final NixString OPTION_TYPE = NixString.of("option-type");

  private static final Shape SHAPE =
      Nix.shape(
          "_type",
          "check",
          "deprecationMessage",
          "description",
          "descriptionClass",
          "emptyValue",
          "functor",
          "getSubModules",
          "getSubOptions",
          "merge",
          "name",
          "nestedTypes",
          "substSubModules",
          "typeMerge");

  private static final Shape COHERENT_CHECK = Nix.shape("__functor", "isV2MergeCoherent");
  private static final Shape V2_MERGE = Nix.shape("__functor", "v2");

  private static final int DESCRIPTION = SHAPE.indexOf("description");
  private static final Shape VALUE = Nix.shape("value");

  /** The shape of {@code nestedTypes} with one type. */
  static final Shape ELEMENT = Nix.shape("elemType");

  /** Names and classes of descriptions of the types that programs make over and over. */
  private static final Map<String, NixString> WORDS =
      Map.of(
          "attrsOf", NixString.of("attrsOf"),
          "either", NixString.of("either"),
          "enum", NixString.of("enum"),
          "listOf", NixString.of("listOf"),
          "nullOr", NixString.of("nullOr"),
          "submodule", NixString.of("submodule"),
          "noun", NixString.of("noun"),
          "composite", NixString.of("composite"),
          "conjunction", NixString.of("conjunction"));

  private @Nullable NixAttrs attrs;
  private @Nullable TypeRef reference;

  /** The name of the type, as of the function that makes it. */
  abstract String name();

  /** What the type is, in words, for messages and documentation; may evaluate. */
  abstract String description();

  /** How the description may be embedded in another: {@code noun}, …, or null. */
  @Nullable String descriptionClass() {
    return "noun";
  }

  /** Whether {@code v} is of this type, looking at its head only. */
  abstract boolean check(EvalState state, Lazy v);

  /**
   * What may have been meant by a value that {@link #check} refuses: names or texts near to it,
   * best first. For messages.
   */
  List<String> meantBy(EvalState state, Lazy v) {
    return List.of();
  }

  /**
   * Merges at least one definition.
   *
   * @return for a type with {@link #checksWhileMerging()}, the outcome of the check too
   */
  abstract Merged merge(EvalState state, Loc loc, List<Definition> definitions);

  /** Whether this type implements {@code merge.v2}: check and merge in one. */
  boolean checksWhileMerging() {
    return false;
  }

  /** The value of an option of this type without definitions, or null. */
  @Nullable Lazy emptyValue() {
    return null;
  }

  /** Options below an option of this type at {@code prefix}: a set, for documentation. */
  Value subOptions(EvalState state, Lazy prefix) {
    return NixAttrs.EMPTY;
  }

  /** The modules of the submodule inside, a list, or {@code null}. */
  Lazy subModules() {
    return NixNull.NULL;
  }

  /** This type with other modules in the submodule inside, or {@code null}. */
  Value substSubModules(EvalState state, Lazy modules) {
    return NixNull.NULL;
  }

  /** The types inside, by role. */
  Lazy nestedTypes() {
    return NixAttrs.EMPTY;
  }

  /** What the type is made of, for {@link #typeMerge}; asked for once. */
  abstract Lazy functor();

  /** The merged type of two declarations, or {@code null}. */
  Value typeMerge(EvalState state, Lazy other) {
    Lazy own = Nix.selectLazy(attrs(), "functor");
    return TypeFunctors.defaultMerge(state, state.forceAttrs(own, null, ""), other);
  }

  /** The type as a value of the language. */
  final NixAttrs attrs() {
    NixAttrs a = attrs;
    if (a == null) {
      a = makeAttrs();
      attrs = a;
    }
    return a;
  }

  /** The native type that {@code attrs} shows to Nix code, unchanged; null when it is none. */
  static @Nullable NativeType behind(NixAttrs attrs) {
    return attrs.isFlat()
            && attrs.topShape() == SHAPE
            && attrs.value(DESCRIPTION) instanceof TypeFunction.Description d
            && d.type.attrs == attrs
        ? d.type
        : null;
  }

  /** This type as the engine uses it; always the same object. */
  final TypeRef reference(EvalState state) {
    TypeRef r = reference;
    if (r == null) {
      r = TypeRef.ofNative(state, this);
      reference = r;
    }
    return r;
  }

  private NixAttrs makeAttrs() {
    Lazy empty = emptyValue();
    String descriptionClass = descriptionClass();
    return NixAttrs.of(
        SHAPE,
        new Lazy[] {
          OPTION_TYPE,
          checkValue(),
          NixNull.NULL,
          new TypeFunction.Description(this),
          descriptionClass == null ? NixNull.NULL : word(descriptionClass),
          empty == null ? NixAttrs.EMPTY : NixAttrs.of(VALUE, new Lazy[] {empty}),
          new TypeFunction.Functor(this),
          subModules(),
          new TypeFunction.SubOptions(this),
          mergeValue(),
          word(name()),
          nestedTypes(),
          new TypeFunction.SubstSubModules(this),
          new TypeFunction.TypeMerge(this)
        });
  }

  private static NixString word(String word) {
    NixString known = WORDS.get(word);
    return known == null ? NixString.of(word) : known;
  }

  /** {@code check}; the engine itself never asks for it. */
  private Lazy checkValue() {
    NativeType self = this;
    return !checksWhileMerging()
        ? new TypeFunction.Check(this)
        : new Deferred() {
          @Override
          Value compute() {
            return NixAttrs.of(
                COHERENT_CHECK,
                new Lazy[] {
                  new TypeFunction.ConstantFunctor(new TypeFunction.Check(self)), NixBool.TRUE
                });
          }
        };
  }

  /** {@code merge}; the engine itself never asks for it. */
  private Lazy mergeValue() {
    NativeType self = this;
    return !checksWhileMerging()
        ? new TypeFunction.Merge(this)
        : new Deferred() {
          @Override
          Value compute() {
            return NixAttrs.of(
                V2_MERGE,
                new Lazy[] {
                  new TypeFunction.ConstantFunctor(new TypeFunction.Merge(self)),
                  new TypeFunction.MergeV2(self)
                });
          }
        };
  }

  /** The definitions whose value {@code type} does not accept, as an error; null when none. */
  static Merged.@Nullable HeadError headError(
      EvalState state, NativeType type, List<Definition> definitions) {
    List<Definition> invalid = null;
    for (int i = 0; i < definitions.size(); i++) {
      Definition d = definitions.get(i);
      if (!type.check(state, d.value())) {
        if (invalid == null) {
          invalid = new ArrayList<>();
        }
        invalid.add(d);
      }
    }
    return invalid == null ? null : Merged.HeadError.of(invalid);
  }
}
