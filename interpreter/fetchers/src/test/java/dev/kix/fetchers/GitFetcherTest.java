package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code fetchGit} and {@code fetchTree} of repositories on this machine. The expected values are
 * those of Nix 2.8 for the same repository, but for what it does not know: {@code dirtyRev}, and
 * trees without regard for {@code export-ignore}.
 */
class GitFetcherTest {
  private static final String FIRST = "3f687051aa49adf24aaeda02a4363a4618a5f909";
  private static final String SECOND = "5be9f8c4a07726dc12bab688239dc9134c34413b";

  private static final String ONE =
      tree(
          "vLPEEUZ7kJD60sPGBgAA7DH81mcTikN5aC4RVbiUsW4=",
          FIRST,
          1,
          "4z1x1x85gq5jhnz9agmx1m8dpsk1vk2n");
  private static final String TWO =
      tree(
          "Fu9s8lFo04JYhqml8nItOLnfrL7Pjsgj5MFEnC9T8co=",
          SECOND,
          2,
          "2jfn7f9i8zyzd2gcwknzisdiryagy4hy");

  private static String tree(String narHash, String rev, int count, String path) {
    return "{\"info\":{\"lastModified\":1704164645,\"lastModifiedDate\":\"20240102030405\","
        + "\"narHash\":\"sha256-"
        + narHash
        + "\",\"rev\":\""
        + rev
        + "\",\"revCount\":"
        + count
        + ",\"shortRev\":\""
        + rev.substring(0, 7)
        + "\",\"submodules\":false},\"path\":\"/nix/store/"
        + path
        + "-source\"}";
  }

  @TempDir Path folder;
  private Evaluations nix;
  private Path repository;
  private Git git;

  @BeforeEach
  void makeRepository() throws Exception {
    nix = new Evaluations(folder.resolve("cache"));
    repository = folder.resolve("r");
    git = Repositories.sample(repository);
  }

  @Test
  void takesAWorkingTree() {
    assertThat(nix.tree("builtins.fetchGit \"" + repository + "\"")).isEqualTo(TWO);
    assertThat(nix.warnings).isEmpty();
  }

  @Test
  void takesABranchATagAndACommit() {
    String url = "builtins.fetchGit { url = \"file://" + repository + "\"; ";
    assertThat(nix.tree(url + "ref = \"other\"; }")).isEqualTo(ONE);
    assertThat(nix.tree(url + "ref = \"refs/tags/v1\"; }")).isEqualTo(ONE);
    assertThat(nix.tree(url + "rev = \"" + FIRST + "\"; }")).isEqualTo(ONE);
    assertThat(nix.tree(url + "ref = \"main\"; rev = \"" + FIRST + "\"; }")).isEqualTo(ONE);
  }

  @Test
  void takesUncommittedChangesOfTrackedFiles() throws Exception {
    Files.writeString(repository.resolve("a"), "changed\n");
    Files.writeString(repository.resolve("untracked"), "");
    Files.delete(repository.resolve("run"));
    Files.writeString(repository.resolve("added"), "");
    git.add().addFilepattern("added").call();
    String tree = "(builtins.fetchGit \"" + repository + "\")";
    assertThat(nix.json("builtins.attrNames (builtins.readDir " + tree + ")"))
        .isEqualTo("[\".gitattributes\",\"a\",\"added\",\"sub\"]");
    assertThat(nix.json("builtins.readFile \"${" + tree + "}/a\"")).isEqualTo("\"changed\\n\"");
    assertThat(
            nix.json(
                "{ inherit "
                    + tree
                    + " rev shortRev revCount dirtyRev dirtyShortRev lastModified; }"))
        .isEqualTo(
            "{\"dirtyRev\":\""
                + SECOND
                + "-dirty\",\"dirtyShortRev\":\"5be9f8c-dirty\",\"lastModified\":1704164645,"
                + "\"rev\":\"0000000000000000000000000000000000000000\",\"revCount\":0,"
                + "\"shortRev\":\"0000000\"}");
    assertThat(nix.warnings).contains("warning: Git tree '" + repository + "' is dirty");
    nix.fetching = settings -> settings.allowDirty(false);
    assertThatThrownBy(() -> nix.tree(tree)).hasMessage("Git tree '" + repository + "' is dirty");
  }

  @Test
  void fetchTreeTakesWhatArchivesLeaveOut() {
    String tree = "builtins.fetchTree { type = \"git\"; url = \"file://" + repository + "\"; }";
    assertThat(nix.json("builtins.attrNames (builtins.readDir (" + tree + "))"))
        .isEqualTo("[\".gitattributes\",\"a\",\"ignored\",\"run\",\"secret\",\"sub\"]");
    assertThat(nix.json("(" + tree + ") ? revCount")).isEqualTo("false");
  }

  @Test
  void saysWhatIsNotThere() {
    String url = "builtins.fetchGit { url = \"file://" + repository + "\"; ";
    String missing = "f".repeat(40);
    assertThatThrownBy(() -> nix.tree(url + "rev = \"" + missing + "\"; }"))
        .hasMessage(
            "Cannot find Git revision '"
                + missing
                + "' in ref 'refs/heads/main' of repository '"
                + repository
                + "'! Please make sure that the rev exists on the ref you've specified or add"
                + " allRefs = true; to fetchGit.");
    assertThatThrownBy(() -> nix.tree(url + "ref = \"nope\"; }"))
        .hasMessage(
            "resolving Git reference 'nope': revspec 'nope' not found (in Git repository '"
                + repository
                + "')");
    assertThatThrownBy(() -> nix.tree(url + "exportIgnore = true; submodules = true; }"))
        .hasMessage("exportIgnore and submodules are not supported together yet");
    assertThatThrownBy(() -> nix.tree("builtins.fetchGit \"" + folder.resolve("none") + "\""))
        .hasMessageStartingWith("opening Git repository '" + folder.resolve("none") + "': ");
  }

  @Test
  void pureModeNeedsACommit() {
    nix.settings = settings -> settings.pureEval(true);
    assertThatThrownBy(() -> nix.tree("builtins.fetchGit \"" + repository + "\""))
        .hasMessage(
            "in pure evaluation mode, 'fetchGit' doesn't fetch unlocked input 'git+file://"
                + repository
                + "?exportIgnore=1'");
    String locked = "{ url = \"" + repository + "\"; rev = \"" + FIRST + "\"; }";
    assertThat(nix.tree("builtins.fetchGit " + locked)).isEqualTo(ONE);
    assertThat(nix.json("builtins.readFile \"${builtins.fetchGit " + locked + "}/a\""))
        .isEqualTo("\"hi\\n\"");
  }

  @Test
  void checksTheHash() {
    assertThatThrownBy(() ->
            nix.tree(
                "builtins.fetchGit { url = \""
                    + repository
                    + "\"; rev = \""
                    + FIRST
                    + "\"; narHash = \"sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"; }"))
        .hasMessageEndingWith(
            "expected 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' but got"
                + " 'sha256-vLPEEUZ7kJD60sPGBgAA7DH81mcTikN5aC4RVbiUsW4='");
  }

  @Test
  void mountsSubmodules() throws Exception {
    Path outer = folder.resolve("outer");
    try (Git with = Repositories.init(outer)) {
      with.submoduleAdd().setPath("lib/inner").setURI(repository.toString()).call().close();
      Repositories.commit(with, "outer\n");
    }
    String url = "builtins.fetchGit { url = \"" + outer + "\"; ";
    String read = "builtins.readFile \"${%s}/lib/inner/a\"";
    assertThat(nix.json(read.formatted(url + "submodules = true; }")))
        .isEqualTo("\"hi\\nmore\\n\"");
    assertThat(nix.json(read.formatted(url + "submodules = true; ref = \"main\"; }")))
        .isEqualTo("\"hi\\nmore\\n\"");
    assertThat(nix.json("builtins.readDir \"${" + url + "ref = \"main\"; }}/lib/inner\""))
        .isEqualTo("{}");
    Files.writeString(outer.resolve("lib/inner/a"), "changed\n");
    assertThat(nix.json("(" + url + "submodules = true; }).rev"))
        .isEqualTo("\"0000000000000000000000000000000000000000\"");
  }

  @Test
  void clonesOverTheNetworkOnce() throws Exception {
    Path bare = folder.resolve("web/r.git");
    Repositories.cloneBare(repository, bare);
    Files.createDirectories(bare.resolve("info"));
    Files.writeString(
        bare.resolve("info/refs"), SECOND + "\trefs/heads/main\n" + FIRST + "\trefs/heads/other\n");
    packList(bare);
    try (WebServer server = new WebServer(folder.resolve("web"))) {
      String url = "builtins.fetchGit { url = \"" + server.url("/r.git") + "\"; ";
      assertThat(nix.tree(url + "}")).isEqualTo(TWO);
      int asked = server.requests.size();
      assertThat(nix.tree(url + "}")).isEqualTo(TWO);
      assertThat(nix.tree(url + "rev = \"" + FIRST + "\"; }")).isEqualTo(ONE);
      assertThat(server.requests).hasSize(asked);
      assertThat(nix.tree(url + "ref = \"other\"; }")).isEqualTo(ONE);
      assertThatThrownBy(() -> nix.tree(url + "ref = \"nope\"; }"))
          .hasMessageStartingWith(
              "Failed to fetch git repository '" + server.url("/r.git") + "': ");
      nix.permissions = nix.permissions.withNetwork(false);
      assertThat(nix.tree(url + "}")).isEqualTo(TWO);
      assertThatThrownBy(() -> nix.tree(url + "ref = \"more\"; }"))
          .hasMessage(
              "cannot fetch '"
                  + server.url("/r.git")
                  + "': this evaluation has no permission to use the network");
    }
  }

  /** What {@code git update-server-info} writes. */
  private static void packList(Path bare) throws Exception {
    StringBuilder packs = new StringBuilder();
    Path folder = bare.resolve("objects/pack");
    Files.createDirectories(folder);
    try (var files = Files.list(folder)) {
      files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".pack"))
          .sorted()
          .forEach(n -> packs.append("P ").append(n).append('\n'));
    }
    Files.createDirectories(bare.resolve("objects/info"));
    Files.writeString(bare.resolve("objects/info/packs"), packs);
  }

  /** Measuring the file system takes JGit three seconds, and leaves files in the home folder. */
  @Test
  void knowsHowExactTimesAre() throws Exception {
    GitEnvironment.install();
    assertThat(
            SystemReader.getInstance()
                .getUserConfig()
                .getTimeUnit("filesystem", "any", "timestampResolution", -1, TimeUnit.MILLISECONDS))
        .isEqualTo(10);
  }

  @Test
  void readsABareRepositoryWithoutACopy() throws Exception {
    Path bare = folder.resolve("bare.git");
    Repositories.cloneBare(repository, bare);
    assertThat(nix.tree("builtins.fetchGit \"" + bare + "\"")).isEqualTo(TWO);
    assertThat(folder.resolve("cache/git")).doesNotExist();
  }
}
