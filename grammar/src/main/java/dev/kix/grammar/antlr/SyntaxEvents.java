package dev.kix.grammar.antlr;

/**
 * What the parser reports, in source order, as soon as it has consumed the token that completes it.
 *
 * <p>The parser keeps no values: an implementation holds expressions, attribute names and marks on
 * stacks of its own. Expressions are reported in postfix order. "Marked" names the tokens that were
 * last passed to {@link #mark()} (an event that uses marks forgets them).
 */
public abstract class SyntaxEvents {
  private final TokenCursor cursor;

  /** Events about {@code tokens}. */
  protected SyntaxEvents(TokenTable tokens) {
    cursor = new TokenCursor(tokens);
  }

  final TokenCursor cursor() {
    return cursor;
  }

  /** Index of the token that was consumed last. */
  protected final int last() {
    return cursor.index() - 1;
  }

  /** Remembers the last token for an event that follows. */
  protected abstract void mark();

  /** {@code x: body}; marked: the identifier. */
  protected abstract void lambda();

  /** {@code x@{…}: body}; marked: the identifier. */
  protected abstract void lambdaArgFirst();

  /** {@code {…}@x: body}; marked: the brace and the identifier. */
  protected abstract void lambdaArgLast();

  /** {@code {…}: body}; marked: the brace. */
  protected abstract void lambdaFormals();

  /** A brace that opens formals or a set; nobody knows yet. */
  protected abstract void beginBraces();

  /** The brace opened a set. */
  protected abstract void bracesAreSet();

  /** A brace that opens formals. */
  protected abstract void beginFormals();

  /** A formal; marked: its identifier. */
  protected abstract void formal();

  /** The last formal has the last expression as default. */
  protected abstract void formalDefault();

  /** The formals admit other attributes. */
  protected abstract void ellipsis();

  /** {@code assert c; body}; marked: the keyword. */
  protected abstract void assertion();

  /** {@code with e; body}; marked: the keyword. */
  protected abstract void with();

  /** {@code if c then a else b}; marked: the keyword. */
  protected abstract void ifThenElse();

  /** {@code let … in body}; marked: the keyword. */
  protected abstract void let();

  /** <code>let { … }</code>; marked: the keyword. */
  protected abstract void legacyLet();

  /** A sequence of operands and operators begins. */
  protected abstract void beginOperation();

  /** The last token is a prefix operator. */
  protected abstract void prefixOperator();

  /** The last token is an operator of two operands, or the question mark. */
  protected abstract void operator();

  /** An attribute path behind the question mark. */
  protected abstract void hasAttr();

  /** The sequence has ended. */
  protected abstract void endOperation();

  /** {@code f <| a}; marked: the operator. */
  protected abstract void pipeFrom();

  /** {@code a |> f}; marked: the operator. */
  protected abstract void pipeInto();

  /** The expression before is a function, arguments follow. */
  protected abstract void beginCall();

  /** One more argument. */
  protected abstract void argument();

  /** The arguments are complete. */
  protected abstract void call();

  /** {@code e.path}. */
  protected abstract void select();

  /** {@code e.path or default}. */
  protected abstract void selectOr();

  /** {@code e or}, where {@code or} is a variable. */
  protected abstract void applyOr();

  /** A variable; marked: its identifier. */
  protected abstract void var();

  /** An integer. */
  protected abstract void integer();

  /** A floating-point number. */
  protected abstract void floating();

  /** A URI. */
  protected abstract void uri();

  /** A path in angle brackets. */
  protected abstract void searchPath();

  /** The first part of a path, home paths included. */
  protected abstract void path();

  /** The path is complete. */
  protected abstract void pathEnd();

  /** The last token opens a string. */
  protected abstract void beginString();

  /** Text of a string or path. */
  protected abstract void stringText();

  /** Text or an escape of an indented string. */
  protected abstract void indStringText();

  /** An interpolated expression; marked: what opened it. */
  protected abstract void interpolation();

  /** The last token closes a string. */
  protected abstract void string();

  /** The last token closes an indented string. */
  protected abstract void indString();

  /** The last token closes a parenthesis; marked: what opened it. */
  protected abstract void parenthesized();

  /** Bindings follow. */
  protected abstract void beginBindings();

  /** The last token closes a set; marked: its brace. */
  protected abstract void set();

  /** The last token closes a recursive set; marked: the keyword. */
  protected abstract void recSet();

  /** List elements follow; marked: the bracket. */
  protected abstract void beginList();

  /** One more element. */
  protected abstract void element();

  /** The last token closes a list. */
  protected abstract void list();

  /** Attribute names follow. */
  protected abstract void beginPath();

  /** Attribute names follow; the marked identifier is the first. */
  protected abstract void beginPathWithName();

  /** The last token is an attribute name. */
  protected abstract void attrName();

  /** The last token is a star that stands for an attribute name. */
  protected abstract void attrWildcard();

  /** The last token closes a string that is an attribute name. */
  protected abstract void attrString();

  /** The last token closes an interpolation that is an attribute name; marked: what opened it. */
  protected abstract void attrExpr();

  /** {@code path = e;}. */
  protected abstract void binding();

  /** The last attribute name is inherited. */
  protected abstract void inheritedAttr();

  /** {@code inherit a b;}. */
  protected abstract void inherit();

  /** {@code inherit (e) a b;}. */
  protected abstract void inheritFrom();
}
