package dev.kix.k8s.cel;

import com.google.common.math.LongMath;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The greatest cost that evaluating an expression can have, estimated from the sizes that the
 * schema allows, in the units and to the number of the API server (cel-go checker/cost.go, with the
 * options of k8s.io/apiserver pkg/cel/environment). The server refuses definitions by this number,
 * so its oddities are kept: what is looked up, in which order, and that a number has no size. One
 * object estimates one expression.
 */
final class CostEstimator {
  /** Of a text, for each character gone through. */
  static final double TEXT = 0.1;

  /** Of a regular expression, for each of its characters. */
  static final double PATTERN = 0.25;

  private static final long NEW_LIST = 10;
  private static final long NEW_MAP = 30;
  private static final long NEW_STRUCT = 40;

  /** The names that macros give to what they collect. */
  private static final Set<String> COLLECTED = Set.of("@result", "__result__");

  /** What the entries of a list or map are like; made only where both sizes are known. */
  private record Entries(boolean list, SizeRange key, SizeRange value) {
    static @Nullable Entries union(@Nullable Entries a, @Nullable Entries b) {
      return a == null || b == null
          ? null
          : new Entries(a.list, a.key.union(b.key), a.value.union(b.value));
    }
  }

  private record Local(Steps path, @Nullable SizeRange size, @Nullable Entries entries) {}

  /**
   * A value in a limit of the schema that is not set.
   *
   * @param path from {@code self}, as in {@code self.hosts[*].name}
   * @param limit what could be set there
   */
  record Unlimited(String path, SizedType.Limit limit) {}

  private final CelAbstractSyntaxTree tree;
  private final SizedType self;
  private final Set<Unlimited> pretended;
  private final Set<Unlimited> unlimited = new LinkedHashSet<>();
  private final Map<Long, Steps> paths = new HashMap<>();
  private final Map<Long, SizeRange> sizes = new HashMap<>();
  private final Map<Long, Entries> entries = new HashMap<>();
  private final Map<String, Deque<Local>> locals = new HashMap<>();
  private final FunctionCosts functions = new FunctionCosts(this);

  /**
   * @param self the type of {@code self}
   * @param pretended values to be taken as limited to a single character or element
   */
  CostEstimator(CelAbstractSyntaxTree tree, SizedType self, Set<Unlimited> pretended) {
    this.tree = tree;
    this.self = self;
    this.pretended = pretended;
  }

  /** The greatest cost. */
  long cost() {
    return cost(tree.getExpr());
  }

  /** The values without a limit whose size was asked for, once {@link #cost} has run. */
  Set<Unlimited> unlimited() {
    return unlimited;
  }

  private long cost(CelExpr e) {
    return switch (e.getKind()) {
      case IDENT -> ident(e);
      case SELECT -> select(e);
      case CALL -> call(e);
      case LIST -> list(e);
      case MAP -> map(e);
      case STRUCT -> struct(e);
      case COMPREHENSION -> isBinding(e.comprehension()) ? binding(e) : comprehension(e);
      case CONSTANT, NOT_SET -> 0;
    };
  }

  private static long sum(long a, long b) {
    return LongMath.saturatedAdd(a, b);
  }

  private long ident(CelExpr e) {
    Local local = local(e.ident().name());
    paths.put(e.id(), local == null ? Steps.from(e.ident().name()) : local.path);
    return 1;
  }

  private long select(CelExpr e) {
    CelSelect select = e.select();
    long cost = cost(select.operand());
    if (select.testOnly()) {
      return cost;
    }
    CelKind kind = type(select.operand()).kind();
    if (kind == CelKind.MAP || kind == CelKind.STRUCT || kind == CelKind.TYPE_PARAM) {
      cost = sum(cost, 1);
    }
    paths.put(e.id(), path(select.operand()).then(select.field()));
    return cost;
  }

  private long call(CelExpr e) {
    CelCall call = e.call();
    if (call.function().equals("dyn")) {
      CelExpr argument = call.args().get(0);
      long cost = sum(1, cost(argument));
      copySizes(e, argument);
      return cost;
    }
    long[] costs = new long[call.args().size()];
    long arguments = 0;
    for (int i = 0; i < costs.length; i++) {
      costs[i] = cost(call.args().get(i));
      arguments = sum(arguments, costs[i]);
      size(call.args().get(i));
    }
    CelReference reference = tree.getReference(e.id()).orElse(null);
    List<String> overloads = reference == null ? List.of() : reference.overloadIds();
    if (overloads.isEmpty()) {
      return 0;
    }
    CelExpr target = call.target().orElse(null);
    String function = call.function();
    long cost = 0;
    if (target != null) {
      String qualified = qualified(target);
      if (qualified != null) {
        function = qualified + "." + function;
        target = null;
      } else {
        cost = cost(target);
        size(target);
      }
    }
    long most = 0;
    SizeRange result = null;
    for (String overload : overloads) {
      Call one = new Call(e, function, overload, target, call.args(), costs, arguments);
      FunctionCosts.Estimate estimate = functions.of(one);
      most = Math.max(most, estimate.cost());
      if (estimate.size() != null) {
        result = result == null ? estimate.size() : result.union(estimate.size());
      }
      if (overload.equals("index_list") || overload.equals("index_map")) {
        CelExpr owner = call.args().get(0);
        Entries inside = entries(owner);
        result = inside == null ? null : inside.value;
        paths.put(e.id(), path(owner).then(overload.equals("index_list") ? "@items" : "@values"));
      }
      if (result == null) {
        result = size(e);
      }
    }
    if (result != null) {
      sizes.put(e.id(), result);
    }
    return sum(cost, most);
  }

  /**
   * A call as the costs of functions see it.
   *
   * @param expression the call itself
   * @param function its full name
   * @param overload one of the functions of that name that it may mean
   * @param target what a method is called on
   * @param args its arguments
   * @param argCosts the cost of each
   * @param argsCost of all of them
   */
  record Call(
      CelExpr expression,
      String function,
      String overload,
      @Nullable CelExpr target,
      List<CelExpr> args,
      long[] argCosts,
      long argsCost) {}

  /** The name before a function such as {@code ip.isCanonical}, or null for a value. */
  private @Nullable String qualified(CelExpr target) {
    boolean plain = target.getKind() == CelExpr.ExprKind.Kind.IDENT;
    return plain && tree.getType(target.id()).isEmpty() ? target.ident().name() : null;
  }

  private long list(CelExpr e) {
    long cost = NEW_LIST;
    SizeRange items = e.list().elements().isEmpty() ? SizeRange.exactly(0) : SizeRange.NONE;
    for (CelExpr element : e.list().elements()) {
      cost = sum(cost, cost(element));
      items = items.union(sizeOrUnknown(element));
    }
    entries.put(e.id(), new Entries(true, SizeRange.exactly(1), items));
    return cost;
  }

  private long map(CelExpr e) {
    long cost = NEW_MAP;
    boolean empty = e.map().entries().isEmpty();
    SizeRange keys = empty ? SizeRange.exactly(0) : SizeRange.NONE;
    SizeRange values = keys;
    for (CelExpr.CelMap.Entry entry : e.map().entries()) {
      cost = sum(cost, sum(cost(entry.key()), cost(entry.value())));
      keys = keys.union(sizeOrUnknown(entry.key()));
      values = values.union(sizeOrUnknown(entry.value()));
    }
    entries.put(e.id(), new Entries(false, keys, values));
    return cost;
  }

  private long struct(CelExpr e) {
    long cost = NEW_STRUCT;
    for (CelExpr.CelStruct.Entry entry : e.struct().entries()) {
      cost = sum(cost, cost(entry.value()));
    }
    return cost;
  }

  /** Whether the comprehension only gives a value a name. */
  private static boolean isBinding(CelComprehension c) {
    return c.iterRange().getKind() == CelExpr.ExprKind.Kind.LIST
        && c.iterRange().list().elements().isEmpty()
        && c.loopCondition().getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && c.loopCondition().constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE
        && !c.loopCondition().constant().booleanValue()
        && !COLLECTED.contains(c.accuVar());
  }

  private long binding(CelExpr e) {
    CelComprehension c = e.comprehension();
    long cost = sum(cost(c.iterRange()), cost(c.accuInit()));
    push(c.accuVar(), new Local(path(c.accuInit()), size(c.accuInit()), entries(c.accuInit())));
    cost = sum(cost, cost(c.result()));
    pop(c.accuVar());
    copySizes(e, c.result());
    return cost;
  }

  private long comprehension(CelExpr e) {
    CelComprehension c = e.comprehension();
    CelExpr range = c.iterRange();
    long cost = sum(cost(range), cost(c.accuInit()));
    push(c.accuVar(), new Local(path(c.accuInit()), size(c.accuInit()), entries(c.accuInit())));
    Entries inside = entries(range);
    boolean list = inside == null ? type(range).kind() == CelKind.LIST : inside.list;
    SizeRange key = inside == null ? null : inside.key;
    SizeRange value = inside == null ? null : inside.value;
    boolean two = !c.iterVar2().isEmpty();
    if (two || !list) {
      push(c.iterVar(), new Local(path(range).then(list ? "@indices" : "@keys"), key, null));
    }
    if (two || list) {
      String name = two ? c.iterVar2() : c.iterVar();
      push(name, new Local(path(range).then(list ? "@items" : "@values"), value, null));
    }
    long loop = sum(cost(c.loopCondition()), cost(c.loopStep()));
    pop(c.iterVar());
    if (two) {
      pop(c.iterVar2());
    }
    cost = sum(cost, cost(c.result()));
    pop(c.accuVar());
    SizeRange count = sizeOrUnknown(range);
    cost = sum(cost, LongMath.saturatedMultiply(count.most(), loop));
    switch (c.accuInit().getKind()) {
      case CONSTANT -> setSize(e, size(c.accuInit()));
      case LIST, MAP -> {
        setSize(e, count);
        setEntries(e, entries(c.loopStep()));
      }
      default -> {}
    }
    return cost;
  }

  private void push(String name, Local local) {
    locals.computeIfAbsent(name, n -> new ArrayDeque<>()).push(local);
  }

  private void pop(String name) {
    locals.getOrDefault(name, new ArrayDeque<>()).pop();
  }

  private @Nullable Local local(String name) {
    Deque<Local> stack = locals.get(name);
    return stack == null ? null : stack.peek();
  }

  CelType type(CelExpr e) {
    return tree.getType(e.id()).orElse(SimpleType.DYN);
  }

  /** From which variable, by which steps, a value is reached; empty when it is computed. */
  Steps path(CelExpr e) {
    if (e.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      Local local = local(e.ident().name());
      if (local != null) {
        return local.path;
      }
    }
    return paths.getOrDefault(e.id(), Steps.NONE);
  }

  private void setSize(CelExpr e, @Nullable SizeRange size) {
    if (size != null) {
      sizes.put(e.id(), size);
    }
  }

  void setEntriesUnion(CelExpr e, CelExpr a, CelExpr b) {
    setEntries(e, Entries.union(entries(a), entries(b)));
  }

  private void setEntries(CelExpr e, @Nullable Entries inside) {
    if (inside != null) {
      entries.put(e.id(), inside);
    }
  }

  private void copySizes(CelExpr to, CelExpr from) {
    setSize(to, size(from));
    setEntries(to, entries(from));
  }

  private @Nullable Entries entries(CelExpr e) {
    Entries found = entries.get(e.id());
    if (found == null && e.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      Local local = local(e.ident().name());
      return local == null ? null : local.entries;
    }
    return found;
  }

  SizeRange sizeOrUnknown(CelExpr e) {
    SizeRange size = size(e);
    return size == null ? SizeRange.UNKNOWN : size;
  }

  /** The size of a value, or null when nothing is known of it. */
  @Nullable SizeRange size(CelExpr e) {
    SizeRange known = sizes.get(e.id());
    if (known == null) {
      known = literal(e);
    }
    if (known != null) {
      return known;
    }
    SizeRange declared = sizeAt(path(e).list());
    if (declared != null) {
      sizes.put(e.id(), declared);
      return declared;
    }
    if (isScalar(type(e))) {
      return SizeRange.exactly(1);
    }
    if (e.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      Local local = local(e.ident().name());
      return local == null ? null : local.size;
    }
    return null;
  }

  private static @Nullable SizeRange literal(CelExpr e) {
    return switch (e.getKind()) {
      case CONSTANT ->
          switch (e.constant().getKind()) {
            case STRING_VALUE -> {
              String text = e.constant().stringValue();
              yield SizeRange.exactly(text.codePointCount(0, text.length()));
            }
            case BYTES_VALUE -> SizeRange.exactly(e.constant().bytesValue().size());
            default -> SizeRange.exactly(1);
          };
      case LIST -> SizeRange.exactly(e.list().elements().size());
      case MAP -> SizeRange.exactly(e.map().entries().size());
      default -> null;
    };
  }

  /** What the schema says of the value at a path; of all variables as if they were self. */
  @Nullable SizeRange sizeAt(List<String> path) {
    if (path.isEmpty()) {
      return null;
    }
    SizedType at = self;
    for (String step : path.subList(1, path.size())) {
      at =
          switch (step) {
            case "@items", "@values" -> at.element();
            case "@keys" -> at.key();
            default -> at.field(step);
          };
      if (at == null) {
        return null;
      }
    }
    SizedType.Limit missing = at.missing();
    if (missing != null) {
      Unlimited place = new Unlimited(shown(path), missing);
      unlimited.add(place);
      if (pretended.contains(place)) {
        return SizeRange.upTo(1);
      }
    }
    return SizeRange.upTo(at.most());
  }

  private static String shown(List<String> path) {
    StringBuilder out = new StringBuilder(path.get(0).startsWith("@") ? "self" : path.get(0));
    for (String step : path.subList(1, path.size())) {
      out.append(step.startsWith("@") ? "[*]" : "." + step);
    }
    return out.toString();
  }

  private static boolean isScalar(CelType type) {
    return switch (type.kind()) {
      case BOOL, DOUBLE, DURATION, INT, TIMESTAMP, UINT -> true;
      default -> type instanceof OptionalType optional && isScalar(optional.parameters().get(0));
    };
  }
}
