package dev.kix.conformance.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.conformance.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code .mvn/find-jdk.sh}: which JDK is taken. Versions above 90 do not exist, so that what is
 * installed on this machine does not matter.
 */
class FindJdkTest {
  @TempDir private Path home;

  @Test
  void javaHomeWinsWhenItIsNewEnough() throws Exception {
    Path java = jdk("elsewhere/91", "91.0.1");
    jdk(".sdkman/candidates/java/99", "99");
    assertThat(find(Map.of("JAVA_HOME", java.toString()))).isEqualTo(java.toString());
  }

  @Test
  void javaHomeThatIsTooOldIsPassedOver() throws Exception {
    Path java = jdk("elsewhere/17", "17.0.2");
    Path newer = jdk(".sdkman/candidates/java/99", "99");
    assertThat(find(Map.of("JAVA_HOME", java.toString()))).isEqualTo(newer.toString());
  }

  @Test
  void javaHomeThatDoesNotExistIsPassedOver() throws Exception {
    Path newer = jdk(".jdks/temurin-92", "92");
    assertThat(find(Map.of("JAVA_HOME", home + "/gone"))).isEqualTo(newer.toString());
  }

  @Test
  void theNewestOfTheUsualPlacesIsTaken() throws Exception {
    jdk(".jdks/temurin-92", "92");
    Path newest = jdk(".gradle/jdks/x", "93-ea");
    jdk(".sdkman/candidates/java/91", "91");
    assertThat(find(Map.of())).isEqualTo(newest.toString());
  }

  @Test
  void sdkmanMayLieElsewhere() throws Exception {
    Path java = jdk("tools/sdkman/candidates/java/94", "94.0.1");
    assertThat(find(Map.of("SDKMAN_DIR", home + "/tools/sdkman"))).isEqualTo(java.toString());
  }

  @Test
  void thePathIsAskedThroughItsLinks() throws Exception {
    Path java = jdk("opt/java-95", "95");
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), java.resolve("bin/java"));
    assertThat(find(Map.of("PATH", bin + ":/usr/bin:/bin"))).isEqualTo(java.toString());
  }

  @Test
  void twentyFiveBeatsNewerOnes() throws Exception {
    jdk(".jdks/99", "99");
    Path java = jdk(".jdks/25", "25.0.3");
    String found = find(Map.of("KIX_JDK_MIN", "21"));
    // One of the distribution may be found before ours.
    assertThat(found).doesNotEndWith(".jdks/99");
    assertThat(Files.readString(Path.of(found, "release"))).contains("JAVA_VERSION=\"25");
    assertThat(java).exists();
  }

  @Test
  void withoutOneTheAnswerIsEmpty() throws Exception {
    Path broken = Files.createDirectories(home.resolve(".jdks/98/bin")).getParent();
    Files.writeString(broken.resolve("release"), "JAVA_VERSION=\"98\"\n");
    assertThat(find(Map.of())).isEmpty();
  }

  private Path jdk(String path, String version) throws IOException {
    Path jdk = Files.createDirectories(home.resolve(path));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 1\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return jdk;
  }

  private String find(Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("HOME", home.toString(), "KIX_JDK_MIN", "90"));
    all.putAll(environment);
    Processes.Ended ended =
        Processes.run(
            home,
            all,
            "/bin/sh",
            "-euc",
            ". \"$0\"; kix_find_jdk; printf %s \"$KIX_JDK\"",
            Project.root().resolve(".mvn/find-jdk.sh").toString());
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    return ended.out();
  }
}
