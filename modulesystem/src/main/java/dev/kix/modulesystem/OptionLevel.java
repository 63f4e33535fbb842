package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One level of the tree of options: names, each an option or a further level: {@code mergeModules}.
 *
 * <p>Declarations and definitions are indexed apart, each when first wanted: the names of options
 * must be there before any definition is looked at, because definitions may depend on them.
 */
final class OptionLevel {
  private final EvalState state;
  private final ModuleLibrary library;
  private final Loc prefix;
  private final List<Declaration> modules;
  private final Memo<List<Definition>> configs;
  private final Children children = new Children();
  private final Index definitions = new Index();
  private final Deferred options = new OptionAttrs();
  private final Deferred config = new ConfigAttrs();

  /**
   * @param modules per module, its set of declarations at this level
   * @param configs per module, its sets of definitions at this level without properties at the top
   */
  OptionLevel(
      EvalState state,
      ModuleLibrary library,
      Loc prefix,
      List<Declaration> modules,
      Memo<List<Definition>> configs) {
    this.state = state;
    this.library = library;
    this.prefix = prefix;
    this.modules = modules;
    this.configs = configs;
  }

  Loc prefix() {
    return prefix;
  }

  /** The names at this level in byte order. */
  Shape names() {
    return children.get().shape;
  }

  /** What is declared as {@code name}, or null. */
  @Nullable Child child(String name) {
    Children.Table t = children.get();
    int i = t.shape.indexOf(name);
    return i < 0 ? null : t.list[i];
  }

  /** All names with what they are. */
  List<Child> children() {
    return Arrays.asList(children.get().list);
  }

  /** The tree of options as a value: {@code options}. */
  Lazy options() {
    return options;
  }

  /** The tree of values of declared options: {@code config}. */
  Lazy config() {
    return config;
  }

  /** The definitions of {@code name}, not looked into. */
  List<Definition> definitionsOf(String name) {
    List<Definition> d = definitions.get().get(name);
    return d == null ? List.of() : d;
  }

  /** A name at this level. */
  final class Child {
    private final String name;
    private final List<Declaration> declarations;
    private @Nullable Object resolved;

    Child(String name, List<Declaration> declarations) {
      this.name = name;
      this.declarations = declarations;
    }

    String name() {
      return name;
    }

    /** The option, or null when this is a level. */
    @Nullable EvaluatedOption option() {
      return resolve() instanceof EvaluatedOption o ? o : null;
    }

    /** The level below, or null when this is an option. */
    @Nullable OptionLevel level() {
      return resolve() instanceof OptionLevel l ? l : null;
    }

    private Object resolve() {
      Object r = resolved;
      if (r == null) {
        r = OptionLevel.this.resolve(name, declarations);
        resolved = r;
      }
      return r;
    }
  }

  private Object resolve(String name, List<Declaration> declarations) {
    Loc loc = prefix.child(name);
    Declaration option = null;
    boolean all = true;
    for (Declaration d : declarations) {
      if (isOption(loc, d)) {
        option = option == null ? d : option;
      } else {
        all = false;
      }
    }
    if (option == null) {
      return new OptionLevel(state, library, loc, declarations, new PushedDown(name));
    }
    List<Declaration> own = all ? declarations : asSubmodules(loc, option, declarations);
    return new EvaluatedOption(state, library, loc, own, new NamedDefinitions(this, name));
  }

  private record NamedDefinitions(OptionLevel level, String name)
      implements EvaluatedOption.DefinitionSource {
    @Override
    public List<Definition> definitions() {
      return level.definitionsOf(name);
    }
  }

  private boolean isOption(Loc loc, Declaration d) {
    if (!(d.options().force() instanceof NixAttrs a)) {
      return false;
    }
    Lazy type = a.get("_type");
    if (type == null) {
      return false;
    }
    Value tag = type.force();
    if (tag instanceof NixString s && s.value().equals("option")) {
      return true;
    }
    throw Problems.badDeclaration(
        state,
        loc,
        DeclarationMessages.notAnOption(
            state, loc, tag instanceof NixString s ? s.value() : "", d));
  }

  /** Sets of options declared beside a submodule option become more modules of the submodule. */
  private List<Declaration> asSubmodules(
      Loc loc, Declaration option, List<Declaration> declarations) {
    List<Declaration> result = new ArrayList<>(declarations.size());
    for (Declaration d : declarations) {
      if (!isOption(loc, d)) {
        result.add(
            new Declaration(
                d.file(),
                d.position(),
                SubmoduleType.optionOfOptions(state, library, d.options())));
        continue;
      }
      Lazy type = state.forceAttrs(d.options(), null, "").get("type");
      if (type == null
          || !(type.force() instanceof NixAttrs t)
          || !(Nix.selectOrNull(t, "name") instanceof NixString s)
          || !s.value().equals("submodule")) {
        throw Problems.badDeclaration(
            state,
            loc,
            DeclarationMessages.cannotBeParent(
                state, loc, option, declarations.stream().filter(o -> !isOption(loc, o)).toList()));
      }
      result.add(d);
    }
    return result;
  }

  // ---- declarations ----

  /** What is declared, by name. */
  private final class Children extends Memo<Children.Table> {
    record Table(Shape shape, Child[] list) {}

    @Override
    Table compute() {
      if (modules.size() == 1) {
        Declaration only = modules.get(0);
        NixAttrs set = set(only).flatten();
        Child[] list = new Child[set.size()];
        for (int i = 0; i < list.length; i++) {
          list[i] =
              new Child(
                  set.name(i),
                  List.of(new Declaration(only.file(), set.position(i), set.value(i))));
        }
        return new Table(set.shape(), list);
      }
      Map<String, List<Declaration>> byName = new HashMap<>();
      for (Declaration module : modules) {
        NixAttrs set = set(module).flatten();
        for (int i = 0; i < set.size(); i++) {
          byName
              .computeIfAbsent(set.name(i), name -> new ArrayList<>(2))
              .add(new Declaration(module.file(), set.position(i), set.value(i)));
        }
      }
      String[] names = sortedNames(byName.keySet());
      Child[] list = new Child[names.length];
      for (int i = 0; i < names.length; i++) {
        List<Declaration> declarations = byName.get(names[i]);
        list[i] = new Child(names[i], declarations == null ? List.of() : declarations);
      }
      return new Table(Nix.shape(names), list);
    }

    private NixAttrs set(Declaration module) {
      Value v = module.options().force();
      if (v instanceof NixAttrs a) {
        return a;
      }
      throw Problems.badDeclaration(
          state,
          prefix,
          "An option declaration for `"
              + String.join(".", prefix.names())
              + "' has type\n`"
              + v.type().typeName()
              + "' rather than an attribute set.\nDid you mean to define this outside of"
              + " `options'?\n");
    }
  }

  private static String[] sortedNames(Collection<String> names) {
    String[] sorted = names.toArray(new String[0]);
    Arrays.sort(sorted);
    return sorted;
  }

  // ---- definitions ----

  /** What is defined, by name. */
  private final class Index extends Memo<Map<String, List<Definition>>> {
    @Override
    Map<String, List<Definition>> compute() {
      List<Definition> sets = configs.get();
      for (Definition c : sets) {
        requireSet(c);
      }
      Map<String, List<Definition>> byName = new HashMap<>();
      for (Definition c : sets) {
        NixAttrs set = state.forceAttrs(c.value(), null, "").flatten();
        for (int i = 0; i < set.size(); i++) {
          byName
              .computeIfAbsent(set.name(i), name -> new ArrayList<>(2))
              .add(Definition.of(c.file(), set.value(i), set.position(i), c.properties()));
        }
      }
      return byName;
    }

    private void requireSet(Definition c) {
      Value v = c.value().force();
      if (v instanceof NixAttrs) {
        return;
      }
      String path = String.join(".", prefix.names());
      ModuleProblem problem =
          Problems.problem(
              ModuleProblem.Kind.BAD_MODULE,
              state,
              prefix,
              null,
              List.of(c),
              "In module `"
                  + Nix.text(state, c.file())
                  + "', you're trying to define a value of type `"
                  + v.type().typeName()
                  + "'\nrather than an attribute set for the option\n`"
                  + path
                  + "'!\n\nThis usually happens if `"
                  + path
                  + "' has option\ndefinitions inside that are not matched. Please check how to"
                  + " properly define\nthis option by e.g. referring to `man 5"
                  + " configuration.nix'!\n");
      throw Problems.raise(state, problem);
    }
  }

  /** The definitions of a name, pushed down for the level below it. */
  private final class PushedDown extends Memo<List<Definition>> {
    private final String name;

    PushedDown(String name) {
      this.name = name;
    }

    @Override
    List<Definition> compute() {
      List<Definition> raw = definitionsOf(name);
      List<Definition> out = new ArrayList<>(raw.size());
      for (Definition d : raw) {
        Properties.pushDown(state, d, out);
      }
      return out;
    }
  }

  /** A definition that no option takes. {@code path} is relative to the root of the tree. */
  record Unmatched(List<String> path, Definition definition) {}

  /** The definitions below this level that no option takes, by name. */
  List<Unmatched> unmatched() {
    List<Unmatched> out = new ArrayList<>(0);
    collectUnmatched(List.of(), out);
    return out;
  }

  private void collectUnmatched(List<String> path, List<Unmatched> out) {
    if (configs.get().isEmpty()) {
      return; // without looking at declarations: there may be none that evaluate
    }
    Map<String, List<Definition>> defined = new TreeMap<>(definitions.get());
    for (Map.Entry<String, List<Definition>> e : defined.entrySet()) {
      List<String> here = new ArrayList<>(path);
      here.add(e.getKey());
      Child child = child(e.getKey());
      if (child == null) {
        for (Definition d : e.getValue()) {
          out.add(new Unmatched(here, d));
        }
      } else {
        OptionLevel level = child.level();
        if (level != null) {
          level.collectUnmatched(here, out);
        }
      }
    }
  }

  // ---- as values ----

  private final class OptionAttrs extends Deferred {
    @Override
    Value compute() {
      Children.Table t = children.get();
      Lazy[] values = new Lazy[t.list.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = new OptionValue(t.list[i]);
      }
      return NixAttrs.of(t.shape, values);
    }
  }

  private static final class OptionValue extends Deferred {
    private final OptionLevel.Child child;

    OptionValue(OptionLevel.Child child) {
      this.child = child;
    }

    @Override
    Value compute() {
      EvaluatedOption option = child.option();
      if (option != null) {
        return option.attrs();
      }
      OptionLevel level = child.level();
      return level == null ? NixAttrs.EMPTY : level.options.force();
    }
  }

  private final class ConfigAttrs extends Deferred {
    @Override
    Value compute() {
      Children.Table t = children.get();
      Lazy[] values = new Lazy[t.list.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = new ConfigValue(t.list[i]);
      }
      return NixAttrs.of(t.shape, values);
    }
  }

  private static final class ConfigValue extends Deferred {
    private final OptionLevel.Child child;

    ConfigValue(OptionLevel.Child child) {
      this.child = child;
    }

    @Override
    Value compute() {
      EvaluatedOption option = child.option();
      if (option != null) {
        return option.force();
      }
      OptionLevel level = child.level();
      return level == null ? NixAttrs.EMPTY : level.config.force();
    }
  }

  /** The option at {@code path} below this level, or null when there is none. */
  @Nullable EvaluatedOption find(List<String> path) {
    OptionLevel level = this;
    for (int i = 0; i < path.size(); i++) {
      Child child = level.child(path.get(i));
      if (child == null) {
        return null;
      }
      OptionLevel below = child.level();
      if (below == null) {
        return i == path.size() - 1 ? child.option() : null;
      }
      level = below;
    }
    return null;
  }
}
