package dev.kix.cluster.instance;

import dev.kix.cluster.resource.Resource;
import dev.kix.cluster.resource.ResourceFactory;
import dev.kix.cluster.resource.ResourceReader;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.schema.ApiCatalog;

/**
 * The custom resource that stands in the cluster for something imported, so that people who look at
 * the cluster see that it is used. It is all that is applied of an import. Its definition is {@code
 * kix/import-crd.nix}.
 */
public final class ImportMarker {
  /** The API group of the custom resource. */
  public static final String GROUP = "kix.dev";

  /** Its kind. */
  public static final String KIND = "Import";

  private static final String API_VERSION = GROUP + "/v1";

  private final EvalState state;
  private final ApiCatalog catalog;
  private final ResourceReader reader;

  public ImportMarker(EvalState state, ApiCatalog catalog, ResourceReader reader) {
    this.state = state;
    this.catalog = catalog;
    this.reader = reader;
  }

  /** The marker of an instance that is imported. */
  public static ResourceId id(Instance instance) {
    return new ResourceId(
        GROUP, KIND, Bytes.decode(instance.namespace()), Bytes.decode(instance.name()));
  }

  /** The marker, with what the import hands on. */
  Resource make(PackageEvaluation evaluation) {
    Instance instance = evaluation.instance();
    AttrsBuilder spec = new AttrsBuilder(4);
    String packageName = PackageShape.name(instance.packageValue());
    if (packageName != null) {
      spec.put("package", NixString.of(packageName));
    }
    spec.put("name", NixString.of(instance.actualName()));
    spec.put("namespace", NixString.of(instance.actualNamespace()));
    spec.put("out", plain(evaluation.out()));
    NixAttrs args =
        new AttrsBuilder(3)
            .put("kind", NixString.of(KIND), instance.position())
            .put("apiVersion", NixString.of(API_VERSION))
            .put("spec", spec.build(), instance.position())
            .build();
    NixAttrs labels =
        new AttrsBuilder(2)
            .put("app.kubernetes.io/instance", NixString.of(instance.name()))
            .put("app.kubernetes.io/managed-by", NixString.of("kix"))
            .build();
    NixAttrs resource =
        new ResourceFactory(
                state,
                catalog,
                () -> catalog,
                instance.name(),
                instance.namespace(),
                labels,
                id(instance),
                null)
            .make(args);
    return reader.read(resource, instance.namespace(), instance.name(), false);
  }

  /**
   * The texts, numbers and flags of {@code out}. What cannot be worked out is left out: whoever
   * uses it hears of that, and until then it does no harm.
   */
  private NixAttrs plain(Lazy out) {
    AttrsBuilder plain = new AttrsBuilder(8);
    if (force(out) instanceof NixAttrs attrs) {
      NixAttrs flat = attrs.flatten();
      for (int i = 0; i < flat.size(); i++) {
        Value v = force(flat.value(i));
        if (v instanceof NixString s) {
          plain.put(flat.name(i), NixString.of(s.value()));
        } else if (v instanceof NixInt || v instanceof NixBool) {
          plain.put(flat.name(i), v);
        }
      }
    }
    return plain.build();
  }

  private Value force(Lazy lazy) {
    int depth = state.depth();
    try {
      return lazy.force();
    } catch (EvalException e) {
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      state.restoreDepth(depth);
      return NixAttrs.EMPTY;
    }
  }
}
