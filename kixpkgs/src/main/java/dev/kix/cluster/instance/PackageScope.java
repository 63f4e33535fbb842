package dev.kix.cluster.instance;

import dev.kix.cluster.SuppliedLazy;
import dev.kix.cluster.resource.ResourceFactory;
import dev.kix.interpreter.JavaBuiltins;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code scope}: what a package knows of its place in the cluster, and {@code mkResource}. */
final class PackageScope {
  private final EvalState state;
  private final ApiCatalog catalog;
  private final Supplier<ApiCatalog> ownKinds;
  private final String cluster;
  private final Instance instance;
  private final @Nullable Consumer<ResourceId> touched;

  /**
   * @param ownKinds the kinds of {@code catalog} and those that the cluster defines
   * @param touched is told of each resource whose {@code out} is looked at; null when nobody asks
   */
  PackageScope(
      EvalState state,
      ApiCatalog catalog,
      Supplier<ApiCatalog> ownKinds,
      String cluster,
      Instance instance,
      @Nullable Consumer<ResourceId> touched) {
    this.state = state;
    this.catalog = catalog;
    this.ownKinds = ownKinds;
    this.cluster = cluster;
    this.instance = instance;
    this.touched = touched;
  }

  private NixAttrs selectorLabels() {
    String packageName = PackageShape.name(instance.packageValue());
    return new AttrsBuilder(2)
        .put("app.kubernetes.io/instance", NixString.of(instance.actualName()))
        .put(
            "app.kubernetes.io/name",
            NixString.of(packageName == null ? instance.actualName() : packageName))
        .build();
  }

  private static NixAttrs labels(NixAttrs selector) {
    return NixAttrs.update(
        selector, NixAttrs.of("app.kubernetes.io/managed-by", NixString.of("kix")));
  }

  /** Makes the instance's resources. What an import's strings refer to is its marker. */
  ResourceFactory factory() {
    return new ResourceFactory(
        state,
        catalog,
        ownKinds,
        instance.actualName(),
        instance.actualNamespace(),
        labels(selectorLabels()),
        instance.imported() == null ? null : ImportMarker.id(instance),
        touched);
  }

  /**
   * What an API server of the target version serves unless told otherwise, {@code apps/v1} and
   * {@code apps/v1/Deployment}: alpha versions are off.
   */
  private NixList apiVersions() {
    SortedSet<String> all = new TreeSet<>();
    for (ResourceType type : catalog.types()) {
      if (!type.gvk().version().contains("alpha")) {
        String version = Bytes.encode(type.gvk().apiVersion());
        all.add(version);
        all.add(version + "/" + Bytes.encode(type.gvk().kind()));
      }
    }
    List<Lazy> out = new ArrayList<>(all.size());
    for (String version : all) {
      out.add(NixString.of(version));
    }
    return NixList.copyOf(out);
  }

  /** The set. */
  NixAttrs value() {
    NixAttrs selector = selectorLabels();
    ResourceFactory factory = factory();
    return new AttrsBuilder(9)
        .put("apiVersions", new SuppliedLazy(this::apiVersions))
        .put("cluster", NixString.of(cluster))
        .put("instanceName", NixString.of(instance.actualName()))
        .put("kubernetesVersion", NixString.of(catalog.version().toString()))
        .put("labels", labels(selector))
        .put(
            "mkName",
            JavaBuiltins.of(
                "scope.mkName",
                1,
                (s, args) -> {
                  NixString suffix =
                      s.forceString(args[0], null, "while evaluating the argument of scope.mkName");
                  return NixString.of(
                      instance.actualName() + "-" + suffix.value(), suffix.context());
                }))
        .put(
            "mkResource",
            JavaBuiltins.of(
                "scope.mkResource",
                1,
                (s, args) ->
                    factory.make(
                        s.forceAttrs(
                            args[0], null, "while evaluating the argument of scope.mkResource"))))
        .put("namespace", NixString.of(instance.actualNamespace()))
        .put("selectorLabels", selector)
        .build();
  }
}
