package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.flake.FlakeRef;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.flake.Flakes;
import dev.kix.interpreter.flake.InputPath;
import dev.kix.interpreter.flake.LockFlags;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flakes in repositories and folders of this machine: locking, lock files, values. */
class FlakeTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();
  private boolean pure;

  @BeforeEach
  void realPath() throws Exception {
    folder = folder.toRealPath();
  }

  private Interpreter nix() {
    return Interpreter.builder()
        .settings(EvalSettings.builder().pureEval(pure).build())
        .permissions(Permissions.all().withNetwork(false))
        .fetching(
            FetchSettings.builder(Map.of())
                .cacheFolder(folder.resolve("cache"))
                .globalRegistry(folder.resolve("registry.json").toString())
                .userRegistry(null)
                .systemRegistry(null)
                .build())
        .messages(line -> warnings.add(Bytes.decode(line)))
        .build();
  }

  private String json(String expression) {
    try (Interpreter nix = nix()) {
      return nix.evaluate("builtins.toJSON (" + expression + ")").asString();
    }
  }

  /** What {@code attr} of the flake at {@code ref} is, as JSON. */
  private String get(String ref, String attr) {
    return json("(builtins.getFlake \"" + ref + "\")." + attr);
  }

  private void lock(String ref, LockFlags.Builder flags) {
    try (Interpreter nix = nix()) {
      nix.run(state -> new Flakes(state).lock(FlakeRefParser.parse(ref), flags.build()));
    }
  }

  private String failure(String ref, LockFlags.Builder flags) {
    try {
      lock(ref, flags);
    } catch (EvalException e) {
      return e.getMessage();
    }
    throw new AssertionError("it was locked");
  }

  /** A repository with one commit that holds this flake. */
  private String repository(String name, String flake) throws Exception {
    Path path = write(name, flake);
    try (Git git = Repositories.init(path)) {
      Repositories.commit(git, "x\n");
    }
    return "git+file://" + path;
  }

  private Path write(String name, String flake) throws Exception {
    Path path = folder.resolve(name);
    Files.createDirectories(path);
    Files.writeString(path.resolve("flake.nix"), flake.replace("FOLDER", folder.toString()));
    return path;
  }

  private static final String BASE =
      "{ description = \"base\"; outputs = { self }: { x = 1; rev = self.rev or \"none\"; }; }";

  private void threeFlakes() throws Exception {
    repository("base", BASE);
    repository(
        "mid",
        "{ inputs.base.url = \"git+file://FOLDER/base\";"
            + " outputs = { self, base }: { y = base.x + 1; }; }");
    Path plain = folder.resolve("plain");
    Files.createDirectories(plain);
    Files.writeString(plain.resolve("file"), "data\n");
    FileTime then = FileTime.from(Instant.parse("2024-05-06T07:08:09Z"));
    Files.setLastModifiedTime(plain.resolve("file"), then);
    Files.setLastModifiedTime(plain, then);
    repository(
        "top",
        """
        {
          inputs.base.url = "git+file://FOLDER/base";
          inputs.mid = { url = "git+file://FOLDER/mid"; inputs.base.follows = "base"; };
          inputs.mid2.url = "git+file://FOLDER/mid";
          inputs.plain = { url = "path:FOLDER/plain"; flake = false; };
          outputs = { self, base, mid, mid2, plain }: {
            sum = base.x + mid.y + mid2.y;
            file = builtins.readFile (plain + "/file");
            names = builtins.attrNames self;
            inherit (base) rev;
          };
        }
        """);
  }

  @Test
  void writesTheLockFileOfNix() throws Exception {
    threeFlakes();
    lock("git+file://" + folder + "/top", LockFlags.builder());
    Path lock = folder.resolve("top/flake.lock");
    // Commits depend on the folder's name, which is in flake.nix.
    String actual =
        Files.readString(lock)
            .replace(folder.toString(), "FOLDER")
            .replaceAll("\"(rev|narHash)\": \"[^\"]*\"", "\"$1\": \"…\"");
    Path expected = Path.of("src/test/resources/dev/kix/fetchers/flake.lock.exp").toAbsolutePath();
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
    assertThat(get("git+file://" + folder + "/top", "sum")).isEqualTo("5");
    assertThat(get("git+file://" + folder + "/top", "file")).isEqualTo("\"data\\n\"");
    assertThat(get("git+file://" + folder + "/top", "names"))
        .isEqualTo(
            "[\"_type\",\"dirtyRev\",\"dirtyShortRev\",\"file\",\"inputs\",\"lastModified\","
                + "\"lastModifiedDate\",\"names\",\"narHash\",\"outPath\",\"outputs\",\"rev\","
                + "\"sourceInfo\",\"submodules\",\"sum\"]");
  }

  @Test
  void fetchesOnlyWhatTheLockFileNames() throws Exception {
    threeFlakes();
    String top = "git+file://" + folder + "/top";
    lock(top, LockFlags.builder());
    String before = Files.readString(folder.resolve("top/flake.lock"));
    String rev = get(top, "rev");
    Files.writeString(folder.resolve("base/flake.nix"), BASE.replace("x = 1", "x = 100"));
    try (Git git = Git.open(folder.resolve("base").toFile())) {
      Repositories.commit(git, "y\n");
    }
    assertThat(get(top, "rev")).isEqualTo(rev);
    assertThat(get(top, "sum")).isEqualTo("5");
    lock(top, LockFlags.builder());
    assertThat(folder.resolve("top/flake.lock")).hasContent(before.stripTrailing());
    lock(top, LockFlags.builder().updates(Set.of(InputPath.parse("base"))));
    assertThat(get(top, "sum")).isEqualTo("203");
    lock(top, LockFlags.builder().recreate(true));
    assertThat(get(top, "sum")).isEqualTo("302");
    assertThat(String.join("\n", warnings))
        .contains("updating lock file \"" + folder + "/top/flake.lock\":\n• Updated input 'base':");
  }

  @Test
  void anOverrideIsForNow() throws Exception {
    threeFlakes();
    repository("other", BASE.replace("x = 1", "x = 1000"));
    FlakeRef other = FlakeRefParser.parse("git+file://" + folder + "/other");
    String top = "git+file://" + folder + "/top";
    try (Interpreter nix = nix()) {
      Value sum =
          nix.run(state -> {
            Flakes flakes = new Flakes(state);
            return flakes
                .call(
                    flakes.lock(
                        FlakeRefParser.parse(top),
                        LockFlags.builder()
                            .write(false)
                            .overrides(
                                Map.of(
                                    InputPath.parse("mid2/base"), other,
                                    InputPath.parse("nope"), other))
                            .build()))
                .get("sum")
                .force();
          });
      assertThat(((NixInt) sum).value()).isEqualTo(1004);
    }
    assertThat(folder.resolve("top/flake.lock")).doesNotExist();
    assertThat(warnings)
        .contains(
            "warning: the flag '--override-input nope " + other + "' does not match any input");
  }

  @Test
  void checksWhatItFetches() throws Exception {
    threeFlakes();
    String top = "git+file://" + folder + "/top";
    lock(top, LockFlags.builder());
    Path lock = folder.resolve("top/flake.lock");
    String text = Files.readString(lock);
    Files.writeString(
        lock,
        text.replaceAll(
            "(\"lastModified\": 1714979289,\\s*\"narHash\": \")sha256-[^\"]*",
            "$1sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    assertThatThrownBy(() -> get(top, "file"))
        .isInstanceOf(EvalException.class)
        .hasMessageStartingWith("mismatch in field 'narHash' of input '{\"__final\":true,");
    Files.writeString(lock, text.replace("\"version\": 7", "\"version\": 8"));
    assertThatThrownBy(() -> get(top, "sum"))
        .hasMessageMatching("lock file '/nix/store/.*/flake.lock' has unsupported version 8");
    Files.writeString(lock, "{");
    assertThatThrownBy(() -> get(top, "sum"))
        .hasMessageMatching("(?s)Could not parse '/nix/store/.*/flake.lock': .*");
  }

  @Test
  void pureEvaluationNeedsALock() throws Exception {
    threeFlakes();
    String top = "git+file://" + folder + "/top";
    lock(top, LockFlags.builder());
    String rev;
    try (Git git = Git.open(folder.resolve("top").toFile())) {
      rev = Repositories.commit(git, "locked\n");
    }
    pure = true;
    assertThatThrownBy(() -> get(top, "sum"))
        .hasMessageStartingWith("cannot call 'getFlake' on unlocked flake reference '" + top + "'");
    assertThat(get(top + "?rev=" + rev, "sum")).isEqualTo("5");
    String unlocked = top + "?ref=refs/heads/main&rev=" + firstCommit();
    assertThatThrownBy(() -> get(unlocked, "sum"))
        .hasMessage("cannot update unlocked flake input 'base' in pure mode");
  }

  private String firstCommit() throws Exception {
    try (Git git = Git.open(folder.resolve("top").toFile())) {
      return git.getRepository().resolve("HEAD~1").name();
    }
  }

  @Test
  void takesRelativePaths() throws Exception {
    Path sub = write("mono/sub", "{ outputs = { self }: { z = 7; here = self.outPath; }; }");
    Files.writeString(sub.resolve("data"), "d");
    String ref =
        repository(
            "mono",
            "{ inputs.sub.url = \"path:./sub\"; inputs.raw = { url = ./sub; flake = false; };"
                + " outputs = { self, sub, raw }: { z = sub.z; d = builtins.readFile (raw +"
                + " \"/data\"); inside = builtins.pathExists (sub.here + \"/data\"); }; }");
    assertThat(get(ref, "z")).isEqualTo("7");
    lock(ref, LockFlags.builder());
    assertThat(Files.readString(folder.resolve("mono/flake.lock")))
        .contains(
            """
                "sub": {
                  "locked": {
                    "path": "./sub",
                    "type": "path"
                  },
                  "original": {
                    "path": "./sub",
                    "type": "path"
                  },
                  "parent": []
                }
            """
                .indent(0)
                .stripTrailing());
    assertThat(get(ref, "z")).isEqualTo("7");
    assertThat(get(ref, "d")).isEqualTo("\"d\"");
    assertThat(get(ref, "inside")).isEqualTo("true");
  }

  @Test
  void asksRegistries() throws Exception {
    repository("base", BASE);
    Files.writeString(
        folder.resolve("registry.json"),
        """
        { "version": 2, "flakes": [
          { "from": { "type": "indirect", "id": "base" },
            "to": { "type": "git", "url": "file://FOLDER/base" } },
          { "from": { "type": "indirect", "id": "loop" },
            "to": { "type": "indirect", "id": "loop" } } ] }
        """
            .replace("FOLDER", folder.toString()));
    String ref = repository("top", "{ outputs = { self, base }: { v = base.x; }; }");
    assertThat(get(ref, "v")).isEqualTo("1");
    assertThat(get("base", "x")).isEqualTo("1");
    assertThat(json("(builtins.fetchTree \"flake:base\").revCount or null")).isEqualTo("1");
    assertThatThrownBy(() -> get("nothing", "x"))
        .hasMessage("cannot find flake 'flake:nothing' in the flake registries");
    assertThatThrownBy(() -> get("loop", "x"))
        .hasMessage("cycle detected in flake registry for 'flake:loop'");
  }

  @Test
  void refusesCircles() throws Exception {
    repository("a", "{ inputs.b.url = \"git+file://FOLDER/b\"; outputs = _: { }; }");
    repository("b", "{ inputs.a.url = \"git+file://FOLDER/a\"; outputs = _: { }; }");
    assertThat(failure("git+file://" + folder + "/a", LockFlags.builder()))
        .isEqualTo("found circular import of flake 'git+file://" + folder + "/b'");
    repository("f", "{ inputs.x.follows = \"y\"; inputs.y.follows = \"x\"; outputs = _: { }; }");
    assertThat(failure("git+file://" + folder + "/f", LockFlags.builder()))
        .isEqualTo("follow cycle detected: [y -> x -> y]");
    repository("g", "{ inputs.x.follows = \"nope\"; outputs = _: { }; }");
    assertThat(failure("git+file://" + folder + "/g", LockFlags.builder()))
        .isEqualTo("input 'x' follows a non-existent input 'nope'");
  }

  @Test
  void doesNotChangeWhatItMustNot() throws Exception {
    threeFlakes();
    String top = "git+file://" + folder + "/top";
    assertThat(failure(top, LockFlags.builder().update(false)))
        .isEqualTo(
            "flake '"
                + top
                + "' requires lock file changes but they're not allowed due to"
                + " '--no-update-lock-file'");
    String fixed = top + "?ref=refs/heads/main";
    assertThat(folder.resolve("top/flake.lock")).doesNotExist();
    lock(fixed, LockFlags.builder().write(false));
    assertThat(folder.resolve("top/flake.lock")).doesNotExist();
    assertThat(String.join("\n", warnings))
        .contains("not writing modified lock file of flake '" + fixed + "':\n• Added input 'base'");
  }

  @Test
  void commitsTheLockFile() throws Exception {
    threeFlakes();
    lock("git+file://" + folder + "/top", LockFlags.builder().commit(true));
    try (Git git = Git.open(folder.resolve("top").toFile())) {
      assertThat(git.status().call().isClean()).isTrue();
      assertThat(git.log().setMaxCount(1).call().iterator().next().getFullMessage())
          .startsWith(
              "flake.lock: Add\n\nFlake lock file updates:\n\n• Added input 'base':\n    'git+file:");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ }|flake 'REF' lacks attribute 'outputs'",
        "{ outputs = _: { }; foo = 1; }|flake 'REF' has an unsupported attribute 'foo', at FILE:1:21",
        "{ outputs = 1; }|expected a function but got an integer at FILE:1:3",
        "{ outputs = _: { }; inputs = 1 + 2; }|expected a set but got a thunk at FILE:1:21",
        "{ outputs = _: { }; description = toString 1; }|expected a string but got a thunk at FILE:1:21",
        "{ outputs = _: { }; inputs.a.flake = 1; }|expected a Boolean but got an integer at FILE:1:21",
        "{ outputs = _: { }; inputs.a.bar = 1; }|unexpected flake input attribute 'bar', at FILE:1:21",
        "{ outputs = _: { }; inputs.a = { url = \"path:/x\"; follows = \"b\"; }; }|flake input has both a flake reference and a follows attribute, at FILE:1:21",
        "{ outputs = _: { }; inputs.self.bar = 1; }|flake 'self' attribute 'bar' is not supported",
        "let x = 1; in { outputs = _: { }; }|file 'FILE' must be an attribute set",
        "{ outputs = _: { }; inputs.a.url = -1; }|expected a string or a path but got a thunk at FILE:1:21",
      })
  void saysWhatIsWrong(String flake, String message) throws Exception {
    String ref = repository("bad", flake);
    assertThat(failure(ref, LockFlags.builder()))
        .isEqualTo(
            message
                .replace("REF", ref)
                .replace("FILE", folder.resolve("bad/flake.nix").toString()));
  }

  @Test
  void namesFilesByWherePeopleHaveThem() throws Exception {
    String ref =
        repository(
            "named",
            "{ outputs = _: { here = __curPos.file; bad = assert false; 1; gone = import ./gone;"
                + " read = builtins.readFile ./gone; }; }");
    Path path = folder.resolve("named");
    assertThat(get(ref, "here")).matches("\"/nix/store/[a-z0-9]*-source/flake.nix\"");
    assertThat(rendered(ref, "bad")).contains("at " + path + "/flake.nix:1:46:");
    assertThat(rendered(ref + "?ref=main", "bad"))
        .containsPattern("at «git\\+file://.*/named\\?ref=main&rev=[0-9a-f]*»/flake.nix:1:46:");
    assertThatThrownBy(() -> get(ref, "gone"))
        .hasMessage("Path 'gone' does not exist in Git repository \"" + path + "\".");
    Files.writeString(path.resolve("gone"), "1");
    assertThatThrownBy(() -> get(ref, "read"))
        .hasMessageStartingWith("Path 'gone' in the repository \"" + path + "\" is not tracked");
    assertThatThrownBy(() -> get(ref + "?ref=main", "read"))
        .satisfies(e ->
            assertThat(Bytes.decode(String.valueOf(e.getMessage())))
                .matches("'«git\\+file://.*»/gone' does not exist"));
  }

  private String rendered(String ref, String attr) {
    try {
      return get(ref, attr);
    } catch (EvalException e) {
      return DiagnosticRenderer.plain(true).render(e);
    }
  }

  @Test
  void saysWhatGitDoesNotTrack() throws Exception {
    Path path = folder.resolve("u");
    try (Git git = Repositories.init(path)) {
      Files.writeString(path.resolve("x"), "");
      Repositories.commit(git, "x\n");
    }
    Files.writeString(path.resolve("flake.nix"), BASE);
    assertThat(failure("git+file://" + path, LockFlags.builder()))
        .isEqualTo(
            "Path 'flake.nix' in the repository \""
                + path
                + "\" is not tracked by Git.\n\nTo make it visible to Nix, run:\n\ngit -C \""
                + path
                + "\" add -N \"flake.nix\"");
  }

  @Test
  void aFlakeOfAnArchive() throws Exception {
    write("arch", BASE);
    Path tar = folder.resolve("arch.tar.gz");
    Process process =
        new ProcessBuilder("tar", "czf", tar.toString(), "-C", folder.toString(), "arch").start();
    assertThat(process.waitFor()).isZero();
    assertThat(get("file://" + tar, "x")).isEqualTo("1");
  }

  @Test
  void tracesSayWhichInput() throws Exception {
    String ref =
        repository(
            "t", "{ inputs.gone.url = \"path:FOLDER/gone\"; outputs = { self, gone }: { }; }");
    try {
      lock(ref, LockFlags.builder());
    } catch (EvalException e) {
      assertThat(DiagnosticRenderer.plain(true).render(e))
          .contains("while updating the lock file of flake '" + ref)
          .contains("while updating the flake input 'gone'")
          .contains("while fetching the input 'path:" + folder + "/gone'")
          .contains("path '" + folder + "/gone' does not exist");
      return;
    }
    throw new AssertionError("it was locked");
  }
}
