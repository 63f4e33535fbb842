package dev.kix.k8s.posture;

import org.jspecify.annotations.Nullable;

/** The levels of the Pod Security Standards, the weakest first. */
enum PodSecurityLevel {
  PRIVILEGED("privileged"),
  BASELINE("baseline"),
  RESTRICTED("restricted");

  private final String word;

  PodSecurityLevel(String word) {
    this.word = word;
  }

  /** The value of a namespace's label. */
  String word() {
    return word;
  }

  /** The level of that name, or null. */
  static @Nullable PodSecurityLevel of(String word) {
    for (PodSecurityLevel level : values()) {
      if (level.word.equals(word)) {
        return level;
      }
    }
    return null;
  }
}
