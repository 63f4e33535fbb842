package dev.kix.cluster.instance;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.Messages;
import dev.kix.cluster.SourcePaths;
import dev.kix.cluster.instance.Dependency.Found;
import dev.kix.cluster.instance.PackageShape.Argument;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Wires instances to one another. An argument of a package that is not reserved is a dependency; it
 * is looked for under its own name and that in kebab-case: in {@code deps}, in the instance's
 * namespace, in its environment, in the whole cluster; a required one that is nowhere is
 * instantiated from {@code availablePackages}. One match at a level wins, more are an error.
 * Instances made this way serve their own namespace only, so that the outcome does not depend on an
 * order.
 */
public final class Injector {
  private static final Found[] LEVELS = {Found.NAMESPACE, Found.ENVIRONMENT, Found.CLUSTER};

  private final EvalState state;
  private final NixAttrs availablePackages;
  private final Messages messages;
  private final SourcePaths paths;
  private final List<Wildcard> wildcards;
  private final List<Instance> declared;
  private final Map<String, Position> disabled;
  private final InstanceIndex index;
  private final Map<String, Instance> automatic = new LinkedHashMap<>();

  public Injector(
      EvalState state,
      List<Instance> instances,
      Map<String, Position> disabled,
      List<Wildcard> wildcards,
      NixAttrs availablePackages,
      Messages messages,
      SourcePaths paths) {
    this.state = state;
    this.disabled = disabled;
    this.declared = instances;
    this.wildcards = wildcards;
    this.availablePackages = availablePackages;
    this.messages = messages;
    this.paths = paths;
    this.index = new InstanceIndex(instances);
  }

  /**
   * Every instance, those made here included and after the declared ones, with its dependencies in
   * the order of its arguments. Errors go to the messages; the instance concerned then lacks that
   * dependency.
   */
  public Map<Instance, List<Dependency>> resolve() {
    Map<Instance, List<Dependency>> wired = new LinkedHashMap<>();
    List<Instance> todo = new ArrayList<>(declared);
    for (int i = 0; i < todo.size(); i++) {
      Instance instance = todo.get(i);
      int before = automatic.size();
      wired.put(instance, resolve(instance));
      automatic.values().stream().skip(before).forEach(todo::add);
    }
    return wired;
  }

  /**
   * What a level of the search has to offer.
   *
   * @param found the level
   * @param instances those of such a name, or else of such an alias
   */
  public record Level(Found found, List<Instance> instances) {}

  /** The levels of the search for an argument that offer anything, the nearest first. */
  public List<Level> levels(Instance instance, String argument) {
    List<Level> levels = new ArrayList<>();
    for (Found found : LEVELS) {
      List<Instance> matches = index.matches(found, names(argument), instance);
      if (!matches.isEmpty()) {
        levels.add(new Level(found, matches));
      }
    }
    return levels;
  }

  /** The names that are looked for when an argument is to be filled. */
  public static List<String> names(String argument) {
    String kebab = kebab(argument);
    return argument.equals(kebab) ? List.of(argument) : List.of(argument, kebab);
  }

  private List<Dependency> resolve(Instance instance) {
    List<Dependency> out = new ArrayList<>();
    List<Argument> arguments = PackageShape.dependencies(instance.packageValue());
    checkDeps(instance, arguments);
    for (Argument argument : arguments) {
      Dependency found = resolve(instance, argument);
      if (found != null) {
        out.add(found);
      }
    }
    return out;
  }

  private void checkDeps(Instance instance, List<Argument> arguments) {
    NixAttrs deps = instance.deps().flatten();
    for (int i = 0; i < deps.size(); i++) {
      String key = deps.name(i);
      List<String> known = new ArrayList<>();
      boolean found = PackageShape.hasEllipsis(instance.packageValue());
      for (Argument a : arguments) {
        known.add(a.name());
        found |= a.name().equals(key) || kebab(a.name()).equals(key);
      }
      if (!found) {
        List<String> near = Suggestions.bestMatches(known, key);
        error(
            instance,
            instance
                + " sets deps."
                + key
                + ",\nbut its package takes no argument of that name."
                + where(deps.position(i))
                + (near.isEmpty() ? "" : "\nDid you mean '" + near.get(0) + "'?"));
      }
    }
  }

  private @Nullable Dependency resolve(Instance instance, Argument argument) {
    String name = argument.name();
    String kebab = kebab(name);
    Lazy explicit = instance.deps().get(name);
    String key = name;
    if (explicit == null) {
      explicit = instance.deps().get(kebab);
      key = kebab;
    }
    if (explicit != null) {
      return explicit(instance, argument, explicit, instance.deps().position(key));
    }
    List<String> names = names(name);
    boolean demanding = instance.imported() == null;
    for (Found level : LEVELS) {
      List<Instance> matches = index.matches(level, names, instance);
      if (matches.size() == 1) {
        Instance target = matches.get(0);
        return new Dependency(name, target, level, aliasOf(target, names));
      }
      if (matches.size() > 1) {
        if (!demanding) {
          return new Dependency(name, null, Found.UNAVAILABLE, null);
        }
        ambiguous(instance, kebab, matches, level.word());
        return null;
      }
    }
    if (argument.optional()) {
      return new Dependency(name, null, Found.DEFAULT, null);
    }
    if (!demanding) {
      return new Dependency(name, null, Found.UNAVAILABLE, null);
    }
    Instance made = instantiate(instance, name, kebab);
    if (made != null) {
      return new Dependency(name, made, Found.INSTANTIATED, null);
    }
    missing(instance, name, kebab);
    return null;
  }

  /** The alias that an instance was found by; null when it was its name. */
  private static @Nullable String aliasOf(Instance target, List<String> names) {
    if (names.contains(target.name())) {
      return null;
    }
    for (String alias : target.aliases()) {
      if (names.contains(alias)) {
        return alias;
      }
    }
    return null;
  }

  private @Nullable Dependency explicit(
      Instance instance, Argument argument, Lazy lazy, @Nullable Position position) {
    Value value;
    try {
      value = lazy.force();
    } catch (EvalException e) {
      throw e.during(
          position, "while evaluating deps." + argument.name() + " of " + instance.path());
    }
    if (value instanceof NixNull) {
      return new Dependency(argument.name(), null, Found.DEPS, null);
    }
    if (value instanceof NixString text) {
      String target = text.value();
      String path = target.indexOf('/') >= 0 ? target : instance.namespace() + "/" + target;
      Instance found = index.at(path);
      if (found == null && target.indexOf('/') < 0) {
        List<Instance> aliased = index.matches(Found.NAMESPACE, List.of(target), instance);
        if (aliased.size() == 1) {
          found = aliased.get(0);
        }
      }
      if (found != null) {
        return new Dependency(argument.name(), found, Found.DEPS, null);
      }
      List<String> near = Suggestions.bestMatches(index.paths(), path);
      error(
          instance,
          instance
              + " sets deps."
              + argument.name()
              + " = \""
              + target
              + "\",\nbut there is no instance '"
              + path
              + "'."
              + where(position)
              + (disabled.containsKey(path)
                  ? "\nIt is switched off" + where(disabled.get(path)).replace('\n', ' ') + "."
                  : near.isEmpty() ? "" : "\nDid you mean '" + near.get(0) + "'?"));
      return null;
    }
    Instance given = index.of(value);
    if (given != null) {
      return new Dependency(argument.name(), given, Found.DEPS, null);
    }
    error(
        instance,
        instance
            + " sets deps."
            + argument.name()
            + " to "
            + state.services().describe(value)
            + ",\nbut it wants \"NAME\", \"NAMESPACE/NAME\", an instance (config.instances.NS.NAME) or null."
            + where(position));
    return null;
  }

  private @Nullable Instance instantiate(Instance instance, String name, String kebab) {
    Lazy available = availablePackages.get(kebab);
    String chosen = kebab;
    if (available == null) {
      available = availablePackages.get(name);
      chosen = name;
    }
    if (available == null) {
      return null;
    }
    String path = instance.namespace() + "/" + chosen;
    Instance existing = index.at(path);
    if (existing == null) {
      existing = automatic.get(path);
    }
    if (existing != null) {
      return existing == instance ? null : existing;
    }
    Instance made =
        new Instance(
            instance.namespace(),
            chosen,
            PackageSource.of(state, available.force()),
            List.of(),
            NixAttrs.EMPTY,
            instance.environment(),
            List.of(),
            List.of(),
            Wildcard.matching(wildcards, instance.namespace(), chosen),
            true,
            null,
            instance.position());
    automatic.put(path, made);
    return made;
  }

  private void ambiguous(Instance instance, String wanted, List<Instance> matches, String level) {
    StringBuilder text =
        new StringBuilder("ambiguous auto-resolution for '").append(wanted).append("'\n");
    text.append("in namespace '").append(instance.namespace()).append("': multiple matches\n");
    text.append("Use explicit 'deps' to disambiguate.\n");
    text.append("needed by ").append(instance).append(where(instance.position()));
    text.append("\nmatches in the ").append(level).append(':');
    for (Instance m : matches) {
      text.append("\n  ").append(m.path());
      Position p = m.position();
      if (p != null) {
        text.append(" (").append(Bytes.encode(paths.show(p))).append(')');
      }
    }
    error(instance, text.toString());
  }

  private void missing(Instance instance, String name, String kebab) {
    StringBuilder text = new StringBuilder("no '").append(kebab).append("' found in cluster\n");
    text.append("for namespace '").append(instance.namespace()).append("'\n");
    text.append("needed by ").append(instance).append(where(instance.position()));
    Position p = PackageShape.position(instance.packageValue());
    if (p != null) {
      text.append("\nrequired by ").append(Bytes.encode(paths.show(p)));
    }
    text.append("\nlooked at: deps, namespace '").append(instance.namespace()).append('\'');
    String environment = index.environment(instance.namespace());
    if (environment != null) {
      text.append(", environment '").append(environment).append('\'');
    }
    text.append(", the other namespaces, availablePackages");
    List<String> known = new ArrayList<>();
    for (Instance c : declared) {
      if (c != instance) {
        known.add(c.name());
        known.addAll(c.aliases());
      }
    }
    List<String> near = Suggestions.bestMatches(known, kebab);
    String off = switchedOff(instance, names(name));
    if (off != null) {
      text.append("\nThe instance '")
          .append(off)
          .append("' is switched off")
          .append(where(disabled.get(off)).replace('\n', ' '))
          .append('.');
    } else if (!near.isEmpty()) {
      text.append("\nAn instance '")
          .append(near.get(0))
          .append("' exists: give it aliases = [ \"")
          .append(kebab)
          .append("\" ], or set deps.")
          .append(name)
          .append('.');
    } else {
      List<String> made = Suggestions.bestMatches(packageNames(), kebab);
      if (!made.isEmpty()) {
        text.append("\nDid you mean '")
            .append(camel(made.get(0)))
            .append("', which is among availablePackages?");
      }
      text.append("\nAdd an instance '").append(kebab);
      text.append("', or make the argument optional: ").append(name).append(" ? null");
    }
    error(instance, text.toString());
  }

  /** An instance of such a name that would do if it were on: in the same namespace, or anywhere. */
  private @Nullable String switchedOff(Instance instance, List<String> names) {
    String found = null;
    for (String path : disabled.keySet()) {
      int slash = path.indexOf('/');
      if (names.contains(path.substring(slash + 1))) {
        if (path.substring(0, slash).equals(instance.namespace())) {
          return path;
        }
        found = found == null ? path : found;
      }
    }
    return found;
  }

  private List<String> packageNames() {
    NixAttrs flat = availablePackages.flatten();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < flat.size(); i++) {
      names.add(flat.name(i));
    }
    return names;
  }

  private String where(@Nullable Position position) {
    return position == null ? "" : "\nin " + Bytes.encode(paths.show(position));
  }

  private void error(Instance instance, String text) {
    messages.error(Phase.INJECTION, Bytes.decode(text), Bytes.decode(instance.path()));
  }

  /** {@code cluster-issuer} as {@code clusterIssuer}. */
  private static String camel(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean starts =
          c == '-'
              && i + 1 < name.length()
              && name.charAt(i + 1) >= 'a'
              && name.charAt(i + 1) <= 'z';
      out.append(starts ? (char) (name.charAt(++i) - 32) : c);
    }
    return out.toString();
  }

  /** {@code clusterIssuer} as {@code cluster-issuer}. */
  public static String kebab(String name) {
    StringBuilder out = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        if (i > 0) {
          out.append('-');
        }
        out.append((char) (c + 32));
      } else {
        out.append(c == '_' ? '-' : c);
      }
    }
    return out.toString();
  }
}
