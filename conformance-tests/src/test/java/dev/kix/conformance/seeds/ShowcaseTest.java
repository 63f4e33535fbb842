package dev.kix.conformance.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.ClusterCompiler;
import dev.kix.cluster.ClusterLoader;
import dev.kix.cluster.KixLibrary;
import dev.kix.conformance.Program;
import dev.kix.conformance.Project;
import dev.kix.interpreter.EvalResult;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.path.StoreDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The cases of {@code src/test/resources/seeds}; its README says what their files mean. */
class ShowcaseTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  static List<Path> cases() throws IOException {
    Path seeds = Project.root().resolve("conformance-tests/src/test/resources/seeds");
    try (Stream<Path> found = Files.list(seeds)) {
      return found.filter(f -> Files.exists(f.resolve("kix.nix"))).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void says(Path seed) throws IOException {
    Path link = folder.resolve("result");
    Program.Result run =
        Program.run(
            seed.toRealPath(),
            Map.of("HOME", folder.toString(), "KIX_STORE", folder.resolve("store").toString()),
            new byte[0],
            List.of("build", ".#test", "-o", link.toString()));
    String expected = read(seed.resolve("expected.txt"));
    assertThat(run.err()).contains(expected);
    if (expected.startsWith("error:")) {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(link).doesNotExist();
      return;
    }
    assertThat(run.err()).doesNotContain("error:");
    assertThat(run.code()).isZero();
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
    checkManifests(seed, manifests(link));
    checkConfiguration(seed);
  }

  /** What the modules of a case add up to, where {@code expected.json} says it. */
  private static void checkConfiguration(Path seed) throws IOException {
    Path file = seed.resolve("expected.json");
    if (!Files.exists(file)) {
      return;
    }
    JsonNode expected = JSON.readTree(file.toFile());
    ObjectNode actual = JSON.createObjectNode();
    try (Interpreter nix =
        KixLibrary.install(Interpreter.builder())
            .permissions(Permissions.reading(seed))
            .bareWildcards(true)
            .build()) {
      EvalResult configuration =
          nix.result(
              nix.run(state -> {
                ClusterLoader loader = new ClusterLoader(state, KixLibrary.of(state));
                return new ClusterCompiler(state, StoreDir.NIX_STORE)
                    .configuration(loader.load(Bytes.encode(seed.toString()), "test"));
              }));
      // Option by option: others hold functions, which JSON has not.
      for (Map.Entry<String, JsonNode> option : expected.properties()) {
        actual.set(option.getKey(), configuration.get(option.getKey()).toJson());
      }
    }
    assertThat(JsonSubset.differences(expected, actual))
        .as("configuration of %s", seed.getFileName())
        .isEmpty();
  }

  private static void checkManifests(Path seed, Map<String, JsonNode> manifests)
      throws IOException {
    List<String> problems = new ArrayList<>();
    for (String name : read(seed.resolve("absent.txt")).lines().toList()) {
      if (manifests.containsKey(name.strip())) {
        problems.add(name + " must not exist");
      }
    }
    Path expected = seed.resolve("expected");
    if (Files.isDirectory(expected)) {
      try (Stream<Path> files = Files.list(expected)) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString().replaceAll("\\.json$", "");
          JsonNode manifest = manifests.get(name);
          if (manifest == null) {
            problems.add(name + " does not exist");
            continue;
          }
          for (String difference : JsonSubset.differences(JSON.readTree(file.toFile()), manifest)) {
            problems.add(name + difference);
          }
        }
      }
    }
    assertThat(problems).as("in %s of %s", seed.getFileName(), manifests.keySet()).isEmpty();
  }

  /** The manifests of a result, named {@code KIND.NS.NAME} or {@code KIND.NAME}. */
  private static Map<String, JsonNode> manifests(Path result) throws IOException {
    Map<String, JsonNode> manifests = new TreeMap<>();
    try (Stream<Path> files = Files.list(result)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        Object tree =
            new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        JsonNode manifest = JSON.valueToTree(tree);
        String namespace = manifest.path("metadata").path("namespace").asText("");
        manifests.put(
            manifest.path("kind").asText()
                + (namespace.isEmpty() ? "" : "." + namespace)
                + "."
                + manifest.path("metadata").path("name").asText(),
            manifest);
      }
    }
    return manifests;
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file).strip() : "";
  }
}
