package dev.kix.cluster;

import dev.kix.cluster.instance.Dependency;
import dev.kix.cluster.instance.Injector;
import dev.kix.cluster.instance.Instance;
import dev.kix.cluster.instance.PackageEvaluator;
import dev.kix.cluster.instance.Wildcard;
import dev.kix.modulesystem.ModuleEvaluation;
import java.util.List;
import java.util.Map;

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
    Messages messages) {}
