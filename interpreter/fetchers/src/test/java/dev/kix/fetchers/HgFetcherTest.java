package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of Mercurial, with the real {@code hg}. Expected paths are those of Nix 2.8. */
@DisabledOnOs(OS.WINDOWS)
class HgFetcherTest {
  private static final String ZEROS = "0".repeat(40);

  @TempDir static Path shared;
  private static HgRepository sample;

  @TempDir Path folder;
  private Evaluations nix;

  @BeforeAll
  static void makeRepository() throws Exception {
    HgRepository.required();
    shared = shared.toRealPath();
    sample = HgRepository.sample(shared.resolve("r"));
  }

  @BeforeEach
  void begin() throws IOException {
    folder = folder.toRealPath();
    nix = new Evaluations(folder.resolve("cache"));
  }

  private static String fetch(HgRepository repository, String more) {
    return "(builtins.fetchMercurial { url = \"" + repository.folder + "\"; " + more + " })";
  }

  @Test
  void fetchesBranchesTagsAndBookmarks() throws Exception {
    // One evaluation, so that the repository is cloned once.
    List<String> asked = List.of("", "default", "v1", "mark", "other", "0");
    List<String> trees = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String name : asked) {
      String more = name.isEmpty() ? "" : "rev = \"" + name + "\";";
      trees.add("(removeAttrs " + fetch(sample, more) + " [ \"outPath\" ])");
      int count = name.isEmpty() || name.equals("default") ? 2 : name.equals("other") ? 3 : 0;
      String rev = sample.rev(Integer.toString(count));
      expected.add(
          "{\"branch\":\""
              + (count == 3 ? "other" : "default")
              + "\",\"rev\":\""
              + rev
              + "\",\"revCount\":"
              + count
              + ",\"shortRev\":\""
              + rev.substring(0, 12)
              + "\"}");
    }
    assertThat(nix.json("[" + String.join(" ", trees) + "]"))
        .isEqualTo(expected.toString().replace(", ", ","));
  }

  @Test
  void hasTheFilesOfTheCommit() {
    assertThat(
            nix.json(
                "let t = "
                    + fetch(sample, "name = \"x\";")
                    + "; in { out = t.outPath; top = builtins.readDir t; sub = builtins.readDir"
                    + " \"${t}/sub\"; a = builtins.readFile \"${t}/sub/l\"; }"))
        .isEqualTo(
            "{\"a\":\"hi\\nmore\\n\",\"out\":\"/nix/store/8kg2jvaw76rf52111fl7khbspdx3n1c7-x\",\"sub\":"
                + "{\"b\":\"regular\",\"l\":\"symlink\"},\"top\":{\".hgtags\":\"regular\",\"a\":\"regular\","
                + "\"run\":\"regular\",\"sub\":\"directory\"}}");
  }

  @Test
  void isAnInputOfFetchTree() throws Exception {
    String rev = sample.rev("2");
    String common =
        "\"rev\":\"" + rev + "\",\"revCount\":2,\"shortRev\":\"" + rev.substring(0, 7) + "\"}";
    String url = "\"hg+file://" + sample.folder + "?ref=default\"";
    String json = nix.json("removeAttrs (builtins.fetchTree " + url + ") [ \"outPath\" ]");
    assertThat(json).startsWith("{\"narHash\":\"sha256-").endsWith(common);
    String hash = json.substring(12, json.indexOf('"', 12));
    String set =
        "builtins.fetchTree { type = \"hg\"; url = \"file://" + sample.folder + "\"; narHash = \"";
    assertThat(nix.json("removeAttrs (" + set + hash + "\"; }) [ \"outPath\" ]")).isEqualTo(json);
    assertThatThrownBy(() -> nix.json(set + "sha256-" + "A".repeat(43) + "=\"; }"))
        .isInstanceOfSatisfying(
            EvalException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.HASH_MISMATCH))
        .hasMessage(
            "NAR hash mismatch in input 'hg+file://"
                + sample.folder
                + "', expected 'sha256-"
                + "A".repeat(43)
                + "=' but got '"
                + hash
                + "'");
  }

  @Test
  void takesTrackedFilesOfAnUncleanTree() throws Exception {
    HgRepository r = sample.copy(folder.resolve("r"));
    r.write("dir/new", "new\n");
    r.hg("add", "dir/new");
    r.write("dir2/untracked", "x\n");
    r.write("a", "changed\n");
    r.hg("remove", "run");
    Files.delete(r.folder.resolve("sub/b")); // without telling
    assertThat(
            nix.json(
                "let t = "
                    + fetch(r, "")
                    + "; in { inherit (t) branch rev shortRev; count = t ? revCount; files ="
                    + " builtins.readDir t; sub = builtins.readDir \"${t}/sub\"; dir ="
                    + " builtins.readDir \"${t}/dir\"; a = builtins.readFile \"${t}/a\"; }"))
        .isEqualTo(
            "{\"a\":\"changed\\n\",\"branch\":\"default\",\"count\":false,"
                + "\"dir\":{\"new\":\"regular\"},\"files\":{\".hg_archival.txt\":\"regular\",\".hgtags\":\"regular\","
                + "\"a\":\"regular\",\"dir\":\"directory\",\"sub\":\"directory\"},\"rev\":\""
                + ZEROS
                + "\",\"shortRev\":\""
                + ZEROS.substring(0, 12)
                + "\",\"sub\":{\"l\":\"symlink\"}}");
    assertThat(nix.warnings)
        .containsExactly("warning: Mercurial tree '\"" + r.folder + "\"' is unclean");
    // A name is taken from the history.
    assertThat(nix.string(fetch(r, "rev = \"default\";") + ".rev")).isEqualTo(r.rev("2"));
    nix.fetching = f -> f.allowDirty(false);
    assertThatThrownBy(() -> nix.string(fetch(r, "")))
        .hasMessage("Mercurial tree '\"" + r.folder + "\"' is unclean");
  }

  @Test
  void asksAgainWhenTheTimeIsOver() throws Exception {
    HgRepository r = sample.copy(folder.resolve("r"));
    String first = r.rev("default");
    String rev = fetch(r, "") + ".rev";
    assertThat(nix.string(rev)).isEqualTo(first);
    r.write("a", "later\n");
    String second = r.commit("later");
    assertThat(nix.string(rev)).isEqualTo(first);
    nix.fetching = f -> f.tarballTtl(0);
    assertThat(nix.string(rev)).isEqualTo(second);
    Files.move(r.folder, folder.resolve("gone"));
    assertThatThrownBy(() -> nix.string(rev))
        .hasMessage(
            "'hg pull' failed with exit code 255\nabort: repository " + r.folder + " not found");
    // A commit is known for ever, also one whose files nobody has asked for yet.
    for (String known : List.of(first, second)) {
      assertThat(nix.string(fetch(r, "rev = \"" + known + "\";") + ".rev")).isEqualTo(known);
    }
    nix.fetching = f -> f;
    assertThat(nix.string(rev)).isEqualTo(second);
  }

  @Test
  void goesOnAfterAPullThatWasEnded() throws Exception {
    HgRepository r = sample.copy(folder.resolve("r"));
    nix.fetching = f -> f.tarballTtl(0);
    nix.string(fetch(r, "") + ".rev");
    r.write("a", "later\n");
    String later = r.commit("later");
    Path clones = folder.resolve("cache/hg");
    try (var all = Files.list(clones)) {
      Files.writeString(all.findFirst().orElseThrow().resolve(".hg/store/journal"), "");
    }
    assertThat(nix.string(fetch(r, "") + ".rev")).isEqualTo(later);
  }

  @Test
  void keepsToLimits() {
    nix.fetching = f -> f.maxBytes(5);
    assertThatThrownBy(() -> nix.string(fetch(sample, "") + ".outPath"))
        .hasMessageContaining("unpacked it has more than 5 bytes");
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
    assertThat(folder.resolve("cache/trees")).doesNotExist();
  }

  @Test
  void refuses() {
    refuses("nope", "hg failed with exit code 255\nabort: unknown revision 'nope'");
    String none = " does not name one commit of Mercurial repository '" + sample.folder + "'";
    refuses("0..2", "'0..2'" + none);
    refuses("null", "'null'" + none);
    refuses("a b", "invalid Mercurial branch/tag name 'a b'");
  }

  private void refuses(String name, String message) {
    assertThatThrownBy(() -> nix.string(fetch(sample, "rev = \"" + name + "\";") + ".rev"))
        .hasMessage(message);
  }

  @Test
  void fetchesOverHttp() throws Exception {
    Process server =
        HgRepository.plain(
                new ProcessBuilder(
                    "hg", "serve", "-R", sample.folder.toString(), "-a", "127.0.0.1", "-p", "0"))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine(); // listening at http://HOST:PORT/ (bound to 127.0.0.1:PORT)
      String url = "http://127.0.0.1:" + line.substring(line.lastIndexOf(':') + 1).replace(")", "");
      String tree = "builtins.fetchTree \"hg+" + url + "?ref=other\"";
      assertThat(nix.string("(" + tree + ").rev")).isEqualTo(sample.rev("other"));
      assertThat(nix.string("(builtins.fetchMercurial \"" + url + "\").rev"))
          .isEqualTo(sample.rev("default"));
      nix = new Evaluations(folder.resolve("other"));
      nix.permissions = Permissions.all().withNetwork(false);
      assertThatThrownBy(() -> nix.string(tree))
          .hasMessage(
              "cannot fetch '" + url + "': this evaluation has no permission to use the network");
    } finally {
      server.destroy();
    }
  }

  @Test
  void needsThePermissionToRunPrograms() {
    nix.permissions = Permissions.all().withPrograms(false);
    assertThatThrownBy(() -> nix.string(fetch(sample, "") + ".outPath"))
        .isInstanceOfSatisfying(
            EvalException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESTRICTED))
        .hasMessage(
            "cannot fetch '"
                + sample.folder
                + "': this evaluation has no permission to run programs, and 'hg' would be");
  }

  @Test
  void locksFlakes() throws Exception {
    HgRepository input = HgRepository.init(folder.resolve("in"));
    input.write("flake.nix", "{ outputs = { self }: { x = 1; }; }");
    String rev = input.commit("one");
    HgRepository flake = HgRepository.init(folder.resolve("flake"));
    flake.write(
        "flake.nix",
        "{ inputs.dep.url = \"hg+file://" + input.folder + "\"; outputs = { self, dep }: { }; }");
    flake.commit("one");
    nix.lock("hg+file://" + flake.folder);
    assertThat(Files.readString(flake.folder.resolve("flake.lock")))
        .contains(
            """
                    "ref": "default",
                    "rev": "REV",
                    "revCount": 0,
                    "type": "hg",
                    "url": "file://FOLDER"
            """
                .replace("REV", rev)
                .replace("FOLDER", input.folder.toString()));
    assertThat(flake.hg("status")).isEqualTo("A flake.lock\n");
  }
}
