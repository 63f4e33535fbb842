package dev.kix.cli.action;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.NixSession;
import dev.kix.interpreter.value.Counters;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation cost and did: time by phase, memory, and counts of what was made. As a table
 * for {@code --stats}, and as JSON with Nix's keys where {@code NIX_SHOW_STATS} is set (to standard
 * error, or to the file that {@code NIX_SHOW_STATS_PATH} names).
 *
 * <p>Counts need {@link Counters#ON}, which {@link #prepare} sees to before the interpreter loads.
 */
public final class Stats {
  private static final String SHOW = "NIX_SHOW_STATS";
  private static final String FLAG = "--stats";

  private final Console console;
  private final boolean table;
  private final long start = System.nanoTime();
  private final long allocated = allocatedBytes();
  private long printNanos;
  private Counters.@Nullable Snapshot counts;

  private Stats(Console console, boolean table) {
    this.console = console;
    this.table = table;
  }

  /**
   * Switches counting on when the arguments or the environment of this process ask for it. To be
   * called once, before anything else.
   */
  public static void prepare(List<String> args) {
    if (args.contains(FLAG) || isSet(System.getenv(SHOW))) {
      System.setProperty(Counters.PROPERTY, "true");
    }
  }

  /**
   * Begins to measure, or returns null when nobody wants to know.
   *
   * @param table whether the table is asked for
   */
  static @Nullable Stats start(Console console, boolean table) {
    return table || isSet(console.variable(SHOW)) ? new Stats(console, table) : null;
  }

  /** As in Nix: everything but nothing and 0. */
  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isEmpty() && !value.equals("0");
  }

  /** Adds time spent on making text of a value. */
  void printed(long nanos) {
    printNanos += nanos;
  }

  /** Takes the counts; while the session is open. */
  void count(NixSession session) {
    Counters.Snapshot[] taken = new Counters.Snapshot[1];
    session.run(state -> {
      taken[0] = Counters.ofThread();
      return 0;
    });
    counts = taken[0];
  }

  /** Prints what was asked for. */
  void report() {
    long wall = System.nanoTime() - start;
    if (table) {
      console.err(table(wall));
    }
    if (isSet(console.variable(SHOW))) {
      write(json(wall));
    }
  }

  private void write(String json) {
    String path = console.variable("NIX_SHOW_STATS_PATH");
    if (path == null || path.isEmpty() || path.equals("-")) {
      console.err(json + "\n");
      return;
    }
    try {
      Files.writeString(console.resolve(path), json + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CliException(
          "cannot write statistics to '" + path + "': " + ErrorReporter.describe(e));
    }
  }

  private String table(long wall) {
    Counters.Snapshot c = counts;
    long parse = c == null ? 0 : c.parseNanos();
    StringBuilder out = new StringBuilder();
    line(
        out,
        "time",
        "%.1f ms, of %d ms since the JVM started",
        wall / 1e6,
        ManagementFactory.getRuntimeMXBean().getUptime());
    if (c != null) {
      line(out, "  parse", "%.1f ms, %,d texts", parse / 1e6, c.parsedFiles());
    }
    line(out, "  evaluate", "%.1f ms", (wall - parse - printNanos) / 1e6);
    line(out, "  print", "%.1f ms", printNanos / 1e6);
    line(out, "  collect", "%d ms of these, %d times", gcMillis(), gcCount());
    line(out, "allocated", "%,d MiB", (allocatedBytes() - allocated) >> 20);
    Runtime runtime = Runtime.getRuntime();
    line(
        out,
        "heap",
        "%,d MiB used, %,d MiB reserved",
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        runtime.totalMemory() >> 20);
    if (c != null) {
      line(out, "thunks", "%,d, of which %,d forced", c.thunks(), c.forced());
      line(out, "calls", "%,d of functions, %,d of builtins", c.functionCalls(), c.builtinCalls());
      line(out, "frames", "%,d with %,d variables", c.frames(), c.frameSlots());
      line(out, "sets", "%,d with %,d attributes", c.sets(), c.attributes());
      line(out, "updates", "%,d", c.updates());
      line(out, "lists", "%,d with %,d elements", c.lists(), c.elements());
      line(out, "strings", "%,d with %,d bytes", c.strings(), c.stringBytes());
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String name, String format, Object... values) {
    out.append(String.format(Locale.ROOT, "%-11s", name))
        .append(String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  private String json(long wall) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    double cpu = cpuSeconds();
    root.put("cpuTime", cpu);
    ObjectNode time = root.putObject("time");
    time.put("cpu", cpu);
    time.put("wall", wall / 1e9);
    Counters.Snapshot c = counts;
    if (c != null) {
      time.put("parse", c.parseNanos() / 1e9);
      time.put("eval", (wall - c.parseNanos() - printNanos) / 1e9);
    }
    time.put("print", printNanos / 1e9);
    time.put("gc", gcMillis() / 1e3);
    ObjectNode gc = root.putObject("gc");
    gc.put("cycles", gcCount());
    gc.put("heapSize", Runtime.getRuntime().totalMemory());
    gc.put("totalBytes", allocatedBytes() - allocated);
    if (c != null) {
      ObjectNode envs = root.putObject("envs");
      envs.put("number", c.frames());
      envs.put("elements", c.frameSlots());
      ObjectNode list = root.putObject("list");
      list.put("number", c.lists());
      list.put("elements", c.elements());
      ObjectNode sets = root.putObject("sets");
      sets.put("number", c.sets());
      sets.put("elements", c.attributes());
      ObjectNode strings = root.putObject("strings");
      strings.put("number", c.strings());
      strings.put("bytes", c.stringBytes());
      root.put("nrFiles", c.parsedFiles());
      root.put("nrThunks", c.thunks());
      root.put("nrThunksForced", c.forced());
      root.put("nrFunctionCalls", c.functionCalls());
      root.put("nrPrimOpCalls", c.builtinCalls());
      root.put("nrOpUpdates", c.updates());
    }
    return root.toPrettyString();
  }

  private static long gcMillis() {
    long sum = 0;
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      sum += Math.max(0, gc.getCollectionTime());
    }
    return sum;
  }

  private static long gcCount() {
    long sum = 0;
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      sum += Math.max(0, gc.getCollectionCount());
    }
    return sum;
  }

  private static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean os
        ? os.getProcessCpuTime() / 1e9
        : 0;
  }

  private static long allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? threads.getTotalThreadAllocatedBytes()
        : 0;
  }
}
