package dev.kix.conformance;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this project lies on disk. */
public final class Project {
  private Project() {}

  /** The folder with {@code ./kix} and {@code ./mvnw}. */
  public static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("mvnw")) && Files.exists(at.resolve("kix"))) {
        return at;
      }
    }
    throw new IllegalStateException("run the tests inside the project");
  }
}
