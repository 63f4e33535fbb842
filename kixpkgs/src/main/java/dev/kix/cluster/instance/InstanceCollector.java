package dev.kix.cluster.instance;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.EvalErrors;
import dev.kix.cluster.Messages;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code config.instances}: the instances, and the wildcard definitions for them. */
public final class InstanceCollector {
  private final EvalState state;
  private final Messages messages;
  private final EvalErrors errors;
  private final List<Wildcard> wildcards = new ArrayList<>();
  private final NixAttrs option;

  /**
   * @param option the option {@code instances}, which knows where its definitions stand
   */
  public InstanceCollector(EvalState state, NixAttrs option, Messages messages, EvalErrors errors) {
    this.state = state;
    this.option = option;
    this.messages = messages;
    this.errors = errors;
  }

  /** The wildcard definitions found by {@link #collect}, the most general first. */
  public List<Wildcard> wildcards() {
    return wildcards;
  }

  /**
   * The enabled instances by namespace and name. What is wrong with one is reported, and it is left
   * out.
   */
  public List<Instance> collect(NixAttrs namespaces) {
    List<String> all = names(namespaces);
    for (boolean anyNamespace : new boolean[] {true, false}) {
      for (String namespace : all) {
        if (namespace.equals(Wildcard.ANY) == anyNamespace) {
          collectWildcards(namespace, attrs(namespaces, namespace));
        }
      }
    }
    List<Instance> instances = new ArrayList<>();
    for (String namespace : all) {
      if (namespace.equals(Wildcard.ANY)) {
        continue;
      }
      NixAttrs members = attrs(namespaces, namespace);
      for (String name : names(members)) {
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
          messages.error(Phase.OPTIONS, errors.describe(state, e));
        }
      }
    }
    return instances;
  }

  private void collectWildcards(String namespace, NixAttrs members) {
    for (String name : names(members)) {
      if (namespace.equals(Wildcard.ANY) || name.equals(Wildcard.ANY)) {
        for (Lazy module : modules(attrs(members, name))) {
          wildcards.add(new Wildcard(namespace, name, module));
        }
      }
    }
  }

  private @Nullable Instance instance(String namespace, String name, NixAttrs members) {
    NixAttrs value = attrs(members, name);
    if (!state.forceBool(get(value, "enable"), null, "")) {
      return null;
    }
    List<String> aliases = new ArrayList<>();
    for (Lazy alias : state.forceList(get(value, "aliases"), null, "").elements()) {
      aliases.add(state.forceString(alias, null, "").value());
    }
    Lazy environment = get(value, "environment");
    List<Wildcard> matching = new ArrayList<>();
    for (Wildcard w : wildcards) {
      if (w.matches(namespace, name)) {
        matching.add(w);
      }
    }
    return new Instance(
        namespace,
        name,
        packageOf(value),
        List.copyOf(aliases),
        state.forceAttrs(get(value, "deps"), null, ""),
        environment.force() == NixNull.NULL
            ? null
            : state.forceString(environment, null, "").value(),
        modules(value),
        List.copyOf(matching),
        false,
        value,
        position(namespace, name));
  }

  /** The package; a path is imported here, so that injection sees what the function asks for. */
  private Value packageOf(NixAttrs instance) {
    Value v = get(instance, "package").force();
    return v instanceof NixPath path ? state.importer().importFile(path.path()) : v;
  }

  /** Where an instance is first defined, or null: merged sets no longer know. */
  private @Nullable Position position(String namespace, String name) {
    Lazy definitions = option.get("definitions");
    if (definitions == null) {
      return null;
    }
    for (Lazy definition : state.forceList(definitions, null, "").elements()) {
      if (definition.force() instanceof NixAttrs namespaces) {
        Lazy members = namespaces.get(namespace);
        if (members != null && members.force() instanceof NixAttrs instances) {
          Position position = instances.position(name);
          if (position != null) {
            return position;
          }
        }
      }
    }
    return null;
  }

  private List<Lazy> modules(NixAttrs instance) {
    NixList list = state.forceList(get(instance, "config"), null, "");
    return List.of(list.elements());
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
