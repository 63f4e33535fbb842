package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.BuiltinDispatcher;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.ContextBuilder;
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

/** The functions of {@code lib.modules} and {@code lib.options} that are written in Java. */
final class ModuleBuiltins extends BuiltinDispatcher {
  private static final List<String> OPTION_ATTRIBUTES =
      List.of(
          "apply",
          "check",
          "default",
          "defaultText",
          "deprecated",
          "description",
          "example",
          "internal",
          "readOnly",
          "relatedPackages",
          "type",
          "visible");
  private static final NixString OPTION = NixString.of("option");
  private static final NixAttrs OPTION_TAG = NixAttrs.of("_type", OPTION);

  private final ModuleLibrary library;

  /** The shape of the last set that {@code mkOption} accepted. */
  private @Nullable Shape lastOption;

  ModuleBuiltins(ModuleLibrary library) {
    this.library = library;
  }

  private enum Fn {
    EVAL_MODULES("evalModules", 1),
    EVAL_OPTION_VALUE("evalOptionValue", 3),
    MERGE_DEFINITIONS("mergeDefinitions", 3),
    MERGE_MODULES("mergeModules", 2),
    MERGE_OPTION_DECLS("mergeOptionDecls", 2),
    FIXUP_OPTION_TYPE("fixupOptionType", 2),
    UNIFY_MODULE_SYNTAX("unifyModuleSyntax", 3),
    APPLY_MODULE_ARGS_IF_FUNCTION("applyModuleArgsIfFunction", 3),
    SET_DEFAULT_MODULE_LOCATION("setDefaultModuleLocation", 2),
    PUSH_DOWN_PROPERTIES("pushDownProperties", 1),
    DISCHARGE_PROPERTIES("dischargeProperties", 1),
    FILTER_OVERRIDES("filterOverrides", 1),
    FILTER_OVERRIDES_PRIME("filterOverrides'", 1),
    SORT_PROPERTIES("sortProperties", 1),
    MK_IF("mkIf", 2),
    MK_MERGE("mkMerge", 1),
    MK_DEFINITION("mkDefinition", 1),
    MK_OVERRIDE("mkOverride", 2),
    MK_OPTION_DEFAULT("mkOptionDefault", 1),
    MK_DEFAULT("mkDefault", 1),
    MK_IMAGE_MEDIA_OVERRIDE("mkImageMediaOverride", 1),
    MK_FORCE("mkForce", 1),
    MK_VM_OVERRIDE("mkVMOverride", 1),
    MK_ORDER("mkOrder", 2),
    MK_BEFORE("mkBefore", 1),
    MK_AFTER("mkAfter", 1),
    MK_OPTION("mkOption", 1),
    MK_ENABLE_OPTION("mkEnableOption", 1),
    IS_OPTION("isOption", 1),
    SHOW_OPTION("showOption", 1),
    SHOW_FILES("showFiles", 1),
    SHOW_DEFS("showDefs", 1),
    GET_VALUES("getValues", 1),
    GET_FILES("getFiles", 1),
    LITERAL_EXPRESSION("literalExpression", 1),
    LITERAL_MD("literalMD", 1),
    RENDER_OPTION_VALUE("renderOptionValue", 1),
    OPTION_ATTR_SET_TO_DOC_LIST("optionAttrSetToDocList", 1),
    MERGE_DEFAULT_OPTION("mergeDefaultOption", 2),
    MERGE_ONE_OPTION("mergeOneOption", 2),
    MERGE_EQUAL_OPTION("mergeEqualOption", 2),
    MERGE_UNIQUE_OPTION("mergeUniqueOption", 3);

    private static final Fn[] ALL = values();

    private final String id;
    private final int arity;

    Fn(String id, int arity) {
      this.id = id;
      this.arity = arity;
    }
  }

  /** All functions, and the constants beside them. */
  NixAttrs attrs() {
    AttrsBuilder all = new AttrsBuilder(Fn.ALL.length + 3);
    for (Fn f : Fn.ALL) {
      all.put(f.id, new Builtin(f.id, f.arity, f.ordinal(), this, FunctionPattern.of(f.id)));
    }
    return all.put("unknownModule", NixString.of(Show.UNKNOWN_FILE))
        .put("defaultOverridePriority", NixInt.of(Definition.DEFAULT_PRIORITY))
        .put("defaultOrderPriority", NixInt.of(Definition.DEFAULT_ORDER))
        .build();
  }

  private static EvalException wrongArity(int id) {
    throw new AssertionError(Fn.ALL[id] + " has another arity");
  }

  @Override
  public Value call(int id, EvalState state, @Nullable Position pos, Lazy a) {
    return switch (Fn.ALL[id]) {
      case EVAL_MODULES -> evalModules(state, state.forceAttrs(a, pos, ""));
      case MK_MERGE -> Property.mkMerge(a);
      case MK_DEFINITION -> {
        NixAttrs d = state.forceAttrs(a, pos, "");
        Arguments.require(d, "mkDefinition", "file");
        Arguments.require(d, "mkDefinition", "value");
        yield NixAttrs.update(d, NixAttrs.of("_type", Property.DEFINITION));
      }
      case MK_OPTION_DEFAULT -> override(Priorities.OPTION_DEFAULT, a);
      case MK_DEFAULT -> override(Priorities.DEFAULT, a);
      case MK_IMAGE_MEDIA_OVERRIDE -> override(Priorities.IMAGE_MEDIA, a);
      case MK_FORCE -> override(Priorities.FORCE, a);
      case MK_VM_OVERRIDE -> override(Priorities.VM, a);
      case MK_BEFORE -> Property.mkOrder(NixInt.of(Priorities.BEFORE), a);
      case MK_AFTER -> Property.mkOrder(NixInt.of(Priorities.AFTER), a);
      case MK_OPTION -> {
        NixAttrs o = state.forceAttrs(a, pos, "");
        if (o.topShape() != lastOption || !o.isFlat()) {
          Arguments.rejectUnknown(o, "mkOption", OPTION_ATTRIBUTES);
          lastOption = o.topShape();
        }
        yield library.shapes().update(o, OPTION_TAG);
      }
      case MK_ENABLE_OPTION -> enableOption(state, a);
      case IS_OPTION -> NixBool.of(Nix.isTagged(a.force(), "option"));
      case SHOW_OPTION -> NixString.of(Show.option(Nix.strings(state, a)));
      case SHOW_FILES ->
          NixString.of(Show.files(state, List.of(state.forceList(a, pos, "").elements())));
      case SHOW_DEFS -> NixString.of(Show.definitions(state, Definition.ofList(state, a)));
      case GET_VALUES -> pluck(state, a, "value");
      case GET_FILES -> pluck(state, a, "file");
      case LITERAL_EXPRESSION -> literal("literalExpression", a);
      case LITERAL_MD -> literal("literalMD", a);
      case RENDER_OPTION_VALUE -> OptionDocs.render(state, a);
      case OPTION_ATTR_SET_TO_DOC_LIST -> OptionDocs.list(state, a);
      case PUSH_DOWN_PROPERTIES -> pushDown(state, a);
      case DISCHARGE_PROPERTIES -> {
        List<Value> out = new ArrayList<>();
        Properties.dischargeBare(state, a, out);
        yield NixList.copyOf(out);
      }
      case FILTER_OVERRIDES -> Nix.select(filterOverrides(state, a), "values");
      case FILTER_OVERRIDES_PRIME -> filterOverrides(state, a);
      case SORT_PROPERTIES -> TypeRef.toList(Properties.sortAlways(Definition.ofList(state, a)));
      default -> throw wrongArity(id);
    };
  }

  @Override
  public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b) {
    return switch (Fn.ALL[id]) {
      case MK_IF -> Property.mkIf(a, b);
      case MK_OVERRIDE -> Property.mkOverride(a, b);
      case MK_ORDER -> Property.mkOrder(a, b);
      case SET_DEFAULT_MODULE_LOCATION -> Modules.withDefaultLocation(a, b);
      case MERGE_MODULES -> mergeModules(state, loc(state, a), b);
      case MERGE_OPTION_DECLS -> mergeDeclarations(state, loc(state, a), b).mergedAttrs();
      case FIXUP_OPTION_TYPE -> fixup(state, state.forceAttrs(b, pos, ""));
      case MERGE_DEFAULT_OPTION ->
          MergeFunctions.byKind(state, loc(state, a), Definition.ofList(state, b)).force();
      case MERGE_ONE_OPTION ->
          MergeFunctions.one(state, loc(state, a), Definition.ofList(state, b)).force();
      case MERGE_EQUAL_OPTION ->
          MergeFunctions.equal(state, loc(state, a), Definition.ofList(state, b)).force();
      default -> throw wrongArity(id);
    };
  }

  @Override
  public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b, Lazy c) {
    return switch (Fn.ALL[id]) {
      case EVAL_OPTION_VALUE ->
          EvaluatedOption.of(
                  state,
                  library,
                  loc(state, a),
                  state.forceAttrs(b, pos, ""),
                  Definition.ofList(state, c))
              .attrs();
      case MERGE_DEFINITIONS ->
          new MergedDefinitions(loc(state, a), TypeRef.of(state, b), Definition.ofList(state, c))
              .toAttrs();
      case MERGE_UNIQUE_OPTION -> mergeUnique(state, state.forceAttrs(a, pos, ""), b, c);
      case UNIFY_MODULE_SYNTAX -> Modules.toAttrs(Modules.unify(state, a, b, c.force()));
      case APPLY_MODULE_ARGS_IF_FUNCTION -> {
        Value f = b.force();
        yield Nix.isFunction(state, f)
            ? Modules.apply(state, library, a, f, state.forceAttrs(c, pos, ""))
            : f;
      }
      default -> throw wrongArity(id);
    };
  }

  private static Loc loc(EvalState state, Lazy names) {
    return Loc.of(Nix.strings(state, names));
  }

  private static NixAttrs override(int priority, Lazy content) {
    return Property.mkOverride(NixInt.of(priority), content);
  }

  private Value evalModules(EvalState state, NixAttrs a) {
    Arguments.rejectUnknown(
        a, "evalModules", List.of("args", "check", "class", "modules", "prefix", "specialArgs"));
    Arguments.require(a, "evalModules", "modules");
    List<Lazy> modules =
        new ArrayList<>(
            List.of(state.forceList(Nix.selectLazy(a, "modules"), null, "").elements()));
    Lazy args = a.get("args");
    if (args != null) {
      library.warn(
          "The args argument to evalModules is deprecated. Please set config._module.args"
              + " instead.");
      modules.add(NixAttrs.of("config", NixAttrs.of("_module", NixAttrs.of("args", args))));
    }
    Lazy check = a.get("check");
    if (check != null) {
      library.warn(
          "The check argument to evalModules is deprecated. Please set config._module.check"
              + " instead.");
      modules.add(
          NixAttrs.of(
              "config",
              NixAttrs.of("_module", NixAttrs.of("check", override(Priorities.DEFAULT, check)))));
    }
    Lazy special = a.get("specialArgs");
    Lazy prefix = a.get("prefix");
    Lazy moduleClass = a.get("class");
    return new Configuration(
            state,
            library,
            new ModuleArguments(
                modules,
                special == null ? NixAttrs.EMPTY : state.forceAttrs(special, null, ""),
                prefix == null ? Loc.ROOT : loc(state, prefix),
                moduleClass == null ? NixNull.NULL : moduleClass))
        .result();
  }

  private NixAttrs enableOption(EvalState state, Lazy name) {
    Lazy description =
        new Deferred() {
          @Override
          Value compute() {
            ContextBuilder context = new ContextBuilder();
            String text =
                Coercion.toString(
                    state,
                    null,
                    name,
                    context,
                    "while evaluating a path segment",
                    false,
                    true,
                    false);
            return NixString.of("Whether to enable " + text + ".", context.build());
          }
        };
    return new AttrsBuilder(5)
        .put("_type", OPTION)
        .put("default", NixBool.FALSE)
        .put("example", NixBool.TRUE)
        .put("description", description)
        .put("type", library.types().bool())
        .build();
  }

  private static NixList pluck(EvalState state, Lazy list, String name) {
    Lazy[] elements = state.forceList(list, null, "").elements();
    Lazy[] result = new Lazy[elements.length];
    for (int i = 0; i < result.length; i++) {
      Lazy e = elements[i];
      result[i] =
          new Deferred() {
            @Override
            Value compute() {
              return Nix.select(state.forceAttrs(e, null, ""), name);
            }
          };
    }
    return NixList.of(result);
  }

  private static NixAttrs literal(String type, Lazy text) {
    if (text.force() instanceof NixString s) {
      return NixAttrs.of(Nix.shape("_type", "text"), new Lazy[] {NixString.of(type), s});
    }
    throw Nix.thrown(type + " expects a string.");
  }

  private static NixList pushDown(EvalState state, Lazy config) {
    List<Definition> out = new ArrayList<>();
    Properties.pushDown(state, Definition.of(NixString.EMPTY, config, null), out);
    Lazy[] result = new Lazy[out.size()];
    for (int i = 0; i < result.length; i++) {
      Definition d = out.get(i);
      result[i] = d.value();
      if (d.value() instanceof NixAttrs set && d.properties().length > 0) {
        NixAttrs flat = set.flatten();
        AttrsBuilder wrapped = new AttrsBuilder(flat.size());
        for (int k = 0; k < flat.size(); k++) {
          wrapped.put(flat.name(k), Property.wrap(d.properties(), 0, flat.value(k)));
        }
        result[i] = wrapped.build();
      }
    }
    return NixList.of(result);
  }

  private static NixAttrs filterOverrides(EvalState state, Lazy definitions) {
    List<Definition> all = Definition.ofList(state, definitions);
    Value best = Properties.lowestPriority(all);
    return NixAttrs.of(
        Nix.shape("highestPrio", "values"),
        new Lazy[] {best, TypeRef.toList(Properties.ofPriority(all, best))});
  }

  private MergedDeclaration mergeDeclarations(EvalState state, Loc loc, Lazy list) {
    List<Declaration> declarations = new ArrayList<>();
    for (Lazy e : state.forceList(list, null, "").elements()) {
      declarations.add(Declaration.ofAttrs(state.forceAttrs(e, null, "")));
    }
    return MergedDeclaration.merge(state, library, loc, declarations);
  }

  private NixAttrs fixup(EvalState state, NixAttrs option) {
    Lazy type = option.get("type");
    if (type == null || TypeRef.of(state, type).subModules() == null) {
      return type != null
          ? option
          : NixAttrs.update(option, NixAttrs.of("type", library.types().unspecified().attrs()));
    }
    Value fixed =
        TypeRef.of(state, type).substSubModules(Nix.selectLazy(option, "options")).attrs();
    return NixAttrs.update(
        option, NixAttrs.of(Nix.shape("options", "type"), new Lazy[] {NixList.EMPTY, fixed}));
  }

  private Value mergeModules(EvalState state, Loc prefix, Lazy list) {
    List<Declaration> declarations = new ArrayList<>();
    List<Definition> definitions = new ArrayList<>();
    for (Lazy e : state.forceList(list, null, "").elements()) {
      NixAttrs m = state.forceAttrs(e, null, "");
      Lazy file = Nix.selectLazy(m, "_file");
      declarations.add(new Declaration(file, null, Nix.selectLazy(m, "options")));
      definitions.add(Definition.of(file, Nix.selectLazy(m, "config"), null));
    }
    OptionLevel level =
        new OptionLevel(
            state,
            library,
            prefix,
            declarations,
            new Memo<>() {
              @Override
              List<Definition> compute() {
                List<Definition> out = new ArrayList<>();
                for (Definition d : definitions) {
                  Properties.pushDown(state, d, out);
                }
                return out;
              }
            });
    return NixAttrs.of(
        Nix.shape("matchedOptions", "unmatchedDefns"),
        new Lazy[] {
          level.options(),
          new Deferred() {
            @Override
            Value compute() {
              return unmatched(level);
            }
          }
        });
  }

  private static NixList unmatched(OptionLevel level) {
    List<Lazy> result = new ArrayList<>();
    for (OptionLevel.Unmatched u : level.unmatched()) {
      result.add(
          NixAttrs.update(
              u.definition().toAttrs(), NixAttrs.of("prefix", Loc.of(u.path()).toList())));
    }
    return NixList.copyOf(result);
  }

  private static Value mergeUnique(EvalState state, NixAttrs how, Lazy loc, Lazy list) {
    Arguments.require(how, "mergeUniqueOption", "message");
    List<Definition> definitions = Definition.ofList(state, list);
    String message = state.forceString(Nix.selectLazy(how, "message"), null, "").value();
    MergeFunctions.requireOne(state, loc(state, loc), definitions, message);
    Lazy merge = how.get("merge");
    return merge == null
        ? definitions.get(0).value().force()
        : state.call(merge.force(), null, loc, list);
  }
}
