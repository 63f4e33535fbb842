package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
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
  /** File and key of the module that declares the options of {@code _module}. */
  static final NixString INTERNAL_FILE = NixString.of("lib/modules.nix");

  private static final NixString UNKNOWN_FILE = NixString.of(Show.UNKNOWN_FILE);
  private static final Shape GRAPH = Nix.shape("disabled", "file", "imports", "key");

  private final EvalState state;
  private final ModuleLibrary library;
  private final @Nullable String expectedClass;
  private final Lazy modulesPath;
  private final Loc prefix;
  private final NixAttrs args;
  private final List<Disabling> disablings = new ArrayList<>(0);

  /** Whether some module has a key of its own, or disables others. */
  private boolean named;

  /** A module with what it imports. */
  private record Loaded(Module module, List<Loaded> imports) {}

  /** The {@code disabledModules} of one module. */
  private record Disabling(Lazy file, NixList modules) {}

  ModuleCollector(
      EvalState state,
      ModuleLibrary library,
      @Nullable String expectedClass,
      Lazy modulesPath,
      Loc prefix,
      NixAttrs args) {
    this.state = state;
    this.library = library;
    this.expectedClass = expectedClass;
    this.modulesPath = modulesPath;
    this.prefix = prefix;
    this.args = args;
  }

  /**
   * The modules in the order in which their declarations and definitions count, first one first.
   *
   * @param last a module that is ready, counted after {@code modules}
   */
  List<Module> collect(List<Lazy> modules, Module last) {
    List<Loaded> roots = load(UNKNOWN_FILE, null, null, modules);
    roots.add(new Loaded(last, List.of()));
    return named ? byKey(roots) : all(roots);
  }

  /** Breadth first, each key once, without what is disabled. */
  private List<Module> byKey(List<Loaded> roots) {
    Set<String> disabled = disabledKeys();
    List<Module> result = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<Loaded> queue = new ArrayDeque<>(roots);
    while (!queue.isEmpty()) {
      Loaded next = queue.removeFirst();
      String key = key(next.module);
      if (!disabled.contains(key) && seen.add(key)) {
        result.add(next.module);
        queue.addAll(next.imports);
      }
    }
    return result;
  }

  /** Breadth first; where no module has a key of its own, all keys differ. */
  private static List<Module> all(List<Loaded> roots) {
    List<Module> result = new ArrayList<>(roots.size() + 2);
    for (int from = 0; from < roots.size(); from++) {
      Loaded next = roots.get(from);
      result.add(next.module);
      roots.addAll(next.imports);
    }
    return result;
  }

  private String key(Module module) {
    return Nix.text(state, module.key());
  }

  /** {@code graph}: which module imports which. */
  NixList graph(List<Lazy> modules) {
    List<Loaded> roots = load(UNKNOWN_FILE, null, null, modules);
    return graphOf(roots, disabledKeys());
  }

  private NixList graphOf(List<Loaded> modules, Set<String> disabled) {
    Lazy[] nodes = new Lazy[modules.size()];
    for (int i = 0; i < nodes.length; i++) {
      Loaded m = modules.get(i);
      String key = key(m.module);
      nodes[i] =
          NixAttrs.of(
              GRAPH,
              new Lazy[] {
                NixBool.of(disabled.contains(key)),
                m.module.file(),
                graphOf(m.imports, disabled),
                NixString.of(key)
              });
    }
    return NixList.of(nodes);
  }

  /**
   * @param parentKey the key of the module that imports these, null for none
   * @param at where it lists them, or null
   */
  private List<Loaded> load(
      Lazy parentFile, @Nullable Lazy parentKey, @Nullable Position at, List<Lazy> modules) {
    List<Loaded> result = new ArrayList<>(modules.size());
    for (int i = 0; i < modules.size(); i++) {
      Lazy anonymous = new AnonymousKey(state, parentKey, i + 1);
      Module module = load(parentFile, anonymous, at, modules.get(i));
      checkClass(module);
      NixList disabled = state.forceList(module.disabledModules(), null, "");
      if (disabled.size() > 0) {
        disablings.add(new Disabling(module.file(), disabled));
      }
      NixList imports = state.forceList(module.imports(), null, "");
      named |= disabled.size() > 0 || module.key() != anonymous;
      result.add(
          new Loaded(
              module,
              imports.size() == 0
                  ? List.of()
                  : load(
                      module.file(),
                      module.key(),
                      module.importsAt(),
                      List.of(imports.elements()))));
    }
    return result;
  }

  /** The key of a module that has none: told apart by where it is imported. */
  private static final class AnonymousKey extends Deferred {
    private final EvalState state;
    private final @Nullable Lazy parent;
    private final int number;

    AnonymousKey(EvalState state, @Nullable Lazy parent, int number) {
      this.state = state;
      this.parent = parent;
      this.number = number;
    }

    @Override
    Value compute() {
      return NixString.of((parent == null ? "" : Nix.text(state, parent)) + ":anon-" + number);
    }
  }

  private Module load(Lazy parentFile, Lazy fallbackKey, @Nullable Position at, Lazy module) {
    Value m = module.force();
    if (m instanceof NixAttrs a) {
      if (Nix.isFunction(state, a)) {
        return Modules.unify(
            state, parentFile, fallbackKey, Modules.apply(state, library, fallbackKey, a, args));
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
          state, parentFile, fallbackKey, Modules.apply(state, library, fallbackKey, m, args));
    }
    if (m instanceof NixList) {
      throw Problems.badModule(
          state,
          "Module imports can't be nested lists. Perhaps you meant to remove one level of lists?"
              + " Definitions: "
              + Show.definitions(state, List.of(Definition.of(parentFile, m, null))));
    }
    NixString file = Nix.toStringValue(state, m);
    Value content = imported(m, at);
    return Modules.unify(
        state,
        file,
        file,
        Nix.isFunction(state, content)
            ? Modules.apply(state, library, file, content, args)
            : content);
  }

  /** The value of a file; of one that cannot be read the error says where it was asked for. */
  private Value imported(Value path, @Nullable Position at) {
    try {
      return Nix.builtin(state, "import", path);
    } catch (EvalException e) {
      if (at != null
          && e.position() == null
          && e.frames().stream().allMatch(f -> f.position() == null)) {
        throw e.during(at, "while importing a module");
      }
      throw e;
    }
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
