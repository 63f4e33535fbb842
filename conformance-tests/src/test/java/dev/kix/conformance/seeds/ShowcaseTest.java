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

/**
 * The cases of {@code src/test/resources/seeds} and {@code cluster-language}; the README of the
 * first says what their files mean, those of both which sentence is shown to be true by what.
 */
class ShowcaseTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINE_OF = Pattern.compile("([\\w./-]+):LINE_OF\\(([^)]*)\\)");

  @TempDir private Path folder;

  static List<Path> cases() throws IOException {
    List<Path> all = new ArrayList<>(cases("seeds"));
    all.addAll(cases("cluster-language"));
    return all;
  }

  private static List<Path> cases(String folder) throws IOException {
    try (Stream<Path> found = Files.list(resources().resolve(folder))) {
      return found.filter(f -> Files.exists(f.resolve("kix.nix"))).sorted().toList();
    }
  }

  private static Path resources() {
    return Project.root().resolve("conformance-tests/src/test/resources");
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
    checkWords(seed, link);
  }

  private Program.Result build(Path seed, String cluster, Path link) throws IOException {
    return build(seed, List.of(".#" + cluster), link);
  }

  private Program.Result build(Path seed, List<String> cluster, Path link) throws IOException {
    List<String> words = new ArrayList<>(List.of("build", "-o", link.toString()));
    words.addAll(cluster);
    return Program.run(
        seed.toRealPath(),
        Map.of("HOME", folder.toString(), "KIX_STORE", folder.resolve("store").toString()),
        new byte[0],
        words);
  }

  /** Other ways to name the cluster give the same result. */
  private void checkWords(Path seed, Path link) throws IOException {
    for (String line : lines(seed.resolve("args.txt"))) {
      Path other = folder.resolve("other");
      Program.Result run = build(seed, List.of(line.split(" ")), other);
      assertThat(run.err()).as(line).isEmpty();
      assertThat(other.toRealPath()).as(line).isEqualTo(link.toRealPath());
      Files.delete(other);
    }
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
    for (String line : lines(seed.resolve("edges.txt"))) {
      String[] edge = line.split(" ->", -1);
      List<String> references = new ArrayList<>();
      resources.get(edge[0]).path("references").forEach(r -> references.add(name(r)));
      assertThat(references)
          .as(line)
          .containsExactlyInAnyOrder(
              edge[1].isBlank() ? new String[0] : edge[1].strip().split(" "));
    }
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
      out.put(name(r), r);
    }
    return out;
  }

  private static String name(JsonNode resource) {
    String namespace = resource.path("namespace").asText("");
    return resource.path("kind").asText()
        + (namespace.isEmpty() ? "" : "." + namespace)
        + "."
        + resource.path("name").asText();
  }

  private static List<String> lines(Path file) throws IOException {
    return read(file).lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
  }

  @Test
  void everyBlockOfTheSeedsHasItsCase() throws IOException {
    assertThat(indexed("seeds", 3)).isEqualTo(names(cases("seeds")));
  }

  /** A sentence is shown to be true by cases here, those of the seeds, or tests elsewhere. */
  @Test
  void everySentenceOfTheLanguageHasItsCase() throws IOException {
    Set<String> known = new TreeSet<>(names(cases("cluster-language")));
    names(cases("seeds")).forEach(name -> known.add("seeds/" + name));
    Set<String> named = indexed("cluster-language", 3);
    Set<String> tests = new TreeSet<>(named);
    tests.removeIf(name -> !name.endsWith("Test"));
    known.addAll(tests);
    assertThat(known).containsAll(named);
    assertThat(named).containsAll(names(cases("cluster-language")));
    for (String test : tests) {
      try (Stream<Path> files = Files.walk(Project.root(), 12)) {
        assertThat(files.filter(f -> f.endsWith(test + ".java"))).as(test).isNotEmpty();
      }
    }
  }

  private static Set<String> names(List<Path> cases) {
    Set<String> names = new TreeSet<>();
    cases.forEach(c -> names.add(c.getFileName().toString()));
    return names;
  }

  /** What the last table of a README names in a column; each row must name something. */
  private static Set<String> indexed(String folder, int column) throws IOException {
    Set<String> indexed = new TreeSet<>();
    List<String> lines = Files.readAllLines(resources().resolve(folder).resolve("README.md"));
    for (String line : lines.subList(lines.lastIndexOf("|---|---|---|") + 1, lines.size())) {
      if (line.startsWith("| ")) {
        Matcher name = Pattern.compile("`([A-Za-z0-9/-]+)`").matcher(line.split("\\|")[column]);
        List<String> names = new ArrayList<>();
        while (name.find()) {
          names.add(name.group(1));
        }
        assertThat(names).as(line).isNotEmpty();
        indexed.addAll(names);
      }
    }
    return indexed;
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
