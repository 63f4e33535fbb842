package dev.kix.fetchers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.fetchers.WebServer.Answer;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.io.DiskFileAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Git servers whose packs and branches are not what they say. Each is one error, and does not spoil
 * the clone in the cache for the time when the server tells the truth. Rules: gitprotocol-pack,
 * gitformat-pack; what servers say is written here by hand.
 */
class LyingGitServerTest {
  @TempDir Path folder;
  private WebServer server;
  private Evaluations nix;

  /** An object of a pack. */
  private record Thing(int type, byte[] content) {
    ObjectId id() {
      try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
        return formatter.idFor(type, content);
      }
    }
  }

  private final Thing blob = new Thing(Constants.OBJ_BLOB, "true\n".getBytes(ISO_8859_1));
  private final Thing tree = tree("file", FileMode.REGULAR_FILE, blob.id());
  private final Thing commit = commit(tree);

  @BeforeEach
  void start() throws Exception {
    folder = folder.toRealPath();
    server = new WebServer(folder);
    nix = new Evaluations(folder.resolve("cache"));
    nix.fetching = settings -> settings.tarballTtl(0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    Path clones = folder.resolve("cache/git");
    if (Files.exists(clones)) {
      try (Stream<Path> files = Files.walk(clones)) {
        assertThat(files.map(p -> p.getFileName().toString()))
            .filteredOn(name -> !name.equals("gc.log.lock")) // JGit tidies up in the background
            .noneMatch(name -> name.startsWith("incoming") || name.endsWith(".lock"));
      }
    }
  }

  private static Thing tree(String name, FileMode mode, ObjectId id) {
    TreeFormatter tree = new TreeFormatter();
    byte[] bytes = name.getBytes(ISO_8859_1);
    tree.append(bytes, 0, bytes.length, mode, id, true);
    return new Thing(Constants.OBJ_TREE, tree.toByteArray());
  }

  private static Thing tree(Thing... entries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Thing entry : entries) {
      all.writeBytes(entry.content);
    }
    return new Thing(Constants.OBJ_TREE, all.toByteArray());
  }

  private static Thing commit(Thing tree) {
    String who = "n <a@b.c> 0 +0000\n";
    String text = "tree " + tree.id().name() + "\nauthor " + who + "committer " + who + "\nx";
    return new Thing(Constants.OBJ_COMMIT, text.getBytes(ISO_8859_1));
  }

  private static byte[] pack(int count, Thing... things) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(12).put(Constants.PACK_SIGNATURE).putInt(2).putInt(count).array());
    for (Thing thing : things) {
      thing(out, thing.type, thing.content.length, thing.content);
    }
    out.writeBytes(MessageDigest.getInstance("SHA-1").digest(out.toByteArray()));
    return out.toByteArray();
  }

  private static void thing(ByteArrayOutputStream out, int type, long said, byte[] content)
      throws IOException {
    long rest = said >> 4;
    int first = type << 4 | (int) (said & 15);
    while (rest > 0) {
      out.write(first | 0x80);
      first = (int) (rest & 0x7F);
      rest >>= 7;
    }
    out.write(first);
    DeflaterOutputStream deflater = new DeflaterOutputStream(out);
    deflater.write(content);
    deflater.finish();
  }

  /** Serves one branch, and one pack whatever is asked for; gives the URL. */
  private String serve(String id, byte[] pack) {
    return serve("/r.git", id, pack);
  }

  private String serve(String path, String id, byte[] pack) {
    String refs =
        line("# service=git-upload-pack\n")
            + "0000"
            + line(
                id
                    + " HEAD\0multi_ack_detailed allow-tip-sha1-in-want allow-reachable-sha1-in-want"
                    + " symref=HEAD:refs/heads/main\n")
            + line(id + " refs/heads/main\n")
            + "0000";
    server.answers.put(
        path + "/info/refs",
        new Answer(
            200,
            refs.getBytes(ISO_8859_1),
            "Content-Type: application/x-git-upload-pack-advertisement"));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes("0008NAK\n".getBytes(ISO_8859_1));
    answer.writeBytes(pack);
    server.answers.put(
        path + "/git-upload-pack",
        new Answer(
            200, answer.toByteArray(), "Content-Type: application/x-git-upload-pack-result"));
    return server.url(path);
  }

  private static String line(String text) {
    return String.format("%04x", text.length() + 4) + text;
  }

  private String fetch(String url, String more) {
    return "builtins.fetchGit { url = \"" + url + "\"; " + more + " }";
  }

  private String read(String url) {
    return nix.json("builtins.readFile \"${" + fetch(url, "") + "}/file\"");
  }

  private void refused(String url, String... words) {
    assertThatThrownBy(() -> read(url))
        .isInstanceOf(EvalException.class)
        .message()
        .contains(words)
        .doesNotContain("\n", "Exception", "null");
  }

  /** What was refused is asked for again, and taken. */
  private void theTruthIsTakenAfterwards() throws Exception {
    String url = serve(commit.id().name(), pack(3, commit, tree, blob));
    assertThat(read(url)).isEqualTo("\"true\\n\"");
  }

  @Test
  void theTruth() throws Exception {
    assertThat(read(serve(commit.id().name(), pack(3, commit, tree, blob))))
        .isEqualTo("\"true\\n\"");
  }

  @Test
  void aPackWithAWrongChecksum() throws Exception {
    byte[] pack = pack(3, commit, tree, blob);
    pack[pack.length - 1] ^= 1;
    String url = serve(commit.id().name(), pack);
    refused(url, "Failed to fetch git repository '" + url + "': ");
    theTruthIsTakenAfterwards();
  }

  @Test
  void aPackThatIsDamaged() throws Exception {
    byte[] pack = pack(3, commit, tree, blob);
    for (int at : new int[] {0, 5, 11, 14, pack.length / 2}) {
      byte[] damaged = pack.clone();
      damaged[at] ^= 0x55;
      String url = serve(commit.id().name(), damaged);
      refused(url, "Failed to fetch git repository '" + url + "': ");
    }
    for (int length : new int[] {0, 4, 12, 40, pack.length - 1}) {
      String url = serve(commit.id().name(), Arrays.copyOf(pack, length));
      refused(url, "Failed to fetch git repository '" + url + "': ");
    }
    theTruthIsTakenAfterwards();
  }

  @Test
  void aPackThatSaysItHasMoreThanThereIs() throws Exception {
    for (int count : new int[] {4, 1_000_000, 200_000_000, Integer.MAX_VALUE, -1}) {
      String url = serve(commit.id().name(), pack(count, commit, tree, blob));
      refused(url, "Failed to fetch git repository '" + url + "': ");
    }
    theTruthIsTakenAfterwards();
  }

  @Test
  void anObjectThatSaysItIsLarge() throws Exception {
    for (long said : new long[] {1000, 100_000_000L, 1L << 31, 1L << 50}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(
          ByteBuffer.allocate(12).put(Constants.PACK_SIGNATURE).putInt(2).putInt(1).array());
      thing(out, Constants.OBJ_COMMIT, said, commit.content);
      out.writeBytes(MessageDigest.getInstance("SHA-1").digest(out.toByteArray()));
      String url = serve(commit.id().name(), out.toByteArray());
      refused(url, "Failed to fetch git repository '" + url + "': ");
    }
    theTruthIsTakenAfterwards();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aPackWithoutSomeObjects(int sent) throws Exception {
    Thing[] all = {commit, tree, blob};
    String url = serve(commit.id().name(), pack(sent, Arrays.copyOf(all, sent)));
    refused(url, all[sent].id().name());
    theTruthIsTakenAfterwards();
  }

  @Test
  void aBranchOfNothing() throws Exception {
    String url = serve("f".repeat(40), pack(3, commit, tree, blob));
    refused(url, "f".repeat(40));
    theTruthIsTakenAfterwards();
  }

  @Test
  void aBranchOfAFile() throws Exception {
    String url = serve(blob.id().name(), pack(1, blob));
    refused(url, "commit");
    theTruthIsTakenAfterwards();
  }

  @Test
  void anotherCommitThanTheOneThatWasAskedFor() throws Exception {
    String url = serve(commit.id().name(), pack(3, commit, tree, blob));
    String other = "e".repeat(40);
    assertThatThrownBy(() -> nix.json("(" + fetch(url, "rev = \"" + other + "\";") + ").rev"))
        .hasMessageContaining(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0000", "zzzz", "001e# service=git-upload-pack\n", "ffff", "0004", "0003"})
  void branchesThatAreNone(String said) {
    server.answers.put(
        "/r.git/info/refs",
        new Answer(
            200,
            said.getBytes(ISO_8859_1),
            "Content-Type: application/x-git-upload-pack-advertisement"));
    String url = server.url("/r.git");
    assertThatThrownBy(() -> read(url))
        .isInstanceOf(EvalException.class)
        .message()
        .doesNotContain("\n", "Exception");
  }

  // ---- trees ----

  private String serveTree(Thing root, Thing... rest) throws Exception {
    List<Thing> all = new ArrayList<>(List.of(commit(root), root));
    all.addAll(List.of(rest));
    return serve(commit(root).id().name(), pack(all.size(), all.toArray(new Thing[0])));
  }

  /** Nix makes a store object of it too; a clone for people is refused, as Git refuses it. */
  @Test
  void aTreeWithAGitFolder() throws Exception {
    Thing config = tree("config", FileMode.REGULAR_FILE, blob.id());
    String url = serveTree(tree(".git", FileMode.TREE, config.id()), config, blob);
    assertThat(nix.json("builtins.readFile \"${" + fetch(url, "") + "}/.git/config\""))
        .isEqualTo("\"true\\n\"");
    Path target = folder.resolve("clone");
    FetchContext context =
        new FetchContext(
            FetchSettings.builder(Map.of()).cacheFolder(folder.resolve("cache")).build(),
            true,
            false,
            new DiskFileAccess(),
            w -> {},
            () -> null);
    Input input = Input.fromUrl(Url.parse("git+" + url), true);
    assertThatThrownBy(() -> new GitFetcher().cloneTo(input, target, context))
        .isInstanceOf(EvalException.class)
        .hasMessageContaining(".git");
    assertThat(target.resolve(".git/config")).content().isNotEqualTo("true\n");
  }

  @Test
  void foldersInFoldersInFolders() throws Exception {
    List<Thing> all = new ArrayList<>();
    Thing at = tree("file", FileMode.REGULAR_FILE, blob.id());
    for (int i = 0; i < 3000; i++) {
      all.add(at);
      at = tree("d", FileMode.TREE, at.id());
    }
    String url = serveTree(at, all.toArray(new Thing[0]));
    refused(url, "file tree exceeds maximum NAR directory depth of 64");
  }

  @Test
  void namesThatAreNone() throws Exception {
    for (String name : List.of("..", ".", "a/b", "", "/x", "n".repeat(256))) {
      String url = serveTree(tree(name, FileMode.REGULAR_FILE, blob.id()), blob);
      refused(url, "");
    }
    Thing twice =
        tree(
            tree("file", FileMode.REGULAR_FILE, blob.id()),
            tree("file", FileMode.REGULAR_FILE, blob.id()));
    assertThat(read(serveTree(twice, blob))).isEqualTo("\"true\\n\"");
  }

  @Test
  void linksThatAreNone() throws Exception {
    Thing empty = new Thing(Constants.OBJ_BLOB, new byte[0]);
    refused(serveTree(tree("file", FileMode.SYMLINK, empty.id()), empty), "");
    Thing nul = new Thing(Constants.OBJ_BLOB, new byte[] {'a', 0, 'b'});
    refused(serveTree(tree("file", FileMode.SYMLINK, nul.id()), nul), "");
    Thing large = new Thing(Constants.OBJ_BLOB, new byte[5000]);
    refused(serveTree(tree("file", FileMode.SYMLINK, large.id()), large), "");
  }

  // ---- submodules ----

  private String outer(String modules, FileMode mode, String at) throws Exception {
    Thing file = new Thing(Constants.OBJ_BLOB, modules.getBytes(ISO_8859_1));
    Thing root =
        tree(tree(".gitmodules", mode, file.id()), tree(at, FileMode.GITLINK, commit.id()));
    return serveTree(root, file);
  }

  private String names(String url) {
    return nix.json("builtins.readDir (" + fetch(url, "submodules = true;") + ")");
  }

  private static String module(String path, String url) {
    return "[submodule \"s\"]\n  path = " + path + "\n  url = \"" + url + "\"\n";
  }

  @Test
  void aSubmoduleFromTheSameServer() throws Exception {
    serve("/inner.git", commit.id().name(), pack(3, commit, tree, blob));
    String url = outer(module("sub", "../inner.git"), FileMode.REGULAR_FILE, "sub");
    assertThat(names(url)).isEqualTo("{\".gitmodules\":\"regular\",\"sub\":\"directory\"}");
    assertThat(server.requests).contains("/inner.git/git-upload-pack");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://FOLDER/secret", "FOLDER/secret", "git+file://FOLDER/secret"})
  void aSubmoduleOfThisMachine(String place) throws Exception {
    Path secret = folder.resolve("secret");
    try (var git = Repositories.init(secret)) {
      Files.writeString(secret.resolve("key"), "secret\n");
      Repositories.commit(git, "one");
    }
    String inner = place.replace("FOLDER", folder.toString());
    String url = outer(module("sub", inner), FileMode.REGULAR_FILE, "sub");
    assertThatThrownBy(() -> names(url))
        .hasMessage(
            "the submodule 'sub' of '"
                + url
                + "' is said to be at '"
                + inner
                + "': a repository elsewhere has no submodules on this machine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ext::sh -c touch% TRACE",
        "fd::17/foo",
        "ftp://127.0.0.1:1/x",
        "-u./payload",
        "../../../../../../..",
        "ssh://-oProxyCommand=touch%20TRACE/x",
        "http://",
        "::"
      })
  void aSubmoduleFromNowhere(String place) throws Exception {
    Path trace = folder.resolve("trace");
    String inner = place.replace("TRACE", trace.toString());
    String url = outer(module("sub", inner), FileMode.REGULAR_FILE, "sub");
    assertThatThrownBy(() -> names(url)).isInstanceOf(EvalException.class);
    assertThat(trace).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../up", "/etc", "a/../../x", ".", "", "sub/"})
  void aSubmoduleThatLeadsOut(String path) throws Exception {
    String url = outer(module(path, "../inner.git"), FileMode.REGULAR_FILE, "sub");
    assertThat(names(url)).isEqualTo("{\".gitmodules\":\"regular\",\"sub\":\"directory\"}");
    assertThat(server.requests).noneMatch(r -> r.contains("inner"));
  }

  @Test
  void modulesThatAreNoFile() throws Exception {
    String link = outer("/etc/passwd", FileMode.SYMLINK, "sub");
    assertThatThrownBy(() -> names(link))
        .hasMessageContaining("'.gitmodules' is not a regular file");
    String rubbish = outer("[[[\0", FileMode.REGULAR_FILE, "sub");
    assertThatThrownBy(() -> names(rubbish)).hasMessageContaining("parsing .gitmodules file");
    Thing inner = tree("x", FileMode.REGULAR_FILE, blob.id());
    String dir = serveTree(tree(".gitmodules", FileMode.TREE, inner.id()), inner, blob);
    assertThatThrownBy(() -> names(dir))
        .hasMessageContaining("'.gitmodules' is not a regular file");
    // A file that includes others: they are none of its business.
    Files.writeString(folder.resolve("more"), module("sub", "../inner.git"));
    String includes =
        outer("[include]\n  path = " + folder.resolve("more") + "\n", FileMode.REGULAR_FILE, "sub");
    assertThat(names(includes)).contains("sub");
    assertThat(server.requests).noneMatch(r -> r.contains("inner"));
  }

  /** The submodule has itself as a submodule. */
  @Test
  void submodulesInACircle() throws Exception {
    // A commit cannot hold its own id; it can be said to be one that the server never has.
    String url = outer(module("sub", "../r.git"), FileMode.REGULAR_FILE, "sub");
    assertThatThrownBy(() -> names(url)).hasMessageContaining(commit.id().name());
  }
}
