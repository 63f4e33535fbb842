package dev.kix.helm;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What of the process the Go runtime looks at or takes over.
 *
 * <p>Helm catches signals such as Ctrl-C and never gives them back: afterwards the program could
 * not be interrupted. So their handlers are noted before, and put back after each call. And Helm
 * reads settings from the environment (its own, those of kubectl and of Docker), once, when it is
 * loaded: these variables are away for that moment, and the time zone is UTC (Sprig's {@code date}
 * prints local time; on Windows Go asks the system instead). The JVM has a copy of its own from its
 * start.
 */
final class ProcessState {
  /** SIGHUP, SIGINT, SIGQUIT, SIGTERM: the same numbers everywhere. */
  private static final int[] SIGNALS = {1, 2, 3, 15};

  /** More than a {@code struct sigaction} has on any platform. */
  private static final int SIGACTION_BYTES = 512;

  private static final String TIME_ZONE = "TZ";

  /** Of the C library; the names are C's. */
  @SuppressWarnings("checkstyle:MethodName")
  interface C extends Library {
    int sigaction(int signal, @Nullable Pointer action, @Nullable Pointer old);

    int setenv(String name, String value, int overwrite);

    int unsetenv(String name);
  }

  private final @Nullable C c;

  private ProcessState(@Nullable C c) {
    this.c = c;
  }

  static ProcessState of() {
    return new ProcessState(
        Platform.isWindows() ? null : Native.load(Platform.C_LIBRARY_NAME, C.class));
  }

  /**
   * Does {@code work} and leaves the process as it was.
   *
   * @param withoutSettings whether to take settings of Helm out of the environment meanwhile
   */
  <T> T undisturbed(boolean withoutSettings, Supplier<T> work) {
    C library = c;
    if (library == null) {
      return work.get();
    }
    List<Memory> handlers = new ArrayList<>();
    for (int signal : SIGNALS) {
      Memory handler = new Memory(SIGACTION_BYTES);
      handler.clear();
      library.sigaction(signal, null, handler);
      handlers.add(handler);
    }
    Map<String, String> settings = withoutSettings ? settings() : Map.of();
    settings.keySet().forEach(library::unsetenv);
    if (withoutSettings) {
      library.setenv(TIME_ZONE, "UTC", 1);
    }
    try {
      return work.get();
    } finally {
      if (withoutSettings) {
        library.unsetenv(TIME_ZONE);
      }
      settings.forEach((name, value) -> library.setenv(name, value, 1));
      for (int i = 0; i < SIGNALS.length; i++) {
        library.sigaction(SIGNALS[i], handlers.get(i), null);
      }
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      String name = variable.getKey();
      if (name.equals("HOME")
          || name.equals(TIME_ZONE)
          || name.startsWith("HELM_")
          || name.startsWith("KUBE")
          || name.startsWith("XDG_")
          || name.startsWith("DOCKER_")
          || name.startsWith("OTEL_")) {
        found.put(name, variable.getValue());
      }
    }
    return found;
  }
}
