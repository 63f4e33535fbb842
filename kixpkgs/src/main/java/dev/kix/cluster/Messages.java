package dev.kix.cluster;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.ClusterMessage.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a compilation has said so far. The same text is kept once. Not thread-safe. */
public final class Messages {
  private final Set<ClusterMessage> all = new LinkedHashSet<>();
  private int errors;

  public void error(Phase phase, String text) {
    add(ClusterMessage.error(phase, text));
  }

  public void warning(Phase phase, String text) {
    add(ClusterMessage.warning(phase, text));
  }

  public void add(ClusterMessage message) {
    if (all.add(message) && message.severity() == Severity.ERROR) {
      errors++;
    }
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
