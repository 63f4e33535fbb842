package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Repositories elsewhere: over Git's smart protocol with HTTP, and over SSH. */
class RemoteGitTest {
  private static final String FIRST = "3f687051aa49adf24aaeda02a4363a4618a5f909";
  private static final String SECOND = "5be9f8c4a07726dc12bab688239dc9134c34413b";

  /** As Nix 2.8 says, see {@link GitFetcherTest}. */
  private static final String FIRST_HASH = "sha256-vLPEEUZ7kJD60sPGBgAA7DH81mcTikN5aC4RVbiUsW4=";

  private static final String SECOND_HASH = "sha256-Fu9s8lFo04JYhqml8nItOLnfrL7Pjsgj5MFEnC9T8co=";

  @TempDir Path folder;
  private Path bare;
  private Evaluations nix;
  private GitServer server;
  private SystemReader reader;

  @BeforeEach
  void makeRepository() throws Exception {
    folder = folder.toRealPath();
    reader = SystemReader.getInstance();
    nix = new Evaluations(folder.resolve("cache"));
    Path source = folder.resolve("r");
    try (Git git = Repositories.sample(source)) {
      bare = folder.resolve("web/r.git");
      Repositories.cloneBare(source, bare);
      git.checkout().setName("lost").setCreateBranch(true).call();
      Files.writeString(source.resolve("lost"), "lost\n");
      Repositories.commit(git, "lost\n");
    }
    server = new GitServer(folder.resolve("web"));
  }

  @AfterEach
  void close() {
    server.close();
    SystemReader.setInstance(reader);
  }

  private String fetch(String more) {
    return "builtins.fetchGit { url = \"" + server.url("/r.git") + "\"; " + more + " }";
  }

  private String facts(String more) {
    return nix.json("let t = " + fetch(more) + "; in [ t.rev t.narHash (t.revCount or null) ]");
  }

  private static String is(String rev, String hash, Object count) {
    return "[\"" + rev + "\",\"" + hash + "\"," + count + "]";
  }

  @Test
  void takesBranchesTagsAndCommits() {
    assertThat(facts("")).isEqualTo(is(SECOND, SECOND_HASH, 2));
    assertThat(facts("ref = \"other\";")).isEqualTo(is(FIRST, FIRST_HASH, 1));
    assertThat(facts("ref = \"refs/tags/v1\";")).isEqualTo(is(FIRST, FIRST_HASH, 1));
    assertThat(facts("rev = \"" + FIRST + "\";")).isEqualTo(is(FIRST, FIRST_HASH, 1));
    assertThat(facts("ref = \"main\"; rev = \"" + FIRST + "\";"))
        .isEqualTo(is(FIRST, FIRST_HASH, 1));
    assertThat(server.requests).contains("GET /r.git/info/refs", "POST /r.git/git-upload-pack");
  }

  @Test
  void asksOnceAnHour() {
    assertThat(facts("")).isEqualTo(is(SECOND, SECOND_HASH, 2));
    int asked = server.requests.size();
    assertThat(facts("")).isEqualTo(is(SECOND, SECOND_HASH, 2));
    assertThat(server.requests).hasSize(asked);
    nix.fetching = settings -> settings.tarballTtl(0);
    assertThat(facts("")).isEqualTo(is(SECOND, SECOND_HASH, 2));
    assertThat(server.requests.size()).isGreaterThan(asked);
    server.close();
    // Without the server, what was fetched before is taken, and that is said.
    assertThat(facts("")).isEqualTo(is(SECOND, SECOND_HASH, 2));
    assertThat(String.join("\n", nix.warnings))
        .contains("using expired cached ref 'refs/heads/main'")
        .contains("continuing with the most recent version");
  }

  @Test
  void makesShallowClones() throws Exception {
    assertThat(facts("shallow = true;")).isEqualTo(is(SECOND, SECOND_HASH, 0));
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      assertThat(files.filter(p -> p.endsWith("shallow"))).hasSize(1);
    }
    // A shallow clone is kept apart: the whole history is still there for whoever wants it.
    assertThat(facts("")).isEqualTo(is(SECOND, SECOND_HASH, 2));
  }

  @Test
  void findsCommitsThatNoBranchReaches() throws Exception {
    String lost;
    try (Git from = Git.open(folder.resolve("r").toFile());
        Git to = Git.open(bare.toFile())) {
      ObjectId id = from.getRepository().resolve("lost");
      lost = id.name();
      to.fetch()
          .setRemote(folder.resolve("r").toUri().toString())
          .setRefSpecs("refs/heads/lost:refs/hidden/x")
          .call();
      to.getRepository().getConfig().setString("uploadpack", null, "hideRefs", "refs/hidden");
      to.getRepository().getConfig().save();
    }
    String wanted = "rev = \"" + lost + "\";";
    assertThatThrownBy(() -> facts("ref = \"main\"; rev = \"" + "f".repeat(40) + "\";"))
        .hasMessageContaining("Cannot find Git revision '" + "f".repeat(40) + "' in ref 'main'")
        .hasMessageContaining("add allRefs = true; to fetchGit.");
    server.givesAnyCommit = true;
    assertThat(facts(wanted)).startsWith("[\"" + lost + "\"");
    assertThat(nix.json("builtins.readFile \"${" + fetch(wanted + "allRefs = true;") + "}/lost\""))
        .isEqualTo("\"lost\\n\"");
  }

  @Test
  void takesAllRefsWhenAsked() {
    assertThat(facts("rev = \"" + FIRST + "\"; allRefs = true;"))
        .isEqualTo(is(FIRST, FIRST_HASH, 1));
    assertThat(facts("ref = \"other\";")).isEqualTo(is(FIRST, FIRST_HASH, 1));
  }

  @Test
  void followsRelativeUrlsOfSubmodules() throws Exception {
    Path outer = folder.resolve("outer");
    try (Git git = Repositories.init(outer)) {
      git.submoduleAdd().setPath("sub").setURI(bare.toUri().toString()).call().close();
      Path modules = outer.resolve(".gitmodules");
      Files.writeString(
          modules, Files.readString(modules).replaceAll("url = .*", "url = ../r.git"));
      Repositories.commit(git, "outer\n");
    }
    Repositories.cloneBare(outer, folder.resolve("web/outer.git"));
    String fetch =
        "builtins.fetchGit { url = \"" + server.url("/outer.git") + "\"; submodules = true; }";
    assertThat(nix.json("builtins.readFile \"${" + fetch + "}/sub/a\""))
        .isEqualTo("\"hi\\nmore\\n\"");
    assertThat(server.requests).contains("POST /r.git/git-upload-pack");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> nix.tree("builtins.fetchGit \"" + server.url("/none.git") + "\""))
        .hasMessageStartingWith(
            "Failed to fetch git repository '" + server.url("/none.git") + "': ")
        .hasMessageContaining("not found");
    assertThatThrownBy(() -> facts("ref = \"nope\";"))
        .hasMessageContaining("Remote does not have refs/heads/nope available for fetch");
    server.authorization = "Basic dTpw"; // u:p
    assertThatThrownBy(() -> facts("ref = \"other\";"))
        .hasMessageContaining("not authorized")
        .hasMessageEndingWith(
            "\nThe server wants an account: write 'machine 127.0.0.1 login USER password PASSWORD'"
                + " into '/etc/nix/netrc' (setting 'netrc-file').");
    Path netrc = folder.resolve("netrc");
    nix.fetching = settings -> settings.netrcFile(netrc);
    assertThatCode(() -> Files.writeString(netrc, "machine 127.0.0.1 login u password wrong\n"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> facts("ref = \"other\";"))
        .hasMessageEndingWith(
            "\nThe server does not take the account of '127.0.0.1' in '"
                + netrc
                + "' (setting 'netrc-file').")
        .hasMessageNotContaining("wrong");
    assertThatCode(() -> Files.writeString(netrc, "machine 127.0.0.1 login u password p\n"))
        .doesNotThrowAnyException();
    assertThat(facts("ref = \"other\";")).isEqualTo(is(FIRST, FIRST_HASH, 1));
    nix = new Evaluations(folder.resolve("cache2"));
    // As in Git, a URL may hold who asks.
    String url = server.url("/r.git").replace("http://", "http://u:p@");
    assertThat(nix.json("(builtins.fetchGit { url = \"" + url + "\"; ref = \"other\"; }).rev"))
        .isEqualTo("\"" + FIRST + "\"");
  }

  // ---- SSH ----

  /** Stands in for ssh: says how it was called, and runs the command here. */
  private Path ssh() throws Exception {
    assumeThat(Path.of("/usr/bin/git-upload-pack")).as("git is not installed").isExecutable();
    Path program = folder.resolve("ssh");
    Files.writeString(
        program,
        "#!/bin/sh\n"
            + "echo \"$*\" >> '"
            + folder
            + "/calls'\n"
            + "for last; do :; done\nexec sh -c \"$last\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    GitEnvironment.install();
    SystemReader.setInstance(
        new SystemReader.Delegate(SystemReader.getInstance()) {
          @Override
          public String getenv(String variable) {
            return variable.equals("GIT_SSH") ? program.toString() : super.getenv(variable);
          }
        });
    return folder.resolve("calls");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void usesTheSshProgram() throws Exception {
    Path calls = ssh();
    String rev =
        "(builtins.fetchGit { url = \"ssh://someone@host.example:2222" + bare + "\"; }).rev";
    assertThat(nix.json(rev)).isEqualTo("\"" + SECOND + "\"");
    String call =
        "-o BatchMode=yes -p 2222 -l someone -- host.example git-upload-pack '" + bare + "'";
    assertThat(Files.readAllLines(calls)).isNotEmpty().allMatch(call::equals);
    assertThat(
            nix.json(
                "(builtins.fetchTree { type = \"git\"; url = \"ssh://host.example"
                    + bare
                    + "\"; ref = \"other\"; }).rev"))
        .isEqualTo("\"" + FIRST + "\"");
    assertThat(
            nix.json("(builtins.fetchTree \"git+ssh://host.example" + bare + "?ref=other\").rev"))
        .isEqualTo("\"" + FIRST + "\"");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void saysWhySshFailed() throws Exception {
    ssh();
    assertThatThrownBy(
            () -> nix.json("(builtins.fetchGit { url = \"ssh://host.example/no/such\"; }).rev"))
        .hasMessageStartingWith("Failed to fetch git repository 'ssh://host.example/no/such': ");
  }
}
