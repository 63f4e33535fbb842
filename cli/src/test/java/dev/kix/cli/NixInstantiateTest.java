package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the drop-in for nix-instantiate prints and leaves behind; paths are those of Nix 2.8. */
class NixInstantiateTest {
  private static final String DRV =
      "derivation { name = \"x\"; system = \"s\"; builder = \"b\"; outputs = [ \"out\" \"dev\" ]; }";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() {
    environment.putAll(Run.homeIn(folder));
  }

  private Run run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "nix-instantiate";
    System.arraycopy(args, 0, all, 1, args.length);
    return Run.in(folder, environment, "", all);
  }

  @Test
  void rootsAreLinksToTheResults() throws IOException {
    Run run = run("--add-root", "r", "--indirect", "-E", "let d = " + DRV + "; in [ d d.dev ]");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(folder.resolve("r") + "\n" + folder.resolve("r-2") + "!dev\n");
    assertThat(Files.readSymbolicLink(folder.resolve("r")))
        .isEqualTo(Files.readSymbolicLink(folder.resolve("r-2")));
    assertThat(Files.readString(folder.resolve("r"))).startsWith("Derive([(\"dev\",\"/nix/store/");
    // Again is no mistake.
    assertThat(run("--add-root", "r", "-E", DRV).code()).isZero();
  }

  @Test
  void aRootReplacesNothingButLinks() throws IOException {
    Files.writeString(folder.resolve("r"), "mine");
    Run run = run("--add-root", "r", "-E", DRV);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("cannot create symlink '" + folder.resolve("r") + "'");
    assertThat(Files.readString(folder.resolve("r"))).isEqualTo("mine");
  }

  @Test
  void withoutARootThereIsAWarningOnce() {
    Run run = run("-E", "[ (" + DRV + ") (" + DRV + ").dev ]");
    assertThat(run.err())
        .isEqualTo(
            "warning: you did not specify '--add-root'; the result might be removed by the garbage"
                + " collector\n");
    assertThat(run.out().lines()).hasSize(2).last().asString().endsWith("-x.drv!dev");
  }

  @Test
  void readWriteModeWritesWhatEvaluationMakes() {
    run("--eval", "-E", "builtins.toFile \"a\" \"b\"");
    assertThat(folder.resolve("store")).doesNotExist();
    Run run =
        run(
            "--eval",
            "--read-write-mode",
            "-E",
            "builtins.stringLength ("
                + DRV
                + ").drvPath + builtins.stringLength (builtins.toFile"
                + " \"a\" \"b\")");
    assertThat(run.out()).isEqualTo("94\n");
    assertThat(folder.resolve("store/objects"))
        .isDirectoryContaining("glob:**-x.drv")
        .isDirectoryContaining("glob:**-a");
  }

  @Test
  void xmlWithAndWithoutPlaces() throws IOException {
    Files.writeString(folder.resolve("x.nix"), "{ a = 1; t = 1 + 1; }");
    String file = folder.resolve("x.nix").toString();
    List<String> places =
        List.of(
            "    <attr column=\"3\" line=\"1\" name=\"a\" path=\"" + file + "\">",
            "    <attr column=\"10\" line=\"1\" name=\"t\" path=\"" + file + "\">");
    assertThat(run("--eval", "--xml", "x.nix").out().lines())
        .containsAll(places)
        .contains("      <unevaluated />");
    assertThat(run("--eval", "--xml", "--strict", "x.nix").out().lines())
        .containsAll(places)
        .contains("      <int value=\"2\" />");
    assertThat(run("--eval", "--xml", "--no-location", "x.nix").out().lines())
        .contains("    <attr name=\"a\">", "      <unevaluated />");
  }

  @Test
  void jsonEvaluatesOnlyWhenToldTo() {
    assertThat(run("--eval", "--json", "--strict", "-E", "{ a = 1 + 1; }").out())
        .isEqualTo("{\"a\":2}\n");
    assertThat(run("--eval", "--json", "-E", "{ a = 1 + 1; }").err())
        .contains("error: cannot convert a thunk to JSON");
  }

  @Test
  void parsePrintsTheHomeFolder() {
    assertThat(run("--parse", "-E", "[ ~/a ~/b${\"c\"} ]").out())
        .isEqualTo("[ (" + folder + "/home/a) ((" + folder + "/home/b + \"c\")) ]\n");
    assertThat(run("--eval", "--pure-eval", "-E", "~/a").err())
        .isEqualTo("error: the path '~/a' can not be resolved in pure mode\n");
  }

  @Test
  void mistakesInTheCommandLineSayWhereToFindHelp() {
    assertThat(run("--no-such-flag").err())
        .isEqualTo(
            """
            error: unrecognised flag '--no-such-flag'
            Try 'nix-instantiate --help' for more information.
            """);
  }
}
