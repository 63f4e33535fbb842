package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kix flake} and {@code .#attr}, through the program; compared with Nix where it is
 * installed.
 */
class FlakeCommandTest {
  private static final Path NIX = Path.of("/usr/bin/nix");

  @TempDir Path root;
  private Path flake;

  @BeforeEach
  void makeFlake() throws Exception {
    root = root.toRealPath();
    Files.createDirectories(root.resolve("home"));
    Path base = folder("base");
    Files.writeString(base.resolve("flake.nix"), "{ outputs = { self }: { lib.x = 41; }; }");
    commit(base);
    Files.writeString(folder("plain").resolve("file"), "data\n");
    flake = folder("top");
    Files.writeString(
        flake.resolve("flake.nix"),
        """
        {
          description = "An example";
          inputs.base.url = "git+file://ROOT/base";
          inputs.again.url = "git+file://ROOT/base";
          inputs.plain = { url = "path:ROOT/plain"; flake = false; };
          inputs.follower = { url = "git+file://ROOT/base"; };
          outputs = { self, base, again, plain, follower }: {
            answer = base.lib.x + 1;
            text = builtins.readFile (plain + "/file");
            packages.x86_64-linux.default = derivation {
              name = "p"; system = "x86_64-linux"; builder = "/bin/sh";
            };
            packages.x86_64-linux.other = derivation {
              name = "q"; system = "x86_64-linux"; builder = "/bin/sh";
            };
            packages.aarch64-linux.default = throw "not evaluated";
            overlays.default = final: prev: { };
            templates.t = { path = ./.; description = "A template"; };
          };
        }
        """
            .replace("ROOT", root.toString()));
    commit(flake);
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  private void commit(Path folder) throws Exception {
    assumeThat(Path.of("/usr/bin/git")).as("git is not installed").isExecutable();
    program(folder, "git", "init", "-q", "-b", "main");
    program(folder, "git", "add", "-A");
    program(
        folder, "git", "-c", "user.name=n", "-c", "user.email=a@b.c", "commit", "-q", "-m", "x");
  }

  private String program(Path folder, String... command) throws Exception {
    Path err = root.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().put("HOME", root.resolve("home").toString());
    builder.environment().put("GIT_AUTHOR_DATE", "2024-01-02T03:04:05Z");
    builder.environment().put("GIT_COMMITTER_DATE", "2024-01-02T03:04:05Z");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return out;
  }

  private String nix(Path folder, String... args) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "nix",
                "--extra-experimental-features",
                "nix-command",
                "--extra-experimental-features",
                "flakes",
                "--store",
                root.resolve("store").toString()));
    command.addAll(List.of(args));
    return program(folder, command.toArray(new String[0]));
  }

  private Run kix(String... args) {
    return Run.in(
        flake,
        Map.of(
            "HOME",
            root.resolve("home").toString(),
            "NIX_CONFIG",
            "flake-registry = \neval-system = x86_64-linux"),
        "",
        args);
  }

  private String out(String... args) {
    Run run = kix(args);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void writesTheLockFileThatNixWrites() throws Exception {
    assumeThat(NIX).as("Nix is not installed").isExecutable();
    nix(flake, "flake", "lock");
    String expected = Files.readString(flake.resolve("flake.lock"));
    program(flake, "git", "rm", "-q", "--cached", "-f", "flake.lock");
    Files.delete(flake.resolve("flake.lock"));
    out("flake", "lock");
    // Nix 2.8 writes the short name of a branch.
    assertThat(Files.readString(flake.resolve("flake.lock")).replace("refs/heads/main", "main"))
        .isEqualTo(expected);
    assertThat(nix(flake, "eval", ".#answer")).isEqualTo("42\n");
    assertThat(out("eval", ".#answer")).isEqualTo("42\n");
    assertThat(out("flake", "show").lines().skip(1).toList())
        .contains("├───answer: unknown", "│       └───other: package 'q'");
    Files.writeString(flake.resolve("flake.lock"), expected);
    assertThat(out("eval", "--no-update-lock-file", ".#answer")).isEqualTo("42\n");
  }

  @Test
  void saysWhatNixSaysOfACommit() throws Exception {
    assumeThat(NIX).as("Nix is not installed").isExecutable();
    String base = "git+file://" + root.resolve("base");
    ObjectMapper json = new ObjectMapper();
    JsonNode theirs = json.readTree(nix(flake, "flake", "metadata", "--json", base));
    JsonNode ours = json.readTree(out("flake", "metadata", "--json", base));
    for (String name :
        List.of("lastModified", "revision", "revCount", "path", "locks", "originalUrl")) {
      assertThat(ours.path(name)).as(name).isEqualTo(theirs.path(name));
    }
    assertThat(ours.at("/locked/narHash")).isEqualTo(theirs.at("/locked/narHash"));
  }

  @Test
  void selectsOutputs() {
    assertThat(out("eval", ".#answer")).isEqualTo("42\n");
    assertThat(out("eval", "--raw", ".#text")).isEqualTo("data\n");
    assertThat(out("eval", "--raw", ".#other.name")).isEqualTo("q");
    assertThat(out("eval", "--raw", ".#.packages.x86_64-linux.other.name")).isEqualTo("q");
    assertThat(out("eval", "--raw", ".#default.name")).isEqualTo("p");
    assertThat(out("eval", "--json", "git+file://" + flake + "#answer")).isEqualTo("42\n");
    Run missing = kix("eval", ".#anser");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err())
        .contains(
            "error: flake 'git+file://"
                + flake
                + "' does not provide attribute 'packages.x86_64-linux.anser',"
                + " 'legacyPackages.x86_64-linux.anser' or 'anser'")
        .contains("Did you mean answer?");
  }

  @Test
  void flakesAreEvaluatedPurely() throws Exception {
    Files.writeString(
        flake.resolve("flake.nix"),
        "{ outputs = _: { a = builtins.currentSystem or \"none\"; b = builtins.readFile"
            + " /etc/hostname; }; }");
    assertThat(out("eval", "--raw", ".#a")).isEqualTo("none");
    assertThat(out("eval", "--raw", "--impure", ".#a")).isEqualTo("x86_64-linux");
    assertThat(kix("eval", ".#b").err())
        .contains("access to absolute path '/etc/hostname' is forbidden in pure evaluation mode");
  }

  @Test
  void showsAndChecks() {
    List<String> tree = out("flake", "show").lines().skip(1).toList();
    assertThat(tree)
        .containsExactly(
            "├───answer: unknown",
            "├───overlays",
            "│   └───default: Nixpkgs overlay",
            "├───packages",
            "│   ├───aarch64-linux",
            "│   │   └───default omitted (use '--all-systems' to show)",
            "│   └───x86_64-linux",
            "│       ├───default: package 'p'",
            "│       └───other: package 'q'",
            "├───templates",
            "│   └───t: template: A template",
            "└───text: unknown");
    assertThat(out("flake", "show", "--json"))
        .contains("\"other\":{\"description\":\"\",\"name\":\"q\",\"type\":\"derivation\"}");
    Run check = kix("flake", "check");
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.err())
        .contains("warning: unknown flake output 'answer'")
        .contains("all checks passed!")
        .contains("The check omitted these incompatible systems: aarch64-linux");
    Run all = kix("flake", "check", "--all-systems");
    assertThat(all.code()).isEqualTo(1);
    assertThat(all.err())
        .contains("… while checking flake output 'packages'")
        .contains("… while checking the derivation 'packages.aarch64-linux.default'")
        .contains("not evaluated");
  }

  @Test
  void saysWhatIsWrongWithOutputs() throws Exception {
    Files.writeString(
        flake.resolve("flake.nix"),
        """
        {
          outputs = _: {
            packages.x86_64-linux.a = 1;
            packages.nowhere = { };
            overlays.o = prev: { };
            apps.x86_64-linux.a = { type = "app"; program = "/x"; more = 1; };
            templates.t = { path = ./nope; description = ""; };
          };
        }
        """);
    Run run = kix("flake", "check", "--keep-going");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("error: flake attribute 'packages.x86_64-linux.a' is not a derivation")
        .contains("error: overlay does not take an argument named 'final'")
        .contains("error: app 'apps.x86_64-linux.a' has unsupported attribute 'more'")
        .contains("error: template 'templates.t' refers to a non-existent path '")
        .contains("error: 'nowhere' is not a valid system type, at ")
        .contains("error: some errors were encountered during the evaluation");
  }

  @Test
  void updatesOneInput() throws Exception {
    out("flake", "lock");
    Files.writeString(root.resolve("base/flake.nix"), "{ outputs = { self }: { lib.x = 1; }; }");
    program(
        root.resolve("base"),
        "git",
        "-c",
        "user.name=n",
        "-c",
        "user.email=a@b.c",
        "commit",
        "-qam",
        "y");
    assertThat(out("eval", ".#answer")).isEqualTo("42\n");
    out("flake", "update", "again");
    assertThat(out("eval", ".#answer")).isEqualTo("42\n");
    Run update = kix("flake", "update", "base");
    assertThat(update.err())
        .contains(
            "warning: updating lock file \"" + flake + "/flake.lock\":\n• Updated input 'base':");
    assertThat(out("eval", ".#answer")).isEqualTo("2\n");
    assertThat(kix("flake", "update", "nope").err())
        .contains("warning: 'nope' does not match any input of this flake");
  }

  @Test
  void saysHowItIsUsed() {
    assertThat(kix("flake", "shw").err()).contains("there is no 'kix flake shw'").contains("show");
    assertThat(kix("flake", "lock", "--json").err())
        .contains("'kix flake lock' has no flag '--json'");
    assertThat(kix("flake", "show", root.resolve("plain").toString()).err())
        .contains("does not contain a 'flake.nix', searching up")
        .contains("error: could not find a flake.nix file");
  }

  @Test
  void buildsAClusterOfAFlake() throws Exception {
    Path cluster = folder("cluster");
    Files.writeString(cluster.resolve("prod.nix"), "{ kubernetes.version = \"1.34\"; }");
    Files.writeString(
        cluster.resolve("flake.nix"), "{ outputs = _: { clusters.prod = ./prod.nix; }; }");
    commit(cluster);
    Run run =
        Run.in(
            cluster,
            Map.of(
                "HOME", root.resolve("home").toString(),
                "KIX_STORE", root.resolve("kix-store").toString()),
            "",
            "build",
            ".#prod",
            "--no-link");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("prod for Kubernetes 1.34");
  }

  /** A word is a name of a registry, as in Nix; who has a folder of that name is told of it. */
  @Test
  void namesTheFolderThatMayHaveBeenMeant() throws Exception {
    Files.writeString(
        Files.createDirectories(flake.resolve("shop")).resolve("flake.nix"),
        "{ outputs = _: { x = 1; }; }");
    for (String action : List.of("show", "metadata", "check")) {
      Run run = kix("flake", action, "shop");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("cannot find flake 'flake:shop' in the flake registries")
          .endsWith("       Did you mean ./shop?\n");
    }
    assertThat(kix("flake", "show", "elsewhere").err()).doesNotContain("Did you mean");
    assertThat(kix("flake", "show", "flake:shop").err()).doesNotContain("Did you mean");
  }
}
