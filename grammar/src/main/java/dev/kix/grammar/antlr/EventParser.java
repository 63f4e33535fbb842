package dev.kix.grammar.antlr;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.TokenStream;

/** What the generated parser inherits: the receiver of its actions. */
public abstract class EventParser extends Parser {
  /** Told what the parser has just consumed. */
  @SuppressWarnings("NullAway.Init") // set by SyntaxReader before any rule runs
  protected SyntaxEvents on;

  EventParser(TokenStream input) {
    super(input);
  }

  final void report(SyntaxEvents events) {
    on = events;
  }
}
