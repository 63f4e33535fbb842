package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The module system of one evaluator, bound to the {@code lib} that modules get as an argument and
 * that types are found in when declarations are merged.
 */
final class ModuleLibrary {
  /** The names of the options of {@code _module}. */
  static final Shape INTERNAL = Nix.shape("args", "check", "freeformType", "specialArgs");

  private final EvalState state;
  private final @Nullable Lazy lib;
  private final @Nullable Consumer<? super List<String>> reader;
  private final Types types;
  private final ShapeCache shapes = new ShapeCache();
  private final FormalArguments formals = new FormalArguments();
  private final NixAttrs rootOptions;
  private final NixAttrs nestedOptions;

  ModuleLibrary(EvalState state, @Nullable Lazy lib) {
    this(state, lib, null);
  }

  /**
   * @param reader is told of each option whose value is computed, at that moment; null for nobody
   */
  ModuleLibrary(
      EvalState state, @Nullable Lazy lib, @Nullable Consumer<? super List<String>> reader) {
    this.reader = reader;
    this.state = state;
    this.lib = lib;
    this.types = new Types(state, this);
    this.rootOptions = NixAttrs.of("_module", makeInternalOptions(true));
    this.nestedOptions = NixAttrs.of("_module", makeInternalOptions(false));
  }

  /** The value of the option at {@code loc} is being computed. */
  void reading(Loc loc) {
    if (reader != null) {
      reader.accept(loc.names());
    }
  }

  /** Whether somebody wants to know which options are read. */
  boolean hasReader() {
    return reader != null;
  }

  /** {@code lib}, or null where there is none. */
  @Nullable Lazy lib() {
    return lib;
  }

  /** What is remembered about functions. */
  FormalArguments formals() {
    return formals;
  }

  /** What is remembered about shapes. */
  ShapeCache shapes() {
    return shapes;
  }

  Types types() {
    return types;
  }

  /** {@code lib.types.name or null}. */
  Lazy typeNamed(String name) {
    return new Deferred() {
      @Override
      Value compute() {
        Lazy t = typeSet().get(name);
        return t == null ? NixNull.NULL : t.force();
      }
    };
  }

  /** {@code payload: lib.types.name payload.attribute}. */
  Lazy typeFunction(String name, String attribute) {
    ModuleLibrary self = this;
    return new NativeFunction() {
      @Override
      Value apply(EvalState s, Lazy payload) {
        Lazy argument = Nix.selectLazy(s.forceAttrs(payload, null, ""), attribute);
        return s.call(Nix.select(self.typeSet(), name), null, argument);
      }
    };
  }

  private NixAttrs typeSet() {
    if (lib != null) {
      Lazy found = state.forceAttrs(lib, null, "").get("types");
      if (found != null) {
        return state.forceAttrs(found, null, "");
      }
    }
    return types.attrs();
  }

  /** {@code lib.warn}: prints a warning, or aborts where warnings are to. */
  void warn(String message) {
    Nix.builtin(state, "warn", NixString.of(message), NixNull.NULL);
  }

  /** {@code lib.toDerivation path}. */
  Value toDerivation(EvalState s, Value path) {
    if (lib != null && s.forceAttrs(lib, null, "").get("toDerivation") instanceof Lazy f) {
      return s.call(f.force(), null, path);
    }
    return Nix.builtin(s, "storePath", path);
  }

  /** {@code { _module = { … }; }} with its options; nested ones are not documented again. */
  NixAttrs internalOptions(boolean root) {
    return root ? rootOptions : nestedOptions;
  }

  /** Whether these are the options of {@code _module}. */
  boolean isInternal(Lazy options) {
    return options == rootOptions.get("_module") || options == nestedOptions.get("_module");
  }

  private NixAttrs makeInternalOptions(boolean root) {
    AttrsBuilder args =
        new AttrsBuilder(4)
            .put("_type", NixString.of("option"))
            .put("type", new Types.ModuleArgs(types))
            .put("description", NixString.of(ARGS_DESCRIPTION));
    if (!root) {
      args.put("internal", NixBool.TRUE);
    }
    NixAttrs check =
        new AttrsBuilder(5)
            .put("_type", NixString.of("option"))
            .put("type", types.bool())
            .put("internal", NixBool.TRUE)
            .put("default", NixBool.TRUE)
            .put(
                "description",
                NixString.of("Whether definitions of options that are not declared are an error."))
            .build();
    NixAttrs freeform =
        new AttrsBuilder(5)
            .put("_type", NixString.of("option"))
            .put("type", types.nullOrOptionType())
            .put("internal", NixBool.TRUE)
            .put("default", NixNull.NULL)
            .put("description", NixString.of(FREEFORM_DESCRIPTION))
            .build();
    NixAttrs special =
        new AttrsBuilder(4)
            .put("_type", NixString.of("option"))
            .put("readOnly", NixBool.TRUE)
            .put("internal", NixBool.TRUE)
            .put(
                "description",
                NixString.of(
                    "Arguments from outside that modules cannot change, but may use in"
                        + " `imports`."))
            .build();
    return new AttrsBuilder(4)
        .put("args", args.build())
        .put("check", check)
        .put("freeformType", freeform)
        .put("specialArgs", special)
        .build();
  }

  private static final String ARGS_DESCRIPTION =
      "More arguments for the functions that modules are, besides `lib`, `config`, `options`,"
          + " `specialArgs` and the attributes of `specialArgs`, which this option cannot change."
          + " Submodules do not inherit them; what they get is `name`. They must not be used in"
          + " `imports`, which are computed before any option has a value.\n";

  private static final String FREEFORM_DESCRIPTION =
      "If set, definitions without an option are merged by this type and become part of the value;"
          + " if `null`, they are an error unless `_module.check` is off.\n";

  /** The functions and types as one set. */
  NixAttrs attrs() {
    return NixAttrs.update(new ModuleBuiltins(this).attrs(), NixAttrs.of("types", types.attrs()));
  }
}
