package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;

/** What the server checks of one API type beyond its schema, wherever the type is used. */
@FunctionalInterface
interface TypeCheck {
  /**
   * @param value a value of the type; its parts may still have wrong types, which are reported
   *     elsewhere and must not disturb
   */
  void check(JsonNode value, String path, Reporter reporter);
}
