package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.BuiltinDispatcher;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The module system as Nix code reaches it: one global variable, the function {@code __kixModules}.
 * {@code __kixModules lib} is a set with {@code evalModules}, {@code mkOption}, {@code mkIf},
 * {@code types} and so on, in which modules get {@code lib} as an argument; {@code __kixModules
 * null} is the same without. {@code kixpkgs/lib/{modules,options,types}.nix} give these functions
 * their usual names.
 */
public final class NativeModules {
  /** The name of the global variable. */
  public static final String VARIABLE = "__kixModules";

  private NativeModules() {}

  /**
   * The global variables to install, beside {@code builtins}: {@value #VARIABLE}. Immutable and
   * independent of any evaluator.
   */
  public static NixAttrs globals() {
    return NixAttrs.of(VARIABLE, function());
  }

  /** The value of the global variable, for {@code Interpreter.Builder.global(VARIABLE, …)}. */
  public static Value function() {
    return new Builtin(VARIABLE, 1, 0, false, new Bind());
  }

  /**
   * The functions and types bound to {@code lib}, what {@code __kixModules lib} returns.
   *
   * @param lib the argument {@code lib} of modules, or null for none
   */
  public static NixAttrs functions(EvalState state, @Nullable Lazy lib) {
    return new ModuleLibrary(state, lib).attrs();
  }

  private static final class Bind extends BuiltinDispatcher {
    @Override
    public Value call(int id, EvalState state, @Nullable Position pos, Lazy lib) {
      // lib is a fixed point that this call is part of: only null can be told from it unforced.
      return functions(state, lib == NixNull.NULL ? null : lib);
    }

    @Override
    public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b) {
      throw new AssertionError();
    }

    @Override
    public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b, Lazy c) {
      throw new AssertionError();
    }
  }
}
