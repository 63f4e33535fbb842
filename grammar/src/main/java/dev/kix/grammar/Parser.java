package dev.kix.grammar;

import dev.kix.grammar.antlr.SyntaxReader;
import dev.kix.grammar.antlr.SyntaxRejected;
import dev.kix.grammar.antlr.TokenReader;
import dev.kix.grammar.antlr.TokenTable;

/** From source text to the tree. Safe for use by many threads: every call is on its own. */
public final class Parser {
  private Parser() {}

  /**
   * Reads one expression, the whole of {@code source}.
   *
   * <p>The language is that of Nix 2.35 with the extensions that {@code options} allow. Of several
   * errors the one that Nix reports is reported, in Nix's words. Text nested too deeply for the
   * calling thread's stack is an error like any other; give the thread a larger stack if such text
   * must be read.
   *
   * @throws ParseException when {@code source} is not a Nix expression
   */
  public static Expr parse(SourceFile source, ParserOptions options) throws ParseException {
    TokenTable tokens = TokenReader.read(source.text(), options.pipeOperators());
    TreeBuilder builder = new TreeBuilder(source, tokens, options);
    try {
      SyntaxReader.read(builder);
      return builder.result();
    } catch (SyntaxRejected e) {
      throw SyntaxErrors.explain(source, tokens, e.token());
    } catch (SourceError e) {
      throw new ParseException(Messages.text(String.valueOf(e.getMessage())), source, e.offset());
    } catch (StackOverflowError e) {
      throw SyntaxErrors.tooDeep(source, tokens, builder.lastToken());
    }
  }
}
