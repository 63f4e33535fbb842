package dev.kix.cli.console;

import dev.kix.cluster.ClusterException;
import dev.kix.cluster.MessageGroup;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.TerminalText;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts everything that ends a command into words on standard error. What the user can change is one
 * error; what the user cannot is one line that says where the details are.
 */
public final class ErrorReporter {
  private static final int LONGEST_LINE = 1000;
  private static final String RED = "\u001b[31;1m";
  private static final String RESET = "\u001b[0m";

  private final Console console;

  public ErrorReporter(Console console) {
    this.console = console;
  }

  /** What a command that {@code problem} ends exits with. */
  public static int exitCode(Throwable problem) {
    return problem instanceof EvalException e && e.kind() == ErrorKind.HASH_MISMATCH ? 102 : 1;
  }

  /** Prints {@code problem}. */
  public void report(Throwable problem) {
    if (problem instanceof CliException e) {
      error(e.getMessage(), e.hints().toArray(new String[0]));
    } else if (problem instanceof EvalException e) {
      DiagnosticRenderer renderer =
          console.colour()
              ? DiagnosticRenderer.ansi(console.showsTraces())
              : DiagnosticRenderer.plain(console.showsTraces());
      console.errBytes(TerminalText.of(shorten(renderer.renderBytes(e)), console.colour()) + "\n");
    } else if (problem instanceof ClusterException e) {
      console.err(
          shorten(MessageGroup.render(console.shown(e.messages()), "\n\n"))
              + "\n"); // every message has its own 'error:' or 'warning:'
    } else if (problem instanceof StoreException e) {
      error(String.valueOf(e.getMessage()));
    } else if (problem instanceof StackOverflowError) {
      error(
          "stack overflow: the expression nests deeper than the evaluation stack holds",
          "Look for unbounded recursion; --max-call-depth sets where it is reported.");
    } else if (problem instanceof OutOfMemoryError) {
      error(
          "out of memory: the heap limit of "
              + Runtime.getRuntime().maxMemory() / (1024 * 1024)
              + " MiB is reached",
          "Raise it with KIX_JAVA_OPTS=-Xmx8g, or look for an infinite list or set.");
    } else if (problem instanceof InvalidPathException e) {
      error(
          "'" + e.getInput() + "' cannot be the name of a file: " + e.getReason(),
          "Where names are not ASCII, the locale must be one of UTF-8, such as C.UTF-8.");
    } else if (problem instanceof UncheckedIOException wrapped
        && wrapped.getCause() instanceof IOException e) {
      error(describe(e));
    } else if (problem instanceof IOException e) {
      error(describe(e));
    } else {
      internal(problem);
    }
  }

  /** Prints {@code error: message} and the lines below it, indented. */
  public void error(String message, String... lines) {
    boolean colour = console.colour();
    StringBuilder text = new StringBuilder(colour ? RED + "error:" + RESET : "error:");
    text.append(' ').append(message.replace("\n", "\n       ")).append('\n');
    for (String line : lines) {
      if (!line.isEmpty()) {
        text.append("       ").append(line).append('\n');
      }
    }
    console.err(text.toString());
  }

  /** What went wrong with a file, in words; Java's messages are often the path alone. */
  public static String describe(IOException e) {
    return e instanceof FileSystemException f && f.getFile() != null
        ? "'" + f.getFile() + "': " + reason(e)
        : reason(e);
  }

  /** The same without the name of the file, for messages that have it already. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException n -> "no such file or folder";
      case AccessDeniedException a -> "permission denied";
      case MalformedInputException m -> "it is not text in UTF-8";
      default ->
          "Broken pipe".equals(e.getMessage())
              ? "cannot write: broken pipe"
              : Bytes.decode(IoErrors.reason(e));
    };
  }

  /** Lines that nobody can read, such as the one line of a minified file, without their ends. */
  private static String shorten(String text) {
    if (text.length() <= LONGEST_LINE) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int start = 0;
    while (start <= text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      if (end - start > LONGEST_LINE) {
        out.append(text, start, start + LONGEST_LINE)
            .append("... (")
            .append(end - start - LONGEST_LINE)
            .append(" more bytes)");
      } else {
        out.append(text, start, end);
      }
      if (newline < 0) {
        break;
      }
      out.append('\n');
      start = newline + 1;
    }
    return out.toString();
  }

  private void internal(Throwable problem) {
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    if (console.showsStackTraces()) {
      error("internal error: " + problem);
      console.err(trace.toString());
      return;
    }
    Path file = crashFile(problem, trace.toString());
    error(
        "internal error: "
            + firstLine(problem.toString())
            + " (this is a bug in kix, please report it)",
        file == null
            ? "Run again with --debug for the details."
            : "The details are in " + file + "; --debug shows them here.");
  }

  private @Nullable Path crashFile(Throwable problem, String trace) {
    Path state = console.userFolder("XDG_STATE_HOME", ".local/state");
    if (state == null) {
      return null;
    }
    Path folder = state.resolve("kix");
    String text =
        String.format(
            Locale.ROOT,
            "kix: %s%nJava: %s %s on %s %s%n%n%s",
            problem,
            System.getProperty("java.vendor"),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            trace);
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "crash-", ".txt");
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      return null; // nothing can be kept here; --debug still works
    }
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
