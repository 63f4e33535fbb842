package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code submoduleWith}: each value is an evaluation of modules of its own. */
final class SubmoduleType extends NativeType {
  private static final List<String> PLAIN = List.of("noun", "composite");
  private static final Shape PAYLOAD =
      Nix.shape("class", "description", "modules", "shorthandOnlyDefinesConfig", "specialArgs");
  private static final Shape ARGS = Nix.shape("args");
  private static final Shape NAME = Nix.shape("name");
  private static final Shape FILE_CONFIG = Nix.shape("_file", "config");

  /** The {@code name} argument until the place of the submodule is known. */
  private static final NixAttrs NAME_PLACEHOLDER =
      nameModule(
          Property.mkOverride(
              NixInt.of(Priorities.OPTION_DEFAULT), NixString.ofJava("\u2039name\u203a")));

  private static final NixAttrs NO_CHECK =
      NixAttrs.of(
          Nix.shape("_file", "config"),
          new Lazy[] {
            NixString.of(
                "<built-in module that disables checks for the purpose of documentation"
                    + " generation>"),
            NixAttrs.of(
                "_module",
                NixAttrs.of(
                    "check", Property.mkOverride(NixInt.of(Priorities.FORCE), NixBool.FALSE)))
          });

  private final EvalState state;
  private final ModuleLibrary library;
  private final Lazy modules;
  private final Lazy specialArgs;
  private final Lazy shorthand;
  private final Lazy givenDescription;
  private final Lazy moduleClass;
  private @Nullable Configuration base;

  /**
   * @param shorthand whether a set is the {@code config} of a module and nothing else; {@code null}
   *     leaves that to the other declarations of the option
   */
  SubmoduleType(
      EvalState state,
      ModuleLibrary library,
      Lazy modules,
      Lazy specialArgs,
      Lazy shorthand,
      Lazy givenDescription,
      Lazy moduleClass) {
    this.state = state;
    this.library = library;
    this.modules = modules;
    this.specialArgs = specialArgs;
    this.shorthand = shorthand;
    this.givenDescription = givenDescription;
    this.moduleClass = moduleClass;
  }

  /** {@code submoduleWith { modules = …; }}. */
  static SubmoduleType ofModules(EvalState state, ModuleLibrary library, Lazy modules) {
    return new SubmoduleType(
        state, library, modules, NixAttrs.EMPTY, NixBool.FALSE, NixNull.NULL, NixNull.NULL);
  }

  /** {@code submodule modules}. */
  static SubmoduleType ofShorthand(EvalState state, ModuleLibrary library, Lazy modules) {
    return new SubmoduleType(
        state, library, modules, NixAttrs.EMPTY, NixBool.TRUE, NixNull.NULL, NixNull.NULL);
  }

  /** The type of a whole evaluation: its {@code type}. */
  static SubmoduleType ofEvaluation(
      EvalState state, ModuleLibrary library, ModuleArguments arguments) {
    return new SubmoduleType(
        state,
        library,
        NixList.copyOf(arguments.modules()),
        arguments.specialArgs(),
        NixBool.FALSE,
        NixNull.NULL,
        arguments.moduleClass());
  }

  /** An option whose submodule declares {@code options}. */
  static NixAttrs optionOfOptions(EvalState state, ModuleLibrary library, Lazy options) {
    SubmoduleType type =
        new SubmoduleType(
            state,
            library,
            NixList.of(NixAttrs.of("options", options)),
            NixAttrs.EMPTY,
            NixNull.NULL,
            NixNull.NULL,
            NixNull.NULL);
    return NixAttrs.of(
        Nix.shape("_type", "type"), new Lazy[] {NixString.of("option"), type.attrs()});
  }

  /** Whether a value may be a module by its looks: a set, a function or a path. */
  static boolean looksLikeModule(EvalState state, Lazy v) {
    Value value = v.force();
    return value instanceof NixAttrs
        || Nix.isFunction(state, value)
        || (Nix.isStringLike(value) && StorePaths.isAbsolute(state, value));
  }

  private static NixAttrs nameModule(Lazy name) {
    NixAttrs args = NixAttrs.of(ARGS, new Lazy[] {NixAttrs.of(NAME, new Lazy[] {name})});
    return NixAttrs.of(Configuration.MODULE, new Lazy[] {args});
  }

  private Configuration base() {
    Configuration b = base;
    if (b == null) {
      List<Lazy> all = new ArrayList<>();
      all.add(NAME_PLACEHOLDER);
      all.addAll(List.of(state.forceList(modules, null, "").elements()));
      b =
          new Configuration(
              state,
              library,
              new ModuleArguments(
                  all, state.forceAttrs(specialArgs, null, ""), Loc.ROOT, moduleClass));
      base = b;
    }
    return b;
  }

  @Override
  String name() {
    return "submodule";
  }

  @Override
  String description() {
    if (givenDescription.force() instanceof NixString s) {
      return s.value();
    }
    TypeRef freeform = docs(null).freeformType();
    return freeform != null && freeform.attrs().has("description")
        ? "open submodule of " + freeform.phrase(PLAIN)
        : "submodule";
  }

  private Configuration docs(@Nullable Loc prefix) {
    return base().extend(List.of(NO_CHECK), null, prefix);
  }

  @Override
  @Nullable String descriptionClass() {
    return null;
  }

  @Override
  boolean check(EvalState s, Lazy v) {
    return looksLikeModule(s, v);
  }

  @Override
  boolean checksWhileMerging() {
    return true;
  }

  @Override
  Merged merge(EvalState s, Loc loc, List<Definition> definitions) {
    Merged.HeadError error = headError(s, this, definitions);
    if (error != null) {
      return new Merged(error, NixAttrs.EMPTY, ValueMeta.NONE);
    }
    ModuleArguments common = base().arguments();
    List<Lazy> own = new ArrayList<>(common.modules().size() + definitions.size() + 1);
    own.addAll(common.modules());
    own.add(nameModule(NixString.of(loc.last())));
    boolean onlyConfig = shorthand.force() == NixBool.TRUE;
    for (int i = 0; i < definitions.size(); i++) {
      Definition d = definitions.get(i);
      own.add(
          onlyConfig && d.value().force() instanceof NixAttrs
              ? NixAttrs.of(FILE_CONFIG, new Lazy[] {d.file(), d.value()})
              : Modules.withDefaultLocation(d.file(), d.value()));
    }
    Configuration configuration =
        new Configuration(
            state,
            library,
            new ModuleArguments(own, common.specialArgs(), loc, common.moduleClass()));
    return new Merged(
        null,
        new Deferred() {
          @Override
          Value compute() {
            return configuration.checkedConfig();
          }
        },
        ValueMeta.configuration(configuration));
  }

  @Override
  Lazy emptyValue() {
    return new Deferred() {
      @Override
      Value compute() {
        return base().checkedConfig();
      }
    };
  }

  @Override
  Value subOptions(EvalState s, Lazy prefix) {
    Configuration docs = docs(Loc.of(Nix.strings(s, prefix)));
    NixAttrs options = s.forceAttrs(docs.root().options(), null, "");
    TypeRef freeform = docs.freeformType();
    return freeform == null
        ? options
        : NixAttrs.update(
            options,
            NixAttrs.of(
                "_freeformOptions",
                new Deferred() {
                  @Override
                  Value compute() {
                    return freeform.subOptions(prefix);
                  }
                }));
  }

  @Override
  Lazy subModules() {
    return modules;
  }

  @Override
  Value substSubModules(EvalState s, Lazy other) {
    return new SubmoduleType(
            s, library, other, specialArgs, shorthand, givenDescription, moduleClass)
        .attrs();
  }

  @Override
  Lazy nestedTypes() {
    return new Deferred() {
      @Override
      Value compute() {
        TypeRef freeform = base().freeformType();
        return freeform == null ? NixAttrs.EMPTY : NixAttrs.of("freeformType", freeform.source());
      }
    };
  }

  @Override
  Lazy functor() {
    return TypeFunctors.of(
        "submodule",
        library.typeNamed("submoduleWith"),
        NixAttrs.of(
            PAYLOAD, new Lazy[] {moduleClass, givenDescription, modules, shorthand, specialArgs}),
        SubmodulePayloads.JOIN);
  }
}
