package dev.kix.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.cluster.graph.ResourceNode;
import dev.kix.k8s.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laws of activations, on the example. */
class WebshopTest {
  private static final Path WEBSHOP = Path.of("examples/webshop").toAbsolutePath();
  private static final Activation ORIGINAL = Clusters.compile(WEBSHOP);

  @TempDir Path temp;

  private Path copy() throws IOException {
    Path folder = temp.toRealPath();
    try (var files = Files.list(WEBSHOP)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return folder;
  }

  @Test
  void isAWholeCluster() {
    assertThat(ORIGINAL.graph().nodes()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(ORIGINAL.cluster()).isEqualTo("prod-eu1");
    assertThat(ORIGINAL.root().name()).isEqualTo("Activation-prod-eu1");
  }

  @Test
  void theRootDependsOnTheSourceAlone() throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
      assertThat(Clusters.compile(copy()).root()).isEqualTo(ORIGINAL.root());
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void anImageChangesItsDeploymentAndWhatRefersToIt() throws IOException {
    Path folder = copy();
    Path dashboard = folder.resolve("dashboard.nix");
    String text = Files.readString(dashboard);
    Files.writeString(
        dashboard,
        text.replace(
            "image.tag = \"v3.8.1\"",
            "image.tag = if environment == \"prod\" then \"v3.8.2\" else \"v3.8.1\""));
    Activation changed = Clusters.compile(folder);
    ResourceId deployment = new ResourceId("apps", "Deployment", "dashboard-prod", "dashboard");

    assertThat(changed.root()).isNotEqualTo(ORIGINAL.root());
    assertThat(changed.objects().keySet()).isEqualTo(ORIGINAL.objects().keySet());
    Set<ResourceId> manifests = new TreeSet<>();
    Set<ResourceId> objects = new TreeSet<>();
    for (ResourceNode node : ORIGINAL.graph().nodes().values()) {
      ResourceId id = node.id();
      if (!changed.graph().nodes().get(id).manifest().equals(node.manifest())) {
        manifests.add(id);
      }
      if (!changed.objects().get(id).path().equals(ORIGINAL.objects().get(id).path())) {
        objects.add(id);
      }
    }
    assertThat(manifests).containsExactly(deployment);
    assertThat(objects).isEqualTo(new TreeSet<>(dependants(deployment)));
  }

  /** A resource, its cycle, and all that refer to them, however indirectly. */
  private static Set<ResourceId> dependants(ResourceId start) {
    Set<ResourceId> reached = new HashSet<>(Set.of(start));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (List<ResourceNode> component : ORIGINAL.graph().components()) {
        boolean refers =
            component.stream()
                .anyMatch(n ->
                    reached.contains(n.id())
                        || n.references().stream().anyMatch(reached::contains));
        if (refers) {
          for (ResourceNode n : component) {
            grown |= reached.add(n.id());
          }
        }
      }
    }
    return reached;
  }
}
