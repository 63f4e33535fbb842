package dev.kix.cli.validate;

import dev.kix.cli.console.Markup;
import dev.kix.cli.validate.ResourceResult.Status;
import dev.kix.k8s.Finding;
import dev.kix.k8s.FindingText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** JUnit's XML: a suite a file, a case a resource. */
final class JunitReport implements Report {
  private final Consumer<String> out;
  private final Map<String, List<ResourceResult>> suites = new LinkedHashMap<>();

  JunitReport(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public void add(ResourceResult result) {
    suites.computeIfAbsent(result.file(), f -> new ArrayList<>()).add(result);
  }

  @Override
  public void end(Summary counts) {
    int tests = counts.valid() + counts.invalid() + counts.errors() + counts.skipped();
    out.accept("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.accept(
        "<testsuites name=\"kix\" time=\"0\" tests=\""
            + tests
            + "\" disabled=\""
            + counts.skipped()
            + "\" failures=\""
            + counts.invalid()
            + "\" errors=\""
            + counts.errors()
            + "\">\n");
    int id = 0;
    for (Map.Entry<String, List<ResourceResult>> suite : suites.entrySet()) {
      suite(id++, suite.getKey(), suite.getValue());
    }
    out.accept("</testsuites>\n");
  }

  private void suite(int id, String file, List<ResourceResult> results) {
    out.accept(
        "  <testsuite name="
            + quoted(file)
            + " id=\""
            + id
            + "\" tests=\""
            + results.size()
            + "\" failures=\""
            + count(results, Status.INVALID)
            + "\" errors=\""
            + count(results, Status.ERROR)
            + "\" disabled=\"0\" skipped=\""
            + count(results, Status.SKIPPED)
            + "\">\n");
    for (ResourceResult result : results) {
      testcase(result);
    }
    out.accept("  </testsuite>\n");
  }

  private static long count(List<ResourceResult> results, Status status) {
    return results.stream().filter(r -> r.status() == status).count();
  }

  private void testcase(ResourceResult result) {
    String kind = result.kind().isEmpty() ? "" : result.kind() + "@" + result.apiVersion();
    String name = result.name().isEmpty() ? result.file() : result.name();
    String head =
        "    <testcase name=" + quoted(name) + " classname=" + quoted(kind) + " time=\"0\"";
    String element =
        switch (result.status()) {
          case VALID -> "";
          case SKIPPED -> "skipped";
          case INVALID -> "failure";
          case ERROR -> "error";
        };
    if (element.isEmpty()) {
      out.accept(head + "></testcase>\n");
    } else if (element.equals("skipped")) {
      out.accept(head + ">\n      <skipped></skipped>\n    </testcase>\n");
    } else {
      List<Finding> errors = result.findings().stream().filter(Finding::isError).toList();
      out.accept(
          head
              + ">\n      <"
              + element
              + " message="
              + quoted(JsonReport.message(result))
              + " type="
              + quoted(errors.isEmpty() ? "error" : errors.get(0).ruleId())
              + ">"
              + Markup.escape(FindingText.render(result.findings()))
              + "</"
              + element
              + ">\n    </testcase>\n");
    }
  }

  private static String quoted(String text) {
    return '"' + Markup.escape(text).replace("\n", "&#10;") + '"';
  }
}
