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
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of modules: {@code evalModules}. Nothing happens before something is asked for.
 */
final class Configuration {
  private static final Shape RESULT =
      Nix.shape("_module", "_type", "class", "config", "extendModules", "graph", "options", "type");

  /** The shape of {@code { _module = …; }}. */
  static final Shape MODULE = Nix.shape("_module");

  private static final Shape ARGS =
      Nix.shape("_class", "_prefix", "config", "lib", "options", "specialArgs");
  private static final Shape ARGS_WITHOUT_LIB =
      Nix.shape("_class", "_prefix", "config", "options", "specialArgs");
  private static final Shape INTERNAL_ARGS = Nix.shape("extendModules", "moduleType");
  private static final Shape INTERNAL_CONFIG = Nix.shape("args", "specialArgs");
  private static final NixString TYPE = NixString.of("configuration");
  private static final String RECURSION_HINT =
      "if you get an infinite recursion here, you probably reference `config` in `imports`. If you"
          + " are trying to achieve a conditional import behavior dependent on `config`, consider"
          + " importing unconditionally, and using `mkEnableOption` and `mkIf` to control its"
          + " effect.";

  private final EvalState state;
  private final ModuleLibrary library;
  private final ModuleArguments arguments;
  private final Memo<OptionLevel> root = new Root();
  private final Deferred config = new Config();
  private final Memo<List<OptionLevel.Unmatched>> unmatched = new UnmatchedDefinitions();
  private final Memo<Merged> freeform = new FreeformPart();
  private @Nullable NixAttrs result;

  Configuration(EvalState state, ModuleLibrary library, ModuleArguments arguments) {
    this.state = state;
    this.library = library;
    this.arguments = arguments;
  }

  ModuleArguments arguments() {
    return arguments;
  }

  /** The tree of options. */
  OptionLevel root() {
    return root.get();
  }

  /** The values, {@code _module} among them, unknown definitions not checked. */
  Lazy config() {
    return config;
  }

  /** Definitions that no option takes. */
  List<OptionLevel.Unmatched> unmatched() {
    return unmatched.get();
  }

  /** The same with more modules, {@code specialArgs} and perhaps another prefix. */
  Configuration extend(List<Lazy> modules, @Nullable NixAttrs specialArgs, @Nullable Loc prefix) {
    return new Configuration(state, library, arguments.extended(modules, specialArgs, prefix));
  }

  // ---- collecting ----

  private final class Root extends Memo<OptionLevel> {
    @Override
    OptionLevel compute() {
      List<Module> modules = collector().collect(arguments.modules(), internalModule());
      // Later modules come first, as in a list that was consed together.
      Collections.reverse(modules);
      List<Declaration> declarations = new ArrayList<>(2);
      for (int i = 0; i < modules.size(); i++) {
        Module m = modules.get(i);
        if (m.options() != NixAttrs.EMPTY) {
          declarations.add(new Declaration(m.file(), null, m.options()));
        }
      }
      return new OptionLevel(
          state, library, arguments.prefix(), declarations, new TopDefinitions(modules));
    }
  }

  private final class TopDefinitions extends Memo<List<Definition>> {
    private final List<Module> modules;

    TopDefinitions(List<Module> modules) {
      this.modules = modules;
    }

    @Override
    List<Definition> compute() {
      List<Definition> out = new ArrayList<>(modules.size());
      for (int i = 0; i < modules.size(); i++) {
        Module m = modules.get(i);
        if (m.config() != NixAttrs.EMPTY) {
          Properties.pushDown(state, m.file(), m.config(), out);
        }
      }
      return out;
    }
  }

  private ModuleCollector collector() {
    NixAttrs special = arguments.specialArgs();
    Lazy modulesPath = special.get("modulesPath");
    Value moduleClass = arguments.moduleClass().force();
    return new ModuleCollector(
        state,
        library,
        moduleClass instanceof NixString s ? s.value() : null,
        modulesPath == null ? NixString.EMPTY : modulesPath,
        arguments.prefix(),
        library.shapes().update(moduleArgs(), special));
  }

  private NixAttrs moduleArgs() {
    Lazy hinted = new OwnConfig(this);
    Lazy options =
        new Deferred() {
          @Override
          Value compute() {
            return root.get().options().force();
          }
        };
    Lazy prefix =
        new Deferred() {
          @Override
          Value compute() {
            return arguments.prefix().toList();
          }
        };
    NixAttrs special = arguments.specialArgs();
    Lazy lib = library.lib();
    return lib == null
        ? NixAttrs.of(
            ARGS_WITHOUT_LIB,
            new Lazy[] {arguments.moduleClass(), prefix, hinted, options, special})
        : NixAttrs.of(
            ARGS, new Lazy[] {arguments.moduleClass(), prefix, hinted, lib, options, special});
  }

  /** The argument {@code config} of modules. */
  static final class OwnConfig extends Deferred {
    private final Configuration self;

    OwnConfig(Configuration self) {
      this.self = self;
    }

    @Override
    Value compute() {
      return Nix.inContext(self.config, RECURSION_HINT);
    }

    /** {@code config._module.args.name} where it takes no evaluation to tell it, else null. */
    @Nullable Value argument(String name) {
      OptionLevel root = self.root.getIfKnown();
      return root == null || self.library.hasReader() ? null : root.argument(name);
    }
  }

  /** What every module may use besides: {@code extendModules} and {@code moduleType}. */
  static final class InternalArgs extends Deferred {
    private final Configuration self;

    InternalArgs(Configuration self) {
      this.self = self;
    }

    static boolean has(String name) {
      return INTERNAL_ARGS.indexOf(name) >= 0;
    }

    @Override
    Value compute() {
      Lazy type =
          new Deferred() {
            @Override
            Value compute() {
              return self.moduleType();
            }
          };
      return NixAttrs.of(INTERNAL_ARGS, new Lazy[] {self.extendFunction(), type});
    }
  }

  /** Declares the options of {@code _module} and hands the means of extension to modules. */
  private Module internalModule() {
    Lazy args = new InternalArgs(this);
    NixAttrs module = NixAttrs.of(INTERNAL_CONFIG, new Lazy[] {args, arguments.specialArgs()});
    return new Module(
        ModuleCollector.INTERNAL_FILE,
        ModuleCollector.INTERNAL_FILE,
        null,
        NixList.EMPTY,
        NixList.EMPTY,
        null,
        library.internalOptions(arguments.prefix().isRoot()),
        NixAttrs.of(MODULE, new Lazy[] {module}));
  }

  // ---- values ----

  private final class Config extends Deferred {
    @Override
    Value compute() {
      NixAttrs declared = (NixAttrs) root.get().config().force();
      if (!isFreeform()) {
        return declared;
      }
      return NixSets.recursiveUpdate(state.forceAttrs(freeform.get().value(), null, ""), declared);
    }
  }

  /** What the definitions without an option come to, and its parts; only of a freeform one. */
  Merged freeformPart() {
    return freeform.get();
  }

  private final class FreeformPart extends Memo<Merged> {
    @Override
    Merged compute() {
      TypeRef type = freeformType();
      List<OptionLevel.Unmatched> extra = unmatched.get();
      if (type == null || extra.isEmpty()) {
        return Merged.of(NixAttrs.EMPTY);
      }
      List<Definition> definitions = new ArrayList<>(extra.size());
      for (OptionLevel.Unmatched u : extra) {
        definitions.add(
            Definition.of(
                u.definition().file(),
                NixSets.nest(u.path(), u.definition().wrapped(), u.definition().position()),
                u.definition().position()));
      }
      return type.mergeAsPlain(arguments.prefix(), definitions);
    }
  }

  /** {@code config._module.name} without the freeform part. */
  private Value moduleOption(String name, Value byDefault) {
    if (isModuleOptionUntouched(name)) {
      return byDefault;
    }
    EvaluatedOption option = root.get().find(List.of("_module", name));
    if (option == null) {
      NixAttrs declared = state.forceAttrs(root.get().config(), null, "");
      return Nix.select(state.forceAttrs(Nix.selectLazy(declared, "_module"), null, ""), name);
    }
    return option.force();
  }

  /**
   * Whether {@code _module.name} certainly has its default: declared here alone, and every
   * definition of {@code _module} is a plain set without it. Saves most submodules the evaluation
   * of two options.
   */
  private boolean isModuleOptionUntouched(String name) {
    OptionLevel level = root.get();
    OptionLevel.Child child = level.child("_module");
    if (child == null || child.declarationCount() != 1) {
      return false;
    }
    return level.areSetsWithout("_module", name);
  }

  private final class UnmatchedDefinitions extends Memo<List<OptionLevel.Unmatched>> {
    @Override
    List<OptionLevel.Unmatched> compute() {
      return root.get().unmatched();
    }
  }

  /** Whether definitions without an option are errors, and there is no freeform type. */
  boolean isStrict() {
    return moduleOption("check", NixBool.TRUE) == NixBool.TRUE
        && moduleOption("freeformType", NixNull.NULL) == NixNull.NULL;
  }

  boolean isFreeform() {
    return moduleOption("freeformType", NixNull.NULL) != NixNull.NULL;
  }

  /** The type of definitions without an option; null when there is none. */
  @Nullable TypeRef freeformType() {
    Value v = moduleOption("freeformType", NixNull.NULL);
    return v == NixNull.NULL ? null : TypeRef.of(state, v);
  }

  private void checkUnmatched() {
    if (isStrict() && !unmatched.get().isEmpty()) {
      throw UnknownOptions.raise(state, this, unmatched.get().get(0));
    }
  }

  // ---- the result ----

  /** What {@code evalModules} returns. */
  NixAttrs result() {
    NixAttrs r = result;
    if (r == null) {
      r = makeResult();
      result = r;
    }
    return r;
  }

  private NixAttrs makeResult() {
    return NixAttrs.of(
        RESULT,
        new Lazy[] {
          new Deferred() {
            @Override
            Value compute() {
              checkUnmatched();
              return Nix.select(state.forceAttrs(config, null, ""), "_module");
            }
          },
          TYPE,
          arguments.moduleClass(),
          new Deferred() {
            @Override
            Value compute() {
              return checkedConfig();
            }
          },
          extendFunction(),
          new Deferred() {
            @Override
            Value compute() {
              return collector().graph(arguments.modules());
            }
          },
          new Deferred() {
            @Override
            Value compute() {
              checkUnmatched();
              return root.get().options().force();
            }
          },
          new Deferred() {
            @Override
            Value compute() {
              return moduleType();
            }
          }
        });
  }

  /** {@code config} of the result: without {@code _module}, unknown definitions refused. */
  NixAttrs checkedConfig() {
    checkUnmatched();
    return library.shapes().without(state.forceAttrs(config, null, ""), "_module");
  }

  private NixAttrs moduleType() {
    return SubmoduleType.ofEvaluation(state, library, arguments).attrs();
  }

  private Lazy extendFunction() {
    Configuration self = this;
    return new NativeFunction() {
      @Override
      Value apply(EvalState s, Lazy argument) {
        NixAttrs args = s.forceAttrs(argument, null, "");
        Arguments.rejectUnknown(args, "extendModules", List.of("modules", "prefix", "specialArgs"));
        Lazy modules = args.get("modules");
        Lazy special = args.get("specialArgs");
        Lazy prefix = args.get("prefix");
        return self.extend(
                modules == null ? List.of() : List.of(s.forceList(modules, null, "").elements()),
                special == null ? null : s.forceAttrs(special, null, ""),
                prefix == null ? null : Loc.of(Nix.strings(s, prefix)))
            .result();
      }
    };
  }
}
