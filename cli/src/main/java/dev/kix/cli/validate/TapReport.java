package dev.kix.cli.validate;

import dev.kix.cli.validate.ResourceResult.Status;
import dev.kix.k8s.Finding;
import java.util.function.Consumer;

/** The Test Anything Protocol, version 13: one test a resource. */
final class TapReport implements Report {
  private final Consumer<String> out;
  private int count;

  TapReport(Consumer<String> out) {
    this.out = out;
    out.accept("TAP version 13\n");
  }

  @Override
  public void add(ResourceResult result) {
    count++;
    StringBuilder line = new StringBuilder(result.isBad() ? "not ok " : "ok ");
    line.append(count).append(" - ").append(safe(result.file()));
    if (!result.kind().isEmpty()) {
      line.append(" (")
          .append(safe(result.apiVersion()))
          .append('/')
          .append(safe(result.kind()))
          .append('/')
          .append(safe(result.namespace()))
          .append('/')
          .append(safe(result.name()))
          .append(')');
    }
    if (result.status() == Status.SKIPPED) {
      line.append(" # skip");
    }
    line.append('\n');
    if (!result.message().isEmpty()) {
      line.append("# ").append(safe(result.message())).append('\n');
    }
    for (Finding finding : result.findings()) {
      finding.toString().lines().forEach(l -> line.append("# ").append(l).append('\n'));
    }
    out.accept(line.toString());
  }

  /** A number sign would begin a directive. */
  private static String safe(String text) {
    return text.replace("#", "\\#").replace('\n', ' ');
  }

  @Override
  public void end(Summary summary) {
    out.accept("1.." + count + "\n");
  }
}
