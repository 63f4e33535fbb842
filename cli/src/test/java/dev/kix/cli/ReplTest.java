package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of an input is what {@code repl/*.expected} of Nix 2.35's functional tests say. */
class ReplTest {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() {
    environment.putAll(Run.homeIn(folder));
  }

  private Run repl(String input, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "repl";
    System.arraycopy(args, 0, all, 1, args.length);
    return Run.in(folder, environment, input, all);
  }

  private String out(String input) {
    return repl(input).out();
  }

  /** What is said on standard error after the greeting. */
  private String err(String input, String... args) {
    return repl(input, args).err().replaceFirst("(?s)^kix .*?Type :\\? for help\\.\n", "");
  }

  @Test
  void bindsAndInherits() {
    assertThat(out("x = { p = 10; }\ninherit (x) p; q = 20;\np + q\n")).isEqualTo("\n\n30\n\n\n");
    assertThat(out("a.b = 1\n:p a\n")).isEqualTo("\n{ b = 1; }\n\n\n");
    assertThat(out("f = x: x\ny = f ''\n  world\n''\ny\n")).isEqualTo("\n\n\"world\\n\"\n\n\n");
    assertThat(out("s = {\n  a = 1;\n}\ns\n")).isEqualTo("\n{ a = 1; }\n\n\n");
  }

  @Test
  void errorsPointToWhatWasTypedAndEndNothing() {
    assertThat(err("a = { x = 1; }\ninherit (a) y\ny\n"))
        .isEqualTo(
            """
            error:
                   … while evaluating the attribute 'y'
                     at «string»:1:13:
                        1| inherit (a) y
                         |             ^

                   error: attribute 'y' missing
                   Did you mean x?
            """);
    Run run = repl("throw \"x\"\n1 +\n2\n");
    assertThat(run.err()).contains("error: x");
    assertThat(run.out()).isEqualTo("\n3\n\n\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void addsAndLists() {
    assertThat(err(":a { a = 1; \"with spaces\" = 4; }\n"))
        .isEqualTo("Added 2 variables.\na, \"with spaces\"\n");
    assertThat(out(":a { b = 1; a = 2; }\n:ll\n")).isEqualTo("\na\nb\n\n\n");
    assertThat(err(":ll\n")).isEqualTo("error: nothing has been loaded yet\n");
    assertThat(
            err(
                ":a builtins.listToAttrs (builtins.genList (i: { name = \"n${toString i}\"; value = i; }) 23)\n"))
        .endsWith("\n... and 3 more; view with :ll\n");
    assertThat(err(":a 1\n"))
        .contains("while evaluating an attribute set to be merged in the global scope")
        .contains("expected a set but found an integer: 1");
  }

  @Test
  void reloadsWhatChangedAndGoesOnAfterWhatFails() throws IOException {
    Path file = Files.writeString(folder.resolve("a.nix"), "{ a = 1; }");
    assertThat(err(":l a.nix\n:l none.nix\n:r\n"))
        .isEqualTo(
            "Added 1 variables.\na\nerror: path '"
                + folder.resolve("none.nix")
                + "' does not exist\nLoading \"a.nix\"...\nAdded 1 variables.\na\n");
    assertThat(file).exists();
    assertThat(out(":l a.nix\nb = 2\n:r\nb\n")).isEqualTo("\n\n\n\n\n");
  }

  @Test
  void takesFilesAndExpressionsOfTheCommandLine() throws IOException {
    Files.writeString(folder.resolve("f.nix"), "{ y ? 2 }: { x = y; }");
    assertThat(repl("x\n", "-f", "f.nix").out()).isEqualTo("2\n\n\n");
    assertThat(repl("x\n", "-f", "f.nix", "--arg", "y", "3").out()).isEqualTo("3\n\n\n");
    assertThat(repl("y\n", "-E", "{ x.y = 4; }", "x").out()).isEqualTo("4\n\n\n");
    Run function = repl("", "-E", "{ x ? 1 }: { }");
    assertThat(function.code()).isEqualTo(1);
    assertThat(function.err())
        .contains("while evaluating an attribute set to be merged in the global scope");
  }

  @Test
  void documentsFunctionsAttributesAndFunctors() throws IOException {
    Files.writeString(
        folder.resolve("d.nix"),
        """
        {
          /**
            Adds.

              code
          */
          add =
            a:
            /** The rest */
            b:
            a + b;
          lib = {
            /** A number. */
            n = 1;
            plain = 2;
          };
          f = { __functor = self: /** Called. */ x: x; };
        }
        """);
    assertThat(out(":l d.nix\n:doc add\n").strip())
        .isEqualTo(
            "Function `add`\n  … defined at "
                + folder.resolve("d.nix")
                + ":8:5\n\n\nAdds.\n\n  code");
    assertThat(out(":l d.nix\n:doc add 1\n")).contains("\n\n\nThe rest\n");
    assertThat(out(":l d.nix\n:doc lib.n\n"))
        .contains("Attribute `n`\n\n  … defined at ", "d.nix:14:5\n\n\nA number.\n");
    assertThat(out(":l d.nix\n:doc lib.plain\n")).contains("No documentation found.\n");
    assertThat(out(":l d.nix\n:doc f\n")).contains("\n\n\nCalled.\n");
    assertThat(err(":doc 1\n")).isEqualTo("error: value does not have documentation\n");
  }

  @Test
  void whatNeedsABuilderSaysSo() {
    String drv = "derivation { name = \"x\"; system = \"s\"; builder = \"b\"; }";
    for (String command : new String[] {":b", ":bl", ":i", ":sh", ":u", ":log"}) {
      assertThat(err(command + " " + drv + "\n"))
          .as(command)
          .startsWith("error: kix builds no derivations\n       The derivation is '/nix/store/");
    }
    assertThat(err(":b 1\n"))
        .isEqualTo("error: expression does not evaluate to a derivation, so I can't build it\n");
    assertThat(err(":zz\n")).startsWith("error: unknown command ':zz'\n");
    assertThat(err(":te maybe\n")).startsWith("error: unexpected argument 'maybe' to :te\n");
  }

  @Test
  void printsStringsAsTheyAre() {
    assertThat(out(":p \"a\\nb\"\n\"a\\nb\"\n")).isEqualTo("a\nb\n\n\"a\\nb\"\n\n\n");
    assertThat(out(":?\n")).startsWith("The following commands are available:\n");
    assertThat(out("1\n:q\n2\n")).isEqualTo("1\n\n");
  }

  @Test
  void opensAnEditor() throws IOException {
    Files.writeString(folder.resolve("e.nix"), "{ f = x: x; }");
    environment.put("EDITOR", "cat");
    assertThat(out(":l e.nix\n:e f\n")).contains("{ f = x: x; }");
    assertThat(out(":e derivation\n")).contains("derivationStrict");
    assertThat(err(":e { }\n"))
        .isEqualTo("error: package '{ }' has no source location information\n");
  }
}
