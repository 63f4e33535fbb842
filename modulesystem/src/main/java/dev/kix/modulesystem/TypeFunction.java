package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.Callable;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** The functions of a {@link NativeType} as values of the language. */
abstract class TypeFunction extends NativeFunction {
  final NativeType type;

  TypeFunction(NativeType type) {
    this.type = type;
  }

  /** {@code check}. */
  static final class Check extends TypeFunction {
    Check(NativeType type) {
      super(type);
    }

    @Override
    Value apply(EvalState state, Lazy v) {
      return NixBool.of(type.check(state, v));
    }
  }

  /** {@code merge loc defs}, what it says about errors thrown. */
  static final class Merge extends NativeFunction2 {
    final NativeType type;

    Merge(NativeType type) {
      this.type = type;
    }

    @Override
    Value apply(EvalState state, Lazy loc, Lazy definitions) {
      return type.merge(
              state, Loc.of(Nix.strings(state, loc)), Definition.ofList(state, definitions))
          .value()
          .force();
    }
  }

  /** {@code merge.v2 { loc; defs; }}. */
  static final class MergeV2 extends TypeFunction {
    MergeV2(NativeType type) {
      super(type);
    }

    @Override
    Value apply(EvalState state, Lazy argument) {
      NixAttrs args = state.forceAttrs(argument, null, "");
      return type.merge(
              state,
              Loc.of(Nix.strings(state, Nix.selectLazy(args, "loc"))),
              Definition.ofList(state, Nix.selectLazy(args, "defs")))
          .toAttrs(state);
    }
  }

  /** {@code getSubOptions prefix}. */
  static final class SubOptions extends TypeFunction {
    SubOptions(NativeType type) {
      super(type);
    }

    @Override
    Value apply(EvalState state, Lazy prefix) {
      return type.subOptions(state, prefix);
    }
  }

  /** {@code substSubModules modules}. */
  static final class SubstSubModules extends TypeFunction {
    SubstSubModules(NativeType type) {
      super(type);
    }

    @Override
    Value apply(EvalState state, Lazy modules) {
      return type.substSubModules(state, modules);
    }
  }

  /** {@code typeMerge functor}. */
  static final class TypeMerge extends TypeFunction {
    TypeMerge(NativeType type) {
      super(type);
    }

    @Override
    Value apply(EvalState state, Lazy functor) {
      return type.typeMerge(state, functor);
    }
  }

  /** {@code __functor} of a callable set: ignores the set. */
  static final class ConstantFunctor extends NativeFunction {
    final Callable function;

    ConstantFunctor(Callable function) {
      this.function = function;
    }

    @Override
    Value apply(EvalState state, Lazy self) {
      return function;
    }

    @Override
    public Value call(EvalState state, @Nullable Position pos, Lazy self, Lazy a) {
      return function.call(state, pos, a);
    }

    @Override
    public Value call(EvalState state, @Nullable Position pos, Lazy self, Lazy a, Lazy b) {
      return function.call(state, pos, a, b);
    }
  }

  /** {@code description}, made when it is first read. */
  static final class Description extends Deferred {
    final NativeType type;

    Description(NativeType type) {
      this.type = type;
    }

    @Override
    Value compute() {
      return NixString.of(type.description());
    }
  }

  /** {@code functor}, made when it is first read. */
  static final class Functor extends Deferred {
    private final NativeType type;

    Functor(NativeType type) {
      this.type = type;
    }

    @Override
    Value compute() {
      return type.functor().force();
    }
  }
}
