package dev.kix.k8s.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.kix.k8s.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts functions that know the schema in the place of {@code ==}, {@code !=} and {@code +} where
 * the left side is reached from {@code self} or {@code oldSelf} and has lists of type set or map.
 * (The evaluator copies lists, so that values cannot know it themselves.) The tree is rewritten
 * after it was checked: types and messages are those of the expression as it was written. Schemas
 * are collected by one thread while rules are compiled.
 */
final class ListRewriter {
  private static final String EQUAL = "@kix_equal";
  private static final String SUM = "@kix_sum";

  /** What passes a value on: optionals, and their accessors. */
  private static final List<String> PASSING = List.of("value", "orValue", "or");

  private final ListSemantics semantics;
  private final List<Schema> schemas = new ArrayList<>();

  ListRewriter(ListSemantics semantics) {
    this.semantics = semantics;
  }

  static List<CelFunctionDecl> declarations() {
    ListType list = ListType.create(SimpleType.DYN);
    return List.of(
        CelFunctionDecl.newFunctionDeclaration(
            EQUAL,
            CelOverloadDecl.newGlobalOverload(
                EQUAL, SimpleType.BOOL, SimpleType.DYN, SimpleType.DYN, SimpleType.INT)),
        CelFunctionDecl.newFunctionDeclaration(
            SUM, CelOverloadDecl.newGlobalOverload(SUM, list, list, list, SimpleType.INT)));
  }

  /** The functions, over the schemas of this object; none is added once the rules are compiled. */
  @SuppressWarnings("Immutable")
  List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> out = new ArrayList<>();
    out.addAll(
        CelFunctionBinding.fromOverloads(
            EQUAL,
            CelFunctionBinding.from(
                EQUAL,
                List.of(Object.class, Object.class, Long.class),
                a -> ListSemantics.equal(schema(a[2]), a[0], a[1]))));
    out.addAll(
        CelFunctionBinding.fromOverloads(
            SUM,
            CelFunctionBinding.from(
                SUM,
                List.of(List.class, List.class, Long.class),
                a -> ListSemantics.sum(schema(a[2]), (List<?>) a[0], (List<?>) a[1]))));
    return out;
  }

  private Schema schema(Object index) {
    return schemas.get(Math.toIntExact((Long) index));
  }

  /** The tree of an expression about a value of a schema. */
  CelAbstractSyntaxTree rewrite(CelAbstractSyntaxTree tree, Schema self) {
    if (!semantics.matters(self)) {
      return tree;
    }
    Run run = new Run(tree, self);
    CelExpr changed = run.visit(tree.getExpr());
    return run.types.size() == tree.getTypeMap().size()
        ? tree
        : CelAbstractSyntaxTree.newCheckedAst(changed, tree.getSource(), run.references, run.types);
  }

  private final class Run {
    private final Map<Long, CelReference> references;
    private final Map<Long, CelType> types;
    private final Map<Long, Schema> found = new HashMap<>();
    private final Map<String, Deque<Schema>> scopes = new HashMap<>();
    private long nextId;

    Run(CelAbstractSyntaxTree tree, Schema self) {
      references = new HashMap<>(tree.getReferenceMap());
      types = new HashMap<>(tree.getTypeMap());
      nextId = 1 + types.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
      push("self", self);
      push("oldSelf", self);
    }

    private void push(String name, @Nullable Schema schema) {
      scopes
          .computeIfAbsent(name, n -> new ArrayDeque<>())
          .push(schema == null ? Schema.ANY : schema);
    }

    private void pop(String name) {
      scopes.getOrDefault(name, new ArrayDeque<>()).pop();
    }

    private CelExpr known(CelExpr e, @Nullable Schema schema) {
      if (schema != null && schema != Schema.ANY) {
        found.put(e.id(), schema);
      }
      return e;
    }

    private @Nullable Schema of(CelExpr e) {
      return found.get(e.id());
    }

    CelExpr visit(CelExpr e) {
      return switch (e.getKind()) {
        case IDENT -> {
          Deque<Schema> scope = scopes.get(e.ident().name());
          yield known(e, scope == null ? null : scope.peek());
        }
        case SELECT -> {
          CelExpr operand = visit(e.select().operand());
          Schema owner = e.select().testOnly() ? null : of(operand);
          yield known(
              e.toBuilder().setSelect(e.select().toBuilder().setOperand(operand).build()).build(),
              field(owner, e.select().field()));
        }
        case CALL -> call(e);
        case LIST -> {
          var list = CelExpr.CelList.newBuilder().addOptionalIndices(e.list().optionalIndices());
          e.list().elements().forEach(element -> list.addElements(visit(element)));
          yield e.toBuilder().setList(list.build()).build();
        }
        case MAP -> {
          List<CelExpr.CelMap.Entry> entries = new ArrayList<>();
          for (CelExpr.CelMap.Entry entry : e.map().entries()) {
            entries.add(
                entry.toBuilder()
                    .setKey(visit(entry.key()))
                    .setValue(visit(entry.value()))
                    .build());
          }
          yield e.toBuilder()
              .setMap(CelExpr.CelMap.newBuilder().addEntries(entries).build())
              .build();
        }
        case COMPREHENSION -> comprehension(e);
        default -> e;
      };
    }

    private static @Nullable Schema field(@Nullable Schema owner, String name) {
      if (owner == null) {
        return null;
      }
      for (Map.Entry<String, Schema> property : owner.properties().entrySet()) {
        if (name.equals(Identifiers.escape(property.getKey()))) {
          return property.getValue();
        }
      }
      return owner.additional();
    }

    private CelExpr comprehension(CelExpr e) {
      CelComprehension c = e.comprehension();
      CelExpr range = visit(c.iterRange());
      CelExpr start = visit(c.accuInit());
      Schema owner = of(range);
      Schema element =
          owner == null ? null : owner.items() != null ? owner.items() : owner.additional();
      boolean list = owner == null || owner.items() != null;
      boolean two = !c.iterVar2().isEmpty();
      push(c.accuVar(), of(start));
      push(c.iterVar(), two || !list ? null : element);
      if (two) {
        push(c.iterVar2(), element);
      }
      CelExpr condition = visit(c.loopCondition());
      CelExpr step = visit(c.loopStep());
      pop(c.iterVar());
      if (two) {
        pop(c.iterVar2());
      }
      CelExpr result = visit(c.result());
      pop(c.accuVar());
      CelComprehension changed =
          c.toBuilder()
              .setIterRange(range)
              .setAccuInit(start)
              .setLoopCondition(condition)
              .setLoopStep(step)
              .setResult(result)
              .build();
      return e.toBuilder().setComprehension(changed).build();
    }

    private CelExpr call(CelExpr e) {
      CelCall call = e.call();
      List<CelExpr> args = new ArrayList<>();
      call.args().forEach(arg -> args.add(visit(arg)));
      CelCall.Builder changed = call.toBuilder().clearArgs().addArgs(args);
      CelExpr target = call.target().map(this::visit).orElse(null);
      if (target != null) {
        changed.setTarget(target);
      }
      CelExpr out = e.toBuilder().setCall(changed.build()).build();
      String function = call.function();
      if (target != null) {
        return PASSING.contains(function) ? known(out, of(target)) : out;
      }
      Schema left = args.isEmpty() ? null : of(args.get(0));
      switch (function) {
        case "_==_", "_!=_" -> {
          if (left != null && semantics.matters(left)) {
            return equality(e, args, left, function.equals("_!=_"));
          }
        }
        case "_+_" -> {
          if (left != null && semantics.matters(left)) {
            return known(replaced(e.id(), SUM, args, left), left);
          }
        }
        case "_[_]", "_[?_]" ->
            known(
                out, left == null ? null : left.items() != null ? left.items() : left.additional());
        case "_?._" -> {
          CelExpr name = args.get(1);
          if (name.getKind() == CelExpr.ExprKind.Kind.CONSTANT
              && name.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            known(out, field(left, name.constant().stringValue()));
          }
        }
        case "_?_:_" -> known(out, of(args.get(1)));
        case "optional.of", "optional.ofNonZeroValue", "dyn" -> known(out, left);
        default -> {}
      }
      return out;
    }

    private CelExpr equality(CelExpr e, List<CelExpr> args, Schema schema, boolean not) {
      if (!not) {
        return replaced(e.id(), EQUAL, args, schema);
      }
      long id = newId(SimpleType.BOOL);
      references.put(e.id(), CelReference.newBuilder().addOverloadIds("logical_not").build());
      return CelExpr.ofCall(
          e.id(), Optional.empty(), "!_", ImmutableList.of(replaced(id, EQUAL, args, schema)));
    }

    private CelExpr replaced(long id, String function, List<CelExpr> args, Schema schema) {
      int index = schemas.indexOf(schema);
      if (index < 0) {
        index = schemas.size();
        schemas.add(schema);
      }
      List<CelExpr> all = new ArrayList<>(args);
      all.add(CelExpr.ofConstant(newId(SimpleType.INT), CelConstant.ofValue((long) index)));
      references.put(id, CelReference.newBuilder().addOverloadIds(function).build());
      return CelExpr.ofCall(id, Optional.empty(), function, ImmutableList.copyOf(all));
    }

    private long newId(CelType type) {
      long id = nextId++;
      types.put(id, type);
      return id;
    }
  }
}
