package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.cel.AdmissionExpressions;

/** Expressions that the server compiles when a resource is created (CEL is loaded here only). */
final class ExpressionChecks {
  private ExpressionChecks() {}

  static void policy(JsonNode policy, Reporter reporter) {
    for (AdmissionExpressions.Broken broken :
        AdmissionExpressions.of(policy, reporter.version()).broken()) {
      reporter.report(Rules.ADMISSION_EXPRESSION, broken.path(), broken.message());
    }
  }

  static void deviceSelector(JsonNode selector, Place at, Reporter reporter) {
    String expression = Fields.text(selector, "expression");
    String broken =
        expression.isBlank()
            ? null
            : AdmissionExpressions.brokenSelector(expression, reporter.version());
    if (broken != null) {
      reporter.report(Rules.ADMISSION_EXPRESSION, at.field("expression"), broken);
    }
  }
}
