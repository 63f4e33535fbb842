package dev.kix.grammar;

import dev.kix.grammar.antlr.TokenTable;

/** The words for text that is no expression. */
final class SyntaxErrors {
  private SyntaxErrors() {}

  /** What is wrong at the token {@code at}, which cannot stand where it does. */
  static ParseException explain(SourceFile source, TokenTable tokens, int at) {
    String refusal = tokens.refusal();
    if (refusal != null && at == tokens.count() - 1) {
      return new ParseException(Messages.text(refusal), source, tokens.start(at));
    }
    return new ParseException("syntax error", source, tokens.start(at));
  }

  /** Nesting that the stack cannot hold, noticed behind the token {@code at}. */
  static ParseException tooDeep(SourceFile source, TokenTable tokens, int at) {
    int offset = tokens.start(Math.max(0, at));
    return new ParseException(
        "stack overflow; the expression is nested too deeply", source, offset);
  }
}
