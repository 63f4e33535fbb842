package dev.kix.cluster.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.SourcePaths;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
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
      manifest = transformed(transformer, manifest);
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

  private NixAttrs transformed(Transformer transformer, NixAttrs manifest) {
    Value made;
    try {
      made = state.call(transformer.function(), null, manifest).force();
    } catch (EvalException e) {
      throw e.duringCustom(
          transformer.position(),
          "while running the transformer '"
              + Bytes.encode(transformer.name())
              + "' on "
              + name(manifest));
    }
    if (made instanceof NixAttrs attrs) {
      return attrs;
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "a transformer must return a resource, but of "
            + name(manifest)
            + " the transformer '"
            + Bytes.encode(transformer.name())
            + "' made "
            + state.services().describe(made),
        transformer.position());
  }

  /** {@code Service/web}, one char per byte, as far as it can be told. */
  private static String name(NixAttrs manifest) {
    String name =
        manifest.get("metadata") instanceof Lazy l && l.force() instanceof NixAttrs metadata
            ? text(metadata, "name")
            : "";
    return text(manifest, "kind") + "/" + name;
  }

  private static String text(NixAttrs owner, String name) {
    return owner.get(name) instanceof Lazy l && l.force() instanceof NixString s ? s.value() : "";
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
