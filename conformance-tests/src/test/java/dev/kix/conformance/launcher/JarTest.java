package dev.kix.conformance.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.conformance.launcher.Processes.Ended;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar kix.jar} on a Java that is too old: the jar finds a newer one. */
class JarTest {
  @TempDir private Path folder;

  @Test
  void runsItselfOnANewerJdk() throws Exception {
    Ended ended = onOldJava("eval", "--expr", "\"a b\" + \"é\"");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).isEqualTo("\"a bé\"\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void passesTheExitCodeThrough() throws Exception {
    Ended ended = onOldJava("eval", "--expr", "1 +");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("error: syntax error, unexpected end of file");
  }

  private Ended onOldJava(String... args) throws Exception {
    Path jar = Processes.jar();
    Path old = Processes.jdk(8, 20);
    Processes.require(old != null, "Java older than 21 in /usr/lib/jvm");
    Processes.require(Processes.jdk(21, 99) != null, "Java 21 or newer in /usr/lib/jvm");
    String[] command = new String[args.length + 3];
    command[0] = old + "/bin/java";
    command[1] = "-jar";
    command[2] = jar.toString();
    System.arraycopy(args, 0, command, 3, args.length);
    return Processes.run(folder, Map.of(), command);
  }
}
