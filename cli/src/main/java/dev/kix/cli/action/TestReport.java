package dev.kix.cli.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.Markup;
import dev.kix.cluster.testing.TestResult;
import dev.kix.cluster.testing.TestResult.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Results of tests as TAP 14, JUnit XML or JSON. */
final class TestReport {
  private TestReport() {}

  /**
   * @param orphans names of snapshots that belong to no test
   */
  static String tap(List<TestResult> results, List<String> orphans) {
    StringBuilder out =
        new StringBuilder("TAP version 14\n1..").append(results.size()).append('\n');
    int number = 0;
    for (TestResult r : results) {
      out.append(r.ok() ? "ok " : "not ok ")
          .append(++number)
          .append(" - ")
          .append(description(r.file() + ": " + r.name()))
          .append(r.outcome() == Outcome.ACCEPTED ? " (snapshot written)" : "")
          .append('\n');
      if (!r.ok()) {
        out.append("  ---\n  message: |\n");
        r.detail().lines().forEach(line -> out.append("    ").append(line).append('\n'));
        out.append("  ...\n");
      }
    }
    for (String orphan : orphans) {
      out.append("# no test has the snapshot ").append(orphan).append('\n');
    }
    return out.append("# ").append(summary(results)).append('\n').toString();
  }

  /** One line; a number sign would begin a directive (TAP 14, <i>Escaping</i>). */
  private static String description(String text) {
    return text.replace("\\", "\\\\").replace("#", "\\#").replace('\n', ' ');
  }

  /** {@code 3 passed, 1 failed}: what there is none of is left out, but for failures. */
  private static String summary(List<TestResult> results) {
    int accepted = count(results, Outcome.ACCEPTED);
    return count(results, Outcome.PASSED)
        + " passed, "
        + count(results, Outcome.FAILED)
        + " failed"
        + (accepted == 0
            ? ""
            : ", " + accepted + (accepted == 1 ? " snapshot" : " snapshots") + " written");
  }

  private static int count(List<TestResult> results, Outcome outcome) {
    return (int) results.stream().filter(r -> r.outcome() == outcome).count();
  }

  static String json(List<TestResult> results, List<String> orphans) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode list = root.putArray("tests");
    for (TestResult r : results) {
      ObjectNode node = list.addObject();
      node.put("file", r.file());
      node.put("name", r.name());
      node.put("outcome", r.outcome().name().toLowerCase(Locale.ROOT));
      if (!r.ok()) {
        node.put("detail", r.detail());
      }
    }
    ArrayNode unused = root.putArray("unusedSnapshots");
    orphans.forEach(unused::add);
    return root.toPrettyString() + "\n";
  }

  static String junit(List<TestResult> results) {
    Map<String, StringBuilder> suites = new TreeMap<>();
    Map<String, int[]> counts = new TreeMap<>();
    Map<String, Long> times = new TreeMap<>();
    for (TestResult r : results) {
      StringBuilder cases = suites.computeIfAbsent(r.file(), f -> new StringBuilder());
      int[] count = counts.computeIfAbsent(r.file(), f -> new int[2]);
      count[0]++;
      times.merge(r.file(), r.nanos(), Long::sum);
      cases
          .append("    <testcase classname=\"")
          .append(Markup.escape(r.file()))
          .append("\" name=\"")
          .append(Markup.escape(r.name()))
          .append("\" time=\"")
          .append(seconds(r.nanos()))
          .append('"');
      if (r.ok()) {
        cases.append("/>\n");
      } else {
        count[1]++;
        cases
            .append(">\n      <failure message=\"")
            .append(Markup.escape(r.detail().lines().findFirst().orElse("")))
            .append("\">")
            .append(Markup.escape(r.detail()))
            .append("</failure>\n    </testcase>\n");
      }
    }
    StringBuilder out =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    suites.forEach((file, cases) -> {
      int[] count = counts.getOrDefault(file, new int[2]);
      out.append("  <testsuite name=\"")
          .append(Markup.escape(file))
          .append("\" tests=\"")
          .append(count[0])
          .append("\" failures=\"")
          .append(count[1])
          .append("\" time=\"")
          .append(seconds(times.getOrDefault(file, 0L)))
          .append("\">\n")
          .append(cases)
          .append("  </testsuite>\n");
    });
    return out.append("</testsuites>\n").toString();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
  }
}
