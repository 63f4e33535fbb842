package dev.kix.cluster.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.output.ManifestYaml;
import dev.kix.k8s.ResourceId;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResourceGraphTest {
  private static final StoreDir DIR = StoreDir.NIX_STORE;

  /** Resources by name; {@code a -> b c} means that a refers to b and c. */
  private static List<ResourceNode> nodes(Map<String, String> contents, String... lines) {
    List<ResourceNode> out = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(" ", -1);
      TreeSet<ResourceId> references = new TreeSet<>();
      for (int i = 2; i < parts.length; i++) {
        references.add(id(parts[i]));
      }
      ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("name", parts[0]);
      manifest.put("content", contents.getOrDefault(parts[0], "same"));
      out.add(new ResourceNode(id(parts[0]), manifest, references, null, false));
    }
    return out;
  }

  private static List<ResourceNode> nodes(String... lines) {
    return nodes(Map.of(), lines);
  }

  private static ResourceId id(String name) {
    return new ResourceId("", "ConfigMap", "ns", name);
  }

  private static List<List<String>> components(List<ResourceNode> nodes) {
    return ResourceGraph.of(nodes).components().stream()
        .map(c -> c.stream().map(n -> n.id().name()).toList())
        .toList();
  }

  private static SortedMap<String, StoreObject> hash(List<ResourceNode> nodes) {
    SortedMap<String, StoreObject> out = new TreeMap<>();
    new ResourceHasher(DIR, n -> ManifestYaml.write(n.manifest()))
        .hash(ResourceGraph.of(nodes))
        .forEach((id, object) -> out.put(id.name(), object));
    return out;
  }

  @Test
  void componentsPutWhatIsReferredToFirst() {
    List<List<String>> c = components(nodes("a -> b", "b -> c d", "c -> b", "d", "e -> e"));
    assertThat(c).contains(List.of("e"));
    assertThat(c).containsSubsequence(List.of("d"), List.of("b", "c"), List.of("a"));
  }

  @Test
  void componentsDoNotDependOnTheOrderOfTheInput() {
    List<ResourceNode> nodes =
        nodes("a -> b", "b -> c", "c -> b x", "d -> a x", "x", "y", "z -> y", "q -> q", "r -> z d");
    List<List<String>> expected = components(nodes);
    Random random = new Random(7);
    for (int i = 0; i < 30; i++) {
      Collections.shuffle(nodes, random);
      assertThat(components(nodes)).isEqualTo(expected);
    }
  }

  @Test
  void aLongChainIsNoProblem() {
    String[] lines = new String[5_000];
    lines[0] = "n0";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "n" + i + " -> n" + (i - 1);
    }
    assertThat(ResourceGraph.of(nodes(lines)).components()).hasSize(lines.length);
  }

  @Test
  void refusesAReferenceToNothing() {
    List<ResourceNode> nodes = nodes("a -> b");
    assertThatThrownBy(() -> ResourceGraph.of(nodes)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pathsAreThoseOfTextsWithReferences() {
    SortedMap<String, StoreObject> objects = hash(nodes("a -> b", "b"));
    StorePath b =
        DIR.makeTextPath("ConfigMap-ns-b", Hash.sha256("content: same\nname: b\n"), List.of());
    StorePath a =
        DIR.makeTextPath("ConfigMap-ns-a", Hash.sha256("content: same\nname: a\n"), List.of(b));
    assertThat(objects.get("b").path()).isEqualTo(b);
    assertThat(objects.get("a").path()).isEqualTo(a);
    assertThat(objects.get("a").references()).containsExactly(b);
  }

  @Test
  void aChangeReachesTheCycleAndWhatDependsOnIt() {
    String[] lines = {
      "c1 -> c2", "c2 -> c3 base", "c3 -> c1", "user -> c3", "base", "other -> base"
    };
    SortedMap<String, StoreObject> before = hash(nodes(lines));
    assertThat(changed(before, hash(nodes(Map.of("c2", "new"), lines))))
        .containsExactly("c1", "c2", "c3", "user");
    assertThat(changed(before, hash(nodes(Map.of("base", "new"), lines))))
        .containsExactly("base", "c1", "c2", "c3", "other", "user");
    assertThat(changed(before, hash(nodes(Map.of("user", "new"), lines)))).containsExactly("user");
  }

  @Test
  void membersOfACycleHaveNoneOfItAmongTheirReferences() {
    SortedMap<String, StoreObject> objects = hash(nodes("a -> b", "b -> a base", "base"));
    assertThat(objects.get("a").references()).isEmpty();
    assertThat(objects.get("b").references()).containsExactly(objects.get("base").path());
    assertThat(objects.get("a").text()).startsWith("# refers to itself by way of others");
  }

  private static List<String> changed(
      SortedMap<String, StoreObject> before, SortedMap<String, StoreObject> after) {
    return before.entrySet().stream()
        .filter(e -> !e.getValue().path().equals(after.get(e.getKey()).path()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void storeNamesHoldOnlyWhatTheyMay() {
    assertThat(ResourceHasher.storeName(new ResourceId("", "Namespace", null, "prod")))
        .isEqualTo("Namespace-prod");
    assertThat(ResourceHasher.storeName(new ResourceId("", "ClusterRole", null, "a:b c\u00e9")))
        .isEqualTo("ClusterRole-a_b_c_");
    assertThat(ResourceHasher.storeName(new ResourceId("", "Secret", "n", "x".repeat(253))))
        .hasSize(200);
  }

  @Test
  void wavesFollowKindsAndReferences() {
    ResourceNode claim = node("", "PersistentVolumeClaim", "n/db");
    ResourceNode database = node("apps", "StatefulSet", "n/db", claim);
    ResourceNode service = node("", "Service", "n/db", database);
    ResourceNode crd = node("apiextensions.k8s.io", "CustomResourceDefinition", "n/op");
    ResourceNode operator = node("apps", "Deployment", "n/op", crd);
    ResourceNode app = node("apps", "Deployment", "n/app", service);
    ResourceNode monitor = node("monitoring.coreos.com", "ServiceMonitor", "n/app", app);
    ResourceNode late = node("apps", "Deployment", "n/late", monitor);
    ResourceNode config = node("", "ConfigMap", "n/app", late);
    SortedMap<ResourceId, Integer> waves =
        Waves.of(
            ResourceGraph.of(
                List.of(claim, database, service, crd, operator, app, monitor, late, config)));
    assertThat(waves)
        .containsEntry(crd.id(), 0)
        .containsEntry(claim.id(), 1)
        .containsEntry(config.id(), 1)
        .containsEntry(operator.id(), 2)
        .containsEntry(database.id(), 3)
        .containsEntry(service.id(), 3)
        .containsEntry(app.id(), 4)
        .containsEntry(monitor.id(), 5)
        .containsEntry(late.id(), 5);
  }

  private static ResourceNode node(
      String group, String kind, String instance, ResourceNode... references) {
    TreeSet<ResourceId> ids = new TreeSet<>();
    for (ResourceNode r : references) {
      ids.add(r.id());
    }
    return new ResourceNode(
        new ResourceId(group, kind, "n", instance.replace('/', '-')),
        JsonNodeFactory.instance.objectNode(),
        ids,
        instance,
        false);
  }

  @Test
  void canonicalJsonHasOneSpelling() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode node = json.objectNode().put("b", 1).put("a", "q\"\\\n\u00e9").put("c", 1.5);
    node.set("z", json.arrayNode().add(true).addNull().add(json.objectNode()));
    assertThat(CanonicalJson.text(node))
        .isEqualTo("{\"a\":\"q\\\"\\\\\\u000a\u00e9\",\"b\":1,\"c\":1.5,\"z\":[true,null,{}]}");
    assertThat(CanonicalJson.bytes(json.textNode("\u00e9"))).hasSize(4);
  }
}
