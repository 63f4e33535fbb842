package dev.kix.cluster.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every function of the library gives what nixpkgs' function of the same name gives. The cases are
 * in {@code lib/tests/cases.nix}, the values that nixpkgs' lib gave in {@code
 * lib/tests/expected.json}.
 */
class LibraryTest {
  private static final Path FOLDER = Path.of("").toAbsolutePath();

  @Test
  void everyCaseGivesWhatNixpkgsGives() {
    try (Interpreter nix = Interpreter.builder().permissions(Permissions.reading(FOLDER)).build()) {
      JsonNode differences = nix.evaluate("import ./lib/tests { }", FOLDER).forceDeeply().toJson();
      List<String> names = new ArrayList<>();
      differences.forEach(difference ->
          names.add(
              difference.path("name").asText()
                  + "\n  expected "
                  + difference.path("expected")
                  + "\n  but was  "
                  + difference.path("result")));
      assertThat(names).isEmpty();
    }
  }
}
