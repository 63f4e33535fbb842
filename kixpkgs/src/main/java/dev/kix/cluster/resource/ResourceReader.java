package dev.kix.cluster.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.SourcePaths;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.ManifestSource;
import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what {@code mkResource} made into a {@link Resource}: the transformers are run and the
 * manifest is evaluated.
 */
public final class ResourceReader {
  private final EvalState state;
  private final SourcePaths paths;
  private final List<Transformer> transformers;

  /**
   * @param transformers run on every manifest, in this order
   */
  public ResourceReader(EvalState state, SourcePaths paths, List<Transformer> transformers) {
    this.state = state;
    this.paths = paths;
    this.transformers = transformers;
  }

  /**
   * Reads one resource.
   *
   * @param value what a package has under {@code resources}: the result of {@code mkResource}, or a
   *     plain manifest
   */
  public Resource read(
      Value value, @Nullable String namespace, @Nullable String instance, boolean stateful) {
    return read(value, namespace, instance, stateful, failure -> {});
  }

  /**
   * Reads one resource.
   *
   * @param failed is told of every field that cannot be evaluated, the one that is thrown included
   */
  public Resource read(
      Value value,
      @Nullable String namespace,
      @Nullable String instance,
      boolean stateful,
      Consumer<? super EvalException> failed) {
    if (!(value instanceof NixAttrs attrs)) {
      throw new EvalException(
          ErrorKind.TYPE,
          "a resource must be made by scope.mkResource, but this is "
              + state.services().describe(value),
          null);
    }
    NixAttrs manifest = manifest(attrs);
    List<NixAttrs> stages = new ArrayList<>();
    stages.add(manifest);
    for (Transformer transformer : transformers) {
      manifest =
          state.forceAttrs(
              state.call(transformer.function(), null, manifest),
              null,
              "while running a transformer");
      stages.add(manifest);
    }
    ManifestReader reader = new ManifestReader(state);
    ObjectNode json;
    try {
      json = reader.read(manifest);
    } finally {
      reader.failures().forEach(failed);
    }
    ManifestSource source =
        transformers.isEmpty()
            ? new NixManifestSource(manifest, paths)
            : new TransformedSource(state, paths, stages, transformers);
    ResourceId id = new Manifest(json, source).id();
    SortedSet<ResourceId> references = new TreeSet<>(reader.references());
    references.remove(id);
    return new Resource(id, json, references, source, namespace, instance, stateful);
  }

  private NixAttrs manifest(NixAttrs attrs) {
    Lazy type = attrs.get("_type");
    Lazy manifest = attrs.get("manifest");
    if (manifest != null
        && type != null
        && type.force() instanceof NixString s
        && s.value().equals(ResourceFactory.TYPE)) {
      return state.forceAttrs(manifest, null, "");
    }
    return attrs;
  }
}
