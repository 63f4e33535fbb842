package dev.kix.cluster.explain;

import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.WiredCluster;
import dev.kix.cluster.explain.DependencyExplanation.Level;
import dev.kix.cluster.instance.Dependency;
import dev.kix.cluster.instance.Injector;
import dev.kix.cluster.instance.Instance;
import dev.kix.cluster.instance.PackageShape;
import dev.kix.cluster.instance.PackageShape.Argument;
import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.modulesystem.DefinitionInfo;
import dev.kix.modulesystem.ModuleEvaluation;
import dev.kix.modulesystem.OptionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers why: how the arguments of an instance's package were filled, and what the values of
 * options are made of. Text is ordinary Java text. Belongs to the evaluation thread; methods may
 * throw {@code EvalException} when a package cannot be evaluated at all.
 */
public final class ClusterExplainer {
  private final EvalState state;
  private final WiredCluster cluster;

  public ClusterExplainer(EvalState state, WiredCluster cluster) {
    this.state = state;
    this.cluster = cluster;
  }

  /** {@code NS/NAME} of every instance, those that injection made included. */
  public List<String> instances() {
    return cluster.wiring().keySet().stream().map(i -> Bytes.decode(i.path())).sorted().toList();
  }

  /** How an instance is wired, or null when there is none of that path. */
  public @Nullable InstanceExplanation instance(String path) {
    Instance instance = find(path);
    if (instance == null) {
      return null;
    }
    String packageName = PackageShape.name(instance.packageValue());
    return new InstanceExplanation(
        path,
        packageName == null ? null : Bytes.decode(packageName),
        place(PackageShape.position(instance.packageValue())),
        place(defined(instance)),
        instance.environment() == null ? null : Bytes.decode(instance.environment()),
        instance.automatic(),
        instance.imported() != null,
        dependencies(instance),
        users(instance),
        instance.imported() != null
            ? List.of()
            : new ChangeExplainer(state, cluster.paths()).explain(instance),
        instance.imported() != null ? List.of() : transformers());
  }

  private List<InstanceExplanation.Transformer> transformers() {
    OptionInfo option = cluster.options().option(List.of("transformers"));
    List<InstanceExplanation.Transformer> out = new ArrayList<>();
    if (option != null
        && option.failure() == null
        && option.value().force() instanceof NixAttrs set) {
      NixAttrs flat = set.flatten();
      for (int i = 0; i < flat.size(); i++) {
        out.add(
            new InstanceExplanation.Transformer(
                Bytes.decode(flat.name(i)), place(flat.position(i))));
      }
    }
    return out;
  }

  /** Where somebody wrote the instance; what a library makes of that is no help. */
  private @Nullable Position defined(Instance instance) {
    Position position = instance.position();
    if (instance.automatic() || (position != null && !KixLibrary.holds(position))) {
      return position;
    }
    OptionInfo ofPackage =
        cluster
            .options()
            .option(List.of("instances", instance.namespace(), instance.name(), "package"));
    if (ofPackage != null) {
      for (DefinitionInfo d : ofPackage.definitions()) {
        if (d.effective() && d.position() != null) {
          return d.position();
        }
      }
    }
    return position;
  }

  private @Nullable Instance find(String path) {
    for (Instance i : cluster.wiring().keySet()) {
      if (Bytes.decode(i.path()).equals(path)) {
        return i;
      }
    }
    return null;
  }

  private List<DependencyExplanation> dependencies(Instance instance) {
    List<Dependency> wired = cluster.wiring().getOrDefault(instance, List.of());
    List<DependencyExplanation> out = new ArrayList<>();
    for (Argument argument : PackageShape.arguments(instance.packageValue())) {
      if (PackageShape.RESERVED.contains(argument.name())) {
        continue;
      }
      Dependency dependency = null;
      for (Dependency d : wired) {
        if (d.argument().equals(argument.name())) {
          dependency = d;
        }
      }
      out.add(dependency(instance, argument, dependency));
    }
    return out;
  }

  private DependencyExplanation dependency(
      Instance instance, Argument argument, @Nullable Dependency found) {
    Instance target = found == null ? null : found.target();
    String alias = found == null ? null : found.alias();
    List<Level> candidates = new ArrayList<>();
    for (Injector.Level level : cluster.injector().levels(instance, argument.name())) {
      candidates.add(new Level(level.found().word(), paths(level.instances())));
    }
    return new DependencyExplanation(
        Bytes.decode(argument.name()),
        Injector.names(argument.name()).stream().map(Bytes::decode).toList(),
        argument.optional(),
        found == null ? "error" : found.found().word(),
        target == null ? null : Bytes.decode(target.path()),
        target == null || target.automatic() ? null : place(defined(target)),
        alias == null ? null : Bytes.decode(alias),
        found != null && found.found() == Dependency.Found.DEPS
            ? place(depsPosition(instance, argument.name()))
            : null,
        candidates);
  }

  private static @Nullable Position depsPosition(Instance instance, String argument) {
    for (String name : Injector.names(argument)) {
      if (instance.deps().has(name)) {
        return instance.deps().position(name);
      }
    }
    return null;
  }

  private static List<String> paths(List<Instance> instances) {
    return instances.stream().map(i -> Bytes.decode(i.path())).sorted().toList();
  }

  private List<InstanceExplanation.User> users(Instance instance) {
    List<InstanceExplanation.User> users = new ArrayList<>();
    for (Map.Entry<Instance, List<Dependency>> e : cluster.wiring().entrySet()) {
      for (Dependency d : e.getValue()) {
        if (d.target() == instance) {
          users.add(
              new InstanceExplanation.User(
                  Bytes.decode(e.getKey().path()), Bytes.decode(d.argument())));
        }
      }
    }
    return users;
  }

  /**
   * The options of an instance's package.
   *
   * @param instance {@code NS/NAME} of one that exists
   * @param option the dotted path's names: that option, or all below; empty for all
   */
  public List<OptionExplanation> options(String instance, List<String> option) {
    Instance found = find(instance);
    if (found == null) {
      throw new IllegalArgumentException("there is no instance " + instance);
    }
    ModuleEvaluation evaluation = cluster.packages().shared(found).options();
    return explain(
        evaluation, option, new OptionExplainer(state, cluster.paths(), found.wildcards()));
  }

  /** The options of the cluster itself, likewise. */
  public List<OptionExplanation> options(List<String> option) {
    return explain(
        cluster.options(), option, new OptionExplainer(state, cluster.paths(), List.of()));
  }

  private static List<OptionExplanation> explain(
      ModuleEvaluation evaluation, List<String> option, OptionExplainer explainer) {
    List<String> path = option.stream().map(Bytes::encode).toList();
    List<OptionExplanation> out = new ArrayList<>();
    evaluation.forEachOption(o -> {
      if (startsWith(o.path(), path)) {
        out.add(explainer.explain(o));
      }
    });
    if (out.isEmpty()) {
      OptionInfo inside = evaluation.option(path);
      if (inside != null) {
        out.add(explainer.explain(inside));
      }
    }
    return out;
  }

  private static boolean startsWith(List<String> path, List<String> prefix) {
    return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
  }

  /** The dotted paths of the options of an instance, or of the cluster when it is null. */
  public List<String> optionNames(@Nullable String instance) {
    Instance found = instance == null ? null : find(instance);
    ModuleEvaluation evaluation =
        found == null ? cluster.options() : cluster.packages().shared(found).options();
    List<String> names = new ArrayList<>();
    evaluation.forEachOption(o -> names.add(OptionExplainer.name(o.path())));
    return names;
  }

  /** Whether the package of an instance declares no options at all: then it takes any. */
  public boolean takesAnything(String instance) {
    Instance found = find(instance);
    return found != null && cluster.packages().shared(found).options().isFreeform();
  }

  private @Nullable Place place(@Nullable Position position) {
    return position == null ? null : new Place(cluster.paths().file(position), position.line());
  }
}
