package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.Permissions;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code fetchGit { lfs = true; }}: what the cases of Nix's {@code tests/nixos/fetch-git} (lfs)
 * say, and what servers do wrong.
 */
class LfsTest {
  private static final byte[] BIG =
      "what is kept elsewhere\n".repeat(100).getBytes(StandardCharsets.UTF_8);
  private static final String BIG_HASH = Hash.of(HashAlgorithm.SHA256, BIG).base16();

  @TempDir Path folder;
  private Path source;
  private Git git;
  private Evaluations nix;
  private GitServer server;

  @BeforeEach
  void makeRepository() throws Exception {
    folder = folder.toRealPath();
    nix = new Evaluations(folder.resolve("cache"));
    source = folder.resolve("r");
    git = Repositories.init(source);
    server = new GitServer(folder.resolve("web"));
    server.lfsObjects.put(BIG_HASH, BIG);
    write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
  }

  @AfterEach
  void close() {
    server.close();
    git.close();
  }

  private void write(String name, String content) throws Exception {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String pointer(String hash, long size) {
    return "version https://git-lfs.github.com/spec/v1\noid sha256:"
        + hash
        + "\nsize "
        + size
        + "\n";
  }

  private static String pointer() {
    return pointer(BIG_HASH, BIG.length);
  }

  /** Commits what was written, and puts it on the server. */
  private void publish() throws Exception {
    Repositories.commit(git, "one\n");
    Repositories.cloneBare(source, folder.resolve("web/r.git"));
  }

  private String fetch(String more) {
    return "builtins.fetchGit { url = \"" + server.url("/r.git") + "\"; " + more + " }";
  }

  private String read(String more, String name) {
    return nix.json("builtins.readFile \"${" + fetch(more) + "}/" + name + "\"");
  }

  private static String json(String text) {
    return "\"" + text.replace("\n", "\\n") + "\"";
  }

  private static final String CONTENT = json(new String(BIG, StandardCharsets.UTF_8));

  @Test
  void putsFilesInThePlaceOfPointers() throws Exception {
    write("x.bin", pointer());
    write("plain", pointer());
    publish();
    assertThat(read("lfs = true;", "x.bin")).isEqualTo(CONTENT);
    assertThat(read("lfs = true;", "plain")).isEqualTo(json(pointer()));
    assertThat(read("", "x.bin")).isEqualTo(json(pointer()));
    assertThat(nix.json("(" + fetch("") + ").narHash == (" + fetch("lfs = true;") + ").narHash"))
        .isEqualTo("false");
    assertThat(nix.warnings).isEmpty();
    // As a file that is in the repository itself.
    String written = nix.json("(" + fetch("lfs = true;") + ").narHash");
    write("x.bin", new String(BIG, StandardCharsets.UTF_8));
    Repositories.commit(git, "two\n");
    assertThat(nix.json("(builtins.fetchGit \"" + source.toUri() + "\").narHash"))
        .isEqualTo(written);
  }

  @Test
  void asksOnceForEachContent() throws Exception {
    write("x.bin", pointer());
    write("sub/y.bin", pointer());
    publish();
    assertThat(read("lfs = true;", "sub/y.bin")).isEqualTo(CONTENT);
    assertThat(server.requests.stream().filter(r -> r.contains("lfs")))
        .containsExactly("POST /r.git/info/lfs/objects/batch", "GET /lfs/" + BIG_HASH);
    server.close();
    assertThat(read("lfs = true;", "x.bin")).isEqualTo(CONTENT);
  }

  @Test
  void takesTheNearestRuleAndMacros() throws Exception {
    write(".gitattributes", "[attr]kept filter=lfs -text\n*.bin kept\n*.iso filter=lfs\n");
    write("sub/.gitattributes", "*.iso !filter\nonly filter=lfs\n");
    for (String name : new String[] {"x.bin", "x.iso", "sub/x.iso", "only", "sub/only"}) {
      write(name, pointer());
    }
    publish();
    assertThat(read("lfs = true;", "x.bin")).isEqualTo(CONTENT);
    assertThat(read("lfs = true;", "x.iso")).isEqualTo(CONTENT);
    assertThat(read("lfs = true;", "sub/only")).isEqualTo(CONTENT);
    assertThat(read("lfs = true;", "sub/x.iso")).isEqualTo(json(pointer()));
    assertThat(read("lfs = true;", "only")).isEqualTo(json(pointer()));
  }

  @Test
  void leavesFilesThatAreNoPointers() throws Exception {
    write("large.bin", "x".repeat(2000));
    write("other.bin", "version https://hawser.github.com/spec/v9\n");
    write("short.bin", pointer("abc", 3));
    publish();
    assertThat(read("lfs = true;", "large.bin")).isEqualTo(json("x".repeat(2000)));
    assertThat(read("lfs = true;", "short.bin")).isEqualTo(json(pointer("abc", 3)));
    assertThat(nix.warnings)
        .anyMatch(w ->
            w.contains(
                "encountered file '/large.bin' that should have been a git-lfs pointer, but is"
                    + " too large"))
        .anyMatch(w ->
            w.contains("'/other.bin' that should have been a git-lfs pointer, but is invalid"));
  }

  @Test
  void goesIntoSubmodules() throws Exception {
    write("x.bin", pointer());
    publish();
    Path outer = folder.resolve("outer");
    try (Git o = Repositories.init(outer)) {
      o.submoduleAdd()
          .setPath("sub")
          .setURI(folder.resolve("web/r.git").toUri().toString())
          .call()
          .close();
      Path modules = outer.resolve(".gitmodules");
      Files.writeString(
          modules,
          Files.readString(modules).replaceAll("url = .*", "url = " + server.url("/r.git")));
      Repositories.commit(o, "outer\n");
    }
    String all =
        "builtins.fetchGit { url = \""
            + outer.toUri()
            + "\"; ref = \"main\"; submodules = true; lfs = true; }";
    // The outer repository was cloned from nowhere, and has nothing that Git LFS keeps.
    assertThat(nix.json("builtins.readFile \"${" + all + "}/sub/x.bin\"")).isEqualTo(CONTENT);
  }

  @Test
  void asksAsWhoeverTheUrlNames() throws Exception {
    write("x.bin", pointer());
    publish();
    String url = server.url("/r.git").replace("http://", "http://u:p@");
    String tree = "builtins.fetchGit { url = \"" + url + "\"; lfs = true; }";
    assertThat(nix.json("(" + tree + ").narHash")).startsWith("\"sha256-");
  }

  @Test
  void tellsNobodyElseWhoAsks() throws Exception {
    write("x.bin", pointer());
    publish();
    String url = server.url("/r.git").replace("http://", "http://u:p@");
    String tree = "builtins.fetchGit { url = \"" + url + "\"; lfs = true; }";
    try (GitServer other = new GitServer(folder.resolve("web"))) {
      server.lfsElsewhere = other.url("/r.git/info/lfs/objects/batch");
      assertThatThrownBy(() -> nix.json("(" + tree + ").narHash"))
          .hasMessageContaining("HTTP error 307");
      assertThat(other.requests).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    write("x.bin", pointer());
    publish();
    String start = "cannot fetch 'x.bin', which Git LFS keeps: ";
    server.lfsObjects.put(BIG_HASH, new byte[BIG.length]);
    assertThatThrownBy(() -> read("lfs = true;", "x.bin"))
        .hasMessageStartingWith(start + "hash mismatch while fetching " + server.url("/lfs/"))
        .hasMessageContaining("expected sha256:" + BIG_HASH + " but got sha256:");
    server.lfsAnswer = "{\"objects\":[{\"oid\":\"" + "0".repeat(64) + "\",\"size\":1}]}";
    assertThatThrownBy(() -> read("lfs = true;", "x.bin"))
        .hasMessageContaining("LFS server returned mismatched oid/size for '/x.bin' (got oid=000");
    server.lfsAnswer = "{}";
    assertThatThrownBy(() -> read("lfs = true;", "x.bin"))
        .hasMessageContaining("response does not contain 'objects'");
    server.lfsAnswer = "<html>";
    assertThatThrownBy(() -> read("lfs = true;", "x.bin"))
        .hasMessageContaining("response did not parse as json: ");
    String object = "{\"oid\":\"" + BIG_HASH + "\",\"size\":" + BIG.length;
    server.lfsAnswer =
        "{\"objects\":["
            + object
            + ",\"actions\":{\"download\":{\"href\":\"file:///etc/passwd\"}}}]}";
    assertThatThrownBy(() -> read("lfs = true;", "x.bin"))
        .hasMessageContaining("it says no place to download");
    server.lfsAnswer = null;
    server.lfsObjects.clear();
    assertThatThrownBy(() -> read("lfs = true;", "x.bin"))
        .hasMessage(start + "the server says: Object does not exist (404)");
  }

  @Test
  void saysWhenThereIsNowhereToAsk() throws Exception {
    write("x.bin", pointer());
    Repositories.commit(git, "one\n");
    String tree =
        "builtins.fetchGit { url = \"" + source.toUri() + "\"; ref = \"main\"; lfs = true; }";
    assertThatThrownBy(() -> nix.json("(" + tree + ").narHash"))
        .hasMessageContaining(
            "the repository says neither 'lfs.url' nor where it was cloned from ('origin')");
    git.getRepository().getConfig().setString("lfs", null, "url", server.url("/r"));
    git.getRepository().getConfig().save();
    assertThat(nix.json("builtins.readFile \"${" + tree + "}/x.bin\"")).isEqualTo(CONTENT);
    assertThat(server.requests).contains("POST /r.git/info/lfs/objects/batch");
  }

  @Test
  void needsTheNetworkToBeAllowed() throws Exception {
    write("x.bin", pointer());
    Repositories.commit(git, "one\n");
    git.getRepository().getConfig().setString("lfs", null, "url", server.url("/r.git"));
    git.getRepository().getConfig().save();
    nix.permissions = Permissions.all().withNetwork(false);
    assertThatThrownBy(() ->
            nix.json(
                "(builtins.fetchGit { url = \""
                    + source.toUri()
                    + "\"; ref = \"main\"; lfs = true; }).narHash"))
        .hasMessageContaining("/info/lfs/objects/batch");
    assertThat(server.requests).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keepsPointersOfAWorkingTree() throws Exception {
    write("x.bin", pointer());
    Repositories.commit(git, "one\n");
    // As Nix: files of a working tree are taken as they lie there.
    assertThat(
            nix.json(
                "builtins.readFile \"${builtins.fetchGit { url = \""
                    + source.toUri()
                    + "\"; lfs = true; }}/x.bin\""))
        .isEqualTo(json(pointer()));
  }
}
