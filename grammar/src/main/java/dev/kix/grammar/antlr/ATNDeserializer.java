package dev.kix.grammar.antlr;

import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNType;

/**
 * Takes the place of ANTLR's class of the same name in the generated lexer and parser, which see
 * their own package first. ANTLR's reads the network that adaptive prediction runs on; our parser
 * never predicts (LookaheadTest) and our lexer is a table (LexerTableTest), so there is nothing to
 * read. Measured: 8 of the 60 ms of processor time from a bare JVM to the first tree.
 */
final class ATNDeserializer {
  /** A network of nothing. */
  ATN deserialize(char[] data) {
    return new ATN(ATNType.PARSER, data.length);
  }
}
