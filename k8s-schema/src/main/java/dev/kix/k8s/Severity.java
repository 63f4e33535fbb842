package dev.kix.k8s;

/** How bad a finding is. */
public enum Severity {
  /** Nothing may be written or applied. */
  ERROR("error"),
  /** The build goes on and says so. */
  WARNING("warning"),
  /** Something was let pass, for a reason that the user gave. */
  NOTE("note");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** The word a message begins with. */
  public String word() {
    return word;
  }
}
