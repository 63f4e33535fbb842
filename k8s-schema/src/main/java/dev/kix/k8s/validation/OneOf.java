package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import java.util.ArrayList;
import java.util.List;

/** Fields that exclude each other. */
final class OneOf {
  private OneOf() {}

  static void exactlyOne(JsonNode owner, List<String> fields, String path, Reporter reporter) {
    List<String> given = given(owner, fields);
    if (given.isEmpty()) {
      reporter.report(Rules.ONE_OF, path, "one of " + String.join(", ", fields) + " must be given");
    } else {
      tooMany(given, path, reporter);
    }
  }

  /** The same where an empty list says nothing. */
  static void exactlyOneSaid(JsonNode owner, List<String> fields, String path, Reporter reporter) {
    List<String> said = new ArrayList<>(1);
    for (String field : given(owner, fields)) {
      if (!owner.path(field).isArray() || !owner.path(field).isEmpty()) {
        said.add(field);
      }
    }
    if (said.isEmpty()) {
      reporter.report(Rules.ONE_OF, path, "one of " + String.join(", ", fields) + " must be given");
    } else {
      tooMany(said, path, reporter);
    }
  }

  static void atMostOne(JsonNode owner, List<String> fields, String path, Reporter reporter) {
    tooMany(given(owner, fields), path, reporter);
  }

  private static void tooMany(List<String> given, String path, Reporter reporter) {
    if (given.size() > 1) {
      reporter.report(
          Rules.ONE_OF,
          path,
          String.join(" and ", given) + " exclude each other: only one may be given");
    }
  }

  private static List<String> given(JsonNode owner, List<String> fields) {
    List<String> given = new ArrayList<>(1);
    for (String field : fields) {
      if (owner.hasNonNull(field)) {
        given.add(field);
      }
    }
    return given;
  }
}
