package dev.kix.cluster.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.modulesystem.NativeModules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every function of the library gives what nixpkgs' function of the same name gives. Cases written
 * by hand are in {@code lib/tests/cases.nix}, generated calls in {@code lib/tests/calls}; the
 * values that nixpkgs' lib gave in {@code expected.json} beside each. {@code
 * conformance-tests/nixpkgs/lib.sh} compares calls that no file holds.
 */
class LibraryTest {
  private static final Path FOLDER = Path.of("").toAbsolutePath();

  @Test
  void everyCaseGivesWhatNixpkgsGives() {
    List<String> names = new ArrayList<>();
    evaluate("import ./lib/tests { }")
        .forEach(difference ->
            names.add(
                difference.path("name").asText()
                    + "\n  expected "
                    + difference.path("expected")
                    + "\n  but was  "
                    + difference.path("result")));
    assertThat(names).isEmpty();
  }

  @Test
  void everyGeneratedCallGivesWhatNixpkgsGives() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode expected = json.readTree(FOLDER.resolve("lib/tests/calls/expected.json").toFile());
    // Through text, as the expected values went: a number is then of the same Java type.
    JsonNode actual = json.readTree(evaluate("import ./lib/tests/calls { }").toString());
    List<String> differences = new ArrayList<>();
    expected
        .properties()
        .forEach(function -> {
          JsonNode results = actual.path(function.getKey());
          for (int i = 0; i < function.getValue().size(); i++) {
            if (!function.getValue().get(i).equals(results.path(i))) {
              differences.add(
                  function.getKey()
                      + ", call "
                      + i
                      + "\n  expected "
                      + function.getValue().get(i)
                      + "\n  but was  "
                      + results.path(i));
            }
          }
        });
    assertThat(differences).isEmpty();
    assertThat(actual.size()).isEqualTo(expected.size());
  }

  @Test
  void everyNameOfNixpkgsIsThereOrAbsentForAReason() {
    JsonNode names = evaluate("import ./lib/tests/names.nix { }");
    assertThat(names.path("missing")).isEmpty();
    assertThat(names.path("stale")).isEmpty();
  }

  private static JsonNode evaluate(String expression) {
    try (Interpreter nix =
        Interpreter.builder()
            .permissions(Permissions.reading(FOLDER))
            .global(NativeModules.VARIABLE, NativeModules.function())
            .build()) {
      return nix.evaluate(expression, FOLDER).forceDeeply().toJson();
    }
  }
}
