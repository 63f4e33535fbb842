package dev.kix.cluster.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.cluster.resource.ManifestReader;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.k8s.schema.ApiCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that resources of a cluster may be of: those of its Kubernetes version, and those that
 * CustomResourceDefinitions among its own resources add. They are looked for once, when first asked
 * for; who asks while they are looked for (because which resources a package has depends on a
 * custom resource) gets the kinds of the Kubernetes version alone. For the evaluation thread.
 */
final class OwnKinds implements Supplier<ApiCatalog> {
  private final EvalState state;
  private final ApiCatalog builtIn;
  private final Collection<Instance> instances;
  private final Function<Instance, PackageEvaluation> evaluations;
  private boolean looking;
  private @Nullable ApiCatalog found;

  OwnKinds(
      EvalState state,
      ApiCatalog builtIn,
      Collection<Instance> instances,
      Function<Instance, PackageEvaluation> evaluations) {
    this.state = state;
    this.builtIn = builtIn;
    this.instances = instances;
    this.evaluations = evaluations;
  }

  @Override
  public ApiCatalog get() {
    if (found == null) {
      if (looking) {
        return builtIn;
      }
      looking = true;
      try {
        List<JsonNode> definitions = new ArrayList<>();
        for (Instance instance : instances) {
          collect(instance, definitions);
        }
        found = builtIn.withCustomResources(definitions);
      } finally {
        looking = false;
      }
    }
    return found;
  }

  private void collect(Instance instance, List<JsonNode> definitions) {
    guarded(() -> {
      NixAttrs resources =
          state
              .forceAttrs(
                  evaluations.apply(instance).part("resources"),
                  null,
                  "while evaluating the package's resources")
              .flatten();
      for (int i = 0; i < resources.size(); i++) {
        Lazy resource = resources.value(i);
        guarded(() -> definition(resource, definitions));
      }
    });
  }

  private void definition(Lazy resource, List<JsonNode> definitions) {
    if (resource.force() instanceof NixAttrs made
        && made.get("kind") instanceof Lazy kind
        && kind.force() instanceof NixString text
        && text.value().equals("CustomResourceDefinition")) {
      Lazy manifest = made.get("manifest");
      definitions.add(
          new ManifestReader(state)
              .read(manifest == null ? made : state.forceAttrs(manifest, null, "")));
    }
  }

  /** What fails is reported when the resources are read. */
  private void guarded(Runnable look) {
    int depth = state.depth();
    try {
      look.run();
    } catch (EvalException e) {
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      state.restoreDepth(depth);
    }
  }
}
