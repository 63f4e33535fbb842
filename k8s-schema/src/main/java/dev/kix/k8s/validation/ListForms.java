package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Addresses;
import dev.kix.k8s.forms.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of {@code forms.txt} that are about a list or map as a whole. */
final class ListForms {
  private static final String MOST = "most=";
  private static final String DISTINCT = "distinct";

  private ListForms() {}

  static boolean knows(String word) {
    return word.equals("filled")
        || word.equals("families")
        || word.startsWith(MOST)
        || word.startsWith(DISTINCT);
  }

  static void check(String word, JsonNode value, Place at, Reporter reporter) {
    if (!value.isContainerNode()) {
      return;
    }
    if (word.equals("filled")) {
      if (value.isEmpty()) {
        reporter.report(Rules.SCHEMA_REQUIRED, at, "may not be empty");
      }
    } else if (word.equals("families")) {
      families(value, at, reporter);
    } else if (word.startsWith(MOST)) {
      int most = Integer.parseInt(word.substring(MOST.length()));
      if (value.size() > most) {
        reporter.report(
            Rules.VALUE_RANGE,
            at,
            "has " + value.size() + " elements; at most " + most + " are allowed");
      }
    } else {
      distinct(word.substring(DISTINCT.length()), value, at, reporter);
    }
  }

  private static void families(JsonNode ranges, Place at, Reporter reporter) {
    int ofSix = 0;
    for (JsonNode range : ranges) {
      ofSix += range.asText("").indexOf(':') >= 0 ? 1 : 0;
    }
    boolean all = true;
    for (JsonNode range : ranges) {
      all &= Addresses.isCidr(range.asText(""));
    }
    if (all && (ofSix > 1 || ranges.size() - ofSix > 1)) {
      reporter.report(Rules.VALUE_RANGE, at, "may have one range of each family of addresses only");
    }
  }

  /** Of elements that are objects, what some fields say; a missing one counts as empty. */
  private static void distinct(String fields, JsonNode list, Place at, Reporter reporter) {
    Map<List<String>, Integer> seen = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      List<String> key = new ArrayList<>();
      if (fields.isEmpty()) {
        key.add(list.path(i).toString());
      } else {
        for (String field : fields.substring(1).split(",")) {
          key.add(list.path(i).path(field).asText(""));
        }
      }
      Integer before = seen.putIfAbsent(key, i);
      if (before != null) {
        reporter.report(
            Rules.SCHEMA_DUPLICATE,
            at.element(i),
            fields.isEmpty()
                ? Values.quoted(list.path(i).asText("")) + " is already in " + at.element(before)
                : "has the same "
                    + fields.substring(1).replace(",", " and ")
                    + " as "
                    + at.element(before));
      }
    }
  }
}
