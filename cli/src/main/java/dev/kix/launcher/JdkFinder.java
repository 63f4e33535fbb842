package dev.kix.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a JDK that is new enough, by the rules of {@code .mvn/find-jdk.sh}: JAVA_HOME wins, then
 * 25, then the newest of the usual places. Starts no JVM: a JDK's {@code release} file states its
 * version. Java 8 only.
 */
final class JdkFinder {
  /** The oldest feature release that runs kix. */
  static final int MINIMUM = 21;

  /** The release kix is measured on; it beats newer ones. */
  private static final int PREFERRED = 25;

  private final Map<String, String> environment;
  private final String home;

  JdkFinder(Map<String, String> environment, @Nullable String home) {
    this.environment = environment;
    this.home = home == null ? "/nonexistent" : home;
  }

  /** The feature version of this JVM: 8, 17, 25. */
  static int running() {
    return feature(System.getProperty("java.specification.version", "0"));
  }

  /** The {@code java} program to use, or null when there is none. */
  @Nullable File find() {
    String javaHome = environment.get("JAVA_HOME");
    if (javaHome != null && !javaHome.isEmpty() && version(new File(javaHome)) >= MINIMUM) {
      return java(new File(javaHome));
    }
    File best = null;
    int bestRank = 0;
    for (File candidate : candidates()) {
      int version = version(candidate);
      int rank = version == PREFERRED ? 1000 : version;
      if (version >= MINIMUM && rank > bestRank) {
        best = java(candidate);
        bestRank = rank;
      }
    }
    return best;
  }

  private List<File> candidates() {
    List<File> homes = new ArrayList<File>();
    String path = environment.get("PATH");
    if (path != null) {
      for (String folder : path.split(File.pathSeparator)) {
        addHomeOf(new File(folder, isWindows() ? "java.exe" : "java"), homes);
      }
    }
    for (String parent :
        new String[] {
          "/usr/lib/jvm", "/usr/lib64/jvm", "/usr/java", "/opt/java", "/opt", "/usr/local"
        }) {
      addChildren(new File(parent), "", homes);
    }
    String sdkman = environment.get("SDKMAN_DIR");
    addChildren(
        new File(sdkman == null ? home + "/.sdkman" : sdkman, "candidates/java"), "", homes);
    for (String parent :
        new String[] {
          ".jdks",
          ".gradle/jdks",
          ".local/share/mise/installs/java",
          ".asdf/installs/java",
          ".jenv/versions"
        }) {
      addChildren(new File(home, parent), "", homes);
    }
    addChildren(new File("/opt/homebrew/opt"), "libexec/openjdk.jdk/Contents/Home", homes);
    addChildren(new File("/usr/local/opt"), "libexec/openjdk.jdk/Contents/Home", homes);
    addChildren(new File("/Library/Java/JavaVirtualMachines"), "Contents/Home", homes);
    String programs = environment.get("ProgramFiles");
    if (programs != null) {
      for (String vendor : new String[] {"Java", "Eclipse Adoptium", "Microsoft", "Zulu"}) {
        addChildren(new File(programs, vendor), "", homes);
      }
    }
    return homes;
  }

  private static void addHomeOf(File java, List<File> homes) {
    if (!java.canExecute()) {
      return;
    }
    try {
      File bin = java.getCanonicalFile().getParentFile();
      if (bin != null && bin.getParentFile() != null) {
        homes.add(bin.getParentFile());
      }
    } catch (IOException e) {
      return; // a broken link on the PATH is not a JDK
    }
  }

  private static void addChildren(File parent, String below, List<File> homes) {
    String[] names = parent.list();
    if (names == null) {
      return;
    }
    Arrays.sort(names);
    for (String name : names) {
      File child = new File(parent, name);
      homes.add(below.isEmpty() ? child : new File(child, below));
    }
  }

  private static File java(File jdk) {
    return new File(jdk, isWindows() ? "bin/java.exe" : "bin/java");
  }

  private static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  /** The feature version of the JDK in {@code jdk}, or 0 when there is none. */
  static int version(File jdk) {
    File release = new File(jdk, "release");
    if (!release.isFile() || !java(jdk).canExecute()) {
      return 0;
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(release), Charset.forName("UTF-8")))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("JAVA_VERSION=")) {
          return feature(line.substring("JAVA_VERSION=".length()).replace("\"", ""));
        }
      }
      return 0;
    } catch (IOException e) {
      return 0; // unreadable: not one that can be used
    }
  }

  /** The feature version in {@code 25.0.3}, {@code 25-ea} or {@code 1.8}. */
  private static int feature(String version) {
    String v = version.startsWith("1.") ? version.substring(2) : version;
    int end = 0;
    while (end < v.length() && v.charAt(end) >= '0' && v.charAt(end) <= '9') {
      end++;
    }
    return end == 0 || end > 4 ? 0 : Integer.parseInt(v.substring(0, end));
  }
}
