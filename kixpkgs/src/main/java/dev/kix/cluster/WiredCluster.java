package dev.kix.cluster;

import dev.kix.cluster.instance.Dependency;
import dev.kix.cluster.instance.Injector;
import dev.kix.cluster.instance.Instance;
import dev.kix.cluster.instance.PackageEvaluator;
import dev.kix.cluster.instance.PackageShape;
import dev.kix.cluster.instance.Wildcard;
import dev.kix.modulesystem.ModuleEvaluation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cluster as far as its instances are wired to one another; nothing of its packages has been
 * evaluated yet. Belongs to the evaluation thread.
 *
 * @param paths how files are named
 * @param options the cluster's own options
 * @param wildcards the wildcard definitions
 * @param injector what wired it, to ask what it looked at
 * @param wiring every instance with what its package's arguments got
 * @param packages evaluates the packages
 * @param messages what is wrong so far; the wiring then lacks what concerns it
 */
public record WiredCluster(
    SourcePaths paths,
    ModuleEvaluation options,
    List<Wildcard> wildcards,
    Injector injector,
    Map<Instance, List<Dependency>> wiring,
    PackageEvaluator packages,
    Messages messages) {

  /**
   * The instances that got everything they ask for, and whose dependencies did: what is wrong with
   * others may follow from what they lack.
   */
  public Set<Instance> wholeInstances() {
    return unaffectedBy(List.of());
  }

  /**
   * Those of {@link #wholeInstances} that are not among {@code wrong} and depend on none of them,
   * not even through others.
   */
  public Set<Instance> unaffectedBy(Collection<Instance> wrong) {
    Map<Instance, List<Instance>> dependents = new HashMap<>();
    Deque<Instance> lacking = new ArrayDeque<>(wrong);
    for (Map.Entry<Instance, List<Dependency>> e : wiring.entrySet()) {
      for (Dependency d : e.getValue()) {
        if (d.target() != null) {
          dependents.computeIfAbsent(d.target(), t -> new ArrayList<>()).add(e.getKey());
        }
      }
      if (e.getValue().size() < PackageShape.dependencies(e.getKey().packageValue()).size()) {
        lacking.add(e.getKey());
      }
    }
    Set<Instance> whole = new LinkedHashSet<>(wiring.keySet());
    while (!lacking.isEmpty()) {
      Instance instance = lacking.remove();
      if (whole.remove(instance)) {
        lacking.addAll(dependents.getOrDefault(instance, List.of()));
      }
    }
    return whole;
  }
}
