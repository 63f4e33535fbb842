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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The cases of {@code src/test/resources/seeds}; its README says what their files mean. */
class ShowcaseTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINE_OF = Pattern.compile("([\\w./-]+):LINE_OF\\(([^)]*)\\)");

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
    Program.Result run = build(seed, "test", link);
    String expected = withLines(read(seed.resolve("expected.txt")));
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
    checkGraph(seed, link);
  }

  private Program.Result build(Path seed, String cluster, Path link) throws IOException {
    return Program.run(
        seed.toRealPath(),
        Map.of("HOME", folder.toString(), "KIX_STORE", folder.resolve("store").toString()),
        new byte[0],
        List.of("build", ".#" + cluster, "-o", link.toString()));
  }

  /**
   * {@code FILE:LINE_OF(TEXT)} as {@code FILE:62}: the line of a file of kixpkgs that holds a text,
   * so that editing the file above it changes nothing here.
   */
  private static String withLines(String expected) throws IOException {
    Matcher wanted = LINE_OF.matcher(expected);
    StringBuilder out = new StringBuilder();
    while (wanted.find()) {
      List<String> lines =
          Files.readAllLines(Project.root().resolve("kixpkgs").resolve(wanted.group(1)));
      int found = 0;
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains(wanted.group(2))) {
          assertThat(found).as("lines with %s", wanted.group(2)).isZero();
          found = i + 1;
        }
      }
      assertThat(found).as("lines with %s", wanted.group(2)).isPositive();
      wanted.appendReplacement(out, Matcher.quoteReplacement(wanted.group(1) + ":" + found));
    }
    return wanted.appendTail(out).toString();
  }

  /** Store paths and waves, and what another version of the cluster shares with this one. */
  private void checkGraph(Path seed, Path link) throws IOException {
    Map<String, JsonNode> resources = graph(link);
    List<String> paths = new ArrayList<>();
    resources.values().forEach(r -> paths.add(r.path("path").asText()));
    paths.add(link.toRealPath().toString());
    for (String name : lines(seed.resolve("paths.txt"))) {
      assertThat(paths).anyMatch(p -> p.matches(".*/[0-9a-z]{32}-" + Pattern.quote(name)));
    }
    Map<String, Integer> waves = new TreeMap<>();
    Map<String, Integer> expected = new TreeMap<>();
    for (String line : lines(seed.resolve("waves.txt"))) {
      String name = line.substring(2);
      expected.put(name, line.charAt(0) - '0');
      waves.put(name, resources.get(name) == null ? -1 : resources.get(name).path("wave").asInt());
    }
    assertThat(waves).isEqualTo(expected);
    Path changed = seed.resolve("changed.txt");
    if (Files.exists(changed)) {
      Path other = folder.resolve("changed");
      assertThat(build(seed, "changed", other).code()).isZero();
      Map<String, JsonNode> others = graph(other);
      List<String> different = new ArrayList<>();
      resources.forEach((name, r) -> {
        if (!r.path("path").equals(others.getOrDefault(name, r).path("path"))) {
          different.add(name);
        }
      });
      if (!link.toRealPath().equals(other.toRealPath())) {
        different.add("Activation");
      }
      assertThat(different).containsExactlyInAnyOrderElementsOf(lines(changed));
    }
  }

  /** The resources of a result as {@code kix/activation.json} has them, by name. */
  private static Map<String, JsonNode> graph(Path result) throws IOException {
    Map<String, JsonNode> out = new TreeMap<>();
    JsonNode activation = JSON.readTree(result.resolve("kix/activation.json").toFile());
    for (JsonNode r : activation.path("resources")) {
      String namespace = r.path("namespace").asText("");
      out.put(
          r.path("kind").asText()
              + (namespace.isEmpty() ? "" : "." + namespace)
              + "."
              + r.path("name").asText(),
          r);
    }
    return out;
  }

  private static List<String> lines(Path file) throws IOException {
    return read(file).lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
  }

  @Test
  void everyBlockOfTheSeedsHasItsCase() throws IOException {
    Set<String> indexed = new TreeSet<>();
    Path readme =
        Project.root().resolve("conformance-tests/src/test/resources/seeds").resolve("README.md");
    for (String line : Files.readAllLines(readme)) {
      if (line.matches("\\| 00[0-9] \\|.*")) {
        Matcher name = Pattern.compile("`([a-z0-9-]+)`").matcher(line.split("\\|")[3]);
        while (name.find()) {
          indexed.add(name.group(1));
        }
      }
    }
    Set<String> existing = new TreeSet<>();
    cases().forEach(c -> existing.add(c.getFileName().toString()));
    assertThat(indexed).isEqualTo(existing);
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
