package dev.kix.cli.console;

import dev.kix.cluster.ClusterMessage;
import dev.kix.cluster.MessageGroup;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams, environment and working folder of one run of {@code kix}. A process has one; a test
 * makes its own, so that commands run without a process.
 *
 * <p>Text is written as UTF-8 whatever the locale; {@link #outBytes} and {@link #errBytes} write
 * strings that hold one byte per char, as the evaluator does. A failing write to standard output is
 * remembered and reported by {@link #flush}. Messages may come from several threads at once,
 * results from one.
 */
public final class Console {
  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;
  private final Map<String, String> environment;
  private final Path workingFolder;
  private final @Nullable String terminals;
  private volatile @Nullable IOException failure;
  private boolean debug;
  private boolean traces;
  private boolean groups;

  /**
   * @param environment the environment variables
   * @param workingFolder absolute; relative paths in arguments are meant from here
   * @param terminals the file descriptors that are terminals, as digits: {@code "012"}; null when
   *     that is unknown
   */
  public Console(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      Path workingFolder,
      @Nullable String terminals) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
    this.workingFolder = workingFolder;
    this.terminals = terminals;
  }

  /** The console of this process. */
  public static Console ofProcess() {
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
        new FileOutputStream(FileDescriptor.err),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        System.getProperty("kix.tty"));
  }

  public InputStream in() {
    return in;
  }

  /** Standard output for writers that want a stream; buffered, flushed by {@link #flush}. */
  public OutputStream out() {
    return out;
  }

  /** Standard error for writers that want a stream. */
  public OutputStream err() {
    return err;
  }

  public Path workingFolder() {
    return workingFolder;
  }

  public Map<String, String> environment() {
    return environment;
  }

  /** The environment variable, or null when it is unset or empty. */
  public @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * A path given by the user, made absolute.
   *
   * @throws java.nio.file.InvalidPathException when no file of this system can have that name
   */
  public Path resolve(String path) {
    return workingFolder.resolve(path).normalize();
  }

  /**
   * A folder of the user: the one that {@code variable} names, else {@code fallback} in HOME (XDG
   * Base Directory Specification).
   *
   * @return null when neither is set
   */
  public @Nullable Path userFolder(String variable, String fallback) {
    String named = variable(variable);
    if (named != null) {
      return resolve(named);
    }
    String home = variable("HOME");
    return home == null ? null : resolve(home).resolve(fallback);
  }

  /** Writes text to standard output as UTF-8. */
  public void out(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a string that holds one byte per char to standard output. */
  public void outBytes(String bytes) {
    write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes text to standard error as UTF-8. */
  public void err(String text) {
    writeErr(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a string that holds one byte per char to standard error. */
  public void errBytes(String bytes) {
    writeErr(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      failure = e;
    }
  }

  private synchronized void writeErr(byte[] bytes) {
    try {
      out.flush(); // what was said before comes before, where both go to one terminal
    } catch (IOException e) {
      failure = e;
    }
    try {
      err.write(bytes);
      err.flush();
    } catch (IOException e) {
      failure = e; // nowhere left to say it; the exit code will
    }
  }

  /**
   * Makes sure that everything written has arrived.
   *
   * @throws IOException when standard output or standard error could not be written, now or before
   */
  public void flush() throws IOException {
    out.flush();
    err.flush();
    IOException before = failure;
    if (before != null) {
      throw before;
    }
  }

  /** Whether the user types standard input. */
  public boolean inIsTerminal() {
    return isTerminal('0');
  }

  public boolean outIsTerminal() {
    return isTerminal('1');
  }

  public boolean errIsTerminal() {
    return isTerminal('2');
  }

  /**
   * Whether messages may be coloured: standard error is a terminal that can, and NO_COLOR is unset
   * (https://no-color.org).
   */
  public boolean colour() {
    return errIsTerminal() && allowsColour();
  }

  /** Whether results may be coloured: as {@link #colour}, for standard output. */
  public boolean outColour() {
    return outIsTerminal() && allowsColour();
  }

  private boolean allowsColour() {
    return variable("NO_COLOR") == null
        && variable("NOCOLOR") == null
        && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
  }

  /** Makes internal errors show their Java stack trace. */
  public void showStackTraces() {
    debug = true;
  }

  /** Whether internal errors show their Java stack trace: {@code --debug} or KIX_DEBUG. */
  public boolean showsStackTraces() {
    return debug || variable("KIX_DEBUG") != null;
  }

  /** Says whether errors of the language show their whole trace. */
  public void showTraces(boolean whole) {
    traces = whole;
  }

  /** Whether errors of the language show their whole trace: {@code --show-trace}. */
  public boolean showsTraces() {
    return traces;
  }

  /** Says whether messages of one kind about a cluster are told as one. */
  public void groupMessages(boolean asOne) {
    groups = asOne;
  }

  /**
   * Messages about a cluster as they are to be shown: each, or those of one kind together where the
   * command has {@code --all-messages}.
   */
  public List<MessageGroup> shown(List<ClusterMessage> messages) {
    return groups ? MessageGroup.of(messages) : MessageGroup.identical(messages);
  }

  private boolean isTerminal(char descriptor) {
    if (terminals != null) {
      return terminals.indexOf(descriptor) >= 0;
    }
    // Started without ./kix: the JDK knows about standard input and output together, and between 22
    // and 24 not even that.
    int feature = Runtime.version().feature();
    return (feature < 22 || feature > 24) && System.console() != null;
  }
}
