package dev.kix.grammar.antlr;

import org.antlr.v4.runtime.ANTLRErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/** Runs the parser over tokens and reports what it finds. */
public final class SyntaxReader {
  private SyntaxReader() {}

  /**
   * Reads a whole file.
   *
   * @param events told of everything in source order
   * @throws SyntaxRejected at the first token that cannot stand where it does
   */
  public static void read(SyntaxEvents events) {
    NixParser parser = new NixParser(events.cursor());
    parser.setBuildParseTree(false);
    parser.setErrorHandler(new GiveUp());
    parser.report(events);
    parser.file();
  }

  /** Never repairs: the first error is the one to report, and its wording is not ANTLR's. */
  private static final class GiveUp implements ANTLRErrorStrategy {
    @Override
    public void reset(Parser recognizer) {}

    @Override
    public Token recoverInline(Parser recognizer) {
      throw new SyntaxRejected(recognizer.getInputStream().index());
    }

    @Override
    public void recover(Parser recognizer, RecognitionException e) {
      throw new SyntaxRejected(recognizer.getInputStream().index());
    }

    @Override
    public void sync(Parser recognizer) {}

    @Override
    public boolean inErrorRecoveryMode(Parser recognizer) {
      return false;
    }

    @Override
    public void reportMatch(Parser recognizer) {}

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {}
  }
}
