package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Nix makes of a Mercurial repository, kix makes of it. */
class HgDifferentialTest {
  @TempDir Path folder;
  private HgRepository repository;

  @BeforeEach
  void makeRepository() throws Exception {
    HgRepository.required();
    if (!HgRepository.isThere("nix-instantiate")) {
      System.err.println("nix-instantiate is not installed: Mercurial is not compared with Nix");
      Assumptions.abort("SKIPPED: no nix-instantiate on the PATH");
    }
    folder = folder.toRealPath();
    repository = HgRepository.sample(folder.resolve("r"));
  }

  private String nix(String program, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(args));
    command.addAll(List.of("--store", folder.resolve("store").toString()));
    command.addAll(List.of("--extra-experimental-features", "nix-command flakes"));
    ProcessBuilder builder = HgRepository.plain(new ProcessBuilder(command));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("nix-cache").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path errors = folder.resolve("errors");
    Process process = builder.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).describedAs(Files.readString(errors)).isZero();
    return out.strip();
  }

  @Test
  void givesWhatNixGives() throws Exception {
    String url = "url = \"file://" + repository.folder + "\"; ";
    List<String> trees = new ArrayList<>();
    for (String more :
        List.of("", "name = \"x\"; rev = \"other\";", "rev = \"" + repository.rev("1") + "\";")) {
      trees.add("(builtins.fetchMercurial { " + url + more + " })");
    }
    trees.add("(builtins.fetchTree { type = \"hg\"; " + url + "ref = \"v1\"; })");
    trees.add("(builtins.fetchMercurial " + repository.folder + ")");
    String clean = program(trees);
    String dirty =
        program(
            List.of(
                "(builtins.fetchMercurial " + repository.folder + ")",
                "(builtins.fetchTree \"hg+file://" + repository.folder + "\")"));
    assertThat(kix(clean)).isEqualTo(nix("nix-instantiate", "--eval", "--strict", "-E", clean));
    repository.write("a", "changed\n");
    repository.write("sub/c", "added\n");
    repository.hg("add", "sub/c");
    repository.hg("remove", "run");
    assertThat(kix(dirty)).isEqualTo(nix("nix-instantiate", "--eval", "--strict", "-E", dirty));
  }

  private static String program(List<String> trees) {
    // An attribute outPath would be all that toJSON shows.
    return "builtins.toJSON (map (t: removeAttrs t [ \"outPath\" ] // { o = t.outPath; }) [ "
        + String.join(" ", trees)
        + " ])";
  }

  private String kix(String program) {
    String json = new Evaluations(folder.resolve("kix-cache")).string(program);
    return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Test
  void writesTheLockFileThatNixWrites() throws Exception {
    HgRepository input = HgRepository.init(folder.resolve("in"));
    input.write("flake.nix", "{ outputs = { self }: { x = 1; }; }");
    input.commit("one");
    HgRepository flake = HgRepository.init(folder.resolve("flake"));
    flake.write(
        "flake.nix",
        """
        {
          inputs.a.url = "hg+file://IN";
          inputs.b = { url = "hg+file://R?ref=other"; flake = false; };
          inputs.c = { url = "hg+file://R?rev=REV"; flake = false; };
          outputs = { self, a, b, c }: { };
        }
        """
            .replace("IN", input.folder.toString())
            .replace("R?", repository.folder + "?")
            .replace("REV", repository.rev("default")));
    flake.commit("one");
    String url = "hg+file://" + flake.folder;
    new Evaluations(folder.resolve("kix-cache")).lock(url);
    Path lock = flake.folder.resolve("flake.lock");
    String ours = Files.readString(lock);
    flake.hg("forget", "flake.lock");
    Files.delete(lock);
    nix("nix", "flake", "lock", url);
    assertThat(ours).isEqualTo(Files.readString(lock));
  }
}
