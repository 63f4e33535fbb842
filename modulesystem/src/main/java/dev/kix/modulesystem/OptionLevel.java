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
  /** Up to so many sets of definitions are searched; more are indexed by name. */
  private static final int SCAN_LIMIT = 6;

  private final EvalState state;
  private final ModuleLibrary library;
  private final Loc prefix;
  private final List<Declaration> modules;
  private final Memo<List<Definition>> configs;
  private final Children children = new Children();
  private final Deferred config = new ConfigAttrs();
  private @Nullable Deferred options;

  /** {@link #configs}, once it is known that all are sets. */
  private @Nullable List<Definition> sets;

  /** What is defined, by name, once that was wanted. */
  private @Nullable Map<String, List<Definition>> definitions;

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
    Deferred o = options;
    if (o == null) {
      o = new OptionAttrs();
      options = o;
    }
    return o;
  }

  /** The tree of values of declared options: {@code config}. */
  Lazy config() {
    return config;
  }

  /** The values of declared options as far as they are known, free of how they came about. */
  NixAttrs values() {
    Children.Table t = children.get();
    Lazy[] values = new Lazy[t.list.length];
    for (int i = 0; i < values.length; i++) {
      Child child = t.list[i];
      OptionLevel below = child.level();
      Value known = child.valueIfForced();
      EvaluatedOption option = child.option();
      if (below != null) {
        values[i] = below.values();
      } else if (known == null && option != null && option.valueIfForced() != null) {
        values[i] = option.valueIfForced();
      } else {
        values[i] = known == null ? child : known;
      }
    }
    return NixAttrs.of(t.shape, values);
  }

  /** The definitions of {@code name}, not looked into. */
  List<Definition> definitionsOf(String name) {
    return definitionsOf(name, null);
  }

  /** The definitions of {@code name} after another one, which may be null for none. */
  private List<Definition> definitionsOf(String name, @Nullable Definition before) {
    List<Definition> all = sets();
    if (all.size() > SCAN_LIMIT) {
      List<Definition> d = definitions().get(name);
      List<Definition> known = d == null ? List.of() : d;
      return before == null ? known : prepended(before, known);
    }
    int count = before == null ? 0 : 1;
    for (int k = 0; k < all.size(); k++) {
      count += at(all.get(k), name) < 0 ? 0 : 1;
    }
    if (count == 0) {
      return List.of();
    }
    Definition[] found = new Definition[count];
    int n = 0;
    if (before != null) {
      found[n++] = before;
    }
    for (int k = 0; n < count; k++) {
      Definition c = all.get(k);
      int i = at(c, name);
      if (i >= 0) {
        NixAttrs set = ((NixAttrs) c.value().force()).flatten();
        found[n++] = Definition.of(c.file(), set.value(i), set.position(i), c.properties());
      }
    }
    return Definition.list(found);
  }

  /** The place of {@code name} among the definitions in a set without layers, or -1. */
  private static int at(Definition set, String name) {
    return ((NixAttrs) set.value().force()).flatten().shape().indexOf(name);
  }

  private static List<Definition> prepended(Definition first, List<Definition> others) {
    Definition[] all = new Definition[others.size() + 1];
    all[0] = first;
    for (int i = 1; i < all.length; i++) {
      all[i] = others.get(i - 1);
    }
    return Definition.list(all);
  }

  /**
   * Whether every definition of {@code name} is a plain set without {@code attribute}: properties
   * around it were not looked into, and none is inside.
   */
  boolean areSetsWithout(String name, String attribute) {
    List<Definition> all = sets();
    for (int k = 0; k < all.size(); k++) {
      Lazy value = ((NixAttrs) all.get(k).value().force()).get(name);
      if (value != null
          && (!(value.force() instanceof NixAttrs a) || a.has("_type") || a.has(attribute))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The value of {@code _module.args.name} of this, the root, where it takes no evaluation to tell
   * it: one definition that is known, plain and no set. Null everywhere else.
   */
  @Nullable Value argument(String name) {
    List<Definition> all = sets;
    Child module = all == null || children.getIfKnown() == null ? null : child("_module");
    if (all == null || module == null || Configuration.InternalArgs.has(name)) {
      return null;
    }
    Declaration only = module.only();
    if (only == null || !library.isInternal(only.options())) {
      return null;
    }
    Value found = null;
    for (int k = 0; k < all.size(); k++) {
      Definition d = all.get(k);
      Lazy in = ((NixAttrs) d.value().force()).get("_module");
      if (in == null) {
        continue;
      }
      if (d.properties().length > 0
          || !(in.valueIfForced() instanceof NixAttrs set)
          || set.has("_type")) {
        return null;
      }
      Lazy args = set.get("args");
      if (args == null || args instanceof Configuration.InternalArgs) {
        continue;
      }
      if (!(args.valueIfForced() instanceof NixAttrs given) || given.has("_type")) {
        return null;
      }
      Lazy argument = given.get(name);
      if (argument == null) {
        continue;
      }
      Value v = argument.valueIfForced();
      if (found != null || v == null || v instanceof NixAttrs) {
        return null;
      }
      found = v;
    }
    return found;
  }

  private boolean isDefined(String name) {
    List<Definition> all = sets();
    if (all.size() > SCAN_LIMIT) {
      return definitions().containsKey(name);
    }
    for (int k = 0; k < all.size(); k++) {
      if (((NixAttrs) all.get(k).value().force()).has(name)) {
        return true;
      }
    }
    return false;
  }

  /** A name at this level. As a value it is what {@code config} has under the name. */
  final class Child extends Deferred implements EvaluatedOption.DefinitionSource {
    private final String name;

    /** The only declaration, or the list of them. */
    private final Object declared;

    private @Nullable Object resolved;

    Child(String name, Object declared) {
      this.name = name;
      this.declared = declared;
    }

    /** The declaration if there is but one. */
    @Nullable Declaration only() {
      return declared instanceof Declaration d ? d : null;
    }

    @SuppressWarnings("unchecked") // declared is one or a list of these
    List<Declaration> declarations() {
      return declared instanceof Declaration d ? List.of(d) : (List<Declaration>) declared;
    }

    String name() {
      return name;
    }

    /** In how many modules the name is declared. */
    int declarationCount() {
      return declarations().size();
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
        r = OptionLevel.this.resolve(this);
        resolved = r;
      }
      return r;
    }

    @Override
    public List<Definition> definitions(@Nullable Definition byDefault) {
      return definitionsOf(name, byDefault);
    }

    @Override
    Value compute() {
      Object r = resolve();
      return r instanceof OptionLevel l ? l.config.force() : ((EvaluatedOption) r).force();
    }
  }

  private Object resolve(Child child) {
    Loc loc = prefix.child(child.name);
    Declaration only = child.only();
    if (only != null && isOption(loc, only)) {
      return new EvaluatedOption(state, library, loc, only, child);
    }
    List<Declaration> declarations = child.declarations();
    Declaration option = null;
    boolean all = true;
    for (int i = 0; i < declarations.size(); i++) {
      Declaration d = declarations.get(i);
      if (isOption(loc, d)) {
        option = option == null ? d : option;
      } else {
        all = false;
      }
    }
    if (option == null) {
      return new OptionLevel(state, library, loc, declarations, new PushedDown(child.name));
    }
    List<Declaration> own = all ? declarations : asSubmodules(loc, option, declarations);
    return new EvaluatedOption(state, library, loc, own, child);
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
        DeclarationMessages.notAnOption(state, loc, tag instanceof NixString s ? s.value() : "", d),
        List.of(d));
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
                state, loc, option, declarations.stream().filter(o -> !isOption(loc, o)).toList()),
            declarations);
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
      List<Declaration> declaring = new ArrayList<>(2);
      for (int i = 0; i < modules.size(); i++) {
        Declaration module = modules.get(i);
        if (!set(module).isEmpty()) {
          declaring.add(module);
        }
      }
      if (declaring.size() == 1) {
        return ofOne(declaring.get(0));
      }
      Table joined = declaring.size() == 2 ? ofTwo(declaring.get(0), declaring.get(1)) : null;
      return joined == null ? ofMany(declaring) : joined;
    }

    private Table ofOne(Declaration only) {
      NixAttrs set = set(only).flatten();
      Child[] list = new Child[set.size()];
      for (int i = 0; i < list.length; i++) {
        list[i] = child(only, set, i);
      }
      return new Table(set.shape(), list);
    }

    private Child child(Declaration module, NixAttrs set, int i) {
      return new Child(set.name(i), new Declaration(module.file(), set.position(i), set.value(i)));
    }

    /** Two modules that declare different names; null when they share one. */
    private @Nullable Table ofTwo(Declaration a, Declaration b) {
      NixAttrs left = set(a).flatten();
      NixAttrs right = set(b).flatten();
      ShapeCache.Join join = library.shapes().join(left.shape(), right.shape());
      if (join == null) {
        return null;
      }
      int[] source = join.source();
      Child[] list = new Child[source.length];
      for (int i = 0; i < list.length; i++) {
        int s = source[i];
        list[i] = s >= 0 ? child(a, left, s) : child(b, right, ~s);
      }
      return new Table(join.shape(), list);
    }

    private Table ofMany(List<Declaration> declaring) {
      Map<String, List<Declaration>> byName = new HashMap<>();
      for (Declaration module : declaring) {
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
        list[i] =
            new Child(
                names[i],
                declarations == null
                    ? List.of()
                    : declarations.size() == 1 ? declarations.get(0) : declarations);
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
              + " `options'?\n",
          List.of(module));
    }
  }

  private static String[] sortedNames(Collection<String> names) {
    String[] sorted = names.toArray(new String[0]);
    Arrays.sort(sorted);
    return sorted;
  }

  // ---- definitions ----

  /** The sets of definitions at this level. */
  private List<Definition> sets() {
    List<Definition> s = sets;
    if (s == null) {
      s = configs.get();
      for (int i = 0; i < s.size(); i++) {
        requireSet(s.get(i));
      }
      sets = s;
    }
    return s;
  }

  private void requireSet(Definition c) {
    Value v = c.value().force();
    if (v instanceof NixAttrs) {
      return;
    }
    String path = String.join(".", prefix.names());
    ModuleProblem problem =
        Problems.problem(
            ModuleProblem.Kind.NOT_A_SET,
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
    throw Problems.raise(state, problem.suggesting(optionNames()));
  }

  private List<String> optionNames() {
    Shape names = names();
    List<String> shown = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      if (!names.name(i).equals("_module")) {
        shown.add(prefix.child(names.name(i)).show());
      }
    }
    return shown;
  }

  /** What is defined, by name. */
  private Map<String, List<Definition>> definitions() {
    Map<String, List<Definition>> byName = definitions;
    if (byName != null) {
      return byName;
    }
    byName = new HashMap<>();
    List<Definition> all = sets();
    for (int k = 0; k < all.size(); k++) {
      Definition c = all.get(k);
      NixAttrs set = state.forceAttrs(c.value(), null, "").flatten();
      for (int i = 0; i < set.size(); i++) {
        Definition d = Definition.of(c.file(), set.value(i), set.position(i), c.properties());
        List<Definition> known = byName.get(set.name(i));
        if (known == null) {
          known = new ArrayList<>(2);
          byName.put(set.name(i), known);
        }
        known.add(d);
      }
    }
    definitions = byName;
    return byName;
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
      for (int i = 0; i < raw.size(); i++) {
        Properties.pushDown(state, raw.get(i), out);
      }
      return out;
    }
  }

  /** A definition that no option takes. {@code path} is relative to the root of the tree. */
  record Unmatched(List<String> path, Definition definition) {}

  /** The definitions below this level that no option takes, by name. */
  List<Unmatched> unmatched() {
    if (!hasUnmatched()) {
      return List.of();
    }
    List<Unmatched> out = new ArrayList<>();
    collectUnmatched(List.of(), out);
    return out;
  }

  /** The definitions at this level, not those below, that no option takes, by name. */
  List<Unmatched> unmatchedHere(List<String> path) {
    List<Unmatched> out = new ArrayList<>();
    if (!configs.get().isEmpty()) {
      for (Map.Entry<String, List<Definition>> e : new TreeMap<>(definitions()).entrySet()) {
        if (child(e.getKey()) == null) {
          addUnmatched(path, e, out);
        }
      }
    }
    return out;
  }

  private static void addUnmatched(
      List<String> path, Map.Entry<String, List<Definition>> defined, List<Unmatched> out) {
    List<String> here = new ArrayList<>(path);
    here.add(defined.getKey());
    for (Definition d : defined.getValue()) {
      out.add(new Unmatched(here, d));
    }
  }

  /** Whether {@link #unmatched} is not empty; in the usual case nothing is built to find out. */
  private boolean hasUnmatched() {
    if (configs.get().isEmpty()) {
      return false; // without looking at declarations: there may be none that evaluate
    }
    Children.Table t = children.get();
    for (int i = 0; i < t.list.length; i++) {
      Child child = t.list[i];
      if (isDefined(child.name) && !isInternal(child)) {
        OptionLevel level = child.level();
        if (level != null && level.hasUnmatched()) {
          return true;
        }
      }
    }
    List<Definition> all = sets();
    for (int k = 0; k < all.size(); k++) {
      NixAttrs set = ((NixAttrs) all.get(k).value().force()).flatten();
      Shape shape = set.shape();
      for (int i = 0; i < shape.size(); i++) {
        if (t.shape.indexOf(shape.name(i)) < 0) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether a child is {@code _module} with the usual options, and nothing else is defined in it.
   */
  private boolean isInternal(Child child) {
    Declaration only = child.only();
    if (only == null || !library.isInternal(only.options())) {
      return false;
    }
    Shape options = ModuleLibrary.INTERNAL;
    List<Definition> all = sets();
    for (int k = 0; k < all.size(); k++) {
      Lazy value = ((NixAttrs) all.get(k).value().force()).get("_module");
      if (value == null) {
        continue;
      }
      if (!(value.force() instanceof NixAttrs a) || a.has("_type")) {
        return false;
      }
      Shape names = a.flatten().shape();
      for (int i = 0; i < names.size(); i++) {
        if (options.indexOf(names.name(i)) < 0) {
          return false;
        }
      }
    }
    return true;
  }

  private void collectUnmatched(List<String> path, List<Unmatched> out) {
    if (configs.get().isEmpty()) {
      return; // without looking at declarations: there may be none that evaluate
    }
    Map<String, List<Definition>> defined = new TreeMap<>(definitions());
    for (Map.Entry<String, List<Definition>> e : defined.entrySet()) {
      Child child = child(e.getKey());
      if (child == null) {
        addUnmatched(path, e, out);
        continue;
      }
      OptionLevel level = child.level();
      if (level != null) {
        List<String> here = new ArrayList<>(path);
        here.add(e.getKey());
        level.collectUnmatched(here, out);
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
      return level == null ? NixAttrs.EMPTY : level.options().force();
    }
  }

  private final class ConfigAttrs extends Deferred {
    @Override
    Value compute() {
      Children.Table t = children.get();
      return NixAttrs.of(t.shape, t.list.clone());
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
