package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.flake.Flakes;
import dev.kix.interpreter.flake.LockFlags;
import dev.kix.interpreter.io.DiskFileAccess;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Repositories of which everything was written by somebody who wants kix to run a program, or to
 * read or write what is not in the repository. Every program that the configuration, the attributes
 * and the hooks name leaves a file behind; after each test there must be none.
 */
@DisabledOnOs(OS.WINDOWS)
class HostileRepositoryTest {
  private static final List<String> HOOKS =
      List.of(
          "applypatch-msg",
          "commit-msg",
          "fsmonitor-watchman",
          "post-checkout",
          "post-commit",
          "post-index-change",
          "post-merge",
          "post-rewrite",
          "post-update",
          "pre-auto-gc",
          "pre-commit",
          "pre-merge-commit",
          "prepare-commit-msg",
          "reference-transaction",
          "update");

  @TempDir Path folder;
  private Path traces;
  private Path repository;
  private Evaluations nix;

  @BeforeEach
  void makeRepository() throws Exception {
    folder = folder.toRealPath();
    traces = Files.createDirectory(folder.resolve("traces"));
    repository = folder.resolve("r");
    nix = new Evaluations(folder.resolve("cache"));
    Git git = Repositories.init(repository);
    Files.writeString(repository.resolve("flake.nix"), "{ outputs = { self }: { x = 1; }; }");
    Files.writeString(repository.resolve("data"), "data\n");
    Repositories.commit(git, "one");
    Files.writeString(repository.resolve(".gitattributes"), "* filter=evil diff=evil merge=evil\n");
    git.add().addFilepattern(".gitattributes").call();
    git.close();
    arm(repository.resolve(".git"));
  }

  private void arm(Path gitFolder) throws IOException {
    String trap = trap("config");
    Files.writeString(
        gitFolder.resolve("config"),
        """
        [core]
          repositoryformatversion = 0
          bare = false
          fsmonitor = TRAP
          sshCommand = TRAP
          gitProxy = TRAP
          askPass = TRAP
          editor = TRAP
          pager = TRAP
          hooksPath = HOOKS
        [filter "evil"]
          clean = TRAP
          smudge = TRAP
          process = TRAP
          required = true
        [diff]
          external = TRAP
        [diff "evil"]
          command = TRAP
          textconv = TRAP
        [merge "evil"]
          driver = TRAP
        [commit]
          gpgSign = true
        [gpg]
          program = TRAP
        [credential]
          helper = !TRAP
        [alias]
          status = !TRAP
          commit = !TRAP
          add = !TRAP
        [uploadpack]
          packObjectsHook = TRAP
        [remote "origin"]
          url = ext::TRAP
          uploadpack = TRAP
          vcs = evil
        [protocol]
          allow = always
        """
            .replace("TRAP", trap)
            .replace("HOOKS", gitFolder.resolve("hooks").toString()));
    Files.createDirectories(gitFolder.resolve("hooks"));
    for (String hook : HOOKS) {
      Files.copy(Path.of(trap(hook)), gitFolder.resolve("hooks").resolve(hook));
    }
  }

  /** A program that passes on what it gets, and leaves a file behind. */
  private String trap(String name) throws IOException {
    Path program = folder.resolve("trap-" + name);
    if (!Files.exists(program)) {
      Files.writeString(program, "#!/bin/sh\ntouch " + traces.resolve(name) + "\nexec cat\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    return program.toString();
  }

  private List<String> traces() throws IOException {
    try (Stream<Path> left = Files.list(traces)) {
      return left.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @AfterEach
  void nothingRan() throws IOException {
    assertThat(traces()).isEmpty();
  }

  /** Looks at every file's content: what the index knows of their times is made wrong. */
  private void touchEverything() throws IOException {
    for (String file : List.of("flake.nix", "data", ".gitattributes")) {
      Path path = repository.resolve(file);
      Files.writeString(path, Files.readString(path));
      Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));
    }
  }

  @Test
  void theTrapsWork() throws Exception {
    touchEverything();
    // JGit as it is, without what kix forbids it.
    try (Git git = Git.open(repository.toFile())) {
      git.add().addFilepattern("data").call();
    }
    assertThat(traces()).contains("config");
    Files.delete(traces.resolve("config"));
  }

  @Test
  void readsWorkingTrees() throws Exception {
    touchEverything();
    assertThat(nix.string("builtins.readFile \"${builtins.fetchGit " + repository + "}/data\""))
        .isEqualTo("data\n");
    Files.writeString(repository.resolve("data"), "more\n");
    String tree = "builtins.fetchTree { type = \"git\"; url = \"file://" + repository + "\"; ";
    assertThat(nix.string("builtins.readFile \"${" + tree + "}}/data\"")).isEqualTo("more\n");
    assertThat(nix.string("builtins.readFile \"${" + tree + "submodules = true; }}/data\""))
        .isEqualTo("more\n");
    assertThat(nix.string("builtins.readFile \"${" + tree + "exportIgnore = true; }}/data\""))
        .isEqualTo("more\n");
  }

  @Test
  void readsCommits() {
    String git = "builtins.fetchGit { url = \"file://" + repository + "\"; ref = \"main\"; ";
    assertThat(nix.string("builtins.readFile \"${" + git + "}}/data\"")).isEqualTo("data\n");
    assertThat(nix.string("builtins.readFile \"${" + git + "submodules = true; }}/data\""))
        .isEqualTo("data\n");
    assertThat(nix.string("builtins.readFile \"${" + git + "allRefs = true; }}/data\""))
        .isEqualTo("data\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writesLockFiles(boolean commit) throws Exception {
    touchEverything();
    Path other = folder.resolve("other");
    try (Git git = Repositories.init(other)) {
      Files.writeString(other.resolve("flake.nix"), "{ outputs = { self }: { y = 2; }; }");
      Repositories.commit(git, "one");
    }
    Files.writeString(
        repository.resolve("flake.nix"),
        "{ inputs.other.url = \"git+file://" + other + "\"; outputs = { self, other }: other; }");
    FetchSettings settings =
        FetchSettings.builder(Map.of())
            .cacheFolder(folder.resolve("cache"))
            .globalRegistry("")
            .userRegistry(null)
            .systemRegistry(null)
            .build();
    try (Interpreter interpreter =
        Interpreter.builder().fetching(settings).permissions(Permissions.all()).build()) {
      interpreter.run(state ->
          new Flakes(state)
              .lock(
                  FlakeRefParser.parse("git+file://" + Bytes.encode(repository.toString())),
                  LockFlags.builder().commit(commit).build()));
    }
    assertThat(Files.readString(repository.resolve("flake.lock"))).contains(other.toString());
  }

  // ---- ways out of the tree ----

  private String commit(String name, FileMode mode, ObjectId id) throws Exception {
    try (Git git = Git.open(repository.toFile());
        ObjectInserter inserter = git.getRepository().newObjectInserter()) {
      TreeFormatter tree = new TreeFormatter();
      byte[] bytes = Constants.encode(name);
      tree.append(bytes, 0, bytes.length, mode, id, true);
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(inserter.insert(tree));
      PersonIdent person = new PersonIdent("n", "a@b.c");
      commit.setAuthor(person);
      commit.setCommitter(person);
      commit.setMessage("x");
      ObjectId result = inserter.insert(commit);
      inserter.flush();
      return result.name();
    }
  }

  private ObjectId blob(String text) throws Exception {
    try (Git git = Git.open(repository.toFile());
        ObjectInserter inserter = git.getRepository().newObjectInserter()) {
      ObjectId id = inserter.insert(Constants.OBJ_BLOB, Constants.encode(text));
      inserter.flush();
      return id;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../../evil", "a/b", "/etc/evil"})
  void refusesNamesThatLeadOutOfTheTree(String name) throws Exception {
    String rev = commit(name, FileMode.REGULAR_FILE, blob("evil\n"));
    assertThatThrownBy(() ->
            nix.string(
                "\"${builtins.fetchGit { url = \"file://"
                    + repository
                    + "\"; rev = \""
                    + rev
                    + "\"; }}\""))
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void followsNoLinkOfAWorkingTree() throws Exception {
    Path secret = Files.createDirectory(folder.resolve("secret"));
    Files.writeString(secret.resolve("key"), "secret\n");
    Files.createDirectory(repository.resolve("sub"));
    Files.writeString(repository.resolve("sub/key"), "x\n");
    new GitCommitter(repository).put("sub/key", new byte[] {'x'}, null);
    Files.delete(repository.resolve("sub/key"));
    Files.delete(repository.resolve("sub"));
    Files.createSymbolicLink(repository.resolve("sub"), secret);
    Files.delete(repository.resolve("data"));
    Files.createSymbolicLink(repository.resolve("data"), secret.resolve("key"));
    assertThat(
            nix.json(
                "let t = builtins.fetchGit "
                    + repository
                    + "; in { names = builtins.readDir t; sub = builtins.pathExists \"${t}/sub/key\"; }"))
        .isEqualTo(
            "{\"names\":{\".gitattributes\":\"regular\",\"data\":\"symlink\","
                + "\"flake.nix\":\"regular\"},\"sub\":false}");
  }

  @Test
  void takesNoSubmoduleFromElsewhere() throws Exception {
    Path secret = folder.resolve("secret");
    try (Git git = Repositories.init(secret)) {
      Files.writeString(secret.resolve("key"), "secret\n");
      Repositories.commit(git, "one");
    }
    Files.writeString(
        repository.resolve(".gitmodules"),
        """
        [submodule "up"]
          path = ../secret
          url = ./x
        [submodule "absolute"]
          path = SECRET
          url = ./x
        [submodule "link"]
          path = link
          url = ./x
        [submodule "below"]
          path = link/../../secret
          url = ./x
        """
            .replace("SECRET", secret.toString()));
    Files.createSymbolicLink(repository.resolve("link"), secret);
    assertThat(
            nix.json(
                "builtins.attrNames (builtins.readDir (builtins.fetchTree { type = \"git\"; url ="
                    + " \"file://"
                    + repository
                    + "\"; submodules = true; }))"))
        .isEqualTo("[\".gitattributes\",\"data\",\"flake.nix\"]");
    Files.delete(repository.resolve(".gitmodules"));
    Files.writeString(folder.resolve("modules"), "not a configuration [[[\n");
    Files.createSymbolicLink(repository.resolve(".gitmodules"), folder.resolve("modules"));
    assertThat(
            nix.json(
                "builtins.attrNames (builtins.readDir (builtins.fetchTree { type = \"git\"; url ="
                    + " \"file://"
                    + repository
                    + "\"; submodules = true; }))"))
        .doesNotContain("key");
  }

  @Test
  void runsNothingOfARepositoryThatAFileLeadsTo() throws Exception {
    // As in a worktree or a submodule of Git, .git may be a file that names another folder.
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(repository.resolve(".git"), elsewhere);
    Files.writeString(repository.resolve(".git"), "gitdir: " + elsewhere + "\n");
    touchEverything();
    assertThat(nix.string("builtins.readFile \"${builtins.fetchGit " + repository + "}/data\""))
        .isEqualTo("data\n");
  }

  @Test
  void saysThatItReadsNoNamesOfAnotherKind() throws Exception {
    Files.writeString(
        repository.resolve(".git/config"),
        "[core]\n  repositoryformatversion = 1\n[extensions]\n  objectFormat = sha256\n");
    for (String ref : List.of("", "ref = \"main\"; ")) {
      assertThatThrownBy(
              () -> nix.json("(builtins.fetchGit { url = " + repository + "; " + ref + "}).rev"))
          .hasMessage(
              "Git repository '"
                  + repository
                  + "' names commits by sha256: kix reads repositories whose commits are SHA-1");
    }
  }

  @Test
  void writesNothingOutsideOfTheTree() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path victim = Files.writeString(elsewhere.resolve("victim"), "mine\n");
    Files.createSymbolicLink(repository.resolve("flake.lock"), victim);
    Files.createSymbolicLink(repository.resolve("sub"), elsewhere);
    Files.createSymbolicLink(repository.resolve("other.lock"), repository.resolve("data"));
    Files.createSymbolicLink(repository.resolve("gone.lock"), elsewhere.resolve("new"));
    Input input = Input.fromUrl(Url.parse("git+file://" + repository), true);
    FetchContext context =
        new FetchContext(
            FetchSettings.builder(Map.of()).cacheFolder(folder.resolve("cache")).build(),
            false,
            false,
            new DiskFileAccess(),
            w -> {},
            () -> null);
    for (String path : List.of("flake.lock", "sub/victim", "sub/flake.lock")) {
      assertThatThrownBy(
              () -> new GitFetcher().putFile(input, path, new byte[] {'x'}, null, context))
          .hasMessage(
              "cannot commit '"
                  + path
                  + "' to Git repository '"
                  + repository
                  + "': it is a symbolic link, or lies in one, that leads to another place");
    }
    // Links within the tree are followed, as by Nix; one to nothing is replaced.
    new GitFetcher().putFile(input, "other.lock", new byte[] {'x'}, null, context);
    new GitFetcher().putFile(input, "gone.lock", new byte[] {'y'}, null, context);
    assertThat(repository.resolve("data")).hasContent("x");
    assertThat(repository.resolve("gone.lock")).hasContent("y").isRegularFile();
    assertThat(victim).hasContent("mine\n");
    try (Stream<Path> left = Files.list(elsewhere)) {
      assertThat(left).containsExactly(victim);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ext::sh -c touch% TRACE",
        "ssh://-oProxyCommand=touch%20TRACE/x",
        "git+ssh://-oProxyCommand=touch%20TRACE/x",
        "ssh://a@-oProxyCommand=touch%20TRACE:22/x"
      })
  void runsNothingThatAUrlNames(String url) {
    String hostile = url.replace("TRACE", traces.resolve("url").toString());
    assertThatThrownBy(() ->
            nix.string("\"${builtins.fetchGit { url = \"" + hostile + "\"; ref = \"main\"; }}\""))
        .isInstanceOf(RuntimeException.class);
  }
}
