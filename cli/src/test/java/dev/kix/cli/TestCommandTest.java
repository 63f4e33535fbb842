package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kix test}. */
class TestCommandTest {
  @TempDir Path temp;

  @BeforeEach
  void writeTests() throws IOException {
    write(
        "a/tests/default.nix",
        """
        { lib, ... }:
        {
          sum = { expr = 1 + 1; expected = 2; };
          fails = { expr = throw "no \\"shop\\" here"; expectedError = "no .shop. here"; };
          value.snapshot = { name = lib.toUpper "x"; };
        }
        """);
    write("b/tests/more.nix", "{ wrong = { expr = [ 1 2 ]; expected = [ 1 3 ]; }; }\n");
    write("b/tests/snapshots/more.gone.json", "1\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Run test(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "test";
    System.arraycopy(args, 0, all, 1, args.length);
    return Run.in(temp, Map.of("HOME", temp.toString()), "", all);
  }

  @Test
  void printsTapWithWhatDiffers() {
    assertThat(test())
        .isEqualTo(
            new Run(
                1,
                """
                TAP version 14
                1..4
                ok 1 - a/tests/default.nix: fails
                ok 2 - a/tests/default.nix: sum
                not ok 3 - a/tests/default.nix: value
                  ---
                  message: |
                    There is no snapshot yet: run again with --accept to make it.
                  ...
                not ok 4 - b/tests/more.nix: wrong
                  ---
                  message: |
                    $[1]: expected 3 but came 2
                  ...
                # no test has the snapshot b/tests/snapshots/more.gone.json
                # 2 passed, 2 failed
                """,
                ""));
  }

  @Test
  void acceptsOnlyWhatDiffers() throws IOException {
    assertThat(test("a", "--accept").out())
        .contains("ok 3 - tests/default.nix: value (snapshot written)\n")
        .endsWith("# 2 passed, 0 failed, 1 snapshot written\n");
    Path snapshot = temp.resolve("a/tests/snapshots/default.value.json");
    assertThat(snapshot).hasContent("{\n  \"name\" : \"X\"\n}\n");

    assertThat(test("a", "--accept").out()).endsWith("# 3 passed, 0 failed\n");
    Files.writeString(snapshot, "{\"name\":\"X\"}");
    assertThat(test("a", "--accept").out()).endsWith("# 3 passed, 0 failed\n");
    assertThat(snapshot).hasContent("{\"name\":\"X\"}");

    Files.writeString(snapshot, "{\"name\":\"Y\"}");
    assertThat(test("a").out()).contains("    $.name: expected \"Y\" but came \"X\"\n");
    assertThat(test("a", "--accept").out()).endsWith("# 2 passed, 0 failed, 1 snapshot written\n");
  }

  @Test
  void filtersByFileAndName() {
    assertThat(test("--filter", "a/.*: s").out())
        .isEqualTo(
            "TAP version 14\n1..1\nok 1 - a/tests/default.nix: sum\n"
                + "# no test has the snapshot b/tests/snapshots/more.gone.json\n"
                + "# 1 passed, 0 failed\n");
    assertThat(test("--filter", "nothing"))
        .isEqualTo(
            new Run(
                1,
                "",
                """
                error: no test matches 'nothing'
                       The filter is a regular expression, found anywhere in 'FILE: TEST'.
                """));
    assertThat(test("--filter", "(").err()).startsWith("error: '(' is no regular expression: ");
  }

  @Test
  void ordersResultsWhateverTheNumberOfJobs() {
    assertThat(test("--jobs", "1")).isEqualTo(test("--jobs", "8"));
    assertThat(test("--jobs", "0").err())
        .isEqualTo("error: '--jobs' takes a number of at least 1, not '0'\n");
  }

  @Test
  void aBrokenFileIsATestThatFails() throws IOException {
    write("a/tests/broken.nix", "{ a = ");
    Run run = test("--filter", "sum");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("not ok 1 - a/tests/broken.nix: (file)\n", "ok 2 - a/tests/default.nix: sum\n");
  }

  @Test
  void aFileThatExhaustsTheStackIsNotTheEndOfTheOthers() throws IOException {
    write(
        "c/tests/deep.nix",
        "{ deep = { expr = let f = x: 1 + f x; in f 1; expected = 1; };"
            + " flat = { expr = 1; expected = 1; }; }");
    Run run = test("--filter", "deep|sum");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("ok 1 - a/tests/default.nix: sum\n", "not ok 2 - c/tests/deep.nix: deep\n");
  }

  @Test
  void namesAreNoDirectives() throws IOException {
    write("a/tests/default.nix", "{ \"a # skip \\\\ b\\nok 7\" = { expr = 1; expected = 2; }; }");
    assertThat(test("a").out()).contains("not ok 1 - tests/default.nix: a \\# skip \\\\ b ok 7\n");
  }

  @Test
  void snapshotsStayInTheirFolder() throws IOException {
    write("a/tests/default.nix", "{ \"/../../x\".snapshot = 1; }");
    assertThat(test("a", "--accept").out())
        .contains("A test with a snapshot has no '/' in its name");
  }

  @Test
  void emptyFilesAreSaidToBe() throws IOException {
    write("empty/tests/default.nix", "{ }");
    assertThat(test("empty").err()).startsWith("error: the test files below 'empty' are empty\n");
  }

  @Test
  void writesJunitXml() throws IOException {
    test("--junit", "report.xml");
    String xml = Files.readString(temp.resolve("report.xml")).replaceAll("time=\"[0-9.]+\"", "T");
    assertThat(xml)
        .contains(
            "<testsuite name=\"a/tests/default.nix\" tests=\"3\" failures=\"1\" T>",
            "<testcase classname=\"a/tests/default.nix\" name=\"sum\" T/>",
            "<failure message=\"$[1]: expected 3 but came 2\">$[1]: expected 3 but came 2</failure>");
  }
}
