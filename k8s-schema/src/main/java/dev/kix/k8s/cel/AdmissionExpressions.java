package dev.kix.k8s.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.cel.CelEnvironment.Expression;
import dev.kix.k8s.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of a ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1), compiled as the
 * server compiles them on creation: of {@code object}, {@code oldObject}, {@code request}, {@code
 * params} and {@code namespaceObject} nothing is known but their names, variables are known by
 * name. Expressions that ask the {@code authorizer} are not compiled: only a running server can
 * answer. Immutable; may be used by many threads.
 */
public final class AdmissionExpressions {
  private static final List<String> INPUTS =
      List.of("object", "oldObject", "request", "params", "namespaceObject");

  /**
   * Why an expression is none.
   *
   * @param path in the policy
   * @param message a sentence
   */
  public record Broken(String path, String message) {}

  /**
   * A validation that an object breaks.
   *
   * @param index its place in {@code spec.validations}
   * @param expression what must be true
   * @param message what the policy says about it
   */
  public record Violation(int index, String expression, String message) {}

  /**
   * What a policy is told.
   *
   * @param object the resource that is created
   * @param request a map like an AdmissionRequest
   * @param params the parameters, or a missing node
   * @param namespace the namespace, or a missing node
   */
  public record Inputs(JsonNode object, JsonNode request, JsonNode params, JsonNode namespace) {}

  private record Check(
      int index, String text, @Nullable String message, Program program, @Nullable Program words) {}

  private final List<Broken> broken = new ArrayList<>();
  private final Map<String, Program> variables = new LinkedHashMap<>();
  private final List<Program> conditions = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();

  private AdmissionExpressions() {}

  /** Compiles a policy; what of it is no text is left out. */
  public static AdmissionExpressions of(JsonNode policy, KubernetesVersion version) {
    AdmissionExpressions out = new AdmissionExpressions();
    JsonNode spec = policy.path("spec");
    CelTypes types = new CelTypes();
    Map<String, CelType> names = new LinkedHashMap<>();
    for (JsonNode variable : spec.path("variables")) {
      names.put(variable.path("name").asText(""), SimpleType.DYN);
    }
    CelType variables = types.declare("variables", names);
    CelEnvironment plain = CelEnvironment.with(types, version, null);
    for (String input : INPUTS) {
      plain = plain.withVariable(input, SimpleType.DYN);
    }
    out.conditions(spec.path("matchConditions"), plain);
    CelEnvironment full = plain.withVariable("variables", variables);
    out.variables(spec.path("variables"), full);
    out.validations(spec.path("validations"), full);
    JsonNode audits = spec.path("auditAnnotations");
    for (int i = 0; i < audits.size(); i++) {
      out.compile(
          audits.path(i), "valueExpression", at("auditAnnotations", i), full, SimpleType.STRING);
    }
    return out;
  }

  /** The expressions of one kind of field that stand alone, such as a DeviceSelector's. */
  public static @Nullable String brokenSelector(String expression, KubernetesVersion version) {
    CelEnvironment environment =
        CelEnvironment.with(new CelTypes(), version, null).withVariable("device", SimpleType.DYN);
    Expression compiled = environment.compile(expression);
    if (!compiled.errors().isEmpty()) {
      return compiled.errors().get(0);
    }
    CelType type = compiled.type();
    return type == null || isA(type, SimpleType.BOOL)
        ? null
        : "must be a bool but is of type " + type.name();
  }

  private static String at(String list, int index) {
    return JsonPath.element("$.spec." + list, index);
  }

  private void conditions(JsonNode list, CelEnvironment environment) {
    for (int i = 0; i < list.size(); i++) {
      Program program =
          compile(
              list.path(i), "expression", at("matchConditions", i), environment, SimpleType.BOOL);
      if (program != null) {
        conditions.add(program);
      }
    }
  }

  private void variables(JsonNode list, CelEnvironment environment) {
    for (int i = 0; i < list.size(); i++) {
      Program program = compile(list.path(i), "expression", at("variables", i), environment, null);
      String name = list.path(i).path("name").asText("");
      if (!Identifiers.isIdentifier(name) && !name.isEmpty()) {
        broken.add(
            new Broken(at("variables", i) + ".name", "'" + name + "' is no name of a variable"));
      }
      if (program != null) {
        variables.put(name, program);
      }
    }
  }

  private void validations(JsonNode list, CelEnvironment environment) {
    for (int i = 0; i < list.size(); i++) {
      JsonNode one = list.path(i);
      String at = at("validations", i);
      Program program = compile(one, "expression", at, environment, SimpleType.BOOL);
      Program words = compile(one, "messageExpression", at, environment, SimpleType.STRING);
      if (program != null) {
        String text = one.path("expression").asText("").strip();
        checks.add(new Check(i, text, one.path("message").textValue(), program, words));
      }
    }
  }

  private @Nullable Program compile(
      JsonNode owner, String field, String at, CelEnvironment environment, @Nullable CelType type) {
    String text = owner.path(field).textValue();
    if (text == null || text.isBlank() || text.contains("authorizer")) {
      return null;
    }
    Expression compiled = environment.compile(text);
    for (String error : compiled.errors()) {
      broken.add(new Broken(at + "." + field, error));
    }
    CelType result = compiled.type();
    if (type != null && result != null && !isA(result, type)) {
      broken.add(
          new Broken(
              at + "." + field, "must be a " + type.name() + " but is of type " + result.name()));
      return null;
    }
    return compiled.program();
  }

  private static boolean isA(CelType type, CelType wanted) {
    return type.equals(wanted)
        || type.equals(SimpleType.DYN)
        || wanted.equals(SimpleType.STRING) && type.equals(SimpleType.NULL_TYPE);
  }

  /** What does not compile, in the order of the policy. */
  public List<Broken> broken() {
    return List.copyOf(broken);
  }

  /**
   * The validations that an object breaks for certain. One that cannot be evaluated is left out: it
   * may ask for what only the server knows, such as a default or the user.
   */
  public List<Violation> check(Inputs inputs) {
    Map<String, Object> known = new HashMap<>();
    known.put("object", CelValues.of(inputs.object, Schema.ANY));
    known.put("oldObject", NullValue.NULL_VALUE);
    known.put("request", CelValues.of(inputs.request, Schema.ANY));
    if (!inputs.params.isMissingNode()) {
      known.put("params", CelValues.of(inputs.params, Schema.ANY));
    }
    if (!inputs.namespace.isMissingNode()) {
      known.put("namespaceObject", CelValues.of(inputs.namespace, Schema.ANY));
    }
    for (Program condition : conditions) {
      if (!Boolean.TRUE.equals(value(condition, known))) {
        return List.of();
      }
    }
    Map<String, Object> own = new HashMap<>();
    known.put("variables", own);
    for (Map.Entry<String, Program> variable : variables.entrySet()) {
      Object value = value(variable.getValue(), known);
      if (value != null) {
        own.put(variable.getKey(), value);
      }
    }
    List<Violation> out = new ArrayList<>();
    for (Check check : checks) {
      if (Boolean.FALSE.equals(value(check.program, known))) {
        out.add(new Violation(check.index, check.text, message(check, known)));
      }
    }
    return out;
  }

  private static String message(Check check, Map<String, Object> known) {
    if (check.words != null
        && value(check.words, known) instanceof String text
        && !text.isBlank()) {
      return text.strip();
    }
    return check.message != null && !check.message.isBlank()
        ? check.message.strip()
        : "breaks: " + check.text;
  }

  private static @Nullable Object value(Program program, Map<String, Object> known) {
    try {
      return program.eval(known);
    } catch (CelEvaluationException e) {
      return null;
    }
  }
}
