package dev.kix.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the syntax tree: immutable, shareable between threads, and free of any notion of
 * evaluation.
 *
 * <p>The tree keeps what the author wrote (operators stay operators; Nix's desugaring to {@code
 * __sub} and friends is the business of {code Printer} and of the evaluator). All names and string
 * contents hold one char per byte. Offsets are indices into the text of the {@link SourceFile};
 * {@link #pos()} is the offset that Nix names in a diagnostic about this expression.
 *
 * <p>Walk a tree with {@link #accept}: double dispatch rather than a pattern switch, which costs 35
 * ms on first use in a cold JVM.
 */
public abstract sealed class Expr {
  private final int start;
  private final int end;

  private Expr(int start, int end) {
    this.start = start;
    this.end = end;
  }

  /** Offset of the first byte of this expression. */
  public final int start() {
    return start;
  }

  /** Offset behind the last byte of this expression. */
  public final int end() {
    return end;
  }

  /** The offset Nix reports for this expression; {@link #start()} unless a node says otherwise. */
  public int pos() {
    return start;
  }

  /** Calls the method of {@code visitor} for this kind of node. */
  public abstract <R> R accept(Visitor<R> visitor);

  /** One method a kind of node. */
  public interface Visitor<R> {
    R visitInt(Int e);

    R visitFloat(Float e);

    R visitString(Str e);

    R visitInterpolation(Interpolation e);

    R visitPath(Path e);

    R visitSearchPath(SearchPath e);

    R visitVar(Var e);

    R visitCurPos(CurPos e);

    R visitSelect(Select e);

    R visitHasAttr(HasAttr e);

    R visitAttrSet(AttrSet e);

    R visitList(ListExpr e);

    R visitLambda(Lambda e);

    R visitCall(Call e);

    R visitLet(Let e);

    R visitWith(With e);

    R visitIf(If e);

    R visitAssert(Assert e);

    R visitUnary(Unary e);

    R visitBinary(Binary e);
  }

  /** An integer literal. */
  public static final class Int extends Expr {
    private final long value;

    public Int(int start, int end, long value) {
      super(start, end);
      this.value = value;
    }

    public long value() {
      return value;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitInt(this);
    }
  }

  /** A floating-point literal. */
  public static final class Float extends Expr {
    private final double value;

    public Float(int start, int end, double value) {
      super(start, end);
      this.value = value;
    }

    public double value() {
      return value;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFloat(this);
    }
  }

  /**
   * A string without interpolation, however it was quoted, escapes resolved; also a URI literal.
   */
  public static final class Str extends Expr {
    private final String value;

    public Str(int start, int end, String value) {
      super(start, end);
      this.value = value;
    }

    public String value() {
      return value;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitString(this);
    }
  }

  /**
   * A string or a path with interpolations: the concatenation of {@link #parts()}, of which at
   * least one is not a {@link Str}. For a path, {@link #isPath()}, the first part is a {@link Path}
   * and the result is a path; for a string the result is coerced to a string even when there is one
   * part.
   */
  public static final class Interpolation extends Expr {
    private final int pos;
    private final List<Expr> parts;
    private final int[] partPositions;
    private final boolean path;

    /**
     * @param partPositions the offset Nix reports for each part
     */
    public Interpolation(int start, int end, List<Expr> parts, int[] partPositions, boolean path) {
      this(start, end, start, parts, partPositions, path);
    }

    /**
     * @param pos the offset Nix reports: behind the opening quote for {@code "…"}
     * @param partPositions the offset Nix reports for each part
     */
    public Interpolation(
        int start, int end, int pos, List<Expr> parts, int[] partPositions, boolean path) {
      super(start, end);
      this.pos = pos;
      this.parts = List.copyOf(parts);
      this.partPositions = partPositions.clone();
      this.path = path;
    }

    @Override
    public int pos() {
      return pos;
    }

    public List<Expr> parts() {
      return parts;
    }

    /** The offset Nix reports for part {@code i}. */
    public int partPos(int i) {
      return partPositions[i];
    }

    public boolean isPath() {
      return path;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitInterpolation(this);
    }
  }

  /**
   * A path literal, made absolute and canonical by the parser except for a leading {@code ~/}, see
   * {@link #home()}.
   */
  public static final class Path extends Expr {
    private final String value;
    private final boolean home;

    /**
     * @param value the absolute canonical path; for {@code home}, what follows {@code ~}, starting
     *     with a slash
     */
    public Path(int start, int end, String value, boolean home) {
      super(start, end);
      this.value = value;
      this.home = home;
    }

    public String value() {
      return value;
    }

    /** True for {@code ~/…}: the evaluator prefixes the home folder, or refuses in pure mode. */
    public boolean home() {
      return home;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitPath(this);
    }
  }

  /** {@code <name>}, which means {@code __findFile __nixPath "name"}. */
  public static final class SearchPath extends Expr {
    private final String name;

    public SearchPath(int start, int end, String name) {
      super(start, end);
      this.name = name;
    }

    public String name() {
      return name;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSearchPath(this);
    }
  }

  /** A variable. */
  public static final class Var extends Expr {
    private final String name;

    public Var(int start, int end, String name) {
      super(start, end);
      this.name = name;
    }

    public String name() {
      return name;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitVar(this);
    }
  }

  /** {@code __curPos}. */
  public static final class CurPos extends Expr {
    public CurPos(int start, int end) {
      super(start, end);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCurPos(this);
    }
  }

  /** {@code e.a.b} or {@code e.a.b or d}. */
  public static final class Select extends Expr {
    private final Expr target;
    private final List<AttrName> path;
    private final @Nullable Expr fallback;

    public Select(int start, int end, Expr target, List<AttrName> path, @Nullable Expr fallback) {
      super(start, end);
      this.target = target;
      this.path = List.copyOf(path);
      this.fallback = fallback;
    }

    public Expr target() {
      return target;
    }

    public List<AttrName> path() {
      return path;
    }

    /** What follows {@code or}, or null. */
    public @Nullable Expr fallback() {
      return fallback;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSelect(this);
    }
  }

  /** {@code e ? a.b}. */
  public static final class HasAttr extends Expr {
    private final Expr target;
    private final List<AttrName> path;

    public HasAttr(int start, int end, Expr target, List<AttrName> path) {
      super(start, end);
      this.target = target;
      this.path = List.copyOf(path);
    }

    /** That of the target, as in Nix. */
    @Override
    public int pos() {
      return target.pos();
    }

    public Expr target() {
      return target;
    }

    public List<AttrName> path() {
      return path;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitHasAttr(this);
    }
  }

  /** {@code { … }} or {@code rec { … }}. */
  public static final class AttrSet extends Expr {
    private final boolean recursive;
    private final Bindings bindings;

    public AttrSet(int start, int end, boolean recursive, Bindings bindings) {
      super(start, end);
      this.recursive = recursive;
      this.bindings = bindings;
    }

    public boolean recursive() {
      return recursive;
    }

    public Bindings bindings() {
      return bindings;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAttrSet(this);
    }
  }

  /** {@code [ … ]}. */
  public static final class ListExpr extends Expr {
    private final List<Expr> elements;

    public ListExpr(int start, int end, List<Expr> elements) {
      super(start, end);
      this.elements = List.copyOf(elements);
    }

    public List<Expr> elements() {
      return elements;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitList(this);
    }
  }

  /** One formal of {@code { a, b ? d, … }: }. */
  public static final class Formal {
    private final int pos;
    private final String name;
    private final @Nullable Expr defaultValue;
    private final @Nullable String doc;

    public Formal(int pos, String name, @Nullable Expr defaultValue, @Nullable String doc) {
      this.pos = pos;
      this.name = name;
      this.defaultValue = defaultValue;
      this.doc = doc;
    }

    public int pos() {
      return pos;
    }

    public String name() {
      return name;
    }

    public @Nullable Expr defaultValue() {
      return defaultValue;
    }

    public @Nullable String doc() {
      return doc;
    }
  }

  /** A function of one argument. */
  public static final class Lambda extends Expr {
    private final @Nullable String arg;
    private final int argPos;
    private final @Nullable List<Formal> formals;
    private final boolean ellipsis;
    private final Expr body;
    private final @Nullable String name;
    private final @Nullable String doc;

    /**
     * @param arg the name before the colon or beside the {@code @}, or null
     * @param formals in source order, or null for {@code x: …}
     * @param ellipsis whether {@code …} admits other attributes
     * @param name the name of the attribute or variable the function was bound to, for {@code
     *     «lambda name @ …»}
     * @param doc the documentation comment, markers included
     */
    public Lambda(
        int start,
        int end,
        @Nullable String arg,
        int argPos,
        @Nullable List<Formal> formals,
        boolean ellipsis,
        Expr body,
        @Nullable String name,
        @Nullable String doc) {
      super(start, end);
      this.arg = arg;
      this.argPos = argPos;
      this.formals = formals == null ? null : List.copyOf(formals);
      this.ellipsis = ellipsis;
      this.body = body;
      this.name = name;
      this.doc = doc;
    }

    /**
     * This function under a name, or with documentation unless it has its own; functions that are
     * the body of this one get the same, since {@code f = a: b: …} documents and names both.
     */
    Lambda described(@Nullable String newName, @Nullable String newDoc) {
      boolean documents = newDoc != null && doc == null;
      boolean names = newName != null && !newName.equals(name);
      if (!documents && !names) {
        return this;
      }
      Expr newBody =
          body instanceof Lambda inner ? inner.described(newName, documents ? newDoc : null) : body;
      return new Lambda(
          start(),
          end(),
          arg,
          argPos,
          formals,
          ellipsis,
          newBody,
          names ? newName : name,
          documents ? newDoc : doc);
    }

    public @Nullable String arg() {
      return arg;
    }

    public int argPos() {
      return argPos;
    }

    public @Nullable List<Formal> formals() {
      return formals;
    }

    public boolean ellipsis() {
      return ellipsis;
    }

    public Expr body() {
      return body;
    }

    public @Nullable String name() {
      return name;
    }

    public @Nullable String doc() {
      return doc;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLambda(this);
    }
  }

  /** {@code f a b c}: one node for all arguments written side by side. */
  public static final class Call extends Expr {
    private final Expr function;
    private final List<Expr> arguments;

    public Call(int start, int end, Expr function, List<Expr> arguments) {
      super(start, end);
      this.function = function;
      this.arguments = List.copyOf(arguments);
    }

    public Expr function() {
      return function;
    }

    public List<Expr> arguments() {
      return arguments;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCall(this);
    }
  }

  /** {@code let … in e}. The legacy {@code let { body = e; … }} is {@code (rec { … }).body}. */
  public static final class Let extends Expr {
    private final Bindings bindings;
    private final Expr body;

    public Let(int start, int end, Bindings bindings, Expr body) {
      super(start, end);
      this.bindings = bindings;
      this.body = body;
    }

    public Bindings bindings() {
      return bindings;
    }

    public Expr body() {
      return body;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLet(this);
    }
  }

  /** {@code with e; body}. */
  public static final class With extends Expr {
    private final Expr scope;
    private final Expr body;

    public With(int start, int end, Expr scope, Expr body) {
      super(start, end);
      this.scope = scope;
      this.body = body;
    }

    public Expr scope() {
      return scope;
    }

    public Expr body() {
      return body;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWith(this);
    }
  }

  /** {@code if c then a else b}. */
  public static final class If extends Expr {
    private final Expr condition;
    private final Expr thenBranch;
    private final Expr elseBranch;

    public If(int start, int end, Expr condition, Expr thenBranch, Expr elseBranch) {
      super(start, end);
      this.condition = condition;
      this.thenBranch = thenBranch;
      this.elseBranch = elseBranch;
    }

    public Expr condition() {
      return condition;
    }

    public Expr thenBranch() {
      return thenBranch;
    }

    public Expr elseBranch() {
      return elseBranch;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIf(this);
    }
  }

  /** {@code assert c; body}. */
  public static final class Assert extends Expr {
    private final Expr condition;
    private final Expr body;

    public Assert(int start, int end, Expr condition, Expr body) {
      super(start, end);
      this.condition = condition;
      this.body = body;
    }

    public Expr condition() {
      return condition;
    }

    public Expr body() {
      return body;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAssert(this);
    }
  }

  /** {@code !e} or {@code -e}. */
  public static final class Unary extends Expr {
    private final UnaryOp op;
    private final Expr operand;

    public Unary(int start, int end, UnaryOp op, Expr operand) {
      super(start, end);
      this.op = op;
      this.operand = operand;
    }

    /** That of the operand for {@code !}, as in Nix; of the operator for {@code -}. */
    @Override
    public int pos() {
      return op == UnaryOp.NOT ? operand.pos() : start();
    }

    public UnaryOp op() {
      return op;
    }

    public Expr operand() {
      return operand;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUnary(this);
    }
  }

  /** An operator of two operands. */
  public static final class Binary extends Expr {
    private final BinaryOp op;
    private final int opPos;
    private final Expr left;
    private final Expr right;
    private final int rightPos;

    public Binary(BinaryOp op, int opPos, Expr left, Expr right) {
      this(left.start(), right.end(), op, opPos, left, right, right.start());
    }

    /**
     * @param start offset of the left operand, its parentheses included
     * @param rightPos offset of the right operand, its parentheses included
     */
    public Binary(int start, int end, BinaryOp op, int opPos, Expr left, Expr right, int rightPos) {
      super(start, end);
      this.op = op;
      this.opPos = opPos;
      this.left = left;
      this.right = right;
      this.rightPos = rightPos;
    }

    /** The offset Nix reports for the left operand of {@code +}: its parentheses count. */
    public int leftPos() {
      return start();
    }

    /** The offset Nix reports for the right operand of {@code +}: its parentheses count. */
    public int rightPos() {
      return rightPos;
    }

    public BinaryOp op() {
      return op;
    }

    /** Offset of the operator itself. */
    @Override
    public int pos() {
      return opPos;
    }

    public Expr left() {
      return left;
    }

    public Expr right() {
      return right;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBinary(this);
    }
  }
}
