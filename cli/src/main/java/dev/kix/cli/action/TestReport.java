package dev.kix.cli.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.testing.TestResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Results of tests as TAP 14, JUnit XML or JSON. */
final class TestReport {
  private TestReport() {}

  static String tap(List<TestResult> results) {
    StringBuilder out =
        new StringBuilder("TAP version 14\n1..").append(results.size()).append('\n');
    int number = 0;
    for (TestResult r : results) {
      out.append(r.ok() ? "ok " : "not ok ")
          .append(++number)
          .append(" - ")
          .append(r.file())
          .append(": ")
          .append(r.name().replace("#", "\\#"))
          .append('\n');
      if (!r.ok()) {
        out.append("  ---\n  message: |\n");
        r.detail().lines().forEach(line -> out.append("    ").append(line).append('\n'));
        out.append("  ...\n");
      }
    }
    return out.toString();
  }

  static String json(List<TestResult> results) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (TestResult r : results) {
      ObjectNode node = list.addObject();
      node.put("file", r.file());
      node.put("name", r.name());
      node.put("outcome", r.outcome().name().toLowerCase(Locale.ROOT));
      if (!r.ok()) {
        node.put("detail", r.detail());
      }
    }
    return list.toPrettyString() + "\n";
  }

  static String junit(List<TestResult> results) {
    Map<String, StringBuilder> suites = new TreeMap<>();
    Map<String, int[]> counts = new TreeMap<>();
    for (TestResult r : results) {
      StringBuilder cases = suites.computeIfAbsent(r.file(), f -> new StringBuilder());
      int[] count = counts.computeIfAbsent(r.file(), f -> new int[2]);
      count[0]++;
      cases
          .append("    <testcase classname=\"")
          .append(escape(r.file()))
          .append("\" name=\"")
          .append(escape(r.name()))
          .append(String.format(Locale.ROOT, "\" time=\"%.3f\"", r.nanos() / 1e9));
      if (r.ok()) {
        cases.append("/>\n");
      } else {
        count[1]++;
        cases
            .append(">\n      <failure>")
            .append(escape(r.detail()))
            .append("</failure>\n    </testcase>\n");
      }
    }
    StringBuilder out =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    suites.forEach((file, cases) -> {
      int[] count = counts.getOrDefault(file, new int[2]);
      out.append("  <testsuite name=\"")
          .append(escape(file))
          .append("\" tests=\"")
          .append(count[0])
          .append("\" failures=\"")
          .append(count[1])
          .append("\">\n")
          .append(cases)
          .append("  </testsuite>\n");
    });
    return out.append("</testsuites>\n").toString();
  }

  /** XML text; characters that XML cannot have become question marks. */
  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '?' : c);
      }
    }
    return out.toString();
  }
}
