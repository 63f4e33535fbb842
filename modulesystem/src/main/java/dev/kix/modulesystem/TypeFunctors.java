package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;

/**
 * Functors: what a type is made of, so that two declarations of one option can be merged into one
 * type. {@code { name; type; payload; binOp; }}.
 */
final class TypeFunctors {
  private static final Shape SHAPE = Nix.shape("binOp", "name", "payload", "type");

  /** {@code binOp} of types that have nothing to merge. */
  private static final NativeFunction2 NOTHING =
      new NativeFunction2() {
        @Override
        Value apply(EvalState state, Lazy a, Lazy b) {
          return NixNull.NULL;
        }
      };

  private TypeFunctors() {}

  static NixAttrs of(String name, Lazy type, Lazy payload, NativeFunction2 binOp) {
    return NixAttrs.of(SHAPE, new Lazy[] {binOp, NixString.of(name), payload, type});
  }

  /** {@code defaultFunctor name}. */
  static NixAttrs plain(String name, Lazy type) {
    return of(name, type, NixNull.NULL, NOTHING);
  }

  /** {@code payload.elemType} merged by the element types' own rule. */
  static NixAttrs ofElement(String name, Lazy type, Lazy elementType) {
    return of(name, type, NixAttrs.of("elemType", elementType), MERGE_ELEMENTS);
  }

  private static final NativeFunction2 MERGE_ELEMENTS =
      new NativeFunction2() {
        @Override
        Value apply(EvalState state, Lazy a, Lazy b) {
          Value merged = mergeElements(state, a, b);
          return merged == NixNull.NULL ? merged : NixAttrs.of("elemType", merged);
        }
      };

  /** The merged {@code elemType} of two payloads, or {@code null}. */
  static Value mergeElements(EvalState state, Lazy a, Lazy b) {
    Lazy left = Nix.selectLazy(state.forceAttrs(a, null, ""), "elemType");
    Lazy right = Nix.selectLazy(state.forceAttrs(b, null, ""), "elemType");
    Value merged = TypeRef.of(state, left).typeMerge(TypeRef.of(state, right).functor());
    return merged == null ? NixNull.NULL : merged;
  }

  /** {@code defaultTypeMerge f f'}. */
  static Value defaultMerge(EvalState state, NixAttrs f, Lazy other) {
    NixAttrs g = state.forceAttrs(other, null, "");
    if (!Nix.equal(state, Nix.selectLazy(f, "name"), Nix.selectLazy(g, "name"))) {
      return NixNull.NULL;
    }
    Value payload = Nix.select(f, "payload");
    Value otherPayload = Nix.select(g, "payload");
    if ((payload == NixNull.NULL) != (otherPayload == NixNull.NULL)) {
      throw new EvalException(
          ErrorKind.ASSERTION,
          "assertion '((f'.payload != null) == (f.payload != null))' failed",
          null);
    }
    if (payload == NixNull.NULL) {
      return Nix.select(f, "type");
    }
    Value merged = state.call(Nix.select(f, "binOp"), null, payload, otherPayload);
    return merged == NixNull.NULL ? merged : state.call(Nix.select(f, "type"), null, merged);
  }
}
