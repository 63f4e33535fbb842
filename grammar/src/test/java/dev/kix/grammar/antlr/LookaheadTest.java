package dev.kix.grammar.antlr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.ParserInterpreter;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.DecisionInfo;
import org.antlr.v4.runtime.atn.DecisionState;
import org.junit.jupiter.api.Test;

/**
 * One token decides. The grammar is run by ANTLR's interpreter, which (unlike the generated parser)
 * makes every decision by prediction, and the profile says how far each looked ahead. A careless
 * alternative once cost 18,534 tokens of look-ahead and 2.8 s.
 */
class LookaheadTest {
  private static final int MOST = 4;
  private static final ATN ATN = Networks.of(NixParser._serializedATN);

  @Test
  void noDecisionLooksFarAhead() throws IOException {
    ParserInterpreter parser = null;
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/realistic"))) {
      for (Path file : files.sorted().toList()) {
        parser = read(Files.readString(file, StandardCharsets.ISO_8859_1));
        assertShort(parser, file.getFileName().toString());
      }
    }
    assertThat(parser).as("files to measure").isNotNull();
  }

  /** The generated code decides by a switch wherever one token suffices: here everywhere. */
  @Test
  void theGeneratedParserNeverPredicts() {
    List<String> undecided = new ArrayList<>();
    for (DecisionState d : ATN.decisionToState) {
      if (!Lookahead.oneTokenDecides(ATN, d)) {
        undecided.add(NixParser.ruleNames[d.ruleIndex] + ", decision " + d.decision);
      }
    }
    assertThat(undecided).isEmpty();
  }

  private static ParserInterpreter read(String text) {
    TokenTable tokens = TokenReader.read(text, true);
    NixParser generated = new NixParser(new TokenCursor(tokens));
    ParserInterpreter parser =
        new ParserInterpreter(
            generated.getGrammarFileName(),
            generated.getVocabulary(),
            List.of(generated.getRuleNames()),
            ATN,
            new TokenCursor(tokens));
    parser.setErrorHandler(new BailErrorStrategy());
    parser.setBuildParseTree(false);
    parser.setProfile(true);
    parser.parse(NixParser.RULE_file);
    return parser;
  }

  private static void assertShort(ParserInterpreter parser, String file) {
    long decisions = 0;
    for (DecisionInfo d : parser.getParseInfo().getDecisionInfo()) {
      decisions += d.invocations;
      String where =
          file
              + ", "
              + parser.getRuleNames()[parser.getATN().getDecisionState(d.decision).ruleIndex];
      assertThat(d.SLL_MaxLook).as(where).isLessThanOrEqualTo(MOST);
      assertThat(d.LL_MaxLook).as(where).isLessThanOrEqualTo(MOST);
    }
    assertThat(decisions).as(file).isGreaterThan(100);
  }
}
