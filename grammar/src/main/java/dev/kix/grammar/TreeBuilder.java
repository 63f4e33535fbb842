package dev.kix.grammar;

import dev.kix.grammar.antlr.NixLexer;
import dev.kix.grammar.antlr.StringText;
import dev.kix.grammar.antlr.SyntaxEvents;
import dev.kix.grammar.antlr.SyntaxRejected;
import dev.kix.grammar.antlr.TokenTable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tree from what the parser reports. Values live on stacks: expressions, attribute names,
 * and marks, which are token indices or stack heights that a later event needs.
 *
 * <p>Errors that Nix finds while parsing (duplicates, dynamic names where none may be) are thrown
 * as {@link SourceError} at the moment Nix would find them, so that of several errors the same one
 * is reported.
 */
final class TreeBuilder extends SyntaxEvents {
  private final SourceFile source;
  private final TokenTable tokens;
  private final ParserOptions options;
  private final ParseWarnings warnings;

  private final ExprStack exprs = new ExprStack();
  private final Operators operators;
  private final Names identifiers = new Names();

  private AttrName[] names = new AttrName[32];
  private int[] nameEnds = new int[32];
  private int nameCount;

  private int[] marks = new int[128];
  private int markCount;

  private @Nullable FormalsBuilder formals;
  private @Nullable AttrsBuilder bindings;

  /** Where on the stack lies an {@code f or} that has not yet become an operand; else -1. */
  private int cursedOr = -1;

  TreeBuilder(SourceFile source, TokenTable tokens, ParserOptions options) {
    super(tokens);
    this.source = source;
    this.tokens = tokens;
    this.options = options;
    this.warnings = new ParseWarnings(source, options);
    this.operators = new Operators(tokens, exprs);
  }

  /** The tree of a text that has been read to its end. */
  Expr result() {
    return exprs.top();
  }

  /** Index of the token that was read last. */
  int lastToken() {
    return last();
  }

  // Marks.

  @Override
  protected void mark() {
    pushMark(last());
  }

  private void pushMark(int value) {
    if (markCount == marks.length) {
      marks = Arrays.copyOf(marks, markCount * 2);
    }
    marks[markCount++] = value;
  }

  private int popMark() {
    return marks[--markCount];
  }

  /** Start of the marked token. */
  private int popMarkStart() {
    return tokens.start(popMark());
  }

  private int lastStart() {
    return tokens.start(last());
  }

  private int lastEnd() {
    return tokens.end(last());
  }

  private String nameOf(int token) {
    return identifiers.get(tokens.text(), tokens.start(token), tokens.end(token));
  }

  private void push(Expr e) {
    exprs.push(e, e.start(), e.end());
  }

  /** Replaces the topmost {@code n} expressions. */
  private void replace(int n, Expr e) {
    exprs.replaceFrom(exprs.size() - n, e, e.start(), e.end());
  }

  // Functions.

  @Override
  protected void lambda() {
    int id = popMark();
    pushLambda(tokens.start(id), nameOf(id), tokens.start(id), null);
  }

  @Override
  protected void lambdaFormals() {
    pushLambda(popMarkStart(), null, -1, endFormals());
  }

  @Override
  protected void lambdaArgFirst() {
    int id = popMark();
    pushLambda(tokens.start(id), nameOf(id), tokens.start(id), endFormals());
  }

  @Override
  protected void lambdaArgLast() {
    int id = popMark();
    pushLambda(popMarkStart(), nameOf(id), tokens.start(id), endFormals());
  }

  private void pushLambda(
      int start, @Nullable String arg, int argPos, @Nullable FormalsBuilder parameters) {
    List<Expr.Formal> list = null;
    boolean ellipsis = false;
    if (parameters != null) {
      parameters.validate(arg, start);
      list = parameters.formals();
      ellipsis = parameters.ellipsis();
    }
    String doc = tokens.docBefore(start);
    Expr body = exprs.top();
    Expr.Lambda lambda =
        new Expr.Lambda(start, exprs.topEnd(), arg, argPos, list, ellipsis, body, null, null);
    replace(1, doc == null ? lambda : lambda.described(null, doc));
  }

  @Override
  protected void beginBraces() {
    beginFormals();
  }

  @Override
  protected void bracesAreSet() {
    endFormals();
    beginBindings();
  }

  @Override
  protected void beginFormals() {
    formals = new FormalsBuilder(formals);
  }

  private FormalsBuilder currentFormals() {
    if (formals == null) {
      throw new AssertionError("formals outside of a function");
    }
    return formals;
  }

  private FormalsBuilder endFormals() {
    FormalsBuilder ended = currentFormals();
    formals = ended.enclosing;
    return ended;
  }

  @Override
  protected void formal() {
    int id = popMark();
    int pos = tokens.start(id);
    currentFormals().add(new Expr.Formal(pos, nameOf(id), null, tokens.docBefore(pos)));
  }

  @Override
  protected void formalDefault() {
    currentFormals().setDefault(exprs.pop());
  }

  @Override
  protected void ellipsis() {
    currentFormals().admitOthers();
  }

  // Keywords.

  @Override
  protected void assertion() {
    Expr body = exprs.top();
    Expr condition = exprs.get(exprs.size() - 2);
    replace(2, new Expr.Assert(popMarkStart(), exprs.topEnd(), condition, body));
  }

  @Override
  protected void with() {
    Expr body = exprs.top();
    Expr scope = exprs.get(exprs.size() - 2);
    replace(2, new Expr.With(popMarkStart(), exprs.topEnd(), scope, body));
  }

  @Override
  protected void ifThenElse() {
    int n = exprs.size();
    Expr condition = exprs.get(n - 3);
    Expr then = exprs.get(n - 2);
    replace(3, new Expr.If(popMarkStart(), exprs.topEnd(), condition, then, exprs.top()));
  }

  @Override
  protected void let() {
    int start = popMarkStart();
    AttrsBuilder ended = endBindings();
    if (ended.hasDynamic()) {
      throw new SourceError("dynamic attributes not allowed in let", start);
    }
    replace(1, new Expr.Let(start, exprs.topEnd(), ended.build(), exprs.top()));
  }

  @Override
  protected void legacyLet() {
    int start = popMarkStart();
    Expr set = new Expr.AttrSet(start, lastEnd(), true, endBindings().build());
    List<AttrName> path = List.of(AttrName.fixed(start, "body"));
    push(new Expr.Select(start, lastEnd(), set, path, null));
  }

  // Operations.

  @Override
  protected void beginOperation() {
    pushMark(operators.size());
  }

  @Override
  protected void prefixOperator() {
    operators.prefix(last());
  }

  @Override
  protected void operator() {
    operators.infix(last(), marks[markCount - 1]);
  }

  @Override
  protected void hasAttr() {
    List<AttrName> path = endPath();
    replace(1, new Expr.HasAttr(exprs.topStart(), lastEnd(), exprs.top(), path));
  }

  @Override
  protected void endOperation() {
    operators.finish(popMark());
  }

  @Override
  protected void pipeFrom() {
    pushPipe(BinaryOp.PIPE_FROM);
  }

  @Override
  protected void pipeInto() {
    pushPipe(BinaryOp.PIPE_TO);
  }

  private void pushPipe(BinaryOp op) {
    int right = exprs.size() - 1;
    int start = exprs.start(right - 1);
    replace(
        2,
        new Expr.Binary(
            start,
            exprs.topEnd(),
            op,
            popMarkStart(),
            exprs.get(right - 1),
            exprs.top(),
            exprs.start(right)));
  }

  @Override
  protected void beginCall() {
    pushMark(exprs.size());
  }

  @Override
  protected void argument() {
    warnIfCursed();
  }

  @Override
  protected void call() {
    int base = popMark();
    int start = exprs.start(base - 1);
    int end = exprs.topEnd();
    Expr function = exprs.get(base - 1);
    List<Expr> arguments = exprs.from(base);
    int pos = start;
    if (function instanceof Expr.Call inner) {
      // (f a) b is f a b, one call at the place of the inner one, as in Nix.
      arguments = concat(inner.arguments(), arguments);
      function = inner.function();
      pos = inner.start();
    }
    exprs.replaceFrom(base - 1, new Expr.Call(pos, end, function, arguments), start, end);
  }

  private static List<Expr> concat(List<Expr> a, List<Expr> b) {
    Expr[] all = new Expr[a.size() + b.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < a.size() ? a.get(i) : b.get(i - a.size());
    }
    return List.of(all);
  }

  @Override
  protected void select() {
    List<AttrName> path = endPath();
    replace(1, new Expr.Select(exprs.topStart(), lastEnd(), exprs.top(), path, null));
  }

  @Override
  protected void selectOr() {
    warnIfCursed();
    int n = exprs.size();
    int start = exprs.start(n - 2);
    List<AttrName> path = endPath();
    replace(2, new Expr.Select(start, exprs.topEnd(), exprs.get(n - 2), path, exprs.top()));
  }

  @Override
  protected void applyOr() {
    int start = exprs.topStart();
    Expr or = new Expr.Var(start, lastEnd(), "or");
    replace(1, new Expr.Call(start, lastEnd(), exprs.top(), List.of(or)));
    cursedOr = exprs.size() - 1;
  }

  /** The top has become an argument, an element or a default: there {@code f or} is ambiguous. */
  private void warnIfCursed() {
    if (cursedOr == exprs.size() - 1 && exprs.top() instanceof Expr.Call) {
      warnings.cursedOr(exprs.topStart(), exprs.topEnd());
    }
    cursedOr = -1;
  }

  // Simple expressions.

  @Override
  protected void var() {
    int id = popMark();
    int start = tokens.start(id);
    int end = tokens.end(id);
    String name = nameOf(id);
    push(name.equals("__curPos") ? new Expr.CurPos(start, end) : new Expr.Var(start, end, name));
  }

  @Override
  protected void integer() {
    push(new Expr.Int(lastStart(), lastEnd(), Long.parseLong(tokens.textOf(last()))));
  }

  @Override
  protected void floating() {
    push(new Expr.Float(lastStart(), lastEnd(), Double.parseDouble(tokens.textOf(last()))));
  }

  @Override
  protected void uri() {
    String uri = tokens.textOf(last());
    warnings.urlLiteral(uri, lastStart());
    push(new Expr.Str(lastStart(), lastEnd(), uri));
  }

  @Override
  protected void searchPath() {
    String text = tokens.textOf(last());
    push(new Expr.SearchPath(lastStart(), lastEnd(), text.substring(1, text.length() - 1)));
  }

  @Override
  protected void path() {
    int start = lastStart();
    int end = lastEnd();
    String literal = tokens.textOf(last());
    pushMark(exprs.size());
    if (tokens.kind(last()) == NixLexer.HPATH) {
      warnings.homePath(literal, start);
      push(new Expr.Path(start, end, literal.substring(1), true));
    } else {
      warnings.pathLiteral(literal, start);
      push(new Expr.Path(start, end, PathLiteral.resolve(literal, options.basePath()), false));
    }
  }

  @Override
  protected void pathEnd() {
    int base = popMark();
    if (exprs.size() > base + 1) {
      int start = exprs.start(base);
      Expr e =
          new Expr.Interpolation(start, lastEnd(), exprs.from(base), exprs.startsFrom(base), true);
      exprs.replaceFrom(base, e, start, e.end());
    }
  }

  @Override
  protected void parenthesized() {
    exprs.widenTop(popMarkStart(), lastEnd());
    cursedOr = -1;
  }

  @Override
  protected void beginList() {
    pushMark(exprs.size());
  }

  @Override
  protected void element() {
    warnIfCursed();
  }

  @Override
  protected void list() {
    int base = popMark();
    int start = popMarkStart();
    Expr e = new Expr.ListExpr(start, lastEnd(), exprs.from(base));
    exprs.replaceFrom(base, e, start, e.end());
  }

  // Strings.

  @Override
  protected void beginString() {
    pushMark(last());
    pushMark(exprs.size());
  }

  @Override
  protected void stringText() {
    int start = lastStart();
    int end = lastEnd();
    exprs.pushText(new Expr.Str(start, end, StringText.unescape(tokens.text(), start, end)), false);
  }

  @Override
  protected void indStringText() {
    int start = lastStart();
    int end = lastEnd();
    String text = tokens.text();
    char first = text.charAt(start);
    boolean escape =
        end - start == 1
            ? first == '$' || first == '\''
            : first == '\'' && text.charAt(start + 1) == '\'';
    String content;
    if (!escape || end - start == 1) {
      content = text.substring(start, end);
    } else if (text.charAt(start + 2) == '$') {
      content = "$";
    } else if (text.charAt(start + 2) == '\'') {
      content = "''";
    } else {
      content = StringText.unescape(text, start + 2, end);
    }
    exprs.pushText(new Expr.Str(start, end, content), !escape);
  }

  @Override
  protected void interpolation() {
    exprs.widenTop(popMarkStart(), lastEnd());
    cursedOr = -1;
  }

  @Override
  protected void string() {
    int base = popMark();
    int start = popMarkStart();
    Expr e = stringOf(base, start);
    exprs.replaceFrom(base, e, start, lastEnd());
  }

  /** The string whose parts lie from {@code base} up and which the last token closes. */
  private Expr stringOf(int base, int start) {
    int parts = exprs.size() - base;
    if (parts == 0) {
      return new Expr.Str(start, lastEnd(), "");
    }
    if (parts == 1 && exprs.isText(base)) {
      return new Expr.Str(start, lastEnd(), ((Expr.Str) exprs.get(base)).value());
    }
    return new Expr.Interpolation(
        start, lastEnd(), exprs.start(base), exprs.from(base), exprs.startsFrom(base), false);
  }

  @Override
  protected void indString() {
    int base = popMark();
    int start = popMarkStart();
    int end = lastEnd();
    IndentedString.strip(exprs, base);
    int parts = exprs.size() - base;
    Expr e;
    if (parts == 0) {
      e = new Expr.Str(start, end, "");
    } else if (parts == 1 && exprs.get(base) instanceof Expr.Str only) {
      e = new Expr.Str(start, end, only.value());
    } else {
      e = new Expr.Interpolation(start, end, exprs.from(base), exprs.startsFrom(base), false);
    }
    exprs.replaceFrom(base, e, start, end);
  }

  // Attribute paths.

  @Override
  protected void beginPath() {
    pushMark(nameCount);
  }

  @Override
  protected void beginPathWithName() {
    int id = popMark();
    beginPath();
    pushName(AttrName.fixed(tokens.start(id), nameOf(id)), tokens.end(id));
  }

  private void pushName(AttrName name, int end) {
    if (nameCount == names.length) {
      names = Arrays.copyOf(names, nameCount * 2);
      nameEnds = Arrays.copyOf(nameEnds, nameCount * 2);
    }
    nameEnds[nameCount] = end;
    names[nameCount++] = name;
  }

  @Override
  protected void attrName() {
    pushName(AttrName.fixed(lastStart(), nameOf(last())), lastEnd());
  }

  @Override
  protected void attrWildcard() {
    if (!options.bareWildcards()) {
      throw new SyntaxRejected(last());
    }
    attrName();
    tokens.becomesIdentifier(last());
  }

  @Override
  protected void attrString() {
    int base = popMark();
    int start = popMarkStart();
    Expr e = stringOf(base, start);
    exprs.truncate(base);
    pushName(attrNameOf(e, start), lastEnd());
  }

  @Override
  protected void attrExpr() {
    int start = popMarkStart();
    pushName(attrNameOf(exprs.pop(), start), lastEnd());
  }

  /** A string known now is a fixed name, also when written as an interpolation. */
  private static AttrName attrNameOf(Expr e, int start) {
    return e instanceof Expr.Str s ? AttrName.fixed(start, s.value()) : AttrName.dynamic(start, e);
  }

  private List<AttrName> endPath() {
    int base = popMark();
    int n = nameCount - base;
    nameCount = base;
    return n == 1 ? List.of(names[base]) : List.of(Arrays.copyOfRange(names, base, base + n));
  }

  // Bindings.

  @Override
  protected void beginBindings() {
    bindings = new AttrsBuilder(source, bindings);
  }

  private AttrsBuilder currentBindings() {
    if (bindings == null) {
      throw new AssertionError("bindings outside of a set");
    }
    return bindings;
  }

  private AttrsBuilder endBindings() {
    AttrsBuilder ended = currentBindings();
    bindings = ended.enclosing;
    return ended;
  }

  @Override
  protected void set() {
    push(new Expr.AttrSet(popMarkStart(), lastEnd(), false, endBindings().build()));
  }

  @Override
  protected void recSet() {
    push(new Expr.AttrSet(popMarkStart(), lastEnd(), true, endBindings().build()));
  }

  @Override
  protected void binding() {
    int base = popMark();
    String doc = tokens.docBefore(names[base].pos());
    currentBindings().add(names, base, nameCount, exprs.pop(), doc);
    nameCount = base;
  }

  @Override
  protected void inheritedAttr() {
    AttrName name = names[nameCount - 1];
    if (name.name() == null) {
      throw new SourceError("dynamic attributes not allowed in inherit", name.pos());
    }
  }

  @Override
  protected void inherit() {
    int base = popMark();
    for (int i = base; i < nameCount; i++) {
      currentBindings().inherit(fixedName(names[i]), names[i].pos(), nameEnds[i]);
    }
    nameCount = base;
  }

  @Override
  protected void inheritFrom() {
    int base = popMark();
    AttrsBuilder into = currentBindings();
    Expr from = exprs.pop();
    int index = into.addInheritFrom(from);
    for (int i = base; i < nameCount; i++) {
      into.inheritFrom(from, index, names[i], fixedName(names[i]), nameEnds[i]);
    }
    nameCount = base;
  }

  private static String fixedName(AttrName name) {
    String fixed = name.name();
    if (fixed == null) {
      throw new AssertionError("refused by inheritedAttr");
    }
    return fixed;
  }
}
