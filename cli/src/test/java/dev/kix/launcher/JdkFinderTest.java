package dev.kix.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkFinderTest {
  @TempDir Path folder;

  private Path jdk(String place, String version) throws IOException {
    Path home = folder.resolve(place);
    Files.createDirectories(home.resolve("bin"));
    Path java = Files.createFile(home.resolve("bin/java"));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  @Test
  void readsVersionsFromTheReleaseFile() throws IOException {
    assertThat(JdkFinder.version(jdk("a", "25.0.3").toFile())).isEqualTo(25);
    assertThat(JdkFinder.version(jdk("b", "1.8.0_392").toFile())).isEqualTo(8);
    assertThat(JdkFinder.version(jdk("c", "26-ea").toFile())).isEqualTo(26);
    assertThat(JdkFinder.version(folder.toFile())).isZero();
  }

  @Test
  void javaHomeWinsWhenItIsNewEnough() throws IOException {
    Path home = jdk("home21", "21.0.1");
    jdk(".jdks/25", "25");
    Map<String, String> environment = Map.of("JAVA_HOME", home.toString());
    assertThat(new JdkFinder(environment, folder.toString()).find())
        .isEqualTo(new File(home.toFile(), "bin/java"));
  }

  @Test
  void prefersTwentyFiveToNewer() throws IOException {
    Path old = jdk("home17", "17.0.1");
    jdk(".jdks/26", "26");
    jdk(".sdkman/candidates/java/25", "25.0.1");
    File found = new JdkFinder(Map.of("JAVA_HOME", old.toString()), folder.toString()).find();
    assertThat(found).isNotNull();
    assertThat(JdkFinder.version(found.getParentFile().getParentFile())).isEqualTo(25);
  }
}
