package dev.kix.cluster.instance;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.EvalErrors;
import dev.kix.cluster.Messages;
import dev.kix.cluster.SourcePaths;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.modulesystem.ModuleProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code config.instances}: the instances, and the wildcard definitions for them. */
public final class InstanceCollector {
  private final EvalState state;
  private final Messages messages;
  private final EvalErrors errors;
  private final ServiceSwitches services;
  private final List<Wildcard> wildcards = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final Map<String, Position> disabled = new TreeMap<>();
  private final SourcePaths paths;

  public InstanceCollector(
      EvalState state,
      Messages messages,
      EvalErrors errors,
      ServiceSwitches services,
      SourcePaths paths) {
    this.services = services;
    this.paths = paths;
    this.state = state;
    this.messages = messages;
    this.errors = errors;
  }

  /** The wildcard definitions found by {@link #collect}, the most general first. */
  public List<Wildcard> wildcards() {
    return wildcards;
  }

  /** The instances found by {@link #collect}: the enabled ones, by namespace and name. */
  public List<Instance> instances() {
    return instances;
  }

  /** Where the instances that are switched off stand, by their paths. */
  public Map<String, Position> disabled() {
    return disabled;
  }

  /** Collects. What is wrong with an instance is reported, and it is left out. */
  public void collect(NixAttrs namespaces) {
    List<String> all = names(namespaces);
    for (boolean anyNamespace : new boolean[] {true, false}) {
      for (String namespace : all) {
        if (namespace.equals(Wildcard.ANY) == anyNamespace) {
          collectWildcards(namespace, attrs(namespaces, namespace));
        }
      }
    }
    for (String namespace : all) {
      if (namespace.equals(Wildcard.ANY)) {
        continue;
      }
      NixAttrs members = attrs(namespaces, namespace);
      List<String> inside = names(members);
      String wrong = InstanceNames.wrongNamespace(namespace);
      if (wrong != null && !Set.of(Wildcard.ANY).containsAll(inside)) {
        error(
            "the namespace '" + namespace + "' cannot be called so:\n" + wrong,
            members,
            inside.get(0));
        continue;
      }
      for (String name : inside) {
        if (name.equals(Wildcard.ANY)) {
          continue;
        }
        int depth = state.depth();
        try {
          Instance instance = instance(namespace, name, members);
          if (instance != null) {
            instances.add(instance);
          }
        } catch (EvalException e) {
          state.restoreDepth(depth);
          Position p = members.position(name);
          messages.error(
              Phase.OPTIONS,
              e.detail() instanceof ModuleProblem problem
                      && problem.kind() == ModuleProblem.Kind.UNDEFINED_OPTION
                  ? errors.describe(state, problem.at(p))
                  : errors.describe(state, e));
        }
      }
    }
  }

  private void error(String text, NixAttrs members, String name) {
    Position p = members.position(name);
    messages.error(
        Phase.OPTIONS,
        Bytes.decode(text + (p == null ? "" : "\nin " + Bytes.encode(paths.show(p)))));
  }

  /** Refuses what a wildcard does not give: it would be lost without a word. */
  private void checkWildcard(String namespace, String name, NixAttrs members) {
    NixAttrs value = attrs(members, name);
    String part =
        !state.forceBool(get(value, "enable"), null, "")
            ? "enable"
            : state.forceList(get(value, "aliases"), null, "").size() > 0
                ? "aliases"
                : state.forceAttrs(get(value, "deps"), null, "").size() > 0
                    ? "deps"
                    : hasPackage(value) ? "package" : null;
    if (part != null) {
      error(
          "'instances."
              + namespace
              + "."
              + name
              + "."
              + part
              + "' is set for all that match,\nbut only 'config' and 'overrides' can be.",
          members,
          name);
    }
  }

  private boolean hasPackage(NixAttrs value) {
    int depth = state.depth();
    try {
      get(value, "package").force();
      return true;
    } catch (EvalException e) {
      state.restoreDepth(depth);
      return !(e.detail() instanceof ModuleProblem problem
          && problem.kind() == ModuleProblem.Kind.UNDEFINED_OPTION);
    }
  }

  private void collectWildcards(String namespace, NixAttrs members) {
    for (String name : names(members)) {
      if (namespace.equals(Wildcard.ANY) || name.equals(Wildcard.ANY)) {
        checkWildcard(namespace, name, members);
        for (Wildcard.Part part : Wildcard.Part.values()) {
          for (Lazy module : modules(attrs(members, name), part)) {
            wildcards.add(new Wildcard(namespace, name, part, module));
          }
        }
      }
    }
  }

  private @Nullable Instance instance(String namespace, String name, NixAttrs members) {
    NixAttrs value = attrs(members, name);
    if (!state.forceBool(get(value, "enable"), null, "")) {
      Position p = members.position(name);
      if (p != null) {
        disabled.put(namespace + "/" + name, p);
      }
      return null;
    }
    String wrong = InstanceNames.wrongInstance(name);
    if (wrong != null) {
      error(
          "the instance '"
              + name
              + "' (namespace '"
              + namespace
              + "') cannot be called so:\n"
              + wrong,
          members,
          name);
      return null;
    }
    List<String> aliases = new ArrayList<>();
    for (Lazy alias : state.forceList(get(value, "aliases"), null, "").elements()) {
      aliases.add(state.forceString(alias, null, "").value());
    }
    Lazy environment = get(value, "environment");
    return new Instance(
        namespace,
        name,
        source(namespace, name, value, members.position(name)),
        List.copyOf(aliases),
        state.forceAttrs(get(value, "deps"), null, ""),
        environment.force() == NixNull.NULL
            ? null
            : state.forceString(environment, null, "").value(),
        modules(value, Wildcard.Part.CONFIG),
        modules(value, Wildcard.Part.OVERRIDES),
        Wildcard.matching(wildcards, namespace, name),
        false,
        value,
        position(value, members.position(name)));
  }

  private PackageSource source(
      String namespace, String name, NixAttrs value, @Nullable Position place) {
    Value given = get(value, "package").force();
    try {
      return PackageSource.of(state, given);
    } catch (EvalException e) {
      // A file that is not there knows no place by itself.
      throw EvalErrors.place(e) == null
          ? e.during(
              place,
              "while reading the package of the instance '"
                  + name
                  + "' (namespace '"
                  + namespace
                  + "')")
          : e;
    }
  }

  /** Where somebody asked for the instance: of a service where it is switched on. */
  private @Nullable Position position(NixAttrs value, @Nullable Position own) {
    Position asked =
        get(value, "service").force() instanceof NixString service
            ? services.position(service.value())
            : null;
    return asked == null ? own : asked;
  }

  private List<Lazy> modules(NixAttrs instance, Wildcard.Part part) {
    NixList list = state.forceList(get(instance, part.attribute()), null, "");
    List<Lazy> modules = new ArrayList<>(list.size());
    for (Lazy module : list.elements()) {
      Lazy definitions = state.forceAttrs(module, null, "").get("config");
      if (definitions == null || !(definitions.force() instanceof NixAttrs a && a.isEmpty())) {
        modules.add(module);
      }
    }
    return List.copyOf(modules);
  }

  private static Lazy get(NixAttrs attrs, String name) {
    Lazy value = attrs.get(name);
    if (value == null) {
      throw new IllegalStateException("an instance has no " + name);
    }
    return value;
  }

  private NixAttrs attrs(NixAttrs owner, String name) {
    return state.forceAttrs(get(owner, name), owner.position(name), "");
  }

  private static List<String> names(NixAttrs attrs) {
    NixAttrs flat = attrs.flatten();
    List<String> names = new ArrayList<>(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      names.add(flat.name(i));
    }
    return names;
  }
}
