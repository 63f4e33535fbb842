package dev.kix.cluster.instance;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.EvalErrors;
import dev.kix.cluster.Messages;
import dev.kix.cluster.SourcePaths;
import dev.kix.cluster.resource.Resource;
import dev.kix.cluster.resource.ResourceReader;
import dev.kix.cluster.resource.ResourceReference;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The resources of all instances, with all their edges. Strings bring their references with them.
 * Where a package used something of a dependency that carries none (a port, a flag, a function),
 * each of its resources is evaluated once more in a fresh call of the package, to learn which of
 * them it was; those get the edges that {@link DependencyEdges} finds.
 */
public final class InstanceResources {
  private final EvalState state;
  private final PackageEvaluator evaluator;
  private final ResourceReader reader;
  private final ImportMarker marker;
  private final Messages messages;
  private final EvalErrors errors;
  private final SourcePaths paths;
  private final Set<ResourceId> imported = new TreeSet<>();
  private final Map<Instance, List<Resource>> byInstance = new HashMap<>();
  private final Map<Instance, Map<String, Map<Instance, UsedOutputs.Use>>> uses = new HashMap<>();
  private final DependencyEdges edges;
  private final Map<ResourceId, String> names = new HashMap<>();
  private boolean complete = true;

  public InstanceResources(
      EvalState state,
      PackageEvaluator evaluator,
      ResourceReader reader,
      ImportMarker marker,
      Messages messages,
      EvalErrors errors,
      SourcePaths paths) {
    this.state = state;
    this.evaluator = evaluator;
    this.reader = reader;
    this.marker = marker;
    this.messages = messages;
    this.errors = errors;
    this.paths = paths;
    this.edges =
        new DependencyEdges(
            state, evaluator, instance -> byInstance.getOrDefault(instance, List.of()));
  }

  /**
   * The resources that imported packages would have made, as far as that can be told: they exist
   * without being resources here. Known after {@link #read}.
   */
  public Set<ResourceId> imported() {
    return imported;
  }

  /** Whether every resource could be read. Known after {@link #read}. */
  public boolean isComplete() {
    return complete;
  }

  /** What a resource is called among those of its package, or null. Known after {@link #read}. */
  public @Nullable String keyOf(ResourceId id) {
    return names.get(id);
  }

  /** The resources of {@code instances}, in their order. What fails is reported and left out. */
  public List<Resource> read(Iterable<Instance> instances) {
    for (Instance instance : instances) {
      byInstance.put(instance, readInstance(instance));
    }
    List<Resource> all = new ArrayList<>();
    for (Instance instance : instances) {
      for (Resource r : byInstance.getOrDefault(instance, List.of())) {
        all.add(withUses(instance, r));
      }
    }
    return all;
  }

  private List<Resource> readInstance(Instance instance) {
    List<Resource> out = new ArrayList<>();
    PackageEvaluation evaluation = evaluator.shared(instance);
    int depth = state.depth();
    NixAttrs resources;
    boolean stateful;
    try {
      if (instance.imported() != null) {
        findImported(evaluation);
        out.add(marker.make(evaluation));
        return out;
      }
      resources = resources(evaluation);
      stateful = "stateful".equals(evaluation.meta("lifecycle"));
    } catch (EvalException e) {
      report(instance, e, depth);
      return out;
    }
    for (int i = 0; i < resources.size(); i++) {
      try {
        Resource r =
            reader.read(
                resources.value(i).force(),
                instance.namespace(),
                instance.name(),
                stateful,
                e -> report(instance, e, depth));
        names.put(r.id(), resources.name(i));
        out.add(r);
      } catch (EvalException e) {
        report(
            instance,
            e.during(
                resources.position(i), "while evaluating the resource '" + resources.name(i) + "'"),
            depth);
      }
    }
    if (!evaluation.usedInstances().isEmpty()) {
      uses.put(instance, attribute(instance, resources));
    }
    if (out.size() == resources.size()) {
      reportUnused(instance);
    }
    return out;
  }

  private void reportUnused(Instance instance) {
    for (Overrides.Unused unused : evaluator.unusedOverrides(instance)) {
      messages.error(
          Phase.RESOURCES,
          Bytes.decode(
              instance
                  + " changes '"
                  + unused.key()
                  + "',\nbut its package makes no such resource."
                  + (unused.position() == null
                      ? ""
                      : "\nin " + Bytes.encode(paths.show(unused.position())))
                  + (unused.near() == null ? "" : "\nDid you mean '" + unused.near() + "'?")),
          Bytes.decode(instance.path()));
    }
  }

  /** Notes what an imported package would make; what cannot be evaluated is not known to exist. */
  private void findImported(PackageEvaluation evaluation) {
    if (!(force(evaluation.part("resources")) instanceof NixAttrs found)) {
      return;
    }
    NixAttrs flat = found.flatten();
    for (int i = 0; i < flat.size(); i++) {
      if (force(flat.value(i)) instanceof NixAttrs resource
          && resource.get("id") instanceof Lazy id
          && force(id) instanceof NixString encoded) {
        imported.add(ResourceReference.decode(encoded.value()));
      }
    }
  }

  private NixAttrs resources(PackageEvaluation evaluation) {
    Value resources = evaluation.part("resources").force();
    if (resources instanceof NixAttrs attrs) {
      return attrs.flatten();
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "'resources' of a package must be a set, with a name for each resource, but is "
            + state.services().describe(resources),
        null);
  }

  /**
   * Which resource, by its name in the package, used what of which dependency. The options are
   * evaluated once for all of them, unless it turns out that they use a dependency too.
   */
  private Map<String, Map<Instance, UsedOutputs.Use>> attribute(
      Instance instance, NixAttrs resources) {
    Map<String, Map<Instance, UsedOutputs.Use>> found = attribute(instance, resources, true);
    return evaluator.shared(instance).optionsUseNothing()
        ? found
        : attribute(instance, resources, false);
  }

  private Map<String, Map<Instance, UsedOutputs.Use>> attribute(
      Instance instance, NixAttrs resources, boolean shareOptions) {
    Map<String, Map<Instance, UsedOutputs.Use>> found = new HashMap<>();
    for (int i = 0; i < resources.size(); i++) {
      String name = resources.name(i);
      PackageEvaluation alone = evaluator.evaluate(instance, shareOptions);
      int depth = state.depth();
      try {
        Lazy resource = resources(alone).get(name);
        if (resource != null) {
          reader.read(resource.force(), instance.namespace(), instance.name(), false);
        }
      } catch (EvalException e) {
        state.restoreDepth(depth);
        // Reported when it was read the first time; or a function minds being watched.
        alone.suspect(evaluator.shared(instance).usedInstances());
      }
      found.put(name, alone.uses());
    }
    return found;
  }

  private Resource withUses(Instance instance, Resource resource) {
    Map<String, Map<Instance, UsedOutputs.Use>> byName = uses.get(instance);
    String name = names.get(resource.id());
    Map<Instance, UsedOutputs.Use> used =
        byName == null || name == null ? Map.of() : byName.getOrDefault(name, Map.of());
    if (used.isEmpty()) {
      return resource;
    }
    SortedSet<ResourceId> all = new TreeSet<>(resource.references());
    for (Map.Entry<Instance, UsedOutputs.Use> e : used.entrySet()) {
      all.addAll(edges.of(e.getKey(), e.getValue(), resource.references()));
    }
    all.remove(resource.id());
    return resource.withReferences(all);
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

  private void report(Instance instance, EvalException e, int depth) {
    state.restoreDepth(depth);
    if (e.kind().isAboutTheEvaluation()) {
      throw e;
    }
    complete = false;
    messages.error(
        Phase.RESOURCES,
        errors.describe(state, e, where(instance)) + evaluator.cycle(instance, e.kind()));
  }

  /** The instance, and where it is defined. */
  private String where(Instance instance) {
    Position p = instance.position();
    return Bytes.decode("of the " + instance) + (p == null ? "" : "\nin " + paths.show(p));
  }
}
