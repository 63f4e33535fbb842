package dev.kix.cli.validate;

import dev.kix.k8s.Finding;
import dev.kix.k8s.Severity;
import java.util.List;

/**
 * What is said about one resource, or about a document in which there is none.
 *
 * @param file the file as the user named it
 * @param apiVersion empty when it has none
 * @param kind likewise
 * @param namespace likewise
 * @param name likewise
 * @param status the verdict
 * @param message why it is skipped, or an error that no finding explains; empty otherwise
 * @param findings all findings, warnings too, in order
 */
public record ResourceResult(
    String file,
    String apiVersion,
    String kind,
    String namespace,
    String name,
    Status status,
    String message,
    List<Finding> findings) {
  /** The verdicts, in kubeconform's words. */
  public enum Status {
    VALID("statusValid"),
    INVALID("statusInvalid"),
    ERROR("statusError"),
    SKIPPED("statusSkipped");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /** How the JSON output says it. */
    public String word() {
      return word;
    }
  }

  /** Something wrong with a file as such. */
  static ResourceResult ofFile(String file, String message) {
    return new ResourceResult(file, "", "", "", "", Status.ERROR, message, List.of());
  }

  /** Whether the run fails because of it. */
  public boolean isBad() {
    return status == Status.INVALID || status == Status.ERROR;
  }

  /** Whether any finding is more than a note. */
  boolean saysAnything() {
    return !message.isEmpty() || findings.stream().anyMatch(f -> f.severity() != Severity.NOTE);
  }
}
