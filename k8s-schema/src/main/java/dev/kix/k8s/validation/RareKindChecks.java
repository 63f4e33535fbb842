package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the server asks of rarer types across several of their fields. */
final class RareKindChecks {
  /**
   * The bits of a hash that a shuffle sharding may use up (k8s.io/apiserver util/shufflesharding).
   */
  private static final double MOST_BITS = 60;

  private static final int QUEUES = 64;
  private static final int HAND = 8;

  private RareKindChecks() {}

  /** A hand of queues is dealt from the deck of all. */
  static void queuing(JsonNode queuing, Place at, Reporter reporter) {
    long queues = queuing.path("queues").asLong(QUEUES);
    long hand = queuing.path("handSize").asLong(HAND);
    queues = queues == 0 ? QUEUES : queues;
    hand = hand == 0 ? HAND : hand;
    Place here = at.field("handSize");
    if (hand > queues) {
      reporter.report(
          Rules.VALUE_RANGE, here, "must not be above queues (" + queues + ") but is " + hand);
      return;
    }
    double bits = 0;
    for (int i = 0; i < hand && bits <= MOST_BITS; i++) {
      bits += Math.log(queues - i) / Math.log(2);
    }
    if (Math.ceil(bits) > MOST_BITS) {
      reporter.report(
          Rules.VALUE_RANGE,
          here,
          "a hand of " + hand + " of " + queues + " queues needs more than 60 bits of a hash");
    }
  }

  /** Constraints and configurations name requests that there are. */
  static void deviceClaim(JsonNode claim, Place at, Reporter reporter) {
    Set<String> names = new HashSet<>();
    for (JsonNode request : claim.path("requests")) {
      String name = Fields.text(request, "name");
      names.add(name);
      for (JsonNode alternative : request.path("firstAvailable")) {
        names.add(name + "/" + Fields.text(alternative, "name"));
      }
    }
    for (String list : List.of("constraints", "config")) {
      JsonNode users = claim.path(list);
      for (int i = 0; i < users.size(); i++) {
        JsonNode requests = users.path(i).path("requests");
        for (int j = 0; j < requests.size(); j++) {
          if (requests.path(j).isTextual() && !names.contains(requests.path(j).textValue())) {
            reporter.report(
                Rules.SCHEMA_FORMAT,
                at.field(list).element(i).field("requests").element(j),
                Values.quoted(requests.path(j).textValue()) + " is no request of the claim");
          }
        }
      }
    }
  }

  /**
   * An event is where the object is that it is about, and of a cluster-scoped one in default; the
   * newer API asks for the latter only.
   */
  static void event(JsonNode event, String field, Place at, Reporter reporter) {
    String home = Fields.text(event.path("metadata"), "namespace");
    String object = Fields.text(event.path(field), "namespace");
    boolean right =
        object.isEmpty()
            ? Set.of("", "default").contains(home)
            : object.equals(home) || field.equals("regarding");
    if (!right && !home.isEmpty()) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          at.field(field).field("namespace"),
          "must be the namespace of the event (" + home + ") but is " + Values.quoted(object));
    }
  }

  /** What several sources put into one volume has different paths. */
  static void projected(JsonNode volume, Place at, Reporter reporter) {
    Map<String, Place> seen = new HashMap<>();
    JsonNode sources = volume.path("sources");
    for (int i = 0; i < sources.size(); i++) {
      Place source = at.field("sources").element(i);
      for (String kind : List.of("secret", "configMap", "downwardAPI")) {
        JsonNode items = sources.path(i).path(kind).path("items");
        for (int j = 0; j < items.size(); j++) {
          distinct(items.path(j), source.field(kind).field("items").element(j), seen, reporter);
        }
      }
      for (String kind : List.of("serviceAccountToken", "clusterTrustBundle")) {
        distinct(sources.path(i).path(kind), source.field(kind), seen, reporter);
      }
    }
  }

  private static void distinct(
      JsonNode owner, Place at, Map<String, Place> seen, Reporter reporter) {
    String path = Fields.text(owner, "path");
    Place before = path.isEmpty() ? null : seen.putIfAbsent(path, at);
    if (before != null) {
      reporter.report(
          Rules.SCHEMA_DUPLICATE,
          at.field("path"),
          Values.quoted(path) + " is already the path of " + before);
    }
  }
}
