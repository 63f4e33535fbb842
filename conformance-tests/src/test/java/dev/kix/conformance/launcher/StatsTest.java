package dev.kix.conformance.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.conformance.launcher.Processes.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Statistics of an evaluation. In a process of its own: what is counted is decided when the JVM
 * starts.
 */
class StatsTest {
  @TempDir private Path folder;

  private Ended kix(Map<String, String> environment, String... args) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Processes.jar().toString()));
    command.addAll(List.of(args));
    return Processes.run(folder, environment, command.toArray(new String[0]));
  }

  @Test
  void areCountsAndTimes() throws Exception {
    Ended run = kix(Map.of(), "eval", "--stats", "-E", "builtins.map (x: x * x) [ 1 2 3 ]");
    assertThat(run.out()).isEqualTo("[ 1 4 9 ]\n");
    assertThat(run.code()).isZero();
    assertThat(run.err().lines().map(l -> l.strip().split(" ")[0]).toList())
        .containsExactly(
            "time",
            "parse",
            "evaluate",
            "print",
            "collect",
            "allocated",
            "heap",
            "thunks",
            "calls",
            "frames",
            "sets",
            "updates",
            "lists",
            "strings");
    // A line is a name and numbers, for people: nothing but some counts can be told beforehand.
    assertThat(run.err())
        .containsPattern("thunks +\\d+, of which \\d+ forced\n")
        .containsPattern("calls +3 of functions, 1 of builtins\n")
        .containsPattern("lists +2 with 6 elements\n");
  }

  @Test
  void areJsonWithTheNamesOfNix() throws Exception {
    Path file = folder.resolve("stats.json");
    Ended run =
        kix(
            Map.of("NIX_SHOW_STATS", "1", "NIX_SHOW_STATS_PATH", file.toString()),
            "eval",
            "-E",
            "{ a = 1; } // { b = 2; }");
    assertThat(run.out()).isEqualTo("{ a = 1; b = 2; }\n");
    assertThat(run.err()).isEmpty();
    String json = Files.readString(file);
    assertThat(
            Pattern.compile("\n  \"([^\"]+)\"")
                .matcher(json)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList())
        .containsExactly(
            "cpuTime",
            "time",
            "gc",
            "envs",
            "list",
            "sets",
            "strings",
            "nrFiles",
            "nrThunks",
            "nrThunksForced",
            "nrFunctionCalls",
            "nrPrimOpCalls",
            "nrOpUpdates");
    assertThat(json).containsPattern("\"nrOpUpdates\" : 1\n");
  }

  @Test
  void areNotInTheWayOfAnError() throws Exception {
    Ended run = kix(Map.of(), "eval", "--stats", "-E", "throw \"x\"");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("error: x");
    assertThat(run.out()).isEmpty();
  }
}
