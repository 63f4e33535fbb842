package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Limits;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Fetcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How {@code hg} is run, and what it is kept from; some of it with a program in its place. */
@DisabledOnOs(OS.WINDOWS)
class HgProgramTest {
  @TempDir Path folder;
  private Path traces;

  @BeforeEach
  void realPath() throws Exception {
    folder = folder.toRealPath();
    traces = Files.createDirectory(folder.resolve("traces"));
  }

  /**
   * A program called {@code hg} that knows its environment and then does what {@code script} does.
   */
  private String fake(String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path hg = bin.resolve("hg");
    Files.writeString(
        hg,
        "#!/bin/sh\ncase \" $* \" in *\" help environment \"*) echo HGRCSKIPREPO; exit;; esac\n"
            + script
            + "\n");
    assertThat(hg.toFile().setExecutable(true)).isTrue();
    return bin.toString();
  }

  private String evaluate(Fetcher fetcher, Limits limits, String expression) {
    FetchSettings settings =
        FetchSettings.builder(Map.of())
            .cacheFolder(folder.resolve("cache"))
            .globalRegistry("")
            .userRegistry(null)
            .systemRegistry(null)
            .build();
    try (Interpreter nix =
        Interpreter.builder()
            .fetching(settings)
            .permissions(Permissions.all())
            .limits(limits)
            .fetcher(fetcher)
            .build()) {
      return nix.evaluate(expression).asString();
    }
  }

  private String evaluate(String path, String url) {
    return evaluate(
        new HgFetcher(path),
        Limits.standard(),
        "(builtins.fetchMercurial \"" + url + "\").outPath");
  }

  private List<String> traces() throws IOException {
    try (Stream<Path> left = Files.list(traces)) {
      return left.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void saysWhatToInstall() {
    assertThatThrownBy(() -> evaluate(folder.toString(), "https://h/x"))
        .hasMessage(
            "cannot fetch 'https://h/x': there is no program 'hg' in a folder of PATH\nInstall"
                + " Mercurial, as with 'apt install mercurial', 'dnf install mercurial' or 'brew"
                + " install mercurial'.");
    assertThatThrownBy(() -> evaluate((String) null, "https://h/x"))
        .hasMessageContaining("there is no program 'hg'");
  }

  @Test
  void refusesAProgramThatReadsTheConfigurationOfRepositories() throws Exception {
    String path = fake("touch " + traces.resolve("ran"));
    Files.writeString(Path.of(path, "hg"), "#!/bin/sh\necho old\n");
    assertThatThrownBy(() -> evaluate(path, "https://h/x"))
        .hasMessage(
            "cannot fetch 'https://h/x': the program '"
                + path
                + "/hg' is too old to be kept from what repositories name as hooks and extensions"
                + " (HGRCSKIPREPO)\nInstall a newer Mercurial.");
  }

  @Test
  void runsItPlainly() throws Exception {
    String path =
        fake(
            "env | grep ^HG | sort > "
                + traces.resolve("environment")
                + "; cat > "
                + traces.resolve("input")
                + "; echo \"$*\" > "
                + traces.resolve("arguments")
                + "; exit 3");
    assertThatThrownBy(() -> evaluate(path, "https://h/x"))
        .hasMessage("hg failed with exit code 3");
    assertThat(Files.readString(traces.resolve("environment")))
        .isEqualTo("HGENCODING=UTF-8\nHGPLAIN=1\nHGRCSKIPREPO=1\n");
    assertThat(traces.resolve("input")).isEmptyFile();
    assertThat(Files.readString(traces.resolve("arguments")))
        .startsWith("--noninteractive --config=subrepos.allowed=false")
        .contains("--config=ui.clonebundles=false")
        .contains(" clone --noupdate -- https://h/x ");
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
  }

  @Test
  void endsItWithTheEvaluation() throws Exception {
    // With a program of its own, as hg has with ssh.
    String path =
        fake(
            "sleep 300 &\necho $! > "
                + traces.resolve("child")
                + "\necho $$ > "
                + traces.resolve("hg")
                + "\nwait");
    long start = System.nanoTime();
    assertThatThrownBy(() ->
            evaluate(
                new HgFetcher(path),
                Limits.standard().withWallClock(Duration.ofMillis(700)),
                "(builtins.fetchMercurial \"https://h/x\").outPath"))
        .isInstanceOfSatisfying(
            EvalException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT))
        .hasMessageContaining("the evaluation took longer than the limit of 700 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    for (String name : List.of("hg", "child")) {
      long pid = Long.parseLong(Files.readString(traces.resolve(name)).strip());
      assertThat(isRunning(pid)).describedAs(name).isFalse();
    }
  }

  private static boolean isRunning(long pid) throws InterruptedException {
    for (int i = 0; i < 50; i++) { // what is killed is gone a moment later
      boolean there = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
      if (!there) {
        return false;
      }
      Thread.sleep(100);
    }
    return true;
  }

  @Test
  void readsNoMoreOfComplaintsThanAPage() throws Exception {
    String path = fake("yes complaint | head -c 3000000 >&2; exit 255");
    assertThatThrownBy(() -> evaluate(path, "https://h/x"))
        .hasMessageStartingWith("hg failed with exit code 255\ncomplaint\n")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(20_000));
  }

  @Test
  void takesNoOtherKindOfUrl() {
    assertThatThrownBy(() -> evaluate(folder.toString(), "bundle://x/y"))
        .hasMessageStartingWith("cannot fetch 'hg+bundle://x/y': Mercurial repositories have URLs");
  }

  @Test
  void runsNothingThatARepositoryNames() throws Exception {
    HgRepository.required();
    HgRepository r = HgRepository.sample(folder.resolve("r"));
    Path trap = folder.resolve("trap");
    Files.writeString(trap, "#!/bin/sh\ntouch " + traces.resolve("trap") + "\n");
    assertThat(trap.toFile().setExecutable(true)).isTrue();
    Path extension = folder.resolve("evil.py");
    Files.writeString(extension, "open('" + traces.resolve("extension") + "', 'w').close()\n");
    StringBuilder hooks = new StringBuilder();
    for (String hook :
        List.of(
            "pre-status",
            "post-status",
            "pre-log",
            "pre-clone",
            "pre-archive",
            "outgoing",
            "preoutgoing",
            "pre-branch",
            "pre-add",
            "pre-commit",
            "precommit",
            "update",
            "pretxnopen",
            "pretxncommit",
            "incoming",
            "changegroup",
            "prelistkeys")) {
      hooks.append(hook).append(" = ").append(trap).append('\n');
    }
    Files.writeString(
        r.folder.resolve(".hg/hgrc"),
        """
        [extensions]
        evil = EXTENSION
        [ui]
        ssh = TRAP
        editor = TRAP
        merge = TRAP
        [pager]
        pager = TRAP
        [decode]
        ** = TRAP
        [encode]
        ** = TRAP
        [alias]
        status = !TRAP
        archive = !TRAP
        log = !TRAP
        [fsmonitor]
        mode = on
        [hooks]
        """
                .replace("TRAP", trap.toString())
                .replace("EXTENSION", extension.toString())
            + hooks);
    // Repositories in the repository, which hg would clone with Git, by a URL that names a program.
    r.write(".hgsub", "g = [git]ext::" + trap + "\nh = ssh://-oProxyCommand=" + trap + "/x\n");
    r.write(".hgsubstate", "0".repeat(40) + " g\n" + "0".repeat(40) + " h\n");
    Process add =
        HgRepository.plain(
                new ProcessBuilder(
                    "hg",
                    "--config",
                    "subrepos.allowed=false",
                    "-R",
                    r.folder.toString(),
                    "add",
                    r.folder.resolve(".hgsub").toString(),
                    r.folder.resolve(".hgsubstate").toString()))
            .start();
    assertThat(add.waitFor()).isZero();
    assertThat(traces()).describedAs("the traps work").contains("extension", "trap");
    for (String trace : traces()) {
      Files.delete(traces.resolve(trace));
    }
    String url = r.folder.toString();
    Evaluations nix = new Evaluations(folder.resolve("cache"));
    assertThat(
            nix.json("builtins.attrNames (builtins.readDir (builtins.fetchMercurial " + url + "))"))
        .contains(".hgsub");
    nix.string("(builtins.fetchMercurial { url = " + url + "; rev = \"default\"; }).outPath");
    r.write("flake.nix", "{ outputs = { self }: { }; }");
    assertThat(traces()).isEmpty();
  }

  @Test
  void readsNoHistoryThatItMayNotRead() throws Exception {
    HgRepository.required();
    HgRepository secret = HgRepository.sample(folder.resolve("secret"));
    Path mine = Files.createDirectories(folder.resolve("allowed/r/.hg"));
    Files.writeString(mine.resolve("requires"), "shared\n");
    Files.writeString(mine.resolve("sharedpath"), secret.folder + "/.hg\n");
    Evaluations nix = new Evaluations(folder.resolve("cache"));
    nix.permissions = Permissions.reading(folder.resolve("allowed")).withPrograms(true);
    assertThatThrownBy(() ->
            nix.string(
                "(builtins.fetchMercurial { url = \""
                    + folder.resolve("allowed/r")
                    + "\"; rev = \"default\"; }).outPath"))
        .hasMessageContaining("secret");
  }
}
