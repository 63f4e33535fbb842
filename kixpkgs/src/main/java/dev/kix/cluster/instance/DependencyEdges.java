package dev.kix.cluster.instance;

import dev.kix.cluster.resource.Resource;
import dev.kix.cluster.resource.ResourceReference;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ResourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The edges that follow from using something of a dependency that carries no reference. A value is
 * worked out once more in a call of the dependency's package that is watched, and the resources
 * looked at on the way are what it comes from; a function is called in such a call. What comes from
 * no resource at all, such as a port that is written down in the options, makes an edge to all that
 * {@code out} mentions, unless there is an edge to some of it anyway.
 */
final class DependencyEdges {
  private final EvalState state;
  private final PackageEvaluator evaluator;
  private final Function<Instance, List<Resource>> resources;
  private final Map<Instance, Map<List<String>, Set<ResourceId>>> origins = new HashMap<>();
  private final Map<Instance, SortedSet<ResourceId>> mentioned = new HashMap<>();

  /**
   * @param resources the resources of an instance
   */
  DependencyEdges(
      EvalState state, PackageEvaluator evaluator, Function<Instance, List<Resource>> resources) {
    this.state = state;
    this.evaluator = evaluator;
    this.resources = resources;
  }

  /**
   * What a resource refers to besides what its strings say.
   *
   * @param known what its strings refer to
   */
  SortedSet<ResourceId> of(Instance dependency, UsedOutputs.Use use, Set<ResourceId> known) {
    SortedSet<ResourceId> targets = new TreeSet<>();
    boolean unknown = use.unknown();
    for (List<String> path : use.values()) {
      Set<ResourceId> origin = origin(dependency, path);
      targets.addAll(origin);
      unknown |= origin.isEmpty();
    }
    if (use.functions()) {
      targets.addAll(use.touched());
      unknown |= use.touched().isEmpty();
    }
    // Not what a change by the user has replaced, nor what is imported.
    targets.retainAll(own(dependency));
    SortedSet<ResourceId> all = mentioned(dependency);
    boolean related = known.stream().anyMatch(all::contains);
    if (unknown && targets.isEmpty() && !related) {
      targets.addAll(all);
    }
    return targets;
  }

  private Set<ResourceId> origin(Instance dependency, List<String> path) {
    Map<List<String>, Set<ResourceId>> known =
        origins.computeIfAbsent(dependency, d -> new HashMap<>());
    Set<ResourceId> origin = known.get(path);
    if (origin == null) {
      OutputProbe probe = evaluator.probe(dependency);
      int depth = state.depth();
      try {
        probe.at(path);
      } catch (EvalException e) {
        if (e.kind().isAboutTheEvaluation()) {
          throw e;
        }
        state.restoreDepth(depth); // whoever uses it has heard of that
      }
      origin = Set.copyOf(probe.touched());
      known.put(path, origin);
    }
    return origin;
  }

  /**
   * What a dependency's {@code out} stands for: the resources its strings refer to, else all it
   * has.
   */
  private SortedSet<ResourceId> mentioned(Instance dependency) {
    SortedSet<ResourceId> known = mentioned.get(dependency);
    if (known != null) {
      return known;
    }
    SortedSet<ResourceId> found = new TreeSet<>();
    if (force(evaluator.shared(dependency).out()) instanceof NixAttrs out) {
      // All of them, forced or not: the edges must not depend on what others have looked at.
      NixAttrs flat = out.flatten();
      for (int i = 0; i < flat.size(); i++) {
        if (force(flat.value(i)) instanceof NixString s) {
          for (int k = 0; k < s.context().size(); k++) {
            if (ResourceReference.isReference(s.context().get(k))) {
              found.add(ResourceReference.decode(s.context().get(k)));
            }
          }
        }
      }
    }
    if (found.isEmpty()) {
      found.addAll(own(dependency));
    }
    mentioned.put(dependency, found);
    return found;
  }

  private Set<ResourceId> own(Instance dependency) {
    Set<ResourceId> own = new HashSet<>();
    for (Resource r : resources.apply(dependency)) {
      own.add(r.id());
    }
    return own;
  }

  /** The value, or null where it fails: somebody who uses it will hear of that. */
  private @Nullable Value force(Lazy lazy) {
    int depth = state.depth();
    try {
      return lazy.force();
    } catch (EvalException e) {
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      state.restoreDepth(depth);
      return null;
    }
  }
}
