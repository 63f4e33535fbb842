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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads modules and everything they import, takes away what is disabled, and keeps one module of
 * each key: {@code collectModules}. Used once.
 */
final class ModuleCollector {
  static final String INTERNAL_KEY = "lib/modules.nix";
  private static final Shape GRAPH = Nix.shape("disabled", "file", "imports", "key");

  private final EvalState state;
  private final @Nullable String expectedClass;
  private final Lazy modulesPath;
  private final Loc prefix;
  private final NixAttrs args;
  private final List<Disabling> disablings = new ArrayList<>();

  /** A module with what it imports. */
  private record Loaded(Module module, String key, List<Loaded> imports) {}

  /** The {@code disabledModules} of one module. */
  private record Disabling(Lazy file, NixList modules) {}

  ModuleCollector(
      EvalState state,
      @Nullable String expectedClass,
      Lazy modulesPath,
      Loc prefix,
      NixAttrs args) {
    this.state = state;
    this.expectedClass = expectedClass;
    this.modulesPath = modulesPath;
    this.prefix = prefix;
    this.args = args;
  }

  /**
   * The modules in the order in which their declarations and definitions count, first one first.
   */
  List<Module> collect(List<Lazy> modules) {
    List<Loaded> roots = load(NixString.of(Show.UNKNOWN_FILE), "", modules);
    Set<String> disabled = disabledKeys();
    List<Module> result = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<Loaded> queue = new ArrayDeque<>(roots);
    while (!queue.isEmpty()) {
      Loaded next = queue.removeFirst();
      if (!disabled.contains(next.key) && seen.add(next.key)) {
        result.add(next.module);
        queue.addAll(next.imports);
      }
    }
    return result;
  }

  /** {@code graph}: which module imports which. */
  NixList graph(List<Lazy> modules) {
    List<Loaded> roots = load(NixString.of(Show.UNKNOWN_FILE), "", modules);
    Set<String> disabled = disabledKeys();
    List<Loaded> shown = new ArrayList<>(roots.size());
    for (Loaded root : roots) {
      if (!root.key.equals(INTERNAL_KEY)) {
        shown.add(root);
      }
    }
    return graphOf(shown, disabled);
  }

  private static NixList graphOf(List<Loaded> modules, Set<String> disabled) {
    Lazy[] nodes = new Lazy[modules.size()];
    for (int i = 0; i < nodes.length; i++) {
      Loaded m = modules.get(i);
      nodes[i] =
          NixAttrs.of(
              GRAPH,
              new Lazy[] {
                NixBool.of(disabled.contains(m.key)),
                m.module.file(),
                graphOf(m.imports, disabled),
                NixString.of(m.key)
              });
    }
    return NixList.of(nodes);
  }

  private List<Loaded> load(Lazy parentFile, String parentKey, List<Lazy> modules) {
    List<Loaded> result = new ArrayList<>(modules.size());
    for (int i = 0; i < modules.size(); i++) {
      NixString anonymous = NixString.of(parentKey + ":anon-" + (i + 1));
      Module module = load(parentFile, anonymous, modules.get(i));
      checkClass(module);
      NixList disabled = state.forceList(module.disabledModules(), null, "");
      if (disabled.size() > 0) {
        disablings.add(new Disabling(module.file(), disabled));
      }
      String key = Nix.text(state, module.key());
      NixList imports = state.forceList(module.imports(), null, "");
      result.add(
          new Loaded(
              module,
              key,
              imports.size() == 0
                  ? List.of()
                  : load(module.file(), key, List.of(imports.elements()))));
    }
    return result;
  }

  private Module load(Lazy parentFile, Lazy fallbackKey, Lazy module) {
    Value m = module.force();
    if (m instanceof NixAttrs a) {
      if (Nix.isFunction(state, a)) {
        return Modules.unify(
            state, parentFile, fallbackKey, Modules.apply(state, fallbackKey, a, args));
      }
      Lazy type = a.get("_type");
      if (type == null) {
        return Modules.unify(state, parentFile, fallbackKey, a);
      }
      String tag = type.force() instanceof NixString s ? s.value() : "";
      return switch (tag) {
        case "module" -> Modules.unify(state, parentFile, fallbackKey, a);
        case "if", "override" ->
            Modules.unify(state, parentFile, fallbackKey, NixAttrs.of("config", a));
        default ->
            throw Problems.badModule(
                state, ModuleMessages.notAModule(state, tag, parentFile, expectedClass, prefix));
      };
    }
    if (Nix.isFunction(state, m)) {
      return Modules.unify(
          state, parentFile, fallbackKey, Modules.apply(state, fallbackKey, m, args));
    }
    if (m instanceof NixList) {
      throw Problems.badModule(
          state,
          "Module imports can't be nested lists. Perhaps you meant to remove one level of lists?"
              + " Definitions: "
              + Show.definitions(state, List.of(Definition.of(parentFile, m, null))));
    }
    NixString file = Nix.toStringValue(state, m);
    Value content = Nix.builtin(state, "import", m);
    return Modules.unify(
        state,
        file,
        file,
        Nix.isFunction(state, content) ? Modules.apply(state, file, content, args) : content);
  }

  private void checkClass(Module module) {
    if (expectedClass == null || module.moduleClass() == null) {
      return;
    }
    Value own = module.moduleClass().force();
    if (own == NixNull.NULL || (own instanceof NixString s && s.value().equals(expectedClass))) {
      return;
    }
    throw Problems.badModule(
        state,
        ModuleMessages.wrongClass(
            Nix.text(state, module.file()), Nix.text(state, own), expectedClass));
  }

  private Set<String> disabledKeys() {
    Set<String> keys = new LinkedHashSet<>();
    for (Disabling d : disablings) {
      for (Lazy m : d.modules.elements()) {
        keys.add(disabledKey(d.file, m.force()));
      }
    }
    return keys;
  }

  private String disabledKey(Lazy file, Value m) {
    if (m instanceof NixString s) {
      return s.value().startsWith("/") ? s.value() : Nix.text(state, modulesPath) + "/" + s.value();
    }
    Lazy ownKey = m instanceof NixAttrs a ? a.get("key") : null;
    if (Nix.isConvertibleWithToString(m)) {
      String text = Nix.text(state, m);
      if (ownKey != null && !Nix.text(state, ownKey).equals(text)) {
        throw Problems.badModule(
            state,
            "Module `"
                + Nix.text(state, file)
                + "` contains a disabledModules item that is an attribute set that can be"
                + " converted to a string ("
                + text
                + ") but also has a `.key` attribute ("
                + Nix.text(state, ownKey)
                + ") with a different value. This makes it ambiguous which module should be"
                + " disabled.");
      }
      return text;
    }
    if (ownKey != null) {
      return Nix.text(state, ownKey);
    }
    throw Problems.badModule(state, ModuleMessages.cannotDisable(Nix.text(state, file), m));
  }
}
