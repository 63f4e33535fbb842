package dev.kix.grammar.antlr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.antlr.v4.runtime.LexerNoViableAltException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.Test;

/** The table is the grammar's. {@code -Dkix.accept=true} writes it anew. */
class LexerTableTest {
  private static final ATN ATN = Networks.of(NixLexer._serializedATN);
  private static final Path SOURCE =
      Path.of("src/main/java/dev/kix/grammar/antlr/LexerTableData.java");
  private static final int WIDTH = 84;
  private static final DFA[] DFAS = Networks.emptyAutomata(ATN);

  @Test
  void theTableIsMadeFromTheGrammar() throws IOException {
    String data = LexerTableCompiler.compile(ATN);
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(SOURCE, source(data), StandardCharsets.UTF_8);
      return;
    }
    assertThat(LexerTableData.DATA)
        .as("NixLexer.g4 has changed; -Dkix.accept=true writes the table anew")
        .isEqualTo(data);
  }

  private static String source(String data) {
    StringBuilder out = new StringBuilder();
    out.append("package dev.kix.grammar.antlr;\n\n");
    out.append("/** The data of {@link LexerTable}; written by LexerTableTest, not by hand. */\n");
    out.append("final class LexerTableData {\n  static final String DATA =\n");
    int at = 0;
    while (at < data.length()) {
      int end = Math.min(data.length(), at + WIDTH);
      String prefix = at == 0 ? "      \"" : "          + \"";
      out.append(prefix).append(data, at, end).append(end == data.length() ? "\";\n" : "\"\n");
      at = end;
    }
    return out.append("\n  private LexerTableData() {}\n}\n").toString();
  }

  /** Match by match, the table does on random bytes what ANTLR's lexer does. */
  @Test
  void theTableDoesWhatTheGrammarDoes() {
    LexerTable table = new LexerTable(LexerTableCompiler.compile(ATN));
    Random random = new Random(42);
    String likely = "ab1.5-+/*#\"'$\\{}()[]<>=!&|:;,?@~_ \n\r\t\0\u00ff";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = 1 + random.nextInt(12); n > 0; n--) {
        text.append(likely.charAt(random.nextInt(likely.length())));
      }
      int mode = random.nextInt(NixLexer.modeNames.length);
      assertThat(byTable(table, text.toString(), mode))
          .as("%s in mode %d", text, mode)
          .isEqualTo(byAntlr(text.toString(), mode));
    }
  }

  private static String byTable(LexerTable table, String text, int mode) {
    int state = table.start(mode);
    int end = 0;
    int kind = 0;
    for (int i = 0; i < text.length() && state != LexerTable.DEAD; i++) {
      state = table.next(state, (byte) text.charAt(i));
      if (table.kind(state) != 0) {
        kind = table.kind(state);
        end = i + 1;
      }
    }
    return kind == 0 ? "nothing" : kind + " to " + end;
  }

  private static String byAntlr(String text, int mode) {
    ByteStream input = new ByteStream(text);
    NixLexer lexer = new NixLexer(input);
    lexer.setInterpreter(new LexerATNSimulator(lexer, ATN, DFAS, new PredictionContextCache()));
    lexer.pushMode(mode);
    try {
      int kind = lexer.getInterpreter().match(input, mode);
      boolean override = lexer._type != Token.INVALID_TYPE && lexer._type != NixLexer.SKIP;
      return (override ? lexer._type : kind) + " to " + input.index();
    } catch (LexerNoViableAltException e) {
      return "nothing";
    }
  }
}
