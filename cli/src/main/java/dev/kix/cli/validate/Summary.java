package dev.kix.cli.validate;

import java.util.HashSet;
import java.util.Set;

/** Counts results. Used by one thread. */
public final class Summary {
  private final Set<String> files = new HashSet<>();
  private int valid;
  private int invalid;
  private int errors;
  private int skipped;

  void add(ResourceResult result) {
    file(result.file());
    switch (result.status()) {
      case VALID -> valid++;
      case INVALID -> invalid++;
      case ERROR -> errors++;
      case SKIPPED -> skipped++;
    }
  }

  /** A file was read, whether or not there is a resource in it. */
  void file(String name) {
    files.add(name);
  }

  /** Whether nothing was found that could be looked at. */
  boolean isEmpty() {
    return valid + invalid + errors + skipped == 0;
  }

  public int valid() {
    return valid;
  }

  public int invalid() {
    return invalid;
  }

  public int errors() {
    return errors;
  }

  public int skipped() {
    return skipped;
  }

  /** kubeconform's line, word for word. */
  String line(boolean standardInput) {
    int all = valid + invalid + errors + skipped;
    String where =
        standardInput
            ? "parsing stdin"
            : "in " + files.size() + (files.size() > 1 ? " files" : " file");
    return "Summary: "
        + all
        + (all > 1 ? " resources found " : " resource found ")
        + where
        + " - Valid: "
        + valid
        + ", Invalid: "
        + invalid
        + ", Errors: "
        + errors
        + ", Skipped: "
        + skipped;
  }
}
