package dev.kix.modulesystem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files {@code golden/NAME.nix}, functions of {@code { lib }}, beside {@code NAME.json}: what real
 * Nix makes of them with nixpkgs' own lib. {@code -Dkix.accept=true} rewrites the expected values
 * with those of kix; compare with real Nix before committing.
 */
class GoldenTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(TestLibrary.RESOURCES.resolve("golden"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".nix"))
          .map(f -> f.substring(0, f.length() - ".nix".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheValueOfNixpkgs(String name) throws IOException {
    Path folder = TestLibrary.RESOURCES.resolve("golden");
    JsonNode actual;
    try (Interpreter nix = TestLibrary.interpreter()) {
      actual =
          nix.run(
              state -> Conversions.toJson(TestLibrary.load(state, folder.resolve(name + ".nix"))));
    }
    Path expected = folder.resolve(name + ".json");
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(
          expected, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(actual) + "\n");
    }
    assertThat(JSON.readTree(actual.toString())).isEqualTo(JSON.readTree(expected.toFile()));
  }
}
