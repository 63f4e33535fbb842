package dev.kix.conformance.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.conformance.launcher.Processes.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same source gives the same root hash, whatever the system is and however it is set up. */
class SameHashTest {
  private static final String CLUSTER =
      """
      {
        clusters.same = [
          ({ packages, ... }: {
            kubernetes.version = "1.36";
            instances.web.hello = { package = packages.web-app; config.replicas = 2; };
            instances.web.cache.package = packages.redis;
          })
        ];
      }
      """;

  @TempDir private Path folder;

  private String rootHash(Path source, String... options) throws Exception {
    Files.createDirectories(source);
    Files.writeString(source.resolve("kix.nix"), CLUSTER);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", Processes.jar().toString(), "build", "--no-link", "--json"));
    Ended run = Processes.run(source, Map.of(), command.toArray(new String[0]));
    assertThat(run.err()).isEmpty();
    Matcher hash = Pattern.compile("\"rootHash\" : \"([a-z0-9]{32})\"").matcher(run.out());
    assertThat(hash.find()).as(run.out()).isTrue();
    return hash.group(1);
  }

  @Test
  void onAnySystem() throws Exception {
    String here = rootHash(folder.resolve("here"), "-XX:ActiveProcessorCount=1");
    String there =
        rootHash(
            folder.resolve("there"),
            "-XX:ActiveProcessorCount=4",
            "-Dline.separator=\r\n",
            "-Dfile.encoding=ISO-8859-1",
            "-Duser.language=tr",
            "-Duser.country=TR",
            "-Duser.timezone=Pacific/Chatham");
    assertThat(there).isEqualTo(here);
  }
}
