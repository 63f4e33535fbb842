package dev.kix.interpreter.eval;

import dev.kix.grammar.AttrName;
import dev.kix.grammar.BinaryOp;
import dev.kix.grammar.Binding;
import dev.kix.grammar.Bindings;
import dev.kix.grammar.DynamicBinding;
import dev.kix.grammar.Expr;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.grammar.UnaryOp;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a syntax tree into executable nodes: every variable becomes a frame depth and a slot,
 * {@code with} is consulted only where it must be, and an undefined variable is an error before
 * anything runs, as in Nix.
 *
 * <p>Every {@code let}, {@code rec}, {@code with} and {@code inherit (e)} lives in the frame of the
 * function around it, see {@link Env}. One analyser analyses one text and is then thrown away.
 */
public final class Analyzer implements Expr.Visitor<Node> {
  private final SourceFile source;
  private final GlobalScope.Names globals;
  private Scope scope;

  private Analyzer(SourceFile source, GlobalScope.Names globals, Scope scope) {
    this.source = source;
    this.globals = globals;
    this.scope = scope;
  }

  /**
   * Analyses a whole text.
   *
   * @throws EvalException for an undefined variable
   */
  public static Code analyze(SourceFile source, Expr expr, GlobalScope.Names globals) {
    Scope.Frame frame = new Scope.Frame(0);
    Scope scope = Scope.ofVariables(null, frame);
    Node root = expr.accept(new Analyzer(source, globals, scope));
    return new Code(root, frame.slots(), new String[0]);
  }

  /**
   * Analyses a text that sees further variables, as {@code builtins.scopedImport} and the repl
   * provide them.
   *
   * @param variables their names, unique; {@link Code#eval} takes the values in the same order
   */
  public static Code analyze(
      SourceFile source, Expr expr, GlobalScope.Names globals, String[] variables) {
    Scope.Frame outerFrame = new Scope.Frame(0);
    Scope outer = Scope.ofVariables(null, outerFrame);
    for (String name : variables) {
      outer.declare(name);
    }
    Scope.Frame frame = new Scope.Frame(1);
    Scope scope = Scope.ofVariables(outer, frame);
    Node root = expr.accept(new Analyzer(source, globals, scope));
    return new Code(root, frame.slots(), variables);
  }

  private Position at(int offset) {
    return new Position(source, offset);
  }

  private Node[] nodes(List<? extends Expr> exprs) {
    Node[] nodes = new Node[exprs.size()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = exprs.get(i).accept(this);
    }
    return nodes;
  }

  // ---- literals ----

  @Override
  public Node visitInt(Expr.Int e) {
    return new LiteralNodes.Literal(NixInt.of(e.value()));
  }

  @Override
  public Node visitFloat(Expr.Float e) {
    return new LiteralNodes.Literal(NixFloat.of(e.value()));
  }

  @Override
  public Node visitString(Expr.Str e) {
    return new LiteralNodes.Literal(
        e.value().isEmpty() ? NixString.EMPTY : NixString.of(e.value()));
  }

  @Override
  public Node visitInterpolation(Expr.Interpolation e) {
    Node[] parts = nodes(e.parts());
    Position[] positions = new Position[parts.length];
    for (int i = 0; i < parts.length; i++) {
      positions[i] = at(e.partPos(i));
    }
    return new OperatorNodes.Interpolate(parts, positions, e.isPath(), at(e.pos()));
  }

  @Override
  public Node visitPath(Expr.Path e) {
    return e.home()
        ? new LiteralNodes.HomePath(e.value())
        : new LiteralNodes.Literal(NixPath.of(e.value()));
  }

  @Override
  public Node visitSearchPath(Expr.SearchPath e) {
    Position pos = at(e.pos());
    return CallNodes.of(
        variable("__findFile", pos),
        new Node[] {variable("__nixPath", pos), new LiteralNodes.Literal(NixString.of(e.name()))},
        pos);
  }

  @Override
  public Node visitCurPos(Expr.CurPos e) {
    return new LiteralNodes.CurPos(at(e.pos()));
  }

  @Override
  public Node visitList(Expr.ListExpr e) {
    return new LiteralNodes.ListNode(nodes(e.elements()));
  }

  // ---- variables ----

  @Override
  public Node visitVar(Expr.Var e) {
    return variable(e.name(), at(e.pos()));
  }

  private Node variable(String name, Position pos) {
    int level = scope.frame.level;
    int withs = 0;
    for (Scope s = scope; s != null; s = s.outer) {
      if (s.isWith()) {
        withs++;
        continue;
      }
      int slot = s.slot(name);
      if (slot >= 0) {
        return VariableNodes.local(level - s.frame.level, slot, pos);
      }
    }
    int global = globals.indexOf(name);
    if (global >= 0) {
      return new VariableNodes.Global(global, pos);
    }
    if (withs == 0) {
      throw new EvalException(
          ErrorKind.UNDEFINED_VARIABLE, "undefined variable '" + name + "'", pos);
    }
    int[] depths = new int[withs];
    int[] slots = new int[withs];
    Position[] positions = new Position[withs];
    int i = 0;
    for (Scope s = scope; s != null; s = s.outer) {
      if (s.isWith() && s.withPosition != null) {
        depths[i] = level - s.frame.level;
        slots[i] = s.withSlot;
        positions[i++] = s.withPosition;
      }
    }
    return new VariableNodes.FromWith(name, depths, slots, positions, pos);
  }

  private boolean isGlobal(String name) {
    for (Scope s = scope; s != null; s = s.outer) {
      if (s.slot(name) >= 0) {
        return false;
      }
    }
    return globals.indexOf(name) >= 0;
  }

  // ---- attribute sets ----

  private AttrNodes.Name name(AttrName name) {
    String fixed = name.name();
    if (fixed != null) {
      return AttrNodes.Name.fixed(fixed.intern());
    }
    Expr expr = name.expr();
    if (expr == null) {
      throw new AssertionError("an attribute name is fixed or computed");
    }
    return AttrNodes.Name.dynamic(expr.accept(this), expr);
  }

  private AttrNodes.Name[] path(List<AttrName> path) {
    AttrNodes.Name[] names = new AttrNodes.Name[path.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = name(path.get(i));
    }
    return names;
  }

  @Override
  public Node visitSelect(Expr.Select e) {
    Node target = e.target().accept(this);
    Position pos = at(e.pos());
    Expr fallback = e.fallback();
    if (fallback == null && e.path().size() == 1) {
      String fixed = e.path().get(0).name();
      if (fixed != null) {
        return new AttrNodes.SelectOne(target, fixed.intern(), pos);
      }
    }
    return new AttrNodes.Select(
        target, path(e.path()), fallback == null ? null : fallback.accept(this), pos);
  }

  @Override
  public Node visitHasAttr(Expr.HasAttr e) {
    return new AttrNodes.HasAttr(e.target().accept(this), path(e.path()));
  }

  /** Not {@code Comparator.comparing}: the start-up cache does not keep what it is linked to. */
  private static final Comparator<Binding> BY_NAME =
      new Comparator<>() {
        @Override
        public int compare(Binding a, Binding b) {
          return a.name().compareTo(b.name());
        }
      };

  private static List<Binding> sorted(Bindings bindings) {
    List<Binding> list = new ArrayList<>(bindings.fixed());
    list.sort(BY_NAME);
    return list;
  }

  private Shape shape(List<Binding> bindings) {
    String[] names = new String[bindings.size()];
    Position[] positions = new Position[names.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = bindings.get(i).name().intern();
      positions[i] = at(bindings.get(i).pos());
    }
    return Shape.ofSorted(names, positions);
  }

  /**
   * The value of a binding; {@code inner} is the scope inside the set, {@code outer} the one around
   * it.
   */
  private Node binding(Binding b, Scope inner, Scope outer, int[] fromSlots) {
    Scope saved = scope;
    try {
      switch (b.kind()) {
        case PLAIN -> {
          scope = inner;
          return b.value().accept(this);
        }
        case INHERITED -> {
          scope = outer;
          return b.value().accept(this);
        }
        case INHERITED_FROM -> {
          Position pos = at(b.pos());
          Node from = VariableNodes.local(0, fromSlots[b.fromIndex()], fromPosition(b, pos));
          return new AttrNodes.SelectOne(from, b.name().intern(), pos);
        }
      }
      throw new AssertionError(b.kind());
    } finally {
      scope = saved;
    }
  }

  private Position fromPosition(Binding b, Position fallback) {
    return b.value() instanceof Expr.Select s ? at(s.target().pos()) : fallback;
  }

  private int[] fromSlots(Bindings bindings) {
    int[] slots = new int[bindings.inheritFrom().size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = scope.frame.newSlot();
    }
    return slots;
  }

  @Override
  public Node visitAttrSet(Expr.AttrSet e) {
    Bindings bindings = e.bindings();
    List<Binding> fixed = sorted(bindings);
    Shape shape = shape(fixed);
    Position pos = at(e.pos());
    Scope outer = scope;
    int[] slots = new int[fixed.size()];
    if (e.recursive()) {
      scope = Scope.ofVariables(outer, outer.frame);
      for (int i = 0; i < slots.length; i++) {
        slots[i] = scope.declare(fixed.get(i).name());
      }
    }
    Scope inner = scope;
    try {
      int[] fromSlots = fromSlots(bindings);
      Node[] from = nodes(bindings.inheritFrom());
      Node[] values = new Node[fixed.size()];
      boolean[] inherited = new boolean[values.length];
      for (int i = 0; i < values.length; i++) {
        Binding b = fixed.get(i);
        values[i] = binding(b, inner, outer, fromSlots);
        inherited[i] = b.kind() == Binding.Kind.INHERITED;
      }
      Node set =
          e.recursive()
              ? new AttrNodes.Recursive(shape, values, slots, fromSlots, from, inherited, pos)
              : new AttrNodes.Literal(shape, values, fromSlots, from, pos);
      return bindings.dynamic().isEmpty() ? set : withDynamic(set, bindings.dynamic(), pos);
    } finally {
      scope = outer;
    }
  }

  private Node withDynamic(Node set, List<DynamicBinding> dynamic, Position pos) {
    Node[] names = new Node[dynamic.size()];
    Node[] values = new Node[names.length];
    Position[] positions = new Position[names.length];
    for (int i = 0; i < names.length; i++) {
      DynamicBinding d = dynamic.get(i);
      names[i] = d.name().accept(this);
      values[i] = d.value().accept(this);
      positions[i] = at(d.pos());
    }
    return new AttrNodes.WithDynamicNames(set, names, values, positions, pos);
  }

  @Override
  public Node visitLet(Expr.Let e) {
    Scope outer = scope;
    List<Binding> fixed = sorted(e.bindings());
    Scope inner = Scope.ofVariables(outer, outer.frame);
    int n = fixed.size();
    int[] variableSlots = new int[n];
    for (int i = 0; i < n; i++) {
      variableSlots[i] = inner.declare(fixed.get(i).name());
    }
    scope = inner;
    try {
      int[] fromSlots = fromSlots(e.bindings());
      Node[] from = nodes(e.bindings().inheritFrom());
      int[] slots = new int[fromSlots.length + n];
      Node[] values = new Node[slots.length];
      System.arraycopy(fromSlots, 0, slots, 0, fromSlots.length);
      System.arraycopy(from, 0, values, 0, from.length);
      for (int i = 0; i < n; i++) {
        slots[from.length + i] = variableSlots[i];
        values[from.length + i] = binding(fixed.get(i), inner, outer, fromSlots);
      }
      return new ControlNodes.Let(slots, values, e.body().accept(this));
    } finally {
      scope = outer;
    }
  }

  // ---- functions ----

  @Override
  public Node visitLambda(Expr.Lambda e) {
    List<Expr.Lambda> chain = new ArrayList<>(2);
    Expr.Lambda last = e;
    chain.add(last);
    while (last.formals() == null && last.body() instanceof Expr.Lambda inner) {
      last = inner;
      chain.add(last);
    }
    Scope saved = scope;
    Scope.Frame frame = new Scope.Frame(saved.frame.level + 1);
    Position[] positions = new Position[chain.size()];
    // A scope for each parameter: a later one may have the same name.
    Scope s = saved;
    for (int i = 0; i < positions.length; i++) {
      Expr.Lambda lambda = chain.get(i);
      positions[i] = at(lambda.pos());
      s = Scope.ofVariables(s, frame);
      String arg = lambda.arg();
      if (lambda.formals() == null && arg != null) {
        s.declare(arg);
      }
    }
    scope = s;
    try {
      List<Expr.Formal> formals = last.formals();
      Formals pattern =
          formals == null ? null : formals(last, formals, positions[positions.length - 1]);
      Lambda node = new Lambda(chain.toArray(new Expr.Lambda[0]), positions, pattern);
      Node body = last.body().accept(this);
      node.finish(body, frame.slots());
      return node;
    } finally {
      scope = saved;
    }
  }

  private Formals formals(Expr.Lambda lambda, List<Expr.Formal> formals, Position pos) {
    String arg = lambda.arg();
    int argSlot = arg == null ? -1 : scope.declare(arg);
    String[] names = new String[formals.size()];
    int firstSlot = scope.frame.slots();
    for (int i = 0; i < names.length; i++) {
      names[i] = formals.get(i).name().intern();
      scope.declare(names[i]);
    }
    @Nullable Node[] defaults = new Node[names.length];
    for (int i = 0; i < names.length; i++) {
      Expr d = formals.get(i).defaultValue();
      defaults[i] = d == null ? null : d.accept(this);
    }
    String name = lambda.name();
    return new Formals(
        names,
        defaults,
        argSlot,
        firstSlot,
        lambda.ellipsis(),
        name == null ? "anonymous lambda" : name,
        pos);
  }

  @Override
  public Node visitCall(Expr.Call e) {
    return CallNodes.of(e.function().accept(this), nodes(e.arguments()), at(e.pos()));
  }

  // ---- control ----

  @Override
  public Node visitWith(Expr.With e) {
    Node set = e.scope().accept(this);
    Position pos = at(e.pos());
    Scope outer = scope;
    int slot = outer.frame.newSlot();
    scope = Scope.ofWith(outer, outer.frame, slot, pos);
    try {
      return new ControlNodes.With(slot, set, e.body().accept(this), pos);
    } finally {
      scope = outer;
    }
  }

  @Override
  public Node visitIf(Expr.If e) {
    return new ControlNodes.If(
        e.condition().accept(this),
        e.thenBranch().accept(this),
        e.elseBranch().accept(this),
        at(e.pos()));
  }

  @Override
  public Node visitAssert(Expr.Assert e) {
    Expr condition = e.condition();
    Node[] equality = null;
    if (condition instanceof Expr.Binary b && b.op() == BinaryOp.EQ) {
      equality = new Node[] {b.left().accept(this), b.right().accept(this)};
    }
    return new ControlNodes.Assert(
        condition.accept(this), e.body().accept(this), condition, equality, at(e.pos()));
  }

  // ---- operators ----

  @Override
  public Node visitUnary(Expr.Unary e) {
    Node operand = e.operand().accept(this);
    if (e.op() == UnaryOp.NOT) {
      return new ControlNodes.Not(operand);
    }
    return arithmetic(
        ArithmeticOp.SUB, new LiteralNodes.Literal(NixInt.of(0)), operand, at(e.pos()));
  }

  @Override
  public Node visitBinary(Expr.Binary e) {
    Node left = e.left().accept(this);
    Node right = e.right().accept(this);
    Position pos = at(e.pos());
    return switch (e.op()) {
      case EQ -> new OperatorNodes.Equal(left, right, pos);
      case NEQ -> new OperatorNodes.NotEqual(left, right, pos);
      case LT -> less(left, right, false, false, pos);
      case GT -> less(left, right, true, false, pos);
      case GEQ -> less(left, right, false, true, pos);
      case LEQ -> less(left, right, true, true, pos);
      case AND -> new ControlNodes.And(left, right, pos);
      case OR -> new ControlNodes.Or(left, right, pos);
      case IMPL -> new ControlNodes.Implies(left, right, pos);
      case UPDATE -> new OperatorNodes.Update(left, right, pos);
      case ADD -> new OperatorNodes.Add(left, at(e.leftPos()), right, at(e.rightPos()), pos);
      case SUB -> arithmetic(ArithmeticOp.SUB, left, right, pos);
      case MUL -> arithmetic(ArithmeticOp.MUL, left, right, pos);
      case DIV -> arithmetic(ArithmeticOp.DIV, left, right, pos);
      case CONCAT -> new OperatorNodes.Concat(left, right, pos);
      case PIPE_TO -> CallNodes.of(right, new Node[] {left}, pos);
      case PIPE_FROM -> CallNodes.of(left, new Node[] {right}, pos);
    };
  }

  /** {@code __sub} and friends are ordinary variables: a program may define its own. */
  private Node arithmetic(ArithmeticOp op, Node left, Node right, Position pos) {
    String name = op.variable();
    return isGlobal(name)
        ? new OperatorNodes.Arithmetical(op, left, right, pos)
        : CallNodes.of(variable(name, pos), new Node[] {left, right}, pos);
  }

  private Node less(Node left, Node right, boolean swapped, boolean negated, Position pos) {
    if (isGlobal("__lessThan")) {
      OperatorNodes.Less less = new OperatorNodes.Less(left, right, swapped, pos);
      return negated ? new OperatorNodes.NotLess(less) : less;
    }
    Node[] args = swapped ? new Node[] {right, left} : new Node[] {left, right};
    Node call = CallNodes.of(variable("__lessThan", pos), args, pos);
    return negated ? new ControlNodes.Not(call) : call;
  }
}
