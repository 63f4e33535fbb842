package dev.kix.cli.action;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Time and memory of a stretch of work in this process. */
final class Stats {
  private final long start = System.nanoTime();
  private final long allocated = allocatedBytes();

  private Stats() {}

  static Stats start() {
    return new Stats();
  }

  /** The table, for people. */
  String stop() {
    long wall = System.nanoTime() - start;
    long gcMillis = 0;
    long gcCount = 0;
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      gcMillis += Math.max(0, gc.getCollectionTime());
      gcCount += Math.max(0, gc.getCollectionCount());
    }
    Runtime runtime = Runtime.getRuntime();
    long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
    return String.format(
        Locale.ROOT,
        """
        time       %.1f ms, of %d ms since the JVM started
        allocated  %d MiB
        collected  %d times, %d ms
        heap       %d MiB used, %d MiB reserved
        """,
        wall / 1e6,
        uptime,
        (allocatedBytes() - allocated) >> 20,
        gcCount,
        gcMillis,
        used,
        runtime.totalMemory() >> 20);
  }

  private static long allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? threads.getTotalThreadAllocatedBytes()
        : 0;
  }
}
