package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and which ones win. Rules: Nix manual, nix.conf. */
class NixConfTest {
  private static final String SHOW = "builtins.nixPath";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private Run run(String... args) {
    environment.putIfAbsent("HOME", folder.resolve("home").toString());
    environment.putIfAbsent("NIX_CONF_DIR", folder.resolve("system").toString());
    return Run.in(folder, environment, "", args);
  }

  private Run eval(String expression, String... flags) {
    String[] args = new String[flags.length + 5];
    args[0] = "nix-instantiate";
    args[1] = "--eval";
    args[2] = "--strict";
    System.arraycopy(flags, 0, args, 3, flags.length);
    args[flags.length + 3] = "-E";
    args[flags.length + 4] = expression;
    return run(args);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String paths(String... paths) {
    StringBuilder out = new StringBuilder("[ ");
    for (String path : paths) {
      out.append("{ path = \"").append(path).append("\"; prefix = \"\"; } ");
    }
    return out.append("]\n").toString();
  }

  @Test
  void filesOfSystemAndUserThenTheVariableThenFlags() throws IOException {
    write("system/nix.conf", "nix-path = /system # the rest is comment\n\nmax-jobs = 3\n");
    write("home/.config/nix/nix.conf", "extra-nix-path = /user  /second\n");
    write("etc/nix/nix.conf", "extra-nix-path = /xdg\n");
    environment.put("XDG_CONFIG_DIRS", folder.resolve("etc").toString());
    environment.put("NIX_CONFIG", "extra-nix-path = /variable");
    assertThat(eval(SHOW, "--option", "extra-nix-path", "/flag").out())
        .isEqualTo(paths("/system", "/xdg", "/user", "/second", "/variable", "/flag"));
    assertThat(eval(SHOW, "--option", "nix-path", "/flag", "-I", "/first").out())
        .isEqualTo(paths("/first", "/flag"));
  }

  @Test
  void theSearchPathVariableWinsOverFilesButNotOverFlags() throws IOException {
    write("system/nix.conf", "nix-path = /system\nextra-nix-path = /more\n");
    environment.put("NIX_PATH", "a::./b");
    assertThat(eval(SHOW).out()).isEqualTo(paths("a", "./b"));
    assertThat(eval(SHOW, "--option", "extra-nix-path", "/x").out())
        .isEqualTo(paths("a", "./b", "/x"));
    assertThat(eval(SHOW, "--option", "nix-path", "/x").out()).isEqualTo(paths("/x"));
  }

  @Test
  void relativeEntriesStartAtTheWorkingFolder() throws IOException {
    write("b/x.nix", "5");
    environment.put("NIX_PATH", "a:there=./b");
    write("a/y.nix", "6");
    assertThat(eval("import <there/x.nix> + import <y.nix>").out()).isEqualTo("11\n");
  }

  @Test
  void userFilesCanBeNamed() throws IOException {
    write("one.conf", "extra-nix-path = /one\n");
    write("two.conf", "extra-nix-path = /two\n");
    write("home/.config/nix/nix.conf", "extra-nix-path = /not-read\n");
    environment.put(
        "NIX_USER_CONF_FILES", folder.resolve("one.conf") + ":" + folder.resolve("two.conf"));
    // The first file is the most important one, so it comes last.
    assertThat(eval(SHOW).out()).isEqualTo(paths("/two", "/one"));
  }

  @Test
  void includes() throws IOException {
    write("system/nix.conf", "include more/inc.conf\n!include nothing.conf\n");
    write("system/more/inc.conf", "include deeper.conf\nextra-nix-path = /inc\n");
    write("system/more/deeper.conf", "nix-path = /deeper\n");
    assertThat(eval(SHOW).out()).isEqualTo(paths("/deeper", "/inc"));
  }

  @Test
  void aMissingIncludeIsAnError() throws IOException {
    write("system/nix.conf", "include nothing.conf\n");
    Run run = eval("1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: file \""
                + folder.resolve("system/nothing.conf")
                + "\" included from \""
                + folder.resolve("system/nix.conf")
                + "\" not found\n");
  }

  @Test
  void aFileThatIncludesItselfIsAnError() throws IOException {
    write("system/nix.conf", "include nix.conf\n");
    Run run = eval("1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("includes itself again and again");
  }

  @Test
  void lines() {
    environment.put("NIX_CONFIG", "max-call-depth 5");
    Run run = eval("1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            """
            error: syntax error in configuration line 'max-call-depth 5' in "NIX_CONFIG"
                   Every line reads 'NAME = VALUE'.
            Try 'nix-instantiate --help' for more information.
            """);
  }

  @Test
  void unknownSettingsAndFeaturesAreWarnings() {
    environment.put("NIX_CONFIG", "no-such-setting = 1");
    Run run =
        eval(
            "1",
            "--option",
            "nor-this",
            "2",
            "--extra-experimental-features",
            "no-url-literals fancy");
    assertThat(run.out()).isEqualTo("1\n");
    assertThat(run.err())
        .isEqualTo(
            """
            warning: unknown setting 'no-such-setting'
            warning: unknown setting 'nor-this'
            warning: unknown experimental feature 'fancy'
            warning: experimental feature 'no-url-literals' has been stabilized and renamed; use \
            'lint-url-literals = fatal' setting instead
            """);
  }

  @Test
  void aBadValueIsAWarningOfOptionAndAnErrorElsewhere() {
    assertThat(eval("1", "--option", "restrict-eval", "perhaps").err())
        .isEqualTo("warning: Boolean setting 'restrict-eval' has invalid value 'perhaps'\n");
    environment.put("NIX_CONFIG", "restrict-eval = perhaps");
    assertThat(eval("1").err())
        .isEqualTo(
            """
            error: Boolean setting 'restrict-eval' has invalid value 'perhaps'
            Try 'nix-instantiate --help' for more information.
            """);
  }

  @Test
  void olderNamesAreUnderstood() {
    environment.put("NIX_CONFIG", "build-max-jobs = 4\nbinary-caches = x\nextra-binary-caches = y");
    assertThat(eval("1").err()).isEmpty();
  }

  @Test
  void channelsComeLast() throws IOException {
    write("home/.nix-defexpr/channels/nixpkgs/default.nix", "7");
    assertThat(eval("import <nixpkgs>").out()).isEqualTo("7\n");
    write("other/default.nix", "8");
    assertThat(eval("import <nixpkgs>", "-I", "nixpkgs=other").out()).isEqualTo("8\n");
    assertThat(eval(SHOW, "--pure-eval").out()).isEqualTo("[ ]\n");
    assertThat(eval(SHOW, "--restrict-eval").out()).isEqualTo("[ ]\n");
  }

  @Test
  void evalReadsFilesTooButClustersDoNot() throws IOException {
    write("system/nix.conf", "nix-path = /system\n");
    assertThat(run("eval", "--impure", "--expr", SHOW).out()).isEqualTo(paths("/system"));
    write("system/nix.conf", "this is wrong\n");
    assertThat(run("eval", "--impure", "--expr", SHOW).err())
        .contains("syntax error in configuration line");
    assertThat(run("graph", ".#none").err()).doesNotContain("configuration line");
  }

  @Test
  void anIncludeThatNoFileCanBeCalled() throws IOException {
    write("system/nix.conf", "!include a\0b\n");
    assertThat(eval("1").out()).isEqualTo("1\n");
    write("system/nix.conf", "include a\0b\n");
    Run run = eval("1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("included from").contains("not found");
  }
}
