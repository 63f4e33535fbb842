package dev.kix.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.grammar.antlr.TokenReader;
import dev.kix.grammar.antlr.TokenTable;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever the text, there is a tree or one clean error. */
class ParserProperties {
  private static final ParserOptions OPTIONS = ParserOptions.builder().build();

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void anyTextGivesATreeOrAnError(@ForAll long seed) {
    String text = RandomNix.mutated(RandomNix.text(seed, true), seed);
    try {
      Printer.print(parse(text));
    } catch (ParseException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.offset()).isBetween(0, text.length());
    }
  }

  @Property(tries = 500)
  void anyBytesGiveATreeOrAnError(@ForAll byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      parse(text);
    } catch (ParseException e) {
      assertThat(e.offset()).isBetween(0, text.length());
    }
  }

  /** The grammar that reads and the grammar that explains errors are of one language. */
  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void bothGrammarsAgree(@ForAll long seed) {
    String text = RandomNix.mutated(RandomNix.text(seed, true), seed);
    TokenTable tokens = TokenReader.read(text, true);
    boolean isExpression = true;
    try {
      parse(text);
    } catch (ParseException e) {
      isExpression = false;
      if (tokens.refusal() != null || !e.getMessage().startsWith("syntax error")) {
        return;
      }
    }
    assertThat(SyntaxErrors.accepts(tokens)).as(text).isEqualTo(isExpression);
  }

  private static Expr parse(String text) throws ParseException {
    return Parser.parse(new SourceFile(Origin.stdin(), text), OPTIONS);
  }
}
