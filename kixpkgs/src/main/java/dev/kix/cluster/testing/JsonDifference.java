package dev.kix.cluster.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How two JSON values differ, one line a place, in the order of the keys:
 *
 * <pre>
 * $.spec.replicas: expected 3 but came 2
 * $.metadata.labels.team: expected "shop" but it is missing
 * $.metadata.labels.tier: came "web" and was not expected
 * </pre>
 */
final class JsonDifference {
  /** A test that is wrong in more places than this is wrong as a whole. */
  private static final int MAX_PLACES = 20;

  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private final List<String> places = new ArrayList<>();

  private JsonDifference() {}

  /** The places, at most {@value #MAX_PLACES} of them, as lines; empty for equal values. */
  static String between(JsonNode expected, JsonNode came) {
    JsonDifference difference = new JsonDifference();
    difference.compare("$", expected, came);
    List<String> places = difference.places;
    if (places.size() <= MAX_PLACES) {
      return String.join("\n", places);
    }
    return String.join("\n", places.subList(0, MAX_PLACES))
        + "\n… and "
        + (places.size() - MAX_PLACES)
        + " more";
  }

  private void compare(String path, JsonNode expected, JsonNode came) {
    if (expected.isObject() && came.isObject()) {
      SortedSet<String> keys = new TreeSet<>();
      expected.fieldNames().forEachRemaining(keys::add);
      came.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        at(field(path, key), expected.path(key), came.path(key));
      }
    } else if (expected.isArray() && came.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), came.size()); i++) {
        at(path + "[" + i + "]", expected.path(i), came.path(i));
      }
    } else if (!expected.equals(came)) {
      places.add(path + ": expected " + expected + " but came " + came);
    }
  }

  private void at(String path, JsonNode expected, JsonNode came) {
    if (expected.isMissingNode()) {
      places.add(path + ": came " + came + " and was not expected");
    } else if (came.isMissingNode()) {
      places.add(path + ": expected " + expected + " but it is missing");
    } else {
      compare(path, expected, came);
    }
  }

  private static String field(String path, String key) {
    return PLAIN_KEY.matcher(key).matches() ? path + "." + key : path + "['" + key + "']";
  }
}
