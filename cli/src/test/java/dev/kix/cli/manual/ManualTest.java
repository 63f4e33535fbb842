package dev.kix.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kix.cli.Run;
import dev.kix.grammar.Origin;
import dev.kix.grammar.ParseException;
import dev.kix.grammar.Parser;
import dev.kix.grammar.ParserOptions;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.builtin.Builtins;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.DeepForce;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.eval.Printing;
import dev.kix.interpreter.print.PrintOptions;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual says all there is, and what it says is so. */
class ManualTest {
  private static final Path PAGE = Path.of("../docs/builtins.md");

  /** Every experimental feature that brings builtins. */
  private static final EvalSettings ALL =
      EvalSettings.builder()
          .experimentalFeatures(
              Set.of("flakes", "fetch-tree", "dynamic-derivations", "fetch-closure"))
          .build();

  private static final BuiltinManual MANUAL = BuiltinManual.load();

  static List<BuiltinEntry> entries() {
    return MANUAL.entries();
  }

  @Test
  void documentsWhatThereIsAndNothingElse() {
    NixAttrs attrs = new Builtins(ALL).attrs();
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < attrs.size(); i++) {
      names.add(attrs.name(i));
    }
    assertThat(entries()).extracting(BuiltinEntry::name).containsExactlyElementsOf(names);
    for (BuiltinEntry entry : entries()) {
      Value value = Objects.requireNonNull(attrs.get(entry.name())).force();
      assertThat(value instanceof Builtin).as(entry.name()).isEqualTo(entry.isFunction());
    }
  }

  @Test
  void isThePageInTheRepository() throws Exception {
    String page = Run.of("doc", "builtins", "--format", "markdown").out();
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/builtins.md; run with -Dkix.accept=true to write it")
        .isEqualTo(page);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void hasAnExampleThatIsTrue(BuiltinEntry entry) throws ParseException {
    assertThat(entry.examples()).as("examples of " + entry.name()).isNotEmpty();
    for (BuiltinEntry.Example example : entry.examples()) {
      if (example.result().isEmpty()) {
        assertThat(
                Parser.parse(
                    new SourceFile(Origin.string(), Bytes.encode(example.expression())),
                    ParserOptions.builder().build()))
            .isNotNull();
      } else {
        assertThat(evaluate(example.expression())).isEqualTo(example.result());
      }
    }
  }

  private static String evaluate(String expression) {
    List<String> messages = new ArrayList<>();
    try (Interpreter nix =
        Interpreter.builder()
            .settings(ALL)
            .permissions(new Permissions(null, Map.of(), false, false))
            .messages(messages::add)
            .build()) {
      return Bytes.decode(
          nix.run(state ->
              Printing.print(
                  state,
                  DeepForce.force(state, nix.evaluate(expression).value()),
                  PrintOptions.EVAL)));
    } catch (EvalException e) {
      return "error: " + Bytes.decode(e.getMessage()).lines().findFirst().orElse("");
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void isWrittenInTheMarkdownThatThePrintersKnow(BuiltinEntry entry) {
    assertThat(entry.doc())
        .as(entry.name())
        .doesNotContain("```", "\\\n", "  ", "\t", "\n* ", "\n1. ", "\n#", "<a", "\n\n\n")
        .doesNotStartWith("- ")
        .matches("(?s).*[.:;)`]");
    assertThat(entry.doc().chars().filter(c -> c == '`').count() % 2).isZero();
    for (String arg : entry.args()) {
      assertThat(entry.doc() + entry.examples()).as(entry.name()).contains(arg);
    }
  }

  @Test
  void formatsSayTheSame() throws Exception {
    JsonNode json = new ObjectMapper().readTree(Run.of("doc", "builtins", "--json").out());
    assertThat(json.size()).isEqualTo(entries().size());
    assertThat(json.at("/fetchTree/experimental-feature").asText()).isEqualTo("fetch-tree");
    assertThat(json.at("/currentTime/pure").asBoolean(true)).isFalse();
    assertThat(json.at("/map/args").toString()).isEqualTo("[\"f\",\"list\"]");
    assertThat(json.at("/throw/examples/0/result").asText()).isEqualTo("error: unsupported: x");
    String html = Run.of("doc", "builtins", "--format", "html").out();
    assertThat(html).startsWith("<!doctype html>").endsWith("</html>\n");
    assertThat(html.split("<h2 ", -1)).hasSize(entries().size() + 1);
    assertThat(Run.of("doc", "builtins", "--format", "json", "map").out())
        .isEqualTo(Run.of("doc", "builtins", "--json", "__map").out());
  }

  @Test
  void htmlEscapesWhatIsNoMarkup() {
    assertThat(MarkdownHtml.blocks("*a* < `b<*c*>` **d & `e`** [f `g`](h)\n\n- i\n- j"))
        .isEqualTo(
            "<p><em>a</em> &lt; <code>b&lt;*c*&gt;</code> <strong>d &amp; <code>e</code></strong>"
                + " <a href=\"h\">f <code>g</code></a></p>\n<ul>\n<li>i</li>\n<li>j</li>\n</ul>\n");
  }

  @Test
  void textFitsATerminal() {
    for (BuiltinEntry entry : entries()) {
      String examples = entry.examples().toString();
      assertThat(TextPage.of(entry).lines().filter(l -> !l.isBlank()))
          .allMatch(l -> l.length() <= 86 || examples.contains(l.strip()) || l.contains("# =>"));
    }
  }

  @Test
  void replShowsTheSamePage() {
    String page = Run.of("doc", "builtins", "map").out();
    String repl = Run.in(Path.of(""), Map.of(), ":doc map\n", "repl").out();
    assertThat(repl).contains(page);
  }

  @Test
  void unknownNamesAndFormatsAreErrors() {
    assertThat(Run.of("doc", "builtins", "mapp").err())
        .isEqualTo("error: there is no builtin 'mapp'\n       Did you mean 'map'?\n");
    assertThat(Run.of("doc", "builtins", "--format", "htm").err())
        .isEqualTo(
            "error: there is no format 'htm'; formats are text, markdown, html, json\n"
                + "       Did you mean 'html'?\n");
    assertThat(Run.of("doc", "options").err())
        .isEqualTo("error: there is no manual of 'options'\n       Try 'kix doc builtins'.\n");
  }
}
