package dev.kix.cluster;

import dev.kix.cluster.instance.Instance;
import dev.kix.cluster.resource.Resource;
import dev.kix.cluster.resource.ResourceFactory;
import dev.kix.cluster.resource.ResourceReader;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.schema.ApiCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The Namespace resources: those that are declared, and those that something lives in. */
public final class Namespaces {
  /** Kubernetes makes these itself. */
  private static final Set<String> BUILT_IN =
      Set.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final EvalState state;
  private final ResourceReader reader;
  private final ApiCatalog catalog;
  private final SortedSet<String> elsewhere = new TreeSet<>(BUILT_IN);

  Namespaces(EvalState state, ResourceReader reader, ApiCatalog catalog) {
    this.state = state;
    this.reader = reader;
    this.catalog = catalog;
  }

  /** Namespaces that exist without being resources here; known after {@link #resources}. */
  SortedSet<String> elsewhere() {
    return elsewhere;
  }

  List<Resource> resources(
      ClusterConfig config, Iterable<Instance> instances, List<Resource> others) {
    SortedSet<String> names = new TreeSet<>();
    NixAttrs declared = config.attrs("namespaces").flatten();
    for (int i = 0; i < declared.size(); i++) {
      names.add(declared.name(i));
    }
    SortedSet<String> importing = new TreeSet<>();
    for (Instance i : instances) {
      (i.imported() == null ? names : importing).add(i.namespace());
    }
    // Where something imported runs there is a namespace already, and it is somebody else's: kix
    // must not take it over, and above all not remove it together with the import.
    importing.removeAll(names);
    for (String name : importing) {
      elsewhere.add(Bytes.decode(name));
    }
    SortedSet<String> made = new TreeSet<>();
    for (Resource r : others) {
      ResourceId id = r.id();
      if (id.kind().equals("Namespace") && id.group().isEmpty()) {
        made.add(Bytes.encode(id.name()));
      }
    }
    List<Resource> out = new ArrayList<>();
    for (String name : names) {
      Lazy options = declared.get(name);
      NixAttrs namespace = options == null ? NixAttrs.EMPTY : state.forceAttrs(options, null, "");
      Lazy create = namespace.get("create");
      boolean wanted =
          !BUILT_IN.contains(name) && (create == null || state.forceBool(create, null, ""));
      if (!wanted) {
        elsewhere.add(Bytes.decode(name));
      } else if (!made.contains(name)) {
        out.add(make(name, namespace));
      }
    }
    return out;
  }

  private Resource make(String name, NixAttrs namespace) {
    NixAttrs labels =
        new AttrsBuilder(1).put("app.kubernetes.io/managed-by", NixString.of("kix")).build();
    AttrsBuilder args = new AttrsBuilder(4);
    args.put("kind", NixString.of("Namespace"));
    args.put("name", NixString.of(name));
    for (String part : List.of("labels", "annotations")) {
      Lazy value = namespace.get(part);
      if (value != null) {
        args.put(part, value, namespace.position(part));
      }
    }
    NixAttrs resource =
        new ResourceFactory(state, catalog, () -> catalog, name, name, labels, null, null)
            .make(args.build());
    return reader.read(resource, null, null, false);
  }
}
