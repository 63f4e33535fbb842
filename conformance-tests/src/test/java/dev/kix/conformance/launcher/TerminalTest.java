package dev.kix.conformance.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.conformance.launcher.Processes.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes on a terminal: {@code script} of util-linux gives the program one. */
class TerminalTest {
  private static final Map<String, String> TERMINAL = Map.of("TERM", "xterm");

  @TempDir private Path folder;
  private String kix = "";

  @BeforeEach
  void findPrograms() {
    Processes.require(
        Files.isExecutable(Path.of("/usr/bin/script")) && Files.isDirectory(Path.of("/proc/self")),
        "script of util-linux");
    Path jdk = Processes.jdk(21, 99);
    Processes.require(jdk != null, "Java 21 or newer in /usr/lib/jvm");
    kix = jdk + "/bin/java -XX:+UseSerialGC -Dkix.tty=012 -jar '" + Processes.jar() + "'";
  }

  @Test
  void theReplEditsCompletesAndRemembers() throws Exception {
    // What is typed: a slip corrected by backspace, a name completed by the tab, the line before
    // called back by the up arrow.
    String typed =
        "x = 40 + 3\u007f2\r"
            + "x\r"
            + "builtins.hashSt\t \"md5\" \"\"\r"
            + ":t x\r"
            + "x + 0\r"
            + "\u001bOA1\r"
            + ":q\r";
    Ended ended = onTerminal(TERMINAL, typed, kix + " repl");
    String screen = plain(ended.out());
    assertThat(screen)
        .contains("\n42\n")
        .contains("\"d41d8cd98f00b204e9800998ecf8427e\"")
        .contains("an integer")
        .contains("\n43\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void errorsAreColouredUnlessNoColorIsSet() throws Exception {
    String command = kix + " eval --expr 'throw \"no\"'";
    assertThat(onTerminal(TERMINAL, "", command).out()).contains("\u001b[31;1merror:");
    Map<String, String> plain = new HashMap<>(TERMINAL);
    plain.put("NO_COLOR", "1");
    assertThat(onTerminal(plain, "", command).out()).contains("error:").doesNotContain("\u001b[");
    assertThat(onTerminal(Map.of("TERM", "dumb"), "", command).out()).doesNotContain("\u001b[");
  }

  private Ended onTerminal(Map<String, String> environment, String typed, String command)
      throws Exception {
    // The line discipline drops what is typed before the program has set the terminal up, which it
    // says at each prompt by switching bracketed paste on: a line is typed when its prompt is
    // there.
    Path keys = Files.writeString(folder.resolve("keys"), typed);
    Path screen = folder.resolve("screen");
    Path run = folder.resolve("run");
    Files.writeString(
        run,
        """
        #!/bin/bash
        : >'%2$s'
        prompts() { grep -aoF $'\\e[?2004h' '%2$s' | wc -l; }
        type() {
          local n=0 line
          while IFS= read -r -d $'\\r' line; do
            n=$((n + 1))
            for _ in {1..1200}; do
              [ "$(prompts)" -lt $n ] || break
              sleep 0.05
            done
            printf '%%s\\r' "$line"
          done <'%1$s'
          sleep 0.5
        }
        type | /usr/bin/script -qefc "stty cols 80 rows 24; $1" '%2$s'
        exit ${PIPESTATUS[1]}
        """
            .formatted(keys, screen));
    assertThat(run.toFile().setExecutable(true)).isTrue();
    return Processes.run(folder, environment, run.toString(), command);
  }

  /** The text that was on the screen, without control sequences. */
  private static String plain(String out) {
    return out.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "")
        .replaceAll("\u001b[=>]", "")
        .replace("\r", "");
  }
}
