package dev.kix.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pure, restricted and impure evaluation. Messages: {@code EvalState} of Nix; what restricted mode
 * shows of the folders above an allowed one: {@code CanonPath::isAllowed}.
 */
class ModesTest {
  @TempDir private Path temporary;
  private Path folder = Path.of("/");
  private Interpreter nix = Interpreter.builder().build();

  @BeforeEach
  void files() throws IOException {
    folder = temporary.toRealPath();
    Files.createDirectories(folder.resolve("allowed"));
    Files.createDirectories(folder.resolve("secret"));
    Files.writeString(folder.resolve("allowed/default.nix"), "{ a = 1; }");
    Files.writeString(folder.resolve("secret/x.nix"), "2");
    Files.createSymbolicLink(folder.resolve("allowed/link.nix"), Path.of("../secret/x.nix"));
  }

  @AfterEach
  void close() {
    nix.close();
  }

  private void mode(EvalSettings.Builder settings) {
    nix.close();
    nix =
        Interpreter.builder()
            .settings(
                settings.currentSystem("x86_64-linux").workingFolder(folder.toString()).build())
            .permissions(new Permissions(null, Map.of("HOME", "/h"), true, false))
            .build();
  }

  private void restricted() {
    mode(
        EvalSettings.builder()
            .restrictEval(true)
            .nixPath(List.of("a=" + folder.resolve("allowed"), "relative=./allowed")));
  }

  private void pure() {
    mode(EvalSettings.builder().pureEval(true));
  }

  private Object value(String expression) {
    return nix.evaluate(expression, folder).toJava();
  }

  private EvalException failure(String expression) {
    return catchThrowableOfType(
        EvalException.class, () -> nix.evaluate(expression, folder).forceDeeply());
  }

  private void forbidden(String expression, Path path, String mode) {
    EvalException e = failure(expression);
    assertThat(e.kind()).isEqualTo(ErrorKind.RESTRICTED);
    assertThat(e).hasMessage("access to absolute path '" + path + "' is forbidden " + mode);
  }

  @Test
  void impure() {
    mode(EvalSettings.builder());
    assertThat(value("import ./allowed/link.nix")).isEqualTo(2L);
    assertThat(value("builtins.getEnv \"HOME\"")).isEqualTo("/h");
    assertThat(value("builtins ? currentTime && builtins ? currentSystem")).isEqualTo(true);
  }

  @Test
  void restrictedModeReadsTheSearchPath() {
    restricted();
    assertThat(value("(import <a>).a + (import <relative>).a")).isEqualTo(2L);
    assertThat(value("(import ./allowed).a")).isEqualTo(1L);
    assertThat(value("builtins.readFile (builtins.toFile \"x\" \"y\")")).isEqualTo("y");
    assertThat(value("builtins.currentSystem")).isEqualTo("x86_64-linux");
    assertThat(value("builtins.getEnv \"HOME\"")).isEqualTo("");
  }

  @Test
  void restrictedModeReadsNothingElse() {
    restricted();
    String mode = "in restricted mode";
    Path secret = folder.resolve("secret");
    Path file = secret.resolve("x.nix");
    for (String expression :
        List.of(
            "import ./secret/x.nix",
            "import ./allowed/link.nix",
            "import <a/link.nix>",
            "builtins.readFile ./secret/x.nix",
            "builtins.readFile ./allowed/link.nix",
            "builtins.hashFile \"sha256\" ./secret/x.nix",
            "\"${./secret/x.nix}\"",
            "builtins.readFileType ./secret/x.nix")) {
      forbidden(expression, file, mode);
    }
    forbidden("builtins.readDir ./secret", secret, mode);
    forbidden("builtins.path { path = ./secret; }", secret, mode);
    forbidden("builtins.filterSource (p: t: true) ./secret", secret, mode);
    forbidden("builtins.findFile [ { path = ./secret; } ] \"x.nix\"", secret, mode);
    assertThat(value("builtins.pathExists ./secret/x.nix")).isEqualTo(false);
    assertThat(value("toString ./secret/x.nix")).isEqualTo(file.toString());
  }

  @Test
  void theWayToWhatIsAllowedIsSeen() {
    restricted();
    assertThat(value("builtins.readDir ./.")).isEqualTo(Map.of("allowed", "directory"));
    assertThat(value("builtins.pathExists ./.")).isEqualTo(true);
    assertThat(value("builtins.attrNames (builtins.readDir /.)"))
        .isEqualTo(List.of(folder.getName(0).toString()));
  }

  @Test
  void pureModeReadsNothing() {
    pure();
    String mode = "in pure evaluation mode (use '--impure' to override)";
    forbidden("import ./allowed", folder.resolve("allowed"), mode);
    forbidden("builtins.readDir /.", Path.of("/"), mode);
    assertThat(value("builtins.pathExists ./allowed")).isEqualTo(false);
    assertThat(value("builtins.nixPath")).isEqualTo(List.of());
    assertThat(value("builtins.getEnv \"HOME\"")).isEqualTo("");
    assertThat(value("builtins ? currentTime || builtins ? currentSystem")).isEqualTo(false);
    assertThat(value("builtins.readFile (builtins.toFile \"x\" \"y\")")).isEqualTo("y");
    assertThat(value("builtins.typeOf (import <nix/fetchurl.nix>)")).isEqualTo("lambda");
    assertThat(failure("<a>"))
        .hasMessage("cannot look up '<a>' in pure evaluation mode (use '--impure' to override)");
    assertThat(failure("builtins.storePath \"/nix/store/x\""))
        .hasMessage("'builtins.storePath' is not allowed in pure evaluation mode");
    assertThat(failure("~/x")).hasMessage("the path '~/x' can not be resolved in pure mode");
    assertThat(failure("builtins.fetchurl \"http://example.org/x\""))
        .hasMessage("in pure evaluation mode, 'fetchurl' requires a 'sha256' argument");
  }

  @Test
  void anErrorOfOneModeDoesNotSpoilTheNextEvaluation() {
    pure();
    for (int i = 0; i < 3; i++) {
      assertThat(failure("import ./allowed").kind()).isEqualTo(ErrorKind.RESTRICTED);
      assertThat(value("1 + 1")).isEqualTo(2L);
    }
  }

  @Test
  void mercurialIsFetchedByCommitOrFromAllowedPlaces() {
    pure();
    assertThat(failure("builtins.fetchMercurial \"https://h/x\""))
        .hasMessage("in pure evaluation mode, 'fetchMercurial' requires a Mercurial revision");
    assertThat(failure("builtins.fetchMercurial { url = \"https://h/x\"; rev = \"default\"; }"))
        .hasMessage("in pure evaluation mode, 'fetchMercurial' requires a Mercurial revision");
    assertThat(failure("builtins.fetchTree \"hg+https://h/x?ref=default\""))
        .hasMessage(
            "in pure evaluation mode, 'fetchTree' doesn't fetch unlocked input"
                + " 'hg+https://h/x?ref=default'");
    restricted();
    assertThat(failure("builtins.fetchMercurial \"https://h/x\""))
        .hasMessage("access to URI 'https://h/x' is forbidden in restricted mode");
    assertThat(failure("builtins.fetchTree \"hg+https://h/x\""))
        .hasMessage("access to URI 'hg+https://h/x' is forbidden in restricted mode");
    forbidden("builtins.fetchMercurial ./secret", folder.resolve("secret"), "in restricted mode");
    mode(EvalSettings.builder().restrictEval(true).allowedUris(List.of("https://h/")));
    // There is no fetcher here: what is allowed comes as far as that.
    assertThat(failure("builtins.fetchMercurial \"https://h/x\""))
        .hasMessageStartingWith("cannot fetch 'hg+https://h/x': nothing here fetches inputs");
  }
}
