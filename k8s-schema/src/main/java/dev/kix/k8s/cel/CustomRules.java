package dev.kix.k8s.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.cel.CelEnvironment.Expression;
import dev.kix.k8s.schema.Schema;
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
   */
  public record Broken(int index, String field, String message) {}

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

  private CustomRules(Schema root) {
    this.root = root;
  }

  /** Compiles every rule in a schema. */
  public static CustomRules of(Schema root) {
    CustomRules out = new CustomRules(root);
    CelTypes types = new CelTypes();
    types.of(root);
    CelEnvironment environment = CelEnvironment.with(types);
    out.compile(root, types, environment);
    return out;
  }

  private void compile(Schema schema, CelTypes types, CelEnvironment environment) {
    if (!schema.hasRulesInside() || rules.containsKey(schema)) {
      return;
    }
    if (!schema.rules().isEmpty()) {
      compileAt(schema, types.of(schema), environment);
    }
    schema.properties().values().forEach(p -> compile(p, types, environment));
    if (schema.items() != null) {
      compile(schema.items(), types, environment);
    }
    if (schema.additional() != null) {
      compile(schema.additional(), types, environment);
    }
  }

  private void compileAt(Schema schema, @Nullable CelType self, CelEnvironment environment) {
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
      Expression rule = own.compile(source.rule());
      boolean transition = false;
      if (!rule.errors().isEmpty() && source.rule().contains("oldSelf")) {
        own = here.withOldSelf(self, false);
        rule = own.compile(source.rule());
        transition = rule.errors().isEmpty();
      }
      problems(i, "rule", rule, SimpleType.BOOL, bad);
      Program message = null;
      if (source.messageExpression() != null) {
        Expression expression = own.compile(source.messageExpression());
        problems(i, "messageExpression", expression, SimpleType.STRING, bad);
        message = expression.program();
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
