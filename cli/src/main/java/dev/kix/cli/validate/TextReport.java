package dev.kix.cli.validate;

import dev.kix.cli.validate.ResourceResult.Status;
import dev.kix.k8s.FindingText;
import java.util.function.Consumer;

/** What a person reads: every finding with its place, and with {@code -verbose} every verdict. */
final class TextReport implements Report {
  private final Consumer<String> out;
  private final boolean verbose;
  private final boolean summary;
  private final boolean standardInput;

  TextReport(Consumer<String> out, boolean verbose, boolean summary, boolean standardInput) {
    this.out = out;
    this.verbose = verbose;
    this.summary = summary;
    this.standardInput = standardInput;
  }

  @Override
  public void add(ResourceResult result) {
    String file = result.file();
    if (!result.message().isEmpty()) {
      String what = result.kind().isEmpty() ? "" : result.kind() + " " + result.name() + " ";
      out.accept("error: " + file + ": " + what + "failed validation: " + result.message() + "\n");
    }
    if (!result.findings().isEmpty()) {
      out.accept(FindingText.render(result.findings()));
    }
    if (verbose && result.status() == Status.VALID) {
      out.accept(file + " - " + result.kind() + " " + result.name() + " is valid\n");
    } else if (verbose && result.status() == Status.SKIPPED) {
      out.accept(file + " - " + result.name() + " " + result.kind() + " skipped\n");
    }
  }

  @Override
  public void end(Summary counts) {
    if (summary) {
      out.accept(counts.line(standardInput) + "\n");
    }
  }
}
