package dev.kix.grammar.antlr;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A {@link TokenTable} as ANTLR's parser reads it. Hands out one and the same {@link Token} that is
 * moved along, since the parser only ever asks for its type.
 */
final class TokenCursor implements TokenStream {
  private final TokenTable table;
  private final View view = new View();
  private int index;

  TokenCursor(TokenTable table) {
    this.table = table;
  }

  @Override
  public int LA(int i) {
    int at = index + (i > 0 ? i - 1 : i);
    int kind = table.kind(at);
    if (kind == NixLexer.REFUSED && i > 0) {
      throw new SyntaxRejected(table.count() - 1);
    }
    return kind;
  }

  @Override
  public Token LT(int k) {
    view.at = Math.max(0, index + (k > 0 ? k - 1 : k));
    return view;
  }

  @Override
  public Token get(int i) {
    view.at = i;
    return view;
  }

  @Override
  public void consume() {
    index++;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int index) {
    this.index = index;
  }

  @Override
  public int size() {
    return table.count();
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }

  @Override
  public TokenSource getTokenSource() {
    throw new UnsupportedOperationException("tokens come from a table");
  }

  @Override
  public String getText(Interval interval) {
    return table.text().substring(table.start(interval.a), table.end(interval.b));
  }

  @Override
  public String getText() {
    return table.text();
  }

  @Override
  public String getText(RuleContext ctx) {
    return getText(ctx.getSourceInterval());
  }

  @Override
  public String getText(Token start, Token stop) {
    return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
  }

  private final class View implements Token {
    private int at;

    @Override
    public int getType() {
      return table.kind(at);
    }

    @Override
    public String getText() {
      return table.textOf(at);
    }

    @Override
    public int getLine() {
      return 0;
    }

    @Override
    public int getCharPositionInLine() {
      return -1;
    }

    @Override
    public int getChannel() {
      return DEFAULT_CHANNEL;
    }

    @Override
    public int getTokenIndex() {
      return at;
    }

    @Override
    public int getStartIndex() {
      return table.start(at);
    }

    @Override
    public int getStopIndex() {
      return table.end(at) - 1;
    }

    @Override
    public TokenSource getTokenSource() {
      throw new UnsupportedOperationException("tokens come from a table");
    }

    @Override
    public CharStream getInputStream() {
      throw new UnsupportedOperationException("tokens come from a table");
    }
  }
}
