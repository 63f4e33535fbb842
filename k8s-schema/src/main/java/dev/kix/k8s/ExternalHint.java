package dev.kix.k8s;

import org.jspecify.annotations.Nullable;

/** Says how a user declares that something exists outside the manifests. */
@FunctionalInterface
public interface ExternalHint {
  /** The option of a cluster definition. */
  ExternalHint CLUSTER_OPTION =
      (kind, namespace, name) ->
          "add it, or declare it: external = [ { kind = \""
              + kind
              + "\"; "
              + (namespace == null ? "" : "namespace = \"" + namespace + "\"; ")
              + "name = \""
              + name
              + "\"; } ];";

  /** What a user of plain files can do. */
  ExternalHint FILES =
      (kind, namespace, name) ->
          kind.equals("CustomResourceDefinition")
              ? "give the CustomResourceDefinition " + name + " as well, or -ignore-missing-schemas"
              : "add it to the files that are checked";

  /** A sentence for one resource; the namespace is null when it is cluster-scoped. */
  String howToDeclare(String kind, @Nullable String namespace, String name);
}
