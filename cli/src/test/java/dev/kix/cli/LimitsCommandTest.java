package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of an evaluation, through the program. */
@Timeout(60)
class LimitsCommandTest {
  private static final String ENDLESS =
      "builtins.genericClosure { startSet = [ { key = 0; } ];"
          + " operator = x: [ { key = x.key + 1; } ]; }";

  private static final String TIME = "error: the evaluation took longer than the limit of 100 ms\n";
  private static final String ALLOCATION =
      "error: the evaluation allocated more than the limit of 20971520 bytes\n";

  @TempDir Path folder;

  private Run run(Map<String, String> environment, String... args) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("HOME", folder.toString());
    return Run.in(folder, all, "", args);
  }

  private static void ended(Run run, String message) {
    assertThat(run.err()).startsWith("error:").endsWith(message);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100ms", "0.1", "0.1s"})
  void timeIsLimitedByAFlag(String time) {
    ended(run(Map.of(), "eval", "--max-eval-time", time, "-E", ENDLESS), TIME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20M", "20480K", "20971520"})
  void allocationIsLimitedByAFlag(String size) {
    ended(run(Map.of(), "eval", "--max-eval-allocation", size, "-E", ENDLESS), ALLOCATION);
  }

  @Test
  void bothAreSettings() throws Exception {
    ended(run(Map.of(), "eval", "--option", "max-eval-time", "100ms", "-E", ENDLESS), TIME);
    ended(run(Map.of("NIX_CONFIG", "max-eval-time = 100ms"), "eval", "-E", ENDLESS), TIME);
    Files.createDirectories(folder.resolve(".config/nix"));
    Files.writeString(folder.resolve(".config/nix/nix.conf"), "max-eval-allocation = 20M\n");
    ended(run(Map.of(), "eval", "-E", ENDLESS), ALLOCATION);
    ended(run(Map.of(), "nix-instantiate", "--eval", "-E", ENDLESS), ALLOCATION);
  }

  @Test
  void bothAreVariablesOfTheEnvironment() {
    ended(run(Map.of("KIX_MAX_EVAL_TIME", "100ms"), "eval", "-E", ENDLESS), TIME);
    ended(run(Map.of("KIX_MAX_EVAL_ALLOCATION", "20M"), "eval", "-E", ENDLESS), ALLOCATION);
    assertThat(
            run(
                    Map.of("KIX_MAX_EVAL_TIME", "100ms"),
                    "eval",
                    "--max-eval-time",
                    "1h",
                    "-E",
                    "1 + 1")
                .out())
        .isEqualTo("2\n");
  }

  @Test
  void callDepthIsLimited() {
    Run run = run(Map.of(), "eval", "--max-call-depth", "100", "-E", "let f = n: 1 + f n; in f 1");
    assertThat(run.err()).contains("error: stack overflow; max-call-depth exceeded");
    assertThat(run.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "max-eval-time, 5 minutes",
    "max-eval-time, 0",
    "max-eval-time, -1",
    "max-eval-time, 999999999999999h",
    "max-eval-allocation, 5MB",
    "max-eval-allocation, ''",
    "max-eval-allocation, 0.1"
  })
  void aValueThatDoesNotFitIsAnError(String name, String value) {
    Run run = run(Map.of(), "eval", "--" + name, value, "-E", "1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: setting '" + name + "' has invalid value '" + value + "'\n       Write ");
  }

  @Test
  void everySettingIsAFlag() {
    assertThat(
            run(
                    Map.of(),
                    "eval",
                    "--impure",
                    "--eval-system",
                    "x-y",
                    "-E",
                    "builtins.currentSystem")
                .out())
        .isEqualTo("\"x-y\"\n");
    assertThat(run(Map.of(), "eval", "--pure-eval", "-E", "builtins ? currentSystem").out())
        .isEqualTo("false\n");
    assertThat(run(Map.of(), "eval", "--no-pure-eval", "-E", "builtins ? currentSystem").out())
        .isEqualTo("true\n");
    assertThat(run(Map.of(), "eval", "--argstr", "x", "--pure-eval", "-E", "{ x }: x").out())
        .isEqualTo("\"--pure-eval\"\n");
    assertThat(run(Map.of(), "eval", "--no-such-setting", "-E", "1").err())
        .contains("unrecognised flag '--no-such-setting'");
    assertThat(run(Map.of(), "eval", "--tarball-ttl", "never", "-E", "1").err())
        .contains("setting 'tarball-ttl' has invalid value 'never'");
  }
}
