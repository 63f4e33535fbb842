package dev.kix.interpreter.flake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.Url;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References as Nix's manual writes them and Nix prints them. */
class FlakeRefTest {
  private static final String REV = "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/foo/bar|{\"path\":\"/foo/bar\",\"type\":\"path\"}|path:/foo/bar",
        "/foo/bar?revCount=123&rev="
            + REV
            + "|{\"path\":\"/foo/bar\",\"rev\":\""
            + REV
            + "\",\"revCount\":123,\"type\":\"path\"}"
            + "|path:/foo/bar?rev="
            + REV
            + "&revCount=123",
        "/foo bar/baz?dir=bla space|{\"dir\":\"bla space\",\"path\":\"/foo bar/baz\",\"type\":\"path\"}"
            + "|path:/foo%20bar/baz?dir=bla%20space",
        "github:foo/bar/branch%23|{\"owner\":\"foo\",\"ref\":\"branch#\",\"repo\":\"bar\",\"type\":\"github\"}"
            + "|github:foo/bar/branch%23",
        "github:foo/bar?ref=b&host=h.org|{\"host\":\"h.org\",\"owner\":\"foo\",\"ref\":\"b\",\"repo\":\"bar\",\"type\":\"github\"}"
            + "|github:foo/bar/b?host=h.org",
        "github:foo/bar/"
            + REV
            + "|{\"owner\":\"foo\",\"repo\":\"bar\",\"rev\":\""
            + REV
            + "\",\"type\":\"github\"}"
            + "|github:foo/bar/"
            + REV,
        "nixpkgs|{\"id\":\"nixpkgs\",\"type\":\"indirect\"}|flake:nixpkgs",
        "nixpkgs/branch////|{\"id\":\"nixpkgs\",\"ref\":\"branch\",\"type\":\"indirect\"}|flake:nixpkgs/branch",
        "nixpkgs/branch/"
            + REV
            + "|{\"id\":\"nixpkgs\",\"ref\":\"branch\",\"rev\":\""
            + REV
            + "\",\"type\":\"indirect\"}"
            + "|flake:nixpkgs/branch/"
            + REV,
        "flake:/nixpkgs///branch////|{\"id\":\"nixpkgs\",\"ref\":\"branch\",\"type\":\"indirect\"}|flake:nixpkgs/branch",
        "git://somewhere/repo?ref=branch|{\"ref\":\"branch\",\"type\":\"git\",\"url\":\"git://somewhere/repo\"}"
            + "|git://somewhere/repo?ref=branch",
        "git+https://h/r?submodules=1&x=y|{\"submodules\":true,\"type\":\"git\",\"url\":\"https://h/r?x=y\"}"
            + "|git+https://h/r?submodules=1&x=y",
        "github://////owner%42/////repo%41///branch%43////|{\"owner\":\"ownerB\",\"ref\":\"branchC\",\"repo\":\"repoA\",\"type\":\"github\"}"
            + "|github:ownerB/repoA/branchC",
        "gitlab:/owner%252Fsub/////repo%41///b|{\"owner\":\"owner%2Fsub\",\"ref\":\"b\",\"repo\":\"repoA\",\"type\":\"gitlab\"}"
            + "|gitlab:owner%252Fsub/repoA/b",
        "sourcehut:~a/b|{\"owner\":\"~a\",\"repo\":\"b\",\"type\":\"sourcehut\"}|sourcehut:~a/b",
        "http://localhost:8181/test/+3d.tar.gz|{\"type\":\"tarball\",\"url\":\"http://localhost:8181/test/%2B3d.tar.gz\"}"
            + "|http://localhost:8181/test/%2B3d.tar.gz",
        "file+https://h/x?q=1|{\"type\":\"file\",\"url\":\"https://h/x?q=1\"}|https://h/x?q=1",
        "hg+https://h/x?rev="
            + REV
            + "|{\"rev\":\""
            + REV
            + "\",\"type\":\"hg\",\"url\":\"https://h/x\"}|hg+https://h/x?rev="
            + REV,
      })
  void readsAndPrints(String text, String attrs, String printed) {
    FlakeRef ref = FlakeRefParser.parse(text);
    assertThat(ref.toAttrs().toJson()).isEqualTo(attrs);
    assertThat(ref).hasToString(printed);
    assertThat(FlakeRef.fromAttrs(ref.toAttrs())).isEqualTo(ref);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "./x|flake reference './x' is not an absolute path",
        "github:foo/bar?x=1|flake reference 'github:foo/bar?x=1' is not an absolute path",
        "/foo#bla|unexpected fragment 'bla' in flake reference '/foo#bla'",
        "path:/x?q=1|path URL 'path:/x?q=1' has unsupported parameter 'q'",
        "path:/x?lastModified=z|path URL 'path:/x?lastModified=z' has invalid parameter 'lastModified'",
        "path://h/x|path URL 'path://h/x' should not have an authority ('h')",
        "file+git:///x|input 'file+git:///x' is unsupported; did you mean 'git+file' instead of 'file+git'?",
        "foo://x/y|input 'foo://x/y' is unsupported",
      })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> FlakeRefParser.parse(text))
        .isInstanceOf(EvalException.class)
        .hasMessage(message);
  }

  @Test
  void selectsWithAFragment() {
    FlakeRefParser parser = new FlakeRefParser(null, true, false);
    assertThat(parser.parseWithFragment("github:foo/bar?ref=b#\"name.with.dot\"").fragment())
        .isEqualTo("\"name.with.dot\"");
    assertThat(parser.parseWithFragment("nixpkgs#a%20b").fragment()).isEqualTo("a b");
    assertThat(parser.parseWithFragment("/x?revCount=1#a").fragment()).isEqualTo("a");
  }

  @Test
  void forgetsADirInTheUrlThatIsSaidAlready() {
    FlakeRef old =
        FlakeRefParser.parse("git+https://h/r")
            .withInput(
                Input.fromUrl(Url.parse("git+https://h/r"), true)
                    .with("url", "https://h/r?dir=sub"));
    assertThat(new FlakeRef(old.input(), "sub").canonical())
        .isEqualTo(FlakeRefParser.parse("git+https://h/r?dir=sub"));
  }

  @Test
  void readsRepositoriesAsGitDoes() {
    assertThat(ref("git@github.com:a/b.git")).isEqualTo("git+ssh://git@github.com/a/b.git");
    assertThat(ref("/srv/repo")).isEqualTo("git+file:///srv/repo");
    assertThat(ref("file:/srv/repo")).isEqualTo("git+file:/srv/repo");
    assertThat(ref("git@[::1]:a/b")).isEqualTo("git+ssh://git@[::1]/a/b");
  }

  private static String ref(String url) {
    return FlakeRef.fromAttrs(InputAttrs.of(Map.of("type", "git", "url", url))).toString();
  }
}
