package dev.kix.interpreter.value;

import org.jspecify.annotations.Nullable;

/**
 * What an evaluation made and did, counted for {@code --stats}. Off unless the JVM was started with
 * {@value #PROPERTY} or somebody set it before this class was loaded; then every {@code if
 * (Counters.ON)} is a constant that the JIT compilers drop, and counting costs nothing.
 *
 * <p>The counters belong to the thread that evaluates, which is a {@link Holder}: on other threads
 * nothing is counted. Only that thread may write them; others may read them when it is done.
 */
public final class Counters {
  /** The system property that switches counting on. */
  public static final String PROPERTY = "kix.stats";

  /** Whether anything is counted in this process. */
  public static final boolean ON = Boolean.getBoolean(PROPERTY);

  /** A thread that counts. */
  public interface Holder {
    Counters counters();
  }

  private long thunks;
  private long forced;
  private long frames;
  private long frameSlots;
  private long functionCalls;
  private long builtinCalls;
  private long sets;
  private long attributes;
  private long updates;
  private long lists;
  private long elements;
  private long strings;
  private long stringBytes;
  private long parsedFiles;
  private long parseNanos;

  private static @Nullable Counters here() {
    return Thread.currentThread() instanceof Holder holder ? holder.counters() : null;
  }

  /** A delayed expression was made. */
  public static void thunk() {
    Counters c = here();
    if (c != null) {
      c.thunks++;
    }
  }

  /** A delayed expression was evaluated; asking again for its value does not count. */
  public static void forced() {
    Counters c = here();
    if (c != null) {
      c.forced++;
    }
  }

  /** A frame for the variables of a call or a file was made. */
  public static void frame(int slots) {
    Counters c = here();
    if (c != null) {
      c.frames++;
      c.frameSlots += slots;
    }
  }

  /** A function written in Nix was called with all its arguments. */
  public static void functionCall() {
    Counters c = here();
    if (c != null) {
      c.functionCalls++;
    }
  }

  /** A builtin was called with all its arguments. */
  public static void builtinCall() {
    Counters c = here();
    if (c != null) {
      c.builtinCalls++;
    }
  }

  /** {@code //} was evaluated. */
  public static void update() {
    Counters c = here();
    if (c != null) {
      c.updates++;
    }
  }

  /** A text was parsed and analysed. */
  public static void parsed(long nanos) {
    Counters c = here();
    if (c != null) {
      c.parsedFiles++;
      c.parseNanos += nanos;
    }
  }

  static void set(int size) {
    Counters c = here();
    if (c != null) {
      c.sets++;
      c.attributes += size;
    }
  }

  static void list(int size) {
    Counters c = here();
    if (c != null) {
      c.lists++;
      c.elements += size;
    }
  }

  static void string(int length) {
    Counters c = here();
    if (c != null) {
      c.strings++;
      c.stringBytes += length;
    }
  }

  /**
   * The counts so far.
   *
   * @param thunks delayed expressions made, by the evaluator and by builtins such as {@code map}
   * @param forced how many of them were evaluated
   * @param frames frames for the variables of calls and files
   * @param frameSlots variables in them
   * @param functionCalls calls of functions written in Nix
   * @param builtinCalls calls of builtins
   * @param sets attribute sets made; a layer that {@code //} puts on a large set counts as one
   * @param attributes attributes in them
   * @param updates evaluations of {@code //}
   * @param lists lists made
   * @param elements elements in them
   * @param strings strings made
   * @param stringBytes bytes in them
   * @param parsedFiles texts parsed
   * @param parseNanos nanoseconds that parsing and analysing them took
   */
  public record Snapshot(
      long thunks,
      long forced,
      long frames,
      long frameSlots,
      long functionCalls,
      long builtinCalls,
      long sets,
      long attributes,
      long updates,
      long lists,
      long elements,
      long strings,
      long stringBytes,
      long parsedFiles,
      long parseNanos) {}

  /** The counts of this thread, or null when it counts nothing. */
  public static @Nullable Snapshot ofThread() {
    Counters c = ON ? here() : null;
    return c == null
        ? null
        : new Snapshot(
            c.thunks,
            c.forced,
            c.frames,
            c.frameSlots,
            c.functionCalls,
            c.builtinCalls,
            c.sets,
            c.attributes,
            c.updates,
            c.lists,
            c.elements,
            c.strings,
            c.stringBytes,
            c.parsedFiles,
            c.parseNanos);
  }
}
