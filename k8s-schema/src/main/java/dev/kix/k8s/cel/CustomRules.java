package dev.kix.k8s.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.cel.CelEnvironment.Expression;
import dev.kix.k8s.cel.RuleBudget.Excess;
import dev.kix.k8s.cel.RuleBudget.Place;
import dev.kix.k8s.schema.ListType;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaType;
import dev.kix.k8s.schema.ValidationRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The compiled rules of one version of a CustomResourceDefinition. Rules that compare with {@code
 * oldSelf} say something about updates alone and are not evaluated, unless they take an optional
 * one. Immutable; may be used by many threads.
 */
public final class CustomRules {
  /**
   * What is wrong with a rule as such.
   *
   * @param index its place among the rules of its schema
   * @param field {@code rule}, {@code messageExpression} or {@code fieldPath}
   * @param message a sentence
   * @param hint what to do, or null
   */
  public record Broken(int index, String field, String message, @Nullable String hint) {
    Broken(int index, String field, String message) {
      this(index, field, message, null);
    }
  }

  /**
   * A rule that a resource breaks.
   *
   * @param path where
   * @param message what the definition says about it
   * @param rule the expression
   */
  public record Violation(String path, String message, String rule) {}

  private record Compiled(
      ValidationRule source, Program program, @Nullable Program message, boolean optionalOld) {}

  private final Schema root;
  private final Map<Schema, List<Compiled>> rules = new IdentityHashMap<>();
  private final Map<Schema, List<Broken>> broken = new IdentityHashMap<>();
  private final @Nullable RuleBudget budget;
  private final SizedType.Maker sizes = new SizedType.Maker();

  private CustomRules(Schema root, @Nullable RuleBudget budget) {
    this.root = root;
    this.budget = budget;
  }

  /** Compiles every rule in a schema for a version of the server, to check resources with. */
  public static CustomRules of(Schema root, KubernetesVersion version) {
    return make(root, version, null);
  }

  /** Compiles every rule in a schema and estimates its cost, to say what is wrong with it. */
  public static CustomRules examine(Schema root, KubernetesVersion version) {
    return make(root, version, new RuleBudget());
  }

  private static CustomRules make(
      Schema root, KubernetesVersion version, @Nullable RuleBudget budget) {
    CustomRules out = new CustomRules(root, budget);
    CelTypes types = new CelTypes();
    types.of(root);
    ListSemantics semantics = new ListSemantics();
    ListRewriter lists = semantics.matters(root) ? new ListRewriter(semantics) : null;
    CelEnvironment environment = CelEnvironment.with(types, version, lists);
    out.compile(root, types, environment, new Position(Place.ROOT, null));
    return out;
  }

  /**
   * Where a schema stands.
   *
   * @param place in a resource
   * @param uncorrelatable the list around it whose elements have no identity from one version of
   *     the resource to the next, or null
   */
  private record Position(Place place, @Nullable String uncorrelatable) {
    Position field(String name) {
      return new Position(place.field(name), uncorrelatable);
    }

    Position inside(Schema around) {
      boolean lost = around.type() == SchemaType.ARRAY && around.listType() != ListType.MAP;
      return new Position(place.inside(around), lost ? place.path() : uncorrelatable);
    }
  }

  private void compile(
      Schema schema, CelTypes types, CelEnvironment environment, Position position) {
    if (!schema.hasRulesInside() || rules.containsKey(schema)) {
      return;
    }
    if (!schema.rules().isEmpty()) {
      compileAt(schema, types.of(schema), environment, position);
    }
    schema.properties().forEach((name, p) -> compile(p, types, environment, position.field(name)));
    if (schema.items() != null) {
      compile(schema.items(), types, environment, position.inside(schema));
    }
    if (schema.additional() != null) {
      compile(schema.additional(), types, environment, position.inside(schema));
    }
  }

  private void compileAt(
      Schema schema, @Nullable CelType self, CelEnvironment environment, Position position) {
    List<Compiled> good = new ArrayList<>();
    List<Broken> bad = new ArrayList<>();
    rules.put(schema, good);
    broken.put(schema, bad);
    if (self == null) {
      bad.add(new Broken(0, "rule", "rules need a schema that says what the value is"));
      return;
    }
    CelEnvironment here = environment.withSelf(self);
    for (int i = 0; i < schema.rules().size(); i++) {
      ValidationRule source = schema.rules().get(i);
      CelEnvironment own = source.optionalOldSelf() ? here.withOldSelf(self, true) : here;
      Expression rule = own.compile(source.rule(), schema);
      boolean transition = false;
      if (!rule.errors().isEmpty() && source.rule().contains("oldSelf")) {
        own = here.withOldSelf(self, false);
        rule = own.compile(source.rule(), schema);
        transition = rule.errors().isEmpty();
      }
      problems(i, "rule", rule, SimpleType.BOOL, bad);
      boolean usesOld = transition || rule.uses("oldSelf");
      if (usesOld && position.uncorrelatable != null) {
        bad.add(
            new Broken(
                i,
                "rule",
                "oldSelf cannot be used inside the list "
                    + position.uncorrelatable
                    + ", whose elements have no identity",
                "x-kubernetes-list-type: map gives them one"));
      } else if (!usesOld && source.optionalOldSelf() && rule.program() != null) {
        bad.add(new Broken(i, "optionalOldSelf", "may not be set when the rule has no oldSelf"));
      }
      SizedType size = budget == null ? null : sizes.of(schema);
      if (budget != null && size != null && rule.tree() != null) {
        over(i, "rule", budget.rule(rule.tree(), size, position.place, i), bad);
      }
      Program message = null;
      if (source.messageExpression() != null) {
        Expression expression = own.compile(source.messageExpression(), schema);
        problems(i, "messageExpression", expression, SimpleType.STRING, bad);
        message = expression.program();
        if (budget != null && size != null && rule.tree() != null && expression.tree() != null) {
          Excess excess = budget.message(expression.tree(), size, position.place, i);
          over(i, "messageExpression", excess, bad);
        }
      }
      String path = source.fieldPath();
      if (path != null && FieldPath.resolve(path, schema) == null) {
        bad.add(new Broken(i, "fieldPath", "'" + path + "' is no field of the value"));
      }
      if (rule.program() != null && !transition && SimpleType.BOOL.equals(rule.type())) {
        good.add(new Compiled(source, rule.program(), message, source.optionalOldSelf()));
      }
    }
  }

  private static void problems(
      int index, String field, Expression expression, CelType wanted, List<Broken> bad) {
    for (String error : expression.errors()) {
      bad.add(new Broken(index, field, error));
    }
    CelType type = expression.type();
    if (type != null && !type.equals(wanted)) {
      bad.add(
          new Broken(
              index, field, "must be a " + wanted.name() + " but is of type " + type.name()));
    }
  }

  private static void over(int index, String field, @Nullable Excess excess, List<Broken> bad) {
    if (excess != null) {
      bad.add(new Broken(index, field, excess.message(), excess.hint()));
    }
  }

  /** That all rules together cost too much, with what to do, or null. */
  public @Nullable Broken brokenTogether() {
    Excess excess = budget == null ? null : budget.together();
    return excess == null ? null : new Broken(0, "", excess.message(), excess.hint());
  }

  /** What is wrong with the rules of one schema, a part of the one given to {@link #of}. */
  public List<Broken> brokenAt(Schema schema) {
    return List.copyOf(broken.getOrDefault(schema, List.of()));
  }

  /** What a resource breaks, in the order of its schema. Its types must be right. */
  public List<Violation> check(JsonNode resource) {
    List<Violation> out = new ArrayList<>();
    visit(root, resource, JsonPath.ROOT, out);
    return out;
  }

  private void visit(Schema schema, JsonNode value, String path, List<Violation> out) {
    if (!schema.hasRulesInside() || value.isNull()) {
      return;
    }
    List<Compiled> here = rules.getOrDefault(schema, List.of());
    if (!here.isEmpty()) {
      Map<String, Object> variables = new HashMap<>();
      variables.put("self", CelValues.of(value, schema));
      for (Compiled rule : here) {
        evaluate(rule, schema, variables, path, out);
      }
    }
    for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
      JsonNode field = CelValues.field(value, property.getKey(), property.getValue());
      if (field != null) {
        visit(property.getValue(), field, JsonPath.field(path, property.getKey()), out);
      }
    }
    Schema items = schema.items();
    if (items != null && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        visit(items, value.get(i), JsonPath.element(path, i), out);
      }
    }
    Schema additional = schema.additional();
    if (additional != null && value.isObject()) {
      value
          .properties()
          .forEach(e -> visit(additional, e.getValue(), JsonPath.field(path, e.getKey()), out));
    }
  }

  private static void evaluate(
      Compiled rule, Schema schema, Map<String, Object> self, String path, List<Violation> out) {
    Map<String, Object> variables = self;
    if (rule.optionalOld) {
      variables = new HashMap<>(self);
      variables.put("oldSelf", Optional.empty());
    }
    String expression = rule.source.rule().strip();
    String where = path;
    if (rule.source.fieldPath() != null) {
      String below = FieldPath.resolve(rule.source.fieldPath(), schema);
      where = below == null ? path : path + below;
    }
    try {
      if (!Boolean.TRUE.equals(rule.program.eval(variables))) {
        out.add(new Violation(where, message(rule, variables), expression));
      }
    } catch (CelEvaluationException e) {
      out.add(
          new Violation(
              where, "the rule cannot be evaluated: " + plain(e.getMessage()), expression));
    }
  }

  private static String plain(@Nullable String message) {
    return message == null ? "" : message.replaceFirst("^evaluation error at <input>:\\d+: ", "");
  }

  /** As the server: an expression that fails or gives nothing leaves the message. */
  private static String message(Compiled rule, Map<String, Object> variables) {
    if (rule.message != null) {
      try {
        if (rule.message.eval(variables) instanceof String text
            && !text.isBlank()
            && text.indexOf('\n') < 0) {
          return text.strip();
        }
      } catch (CelEvaluationException e) {
        // The message of the rule is said instead.
      }
    }
    String fixed = rule.source.message();
    return fixed == null || fixed.isBlank() ? "breaks a rule of its definition" : fixed.strip();
  }
}
