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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code kix flake} and {@code kix registry} write: templates, clones, stores, registries, and
 * what flakes may set. Compared with Nix where it is installed.
 */
class FlakeFilesTest {
  private static final Path NIX = Path.of("/usr/bin/nix");

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void setUp() throws Exception {
    root = root.toRealPath();
    Files.createDirectories(root.resolve("home"));
    environment.put("HOME", root.resolve("home").toString());
    environment.put("KIX_STORE", root.resolve("store").toString());
    environment.put("NIX_CONFIG", "flake-registry = " + root.resolve("registry.json"));
    flake("base", "{ outputs = { self }: { lib.x = 41; }; }");
  }

  private Path flake(String name, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(folder.resolve("flake.nix"), text.replace("ROOT", root.toString()));
    return folder;
  }

  private Run kix(Path folder, String... args) {
    return Run.in(folder, environment, "", args);
  }

  private String out(Path folder, String... args) {
    Run run = kix(folder, args);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private String git(Path folder, String... args) throws Exception {
    assumeThat(Path.of("/usr/bin/git")).as("git is not installed").isExecutable();
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=n", "-c", "user.email=a@b.c"));
    command.addAll(List.of(args));
    return program(folder, command);
  }

  private String nix(Path folder, String... args) throws Exception {
    assumeThat(NIX).as("Nix is not installed").isExecutable();
    List<String> command =
        new ArrayList<>(
            List.of(
                "nix",
                "--extra-experimental-features",
                "nix-command flakes",
                "--store",
                root.resolve("nix-store").toString()));
    command.addAll(List.of(args));
    return program(folder, command);
  }

  private String program(Path folder, List<String> command) throws Exception {
    Path err = root.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return out;
  }

  private void repository(Path folder) throws Exception {
    git(folder, "init", "-q", "-b", "main");
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "x");
  }

  // ---- where a flake is looked for ----

  @Test
  void looksForAFlakeFurtherUp() throws Exception {
    Path top = flake("top", "{ outputs = _: { x = 1; }; }");
    Path inner = Files.createDirectories(top.resolve("a/b"));
    Run run = kix(inner, "eval", ".#x");
    assertThat(run.out()).isEqualTo("1\n");
    assertThat(run.err())
        .isEqualTo("path \"" + inner + "\" does not contain a 'flake.nix', searching up\n");
    assertThat(out(inner, "eval", "..#x")).isEqualTo("1\n");
    Path repository = Files.createDirectories(top.resolve("a/r"));
    Files.createDirectories(repository.resolve(".git"));
    assertThat(kix(repository, "eval", ".#x").err())
        .endsWith(
            "error: path \""
                + repository
                + "\" is not part of a flake (neither it nor its parent directories contain a"
                + " 'flake.nix' file)\n");
    Path nothing = Files.createDirectories(root.resolve("nothing/at/all"));
    for (String[] args :
        List.of(
            new String[] {"eval", ".#x"},
            new String[] {"eval", "."},
            new String[] {"eval"},
            new String[] {"flake", "show"})) {
      assertThat(kix(nothing, args).err())
          .as(String.join(" ", args))
          .isEqualTo(
              "path \""
                  + nothing
                  + "\" does not contain a 'flake.nix', searching up\n"
                  + "error: could not find a flake.nix file\n");
    }
    assertThat(kix(nothing, "build", ".#x").err())
        .contains("has neither flake.nix, kix.nix nor default.nix");
  }

  @Test
  void loadsFlakesIntoTheRepl() throws Exception {
    Path top = flake("top", "{ outputs = _: { x = 20; lib.y = 22; }; }");
    Run run = Run.in(top, environment, "x + lib.y\n:lf ../base\nlib.x\noutputs.lib\n", "repl", ".");
    assertThat(run.err())
        .contains("Loading installable '.'...\nAdded 2 variables.\nlib, x\n")
        .doesNotContain("error");
    assertThat(run.out()).isEqualTo("42\n\n\n41\n\n{ x = 41; }\n\n\n");
    Run part = Run.in(top, environment, "y\n", "repl", ".#lib");
    assertThat(part.err()).endsWith("Loading installable '.#lib'...\nAdded 1 variables.\ny\n");
    assertThat(part.out()).isEqualTo("22\n\n\n");
  }

  // ---- templates ----

  private void templates() throws Exception {
    Path templates =
        flake(
            "templates",
            """
            {
              outputs = _: {
                templates.default = {
                  path = ./t;
                  description = "A template";
                  welcomeText = "# Hello";
                };
                templates.other = { path = ./t/sub; description = "Another"; };
              };
            }
            """);
    Files.createDirectories(templates.resolve("t/sub"));
    Files.writeString(templates.resolve("t/flake.nix"), "{ outputs = _: { x = 1; }; }");
    Files.writeString(templates.resolve("t/sub/file"), "text\n");
    Files.createSymbolicLink(templates.resolve("t/link"), Path.of("sub/file"));
    repository(templates);
  }

  @Test
  void fillsAFolderFromATemplate() throws Exception {
    templates();
    Path made = Files.createDirectories(root.resolve("made"));
    String template = "git+file://" + root.resolve("templates");
    Run run = kix(made, "flake", "init", "-t", template);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "wrote: \"MADE/flake.nix\"\nwrote: \"MADE/link\"\nwrote: \"MADE/sub/file\"\n\n# Hello\n"
                .replace("MADE", made.toString()));
    assertThat(out(made, "eval", ".#x")).isEqualTo("1\n");
    assertThat(Files.readSymbolicLink(made.resolve("link"))).isEqualTo(Path.of("sub/file"));
    assertThat(kix(made, "flake", "init", "-t", template).err())
        .contains("skipping identical file: ")
        .doesNotContain("wrote");
    Files.writeString(made.resolve("sub/file"), "mine\n");
    Run conflict = kix(made, "flake", "init", "-t", template);
    assertThat(conflict.code()).isEqualTo(1);
    assertThat(conflict.err())
        .contains("refusing to overwrite existing file \"" + made + "/sub/file\"\n please merge")
        .contains("error: encountered 1 conflicts - see above");
    assertThat(made.resolve("sub/file")).hasContent("mine");
    Run named = kix(root, "flake", "new", "named", "-t", template + "#other");
    assertThat(named.code()).as(named.err()).isZero();
    assertThat(root.resolve("named/file")).hasContent("text");
    assertThat(kix(root, "flake", "new", "none", "-t", template + "#nope").err())
        .contains("does not provide attribute 'templates.nope' or 'nope'");
  }

  @Test
  void tracksFilesOfATemplate() throws Exception {
    templates();
    Path made = Files.createDirectories(root.resolve("made"));
    git(made, "init", "-q", "-b", "main");
    Files.writeString(made.resolve(".gitignore"), "sub\n");
    out(made, "flake", "init", "-t", "git+file://" + root.resolve("templates"));
    // As git add --intent-to-add --force leaves it.
    assertThat(git(made, "status", "--porcelain"))
        .isEqualTo(" A flake.nix\n A link\n A sub/file\n?? .gitignore\n");
    assertThat(git(made, "ls-files", "--stage"))
        .contains("100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\tsub/file");
    assertThat(out(made, "eval", ".#x")).isEqualTo("1\n");
  }

  @Test
  void makesAClusterOffline() throws Exception {
    Run run = kix(root, "flake", "new", "shop", "-t", "kix");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).endsWith("\nBuild it with: kix build .#shop\n");
    Path shop = root.resolve("shop");
    assertThat(out(shop, "eval", ".#clusters", "--apply", "builtins.attrNames"))
        .isEqualTo("[ \"shop\" ]\n");
    assertThat(out(shop, "build", ".#shop", "--no-link")).contains("shop for Kubernetes 1.36");
    assertThat(out(root, "upgrade-check", "--to", "1.37", "shop"))
        .isEqualTo("shop#shop: 1.36 to 1.37: nothing breaks\n");
  }

  // ---- copies ----

  @Test
  void locksByIntentAndByCommit() throws Exception {
    Path top =
        flake(
            "top", "{ inputs.base.url = \"path:ROOT/base\"; outputs = { self, base }: base.lib; }");
    repository(top);
    out(top, "flake", "lock");
    assertThat(git(top, "status", "--porcelain")).isEqualTo(" A flake.lock\n");
    git(top, "add", "-A");
    git(top, "commit", "-q", "-m", "lock");
    Files.writeString(root.resolve("base/flake.nix"), "{ outputs = _: { lib.x = 1; }; }");
    out(top, "flake", "update");
    assertThat(git(top, "status", "--porcelain")).isEqualTo(" M flake.lock\n");
    git(top, "checkout", "-q", "flake.lock");
    Files.writeString(top.resolve("staged"), "x\n");
    git(top, "add", "staged");
    git(top, "config", "user.name", "Somebody");
    git(top, "config", "user.email", "some@bo.dy");
    out(top, "flake", "update", "--commit-lock-file");
    assertThat(git(top, "status", "--porcelain")).isEqualTo("A  staged\n");
    assertThat(git(top, "log", "-1", "--format=%s%n%an <%ae>"))
        .isEqualTo("flake.lock: Update\nSomebody <some@bo.dy>\n");
    assertThat(git(top, "log", "-1", "--format=", "--name-only")).isEqualTo("flake.lock\n");
    assertThat(git(top, "reflog", "-1", "--format=%gs")).isEqualTo("commit: flake.lock: Update\n");
    git(top, "fsck", "--strict");
  }

  @Test
  void clonesARepository() throws Exception {
    repository(root.resolve("base"));
    git(root.resolve("base"), "tag", "v1");
    git(root.resolve("base"), "checkout", "-q", "-b", "other");
    Files.writeString(root.resolve("base/more"), "more\n");
    Files.createSymbolicLink(root.resolve("base/link"), Path.of("more"));
    git(root.resolve("base"), "add", "-A");
    git(root.resolve("base"), "commit", "-q", "-m", "more");
    git(root.resolve("base"), "checkout", "-q", "main");
    String url = "git+file://" + root.resolve("base");
    out(root, "flake", "clone", url, "--dest", "copy");
    Path copy = root.resolve("copy");
    assertThat(git(copy, "status", "--porcelain", "--branch")).isEqualTo("## main...origin/main\n");
    assertThat(git(copy, "remote", "get-url", "origin")).isEqualTo(root.resolve("base") + "\n");
    assertThat(git(copy, "tag")).isEqualTo("v1\n");
    out(root, "flake", "clone", url + "?ref=other", "-f", "branch");
    assertThat(git(root.resolve("branch"), "status", "--porcelain", "--branch"))
        .isEqualTo("## other...origin/other\n");
    assertThat(root.resolve("branch/link")).hasContent("more");
    git(root.resolve("branch"), "fsck", "--strict");
    out(root, "flake", "clone", url + "?ref=v1", "-f", "tagged");
    assertThat(git(root.resolve("tagged"), "describe", "--tags")).isEqualTo("v1\n");
    assertThat(kix(root, "flake", "clone", url, "-f", "copy").err())
        .contains("destination path '" + copy + "' already exists and is not an empty directory");
    assertThat(kix(root, "flake", "clone", url).err()).isEqualTo("error: missing flag '--dest'\n");
    String rev = git(copy, "rev-parse", "HEAD").strip();
    assertThat(kix(root, "flake", "clone", url + "?rev=" + rev, "-f", "x").err())
        .contains("cloning a specific revision is not implemented");
    out(root, "flake", "clone", "path:" + root.resolve("copy"), "-f", "files");
    assertThat(root.resolve("files/flake.nix")).exists();
    assertThat(kix(root, "flake", "clone", "path:" + copy, "-f", "files").err())
        .contains("cannot clone into existing path \"" + root.resolve("files") + "\"");
  }

  @Test
  void putsSourcesIntoTheStoreAsNixDoes() throws Exception {
    repository(root.resolve("base"));
    Path top =
        flake(
            "top",
            """
            {
              inputs.base.url = "git+file://ROOT/base";
              inputs.again.follows = "base";
              inputs.plain = { url = "path:ROOT/base"; flake = false; };
              outputs = inputs: { };
            }
            """);
    repository(top);
    out(top, "flake", "lock", "--commit-lock-file");
    ObjectMapper json = new ObjectMapper();
    JsonNode ours = json.readTree(out(top, "flake", "archive", "--json", "--dry-run"));
    assertThat(root.resolve("store")).doesNotExist();
    assertThat(out(top, "flake", "archive", "--json")).isEqualTo(ours + "\n");
    assertThat(root.resolve("store/objects" + ours.path("path").asText().substring(10)))
        .isDirectory();
    assertThat(ours).isEqualTo(json.readTree(nix(top, "flake", "archive", "--json")));
    String url = "git+file://" + root.resolve("base");
    JsonNode prefetched = json.readTree(out(top, "flake", "prefetch", "--json", url));
    JsonNode theirs = json.readTree(nix(top, "flake", "prefetch", "--json", url));
    assertThat(prefetched.path("storePath")).isEqualTo(theirs.path("storePath"));
    assertThat(prefetched.path("hash")).isEqualTo(theirs.path("hash"));
    assertThat(prefetched.at("/original/url").asText()).isEqualTo("file://" + root + "/base");
    Run text = kix(top, "flake", "prefetch", url, "-o", "link");
    assertThat(text.err())
        .matches(
            "(?s)Downloaded 'git\\+file://.*' to '/nix/store/.*-source' \\(hash 'sha256-.*'\\)\\.\n");
    assertThat(top.resolve("link/flake.nix")).exists();
  }

  // ---- registries ----

  @Test
  void changesRegistriesAsNixDoes() throws Exception {
    Path theirs = root.resolve("theirs.json");
    Path ours = root.resolve("ours.json");
    for (List<String> words :
        List.of(
            List.of("add", "a", "github:o/r"),
            List.of("add", "b/branch", "git+https://example.org/x"),
            List.of("add", "a", "path:" + root.resolve("base")),
            List.of("add", "c", "b"),
            List.of("remove", "c"))) {
      List<String> args = new ArrayList<>(List.of("registry"));
      args.addAll(words);
      args.addAll(List.of("--registry", ours.toString()));
      out(root, args.toArray(new String[0]));
      args.set(args.size() - 1, theirs.toString());
      nix(root, args.toArray(new String[0]));
      assertThat(Files.readString(ours)).isEqualTo(Files.readString(theirs));
    }
    String list = out(root, "registry", "list", "--flake-registry", ours.toString());
    assertThat(list)
        .isEqualTo(nix(root, "registry", "list", "--option", "flake-registry", ours.toString()));
    // Nix 2.8 leaves the folder in the URL, too.
    out(root, "registry", "add", "d", "git+https://e.org/x?dir=sub", "--registry", ours.toString());
    assertThat(Files.readString(ours))
        .contains(
            "\"dir\": \"sub\",\n        \"type\": \"git\",\n        \"url\": \"https://e.org/x\"");
    out(root, "registry", "remove", "d", "--registry", ours.toString());
    out(root, "registry", "remove", "a", "--registry", ours.toString());
    out(root, "registry", "remove", "b/branch", "--registry", ours.toString());
    assertThat(Files.readString(ours)).isEqualTo("{\n  \"flakes\": null,\n  \"version\": 2\n}");
  }

  @Test
  void usesNamesOfRegistriesAndFlags() throws Exception {
    repository(root.resolve("base"));
    String url = "git+file://" + root.resolve("base");
    out(root, "registry", "add", "base", url);
    assertThat(root.resolve("home/.config/nix/registry.json")).exists();
    assertThat(out(root, "eval", "base#lib.x")).isEqualTo("41\n");
    assertThat(out(root, "registry", "resolve", "base")).isEqualTo(url + "\n");
    assertThat(out(root, "registry", "list")).isEqualTo("user   flake:base " + url + "\n");
    out(root, "registry", "pin", "base");
    String rev = git(root.resolve("base"), "rev-parse", "HEAD").strip();
    assertThat(out(root, "registry", "resolve", "base")).contains("rev=" + rev);
    Path other = flake("other", "{ outputs = _: { lib.x = 7; }; }");
    assertThat(out(root, "eval", "--override-flake", "base", "path:" + other, "base#lib.x"))
        .isEqualTo("7\n");
    flake("top", "{ inputs.thing.url = \"path:ROOT/other\"; outputs = { self, thing }: { }; }");
    assertThat(out(root, "eval", "--inputs-from", "path:" + root + "/top", "thing#lib.x"))
        .isEqualTo("7\n");
    assertThat(kix(root, "eval", "--no-use-registries", "base#lib.x").err())
        .contains("registry lookups are not allowed");
    out(root, "registry", "remove", "base");
    assertThat(kix(root, "eval", "base#lib.x").err())
        .contains("error: cannot find flake 'flake:base' in the flake registries");
    assertThat(kix(root, "registry", "ad", "x").err()).contains("Did you mean 'add'?");
    assertThat(kix(root, "registry", "add", "x").err()).contains("needs more arguments");
  }

  // ---- settings of flakes ----

  @Test
  void asksBeforeAFlakeChangesSettings() throws Exception {
    Path top =
        flake(
            "top",
            """
            {
              nixConfig.allow-import-from-derivation = false;
              nixConfig.bash-prompt = "x";
              nixConfig.extra-substituters = [ "https://a" "https://b" ];
              nixConfig.eval-system = "x-y";
              outputs = _: { system = builtins.currentSystem or "none"; };
            }
            """);
    Run run = kix(top, "eval", "--impure", "--raw", "--eval-system", "a-b", ".#system");
    assertThat(run.out()).isEqualTo("a-b");
    assertThat(run.err())
        .isEqualTo(
            untrusted("allow-import-from-derivation")
                + untrusted("eval-system")
                + untrusted("extra-substituters"));
    Run accepted = kix(top, "eval", "--impure", "--raw", "--accept-flake-config", ".#system");
    assertThat(accepted.out()).isEqualTo("x-y");
    assertThat(accepted.err()).isEmpty();
    Path trusted = root.resolve("home/.local/share/nix/trusted-settings.json");
    Files.createDirectories(trusted.getParent());
    Files.writeString(
        trusted,
        "{\"eval-system\":{\"x-y\":true},\"allow-import-from-derivation\":{\"false\":false}}");
    Run saved = kix(top, "eval", "--impure", "--raw", ".#system");
    assertThat(saved.out()).isEqualTo("x-y");
    assertThat(saved.err())
        .isEqualTo(
            "Using saved setting for 'allow-import-from-derivation = false' from"
                + " ~/.local/share/nix/trusted-settings.json.\n"
                + untrusted("allow-import-from-derivation")
                + "Using saved setting for 'eval-system = x-y' from"
                + " ~/.local/share/nix/trusted-settings.json.\n"
                + untrusted("extra-substituters"));
    assertThat(kix(top, "flake", "metadata").err()).doesNotContain("untrusted");
  }

  @Test
  void asksAtATerminal() throws Exception {
    Path top =
        flake(
            "top",
            """
            {
              nixConfig.eval-system = "x\u001by";
              outputs = _: { system = builtins.currentSystem or "none"; };
            }
            """);
    String allow =
        "do you want to allow configuration setting 'eval-system' to be set to 'x?y' (y/N)? ";
    String[] eval = {"eval", "--impure", "--raw", "--eval-system", "a-b", ".#system"};
    Path kept = root.resolve("home/.local/share/nix/trusted-settings.json");

    Run no = Run.typing(top, environment, "\n\n", eval);
    assertThat(no.out()).isEqualTo("a-b");
    assertThat(no.err())
        .isEqualTo(
            allow
                + "do you want to permanently mark this value as untrusted (y/N)? "
                + untrusted("eval-system"));
    assertThat(kept).doesNotExist();

    Run once = Run.typing(top, environment, "y\nn\n", eval);
    assertThat(once.out()).isEqualTo("x\u001by");
    assertThat(once.err())
        .isEqualTo(allow + "do you want to permanently mark this value as trusted (y/N)? ");
    assertThat(kept).doesNotExist();

    assertThat(Run.typing(top, environment, "Yes\ny\n", eval).out()).isEqualTo("x\u001by");
    assertThat(kept).hasContent("{\"eval-system\":{\"x\\u001By\":true}}");
    Run saved = Run.typing(top, environment, "", eval);
    assertThat(saved.out()).isEqualTo("x\u001by");
    assertThat(saved.err()).startsWith("Using saved setting for 'eval-system = x").hasLineCount(1);
    // In a pipe nobody is asked.
    Files.delete(kept);
    assertThat(kix(top, eval).err()).isEqualTo(untrusted("eval-system"));
  }

  @Test
  void endsAsNixWhenAHashIsWrong() throws Exception {
    Path top = flake("top", "{ outputs = _: { }; }");
    Path file = Files.writeString(root.resolve("f"), "x");
    String wrong = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    for (String expression :
        List.of(
            "builtins.fetchurl { url = \"file://" + file + "\"; sha256 = \"" + wrong + "\"; }",
            "(builtins.fetchTree { type = \"path\"; path = \""
                + top
                + "\"; narHash = \""
                + wrong
                + "\"; }).outPath")) {
      Run run = kix(root, "eval", "--impure", "--expr", expression);
      assertThat(run.err()).containsIgnoringCase("hash mismatch in");
      assertThat(run.code()).as(expression).isEqualTo(102);
    }
    assertThat(kix(root, "eval", "--expr", "throw \"x\"").code()).isEqualTo(1);
  }

  private static String untrusted(String name) {
    return "warning: ignoring untrusted flake configuration setting '"
        + name
        + "'.\nPass '--accept-flake-config' to trust it\n";
  }

  @Test
  void warnsOfWhatIsOld() throws Exception {
    Path top =
        flake(
            "top", "{ inputs.base.url = \"path:ROOT/base\"; outputs = { self, base }: base.lib; }");
    assertThat(kix(top, "eval", "--recreate-lock-file", ".#x").err())
        .startsWith("warning: '--recreate-lock-file' is deprecated");
    assertThat(kix(top, "eval", "--no-registries", ".#x").err())
        .isEqualTo("warning: '--no-registries' is deprecated; use '--no-use-registries'\n");
    assertThat(kix(top, "eval", "--update-input", "base", ".#x").err())
        .startsWith("warning: '--update-input' is a deprecated alias for 'flake update'");
    assertThat(kix(top, "flake", "update", "").err())
        .contains("warning: Invalid flake input ''. To update a specific flake, use")
        .endsWith(
            "error: input path to be updated cannot be zero-length; it would refer to the flake"
                + " itself, not an input\n");
    assertThat(kix(top, "flake", "update", "base", "base").err())
        .contains("warning: Input 'base' was specified multiple times.");
    assertThat(kix(top, "eval", "-vvv", "--no-eval-cache", "path:" + root + "/base#lib.x").out())
        .isEqualTo("41\n");
    assertThat(kix(top, "eval", "path:" + root + "/base?dubious#lib.x").err())
        .isEqualTo("warning: dubious URI query 'dubious' is missing equal sign '=', ignoring\n");
  }
}
