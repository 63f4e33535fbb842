package dev.kix.cli.action;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What this build of kix is. */
public final class Version {
  /** The version of the Nix language that is evaluated. */
  public static final String LANGUAGE = "2.35";

  private Version() {}

  /** The version of kix, for example {@code 0.1.0}. */
  public static String number() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/dev/kix/cli/kix.properties")) {
      if (in == null) {
        throw new IOException("kix.properties is missing from kix.jar");
      }
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }

  /** One line: {@code kix 0.1.0 (Nix language 2.35; Java 25.0.3)}. */
  public static String line() throws IOException {
    return "kix "
        + number()
        + " (Nix language "
        + LANGUAGE
        + "; Java "
        + System.getProperty("java.version")
        + ")";
  }
}
