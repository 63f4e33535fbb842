package dev.kix.conformance.seeds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a JSON tree has what another one asks for: every attribute given is there and matches,
 * {@code null} means that it is absent, lists match element by element.
 */
final class JsonSubset {
  private final List<String> differences = new ArrayList<>();

  private JsonSubset() {}

  /** What {@code actual} lacks, a line each; empty when it has everything. */
  static List<String> differences(JsonNode expected, JsonNode actual) {
    JsonSubset subset = new JsonSubset();
    subset.compare("", expected, actual);
    return subset.differences;
  }

  private void compare(String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      for (Map.Entry<String, JsonNode> field : expected.properties()) {
        String at = path + "." + field.getKey();
        JsonNode found = actual.get(field.getKey());
        if (field.getValue().isNull()) {
          if (found != null && !found.isNull()) {
            differences.add(at + ": must be absent, but is " + found);
          }
        } else if (found == null) {
          differences.add(at + ": is missing, must be " + field.getValue());
        } else {
          compare(at, field.getValue(), found);
        }
      }
    } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(path + "[" + i + "]", expected.get(i), actual.get(i));
      }
    } else if (expected.isNumber() && actual.isNumber()
        ? expected.decimalValue().compareTo(actual.decimalValue()) != 0
        : !expected.equals(actual)) {
      differences.add(path + ": must be " + expected + ", but is " + actual);
    }
  }
}
