package dev.kix.conformance.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.conformance.Project;
import dev.kix.conformance.launcher.Processes.Ended;
import dev.kix.conformance.launcher.Processes.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./kix} in a project of its own, whose {@code mvnw} counts its calls and copies the jar.
 */
class LauncherTest {
  private static final Map<String, String> NO_AOT = Map.of("KIX_NO_AOT", "1");

  @TempDir private Path folder;
  private Path project;
  private Path kix;

  @BeforeEach
  void makeProject() throws IOException {
    Path jar = Processes.jar();
    project = Files.createDirectories(folder.toRealPath().resolve("the project"));
    kix = project.resolve("kix");
    Files.createDirectories(project.resolve(".mvn"));
    for (String file : new String[] {"kix", ".mvn/find-jdk.sh"}) {
      Files.copy(Project.root().resolve(file), project.resolve(file));
    }
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    age(project.resolve("pom.xml"));
    mvnw(
        """
        echo "[INFO] Building kix cli 1 [9/9]"
        sleep 1
        mkdir -p cli/target
        cp '%s' cli/target/kix.jar
        echo 0123456789-0123456789-0123456789-0123456789 >cli/target/kix.jar.id
        """
            .formatted(jar));
  }

  @Test
  void buildsOnceAndThenRuns() throws Exception {
    Ended first = run("eval", "--expr", "1 + 1");
    assertThat(first.err()).isEqualTo("kix: building, once; this takes a minute or two\n");
    assertThat(first.out()).isEqualTo("2\n");
    assertThat(first.code()).isZero();
    Ended second = run("eval", "--expr", "1 + 2");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo("3\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    assertThat(run("--version").code()).isZero();
    Path source = Files.createDirectories(project.resolve("cli/src/main/java")).resolve("A.java");
    Files.writeString(source, "class A {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run("--version").code()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void twoAtATimeBuildOnce() throws Exception {
    Started a = Processes.start(folder, NO_AOT, kix.toString(), "--version");
    Started b = Processes.start(folder, NO_AOT, kix.toString(), "--version");
    Ended first = a.end();
    Ended second = b.end();
    assertThat(first.code() + second.code()).isZero();
    assertThat(first.out()).startsWith("kix ").isEqualTo(second.out());
    assertThat(builds()).isEqualTo(1);
    assertThat(first.err() + second.err()).contains("another build is running, waiting for it");
  }

  @Test
  void aBuildThatFailsSaysWhyAndLeavesNoLock() throws Exception {
    mvnw("echo '[INFO] so far so good'; echo '[ERROR] A.java:[3,7] not a statement'; exit 1");
    Ended ended = run("--version");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("[ERROR] A.java:[3,7] not a statement")
        .contains("kix: the build failed; the whole log is in " + project + "/cli/target/build.log")
        .doesNotContain("so far so good");
    assertThat(project.resolve("cli/target/build.lock")).doesNotExist();
  }

  @Test
  void mayBeForbiddenToBuild() throws Exception {
    Ended ended = run(Map.of("KIX_NO_BUILD", "1"), "--version");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo(
            "kix: there is no "
                + project
                + "/cli/target/kix.jar, and KIX_NO_BUILD forbids to build it\n");
    assertThat(project.resolve("builds")).doesNotExist();
  }

  @Test
  void passesArgumentsInputAndExitCodesThrough() throws Exception {
    Ended value = run("eval", "--raw", "--argstr", "x", "a  '\"$y\n*", "--expr", "{ x }: x");
    assertThat(value.out()).isEqualTo("a  '\"$y\n*");
    Ended failed = run("eval", "--expr", "throw \"no\"");
    assertThat(failed.code()).isEqualTo(1);
    Started reads =
        Processes.startWithInput(
            folder, NO_AOT, "[ 1 2 ]", kix.toString(), "nix-instantiate", "--eval", "-");
    assertThat(reads.end().out()).isEqualTo("[ 1 2 ]\n");
  }

  @Test
  void isNixInstantiateUnderThatName() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("nix-instantiate"), kix);
    Path again = Files.createSymbolicLink(folder.resolve("kix2"), link.getFileName());
    Ended ended = Processes.run(folder, NO_AOT, link.toString(), "--eval", "-E", "1 + 1");
    assertThat(ended.out()).isEqualTo("2\n");
    assertThat(Processes.run(folder, NO_AOT, again.toString(), "--version").out())
        .startsWith("kix ");
  }

  @Test
  void makesItsStartUpCacheAndUsesIt() throws Exception {
    Path cache = folder.resolve("cache/kix/aot");
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
    assertThat(run(environment, "eval", "--expr", "1").out()).isEqualTo("1\n");
    Path made = await(cache);
    assertThat(Files.size(made)).isGreaterThan(1_000_000);
    Map<String, String> logging = new HashMap<>(environment);
    // Where the classes come from; the program's own output follows.
    logging.put("KIX_JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("classes.log"));
    assertThat(run(logging, "eval", "--expr", "2").out()).isEqualTo("2\n");
    assertThat(Files.readString(folder.resolve("classes.log")))
        .containsPattern("dev\\.kix\\.cli\\.Kix source: shared objects file");
    // One that does not fit is no harm.
    made.toFile().setWritable(true);
    Files.writeString(made, "not a cache");
    Ended ended = run(environment, "eval", "--expr", "3");
    assertThat(ended.out()).isEqualTo("3\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void needsNoPlaceForACache() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Ended ended = run(Map.of("KIX_NO_AOT", "", "XDG_CACHE_HOME", file + "/below"), "--version");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("kix ");
  }

  private static Path await(Path cache) throws Exception {
    for (int tenths = 0; tenths < 1200; tenths++) {
      if (Files.isDirectory(cache)) {
        try (Stream<Path> files = Files.list(cache)) {
          for (Path file : files.toList()) {
            String name = file.getFileName().toString();
            assertThat(name).doesNotEndWith(".failed");
            if (name.endsWith(".aot") || name.endsWith(".jsa")) {
              return file;
            }
          }
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no start-up cache was made in " + cache);
  }

  private Ended run(String... args) throws Exception {
    return run(Map.of(), args);
  }

  private Ended run(Map<String, String> environment, String... args) throws Exception {
    Map<String, String> all = new HashMap<>();
    if (!environment.containsKey("XDG_CACHE_HOME")) {
      all.putAll(NO_AOT);
    }
    all.putAll(environment);
    String[] command = new String[args.length + 1];
    command[0] = kix.toString();
    System.arraycopy(args, 0, command, 1, args.length);
    return Processes.run(folder, all, command);
  }

  private int builds() throws IOException {
    return (int) Files.readString(project.resolve("builds")).lines().count();
  }

  private void mvnw(String script) throws IOException {
    Path mvnw = project.resolve("mvnw");
    Files.writeString(mvnw, "#!/bin/sh\nset -eu\necho \"$*\" >>builds\n" + script);
    assertThat(mvnw.toFile().setExecutable(true)).isTrue();
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }
}
