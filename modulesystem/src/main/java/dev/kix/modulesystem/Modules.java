package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings what users write as a module into the form of {@link Module}. */
final class Modules {
  private static final Shape LOCATED = Nix.shape("_file", "imports");
  private static final List<String> KNOWN =
      List.of(
          "_class",
          "_file",
          "config",
          "disabledModules",
          "freeformType",
          "imports",
          "key",
          "meta",
          "options");
  private static final List<String> NOT_CONFIG =
      List.of("_class", "_file", "disabledModules", "freeformType", "imports", "key", "require");

  private Modules() {}

  /** {@code setDefaultModuleLocation file module}. */
  static NixAttrs withDefaultLocation(Lazy file, Lazy module) {
    return NixAttrs.of(LOCATED, new Lazy[] {file, NixList.of(module)});
  }

  /** {@code unifyModuleSyntax file key m}. */
  static Module unify(EvalState state, Lazy file, Lazy key, Value m) {
    if (!(m instanceof NixAttrs a)) {
      throw Problems.badModule(
          state,
          "module "
              + Nix.text(state, file)
              + " ("
              + Nix.text(state, key)
              + ") does not look like a module.");
    }
    if (a.isFlat() && a.topShape() == LOCATED) {
      return new Module(
          string(state, a.value(0)),
          key,
          null,
          NixList.EMPTY,
          a.value(1),
          null,
          NixAttrs.EMPTY,
          NixAttrs.EMPTY);
    }
    Lazy ownFile = stringOr(state, a, "_file", file);
    Lazy ownKey = stringOr(state, a, "key", key);
    Lazy disabled = a.get("disabledModules");
    boolean structured = a.has("config") || a.has("options");
    if (structured) {
      rejectUnknown(state, a, key);
    }
    Lazy config = structured ? a.get("config") : Nix.without(a, NOT_CONFIG);
    Lazy options = structured ? a.get("options") : null;
    Lazy meta = structured ? a.get("meta") : null;
    Lazy whole = config == null ? NixAttrs.EMPTY : config;
    if (meta != null) {
      whole = merge(whole, single("meta", meta, a.position("meta")));
    }
    Lazy freeform = a.get("freeformType");
    if (freeform != null) {
      NixAttrs type = single("freeformType", freeform, a.position("freeformType"));
      whole = merge(whole, single("_module", type, a.position("freeformType")));
    }
    return new Module(
        ownFile,
        ownKey,
        a.get("_class"),
        disabled == null ? NixList.EMPTY : disabled,
        imports(state, a, structured),
        a.position("imports"),
        options == null ? NixAttrs.EMPTY : options,
        whole);
  }

  private static Lazy imports(EvalState state, NixAttrs a, boolean structured) {
    Lazy imports = a.get("imports");
    Lazy require = structured ? null : a.get("require");
    if (require == null) {
      return imports == null ? NixList.EMPTY : imports;
    }
    NixList first = state.forceList(require, a.position("require"), "");
    return imports == null
        ? first
        : Nix.concat(first, state.forceList(imports, a.position("imports"), ""));
  }

  private static Lazy merge(Lazy a, Lazy b) {
    return Property.mkMerge(NixList.of(a, b));
  }

  private static NixAttrs single(String name, Lazy value, @Nullable Position position) {
    return new AttrsBuilder(1).put(name, value, position).build();
  }

  private static Lazy stringOr(EvalState state, NixAttrs a, String name, Lazy fallback) {
    Lazy own = a.get(name);
    return own == null ? fallback : string(state, own);
  }

  private static Lazy string(EvalState state, Lazy own) {
    return own.valueIfForced() instanceof NixString s
        ? s
        : new Deferred() {
          @Override
          Value compute() {
            return Nix.toStringValue(state, own);
          }
        };
  }

  private static void rejectUnknown(EvalState state, NixAttrs a, Lazy key) {
    NixAttrs flat = a.flatten();
    List<String> unknown = List.of();
    for (int i = 0; i < flat.size(); i++) {
      if (!KNOWN.contains(flat.name(i))) {
        unknown = unknown.isEmpty() ? new ArrayList<>() : unknown;
        unknown.add(flat.name(i));
      }
    }
    if (!unknown.isEmpty()) {
      throw Problems.badModule(
          state,
          "Module `"
              + Nix.text(state, key)
              + "' has an unsupported attribute `"
              + unknown.get(0)
              + "'. This is caused by introducing a top-level `config' or `options' attribute."
              + " Add configuration attributes immediately on the top level instead, or move all"
              + " of them (namely: "
              + String.join(" ", unknown)
              + ") into the explicit `config' attribute.",
          a.position(unknown.get(0)));
    }
  }

  /**
   * {@code applyModuleArgs key f args}: calls a module function. Arguments that {@code args} lacks
   * come from {@code config._module.args}, and are looked up only when they are used: that is why a
   * module may take an argument which another module defines.
   */
  static Value apply(EvalState state, ModuleLibrary library, Lazy key, Value f, NixAttrs args) {
    NixAttrs formals = library.formals().of(state, f);
    if (formals.isEmpty()) {
      return state.call(f, null, args);
    }
    Lazy[] extra = new Lazy[formals.size()];
    for (int i = 0; i < extra.length; i++) {
      String name = formals.name(i);
      Lazy given = args.get(name);
      // What is a value already cannot fail, so it needs no word about where it was needed.
      extra[i] = given instanceof Value ? given : new Argument(state, key, name, args);
    }
    return state.call(f, null, library.shapes().update(args, NixAttrs.of(formals.shape(), extra)));
  }

  /** One argument of a module function. */
  private static final class Argument extends Deferred {
    private final EvalState state;
    private final Lazy key;
    private final String name;
    private final NixAttrs args;

    Argument(EvalState state, Lazy key, String name, NixAttrs args) {
      this.state = state;
      this.key = key;
      this.name = name;
      this.args = args;
    }

    @Override
    Value compute() {
      try {
        Lazy given = args.get(name);
        return given == null ? fromConfig() : given.force();
      } catch (EvalException e) {
        throw e.duringCustom(
            null,
            "while evaluating the module argument `"
                + name
                + "' in \""
                + Nix.text(state, key)
                + "\":");
      }
    }

    private Value fromConfig() {
      try {
        Lazy given = Nix.selectLazy(args, "config");
        Value known = given instanceof Configuration.OwnConfig own ? own.argument(name) : null;
        if (known != null) {
          return known;
        }
        NixAttrs config = state.forceAttrs(given, null, "");
        NixAttrs module = state.forceAttrs(Nix.selectLazy(config, "_module"), null, "");
        return Nix.select(state.forceAttrs(Nix.selectLazy(module, "args"), null, ""), name);
      } catch (EvalException e) {
        throw e.duringCustom(
            null,
            "noting that argument `"
                + name
                + "` is not externally provided, so querying `_module.args` instead, requiring"
                + " `config`");
      }
    }
  }

  /** {@code lib.modules.unifyModuleSyntax}: the canonical form as a set. */
  static NixAttrs toAttrs(Module m) {
    return NixAttrs.of(
        Nix.shape("_class", "_file", "config", "disabledModules", "imports", "key", "options"),
        new Lazy[] {
          m.moduleClass() == null ? NixNull.NULL : m.moduleClass(),
          m.file(),
          m.config(),
          m.disabledModules(),
          m.imports(),
          m.key(),
          m.options()
        });
  }
}
