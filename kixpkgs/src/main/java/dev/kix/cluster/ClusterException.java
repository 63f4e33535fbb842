package dev.kix.cluster;

import java.util.List;

/**
 * A cluster that does not compile: all errors of the phase that failed, with the warnings so far.
 * Carries no Java stack trace, because it describes the user's files.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ClusterMessage> messages;

  public ClusterException(List<ClusterMessage> messages) {
    super(render(messages), null, false, false);
    this.messages = List.copyOf(messages);
  }

  /** Warnings and errors, in the order they were found. */
  public List<ClusterMessage> messages() {
    return messages;
  }

  private static String render(List<ClusterMessage> messages) {
    return MessageGroup.render(MessageGroup.identical(messages), "\n\n");
  }
}
