package dev.kix.k8s;

/** What a rule looks at. */
public enum RuleGroup {
  /** A file, before there is a resource. */
  TEXT("files"),
  /** One resource against its API: what the server itself refuses. */
  MANIFEST("resources"),
  /** The resources of a cluster against each other. */
  RELATIONS("relations"),
  /** Security and good practice. */
  POSTURE("posture"),
  /** The rules of a cluster's own teams. */
  POLICY("policy");

  private final String word;

  RuleGroup(String word) {
    this.word = word;
  }

  /** The group's name in options and in the manual. */
  public String word() {
    return word;
  }
}
