package dev.kix.launcher;

import dev.kix.cli.Kix;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What {@code java -jar kix.jar} starts. Compiled for Java 8, so that an old {@code java} on the
 * PATH gets as far as this class: it then runs the same jar again on a JDK that is new enough, or
 * says in one line what is missing. On a JDK that is new enough it goes straight to {@link Kix}.
 */
public final class Main {
  private Main() {}

  /** Runs {@code kix} with {@code args} and ends the process with its exit code. */
  public static void main(String[] args) {
    if (JdkFinder.running() >= JdkFinder.MINIMUM) {
      // Named directly, not by reflection: resolved only when reached, and reflection would cost
      // several milliseconds of a start that takes a hundred.
      Kix.main(args);
      return;
    }
    System.exit(onNewerJdk(args));
  }

  private static int onNewerJdk(String[] args) {
    File java = new JdkFinder(System.getenv(), System.getProperty("user.home")).find();
    String jar = System.getProperty("java.class.path", "");
    if (java == null) {
      System.err.println(
          "kix: needs Java "
              + JdkFinder.MINIMUM
              + " or newer (25 is best), this is Java "
              + System.getProperty("java.version")
              + ", and no newer one was found; install one or set JAVA_HOME");
      return 1;
    }
    List<String> command = new ArrayList<String>();
    command.add(java.getPath());
    Collections.addAll(
        command, "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", jar, "dev.kix.launcher.Main");
    Collections.addAll(command, args);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      if (!"UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"))) {
        // In the POSIX locale a JVM cannot open files whose names are not ASCII.
        builder.environment().put("LC_ALL", "C.UTF-8");
      }
      return waitFor(builder.start());
    } catch (IOException e) {
      System.err.println("kix: cannot start " + java + ": " + e.getMessage());
      return 1;
    }
  }

  /** Waits for the other JVM, and takes it along when this one is told to end. */
  private static int waitFor(final Process process) {
    Thread hook =
        new Thread() {
          @Override
          public void run() {
            process.destroy();
            try {
              process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    Runtime.getRuntime().addShutdownHook(hook);
    while (true) {
      try {
        int code = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(hook);
        return code;
      } catch (InterruptedException e) {
        // Nobody interrupts this thread on purpose; the child's exit code is what counts.
        process.destroy();
      } catch (IllegalStateException e) {
        return 1; // shutting down already: the hook ends the child
      }
    }
  }
}
