package dev.kix.cluster;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.ClusterMessage.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a compilation has said so far. What is said of one subject in one text is kept once. Not
 * thread-safe.
 */
public final class Messages {
  private final Set<ClusterMessage> all = new LinkedHashSet<>();
  private final Set<String> causes = new HashSet<>();
  private int errors;

  public void error(Phase phase, String text) {
    add(ClusterMessage.error(phase, text));
  }

  public void warning(Phase phase, String text) {
    add(ClusterMessage.warning(phase, text));
  }

  /** An error of the instance or resource {@code subject}. */
  public void error(Phase phase, String text, String subject) {
    add(ClusterMessage.error(phase, text).about(subject));
  }

  /** A warning of the instance or resource {@code subject}. */
  public void warning(Phase phase, String text, String subject) {
    add(ClusterMessage.warning(phase, text).about(subject));
  }

  public void add(ClusterMessage message) {
    if (message.severity() != Severity.ERROR) {
      all.add(message);
    } else if (causes.add(message.subject() + "\n" + cause(message.text())) && all.add(message)) {
      errors++;
    }
  }

  /** An error without the way it was come by: the same one is met on several. */
  private static String cause(String text) {
    int way = text.indexOf("\nwhile evaluating ");
    return way < 0 ? text : text.substring(0, way);
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  /** Ends the compilation if there are errors. */
  public void check() {
    if (errors > 0) {
      throw exception();
    }
  }

  /** Everything said, as the error that {@link #check} throws. */
  public ClusterException exception() {
    return new ClusterException(new ArrayList<>(all));
  }

  /** Warnings and notes, in the order they were said. */
  public List<ClusterMessage> warnings() {
    List<ClusterMessage> out = new ArrayList<>();
    for (ClusterMessage m : all) {
      if (m.severity() != Severity.ERROR) {
        out.add(m);
      }
    }
    return out;
  }
}
