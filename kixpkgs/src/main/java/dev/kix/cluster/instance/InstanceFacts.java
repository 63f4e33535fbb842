package dev.kix.cluster.instance;

import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rules of a cluster are told of its instances. Belongs to the evaluation thread. */
public final class InstanceFacts {
  private final PackageEvaluator packages;
  private final Map<String, Instance> byPath = new HashMap<>();

  public InstanceFacts(PackageEvaluator packages, Collection<Instance> instances) {
    this.packages = packages;
    for (Instance instance : instances) {
      byPath.put(Bytes.decode(instance.path()), instance);
    }
  }

  /**
   * {@code { namespace; name; config; meta; }} of an instance, the last two unforced.
   *
   * @param path {@code NAMESPACE/NAME}
   * @return null when there is no such instance
   */
  public @Nullable Value of(String path) {
    Instance instance = byPath.get(path);
    if (instance == null) {
      return null;
    }
    PackageEvaluation evaluation = packages.shared(instance);
    return new AttrsBuilder(4)
        .put("config", evaluation.config())
        .put("meta", evaluation.part("meta"))
        .put("name", NixString.of(instance.name()))
        .put("namespace", NixString.of(instance.namespace()))
        .build();
  }
}
