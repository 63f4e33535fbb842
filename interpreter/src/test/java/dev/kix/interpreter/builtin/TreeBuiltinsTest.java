package dev.kix.interpreter.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code fetchTree} and {@code fetchGit} take and refuse, in Nix's words. */
class TreeBuiltinsTest {
  @TempDir Path folder;

  private String json(String expression) {
    try (Interpreter nix =
        Interpreter.builder()
            .permissions(Permissions.reading(folder))
            .fetching(
                FetchSettings.builder(Map.of())
                    .globalRegistry("")
                    .userRegistry(null)
                    .systemRegistry(null)
                    .build())
            .build()) {
      return nix.evaluate("builtins.toJSON (" + expression + ")").asString();
    }
  }

  @Test
  void takesAFolderWithWhatIsSaidOfIt() throws Exception {
    Files.writeString(folder.resolve("f"), "hi\n");
    assertThat(
            json(
                "builtins.removeAttrs (builtins.fetchTree { type = \"path\"; path = \""
                    + folder
                    + "\"; lastModified = 1700000000; revCount = 7; "
                    + "rev = \"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed\"; }) [ \"outPath\" ]"))
        .isEqualTo(EXPECTED);
  }

  /** The hash is what Nix 2.8 says of this folder. */
  private static final String EXPECTED =
      "{\"lastModified\":1700000000,\"lastModifiedDate\":\"20231114221320\","
          + "\"narHash\":\"sha256-MyEwKR7frLkJXyCTAYmhACAemt2h4EszAo04ltEu78o=\","
          + "\"rev\":\"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed\",\"revCount\":7,"
          + "\"shortRev\":\"2aae6c3\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "builtins.fetchTree \"nixpkgs\"|'nixpkgs' doesn't have a scheme",
        "builtins.fetchTree \"flake:nixpkgs\"|cannot find flake 'flake:nixpkgs' in the flake registries",
        "builtins.fetchTree { path = \"/x\"; }|argument 'type' is missing in call to 'fetchTree'",
        "builtins.fetchTree { type = \"path\"; path = \"/x\"; q = 1; }|input attribute 'q' not supported by scheme 'path'",
        "builtins.fetchTree { type = \"path\"; path = \"x\"; }|cannot fetch input 'path:x' because it uses a relative path",
        "builtins.fetchTree { type = \"file\"; url = \"file:///x\"; n = -1; }|negative value given for 'fetchTree' argument 'n': -1",
        "builtins.fetchTree { type = \"file\"; url = [ ]; }|argument 'url' to 'fetchTree' is a list while a string, Boolean or integer is expected",
        "builtins.fetchGit { type = \"git\"; url = \"/x\"; }|unexpected argument 'type'",
        "builtins.fetchGit { url = \"/x\"; ref = \"a..b\"; }|invalid Git branch/tag name 'a..b'",
      })
  void refuses(String expression, String message) {
    assertThatThrownBy(() -> json(expression))
        .isInstanceOf(EvalException.class)
        .hasMessage(message);
  }
}
