package dev.kix.interpreter.diagnostic;

import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.value.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluation errors as text, laid out as Nix prints them on standard error: what the evaluator was
 * doing from the outermost step inwards, each with its line of source, then the message. Without
 * {@code showTrace} the first few steps are shown, and always those that the program itself added
 * by {@code builtins.addErrorContext}. Immutable and thread-safe.
 *
 * <p>{@link #render} returns ordinary text, {@link #renderBytes} the same with one char per byte.
 */
public final class DiagnosticRenderer {
  private static final String ELLIPSIS = Bytes.encode("… ");
  private static final String PREFIX = "error:";
  private static final String WARNING = "warning:";

  /**
   * Up to this many repeated frames in a row are printed; a note about them would be no shorter.
   */
  private static final int DUPLICATES_SHOWN = 5;

  /** Frames beyond this weight are left out; a frame weighs 1, its position 1 more. */
  private static final int WEIGHT_SHOWN = 3;

  private final boolean showTrace;
  private final Palette palette;

  private DiagnosticRenderer(boolean showTrace, Palette palette) {
    this.showTrace = showTrace;
    this.palette = palette;
  }

  /**
   * @param showTrace {@code --show-trace}: every frame
   */
  public static DiagnosticRenderer plain(boolean showTrace) {
    return new DiagnosticRenderer(showTrace, Palette.NONE);
  }

  /**
   * With colours. Whether they are wanted (a terminal, {@code NO_COLOR}) is the caller's business.
   *
   * @param showTrace {@code --show-trace}: every frame
   */
  public static DiagnosticRenderer ansi(boolean showTrace) {
    return new DiagnosticRenderer(showTrace, Palette.ANSI);
  }

  /** The whole diagnostic without a final newline. */
  public String render(EvalException e) {
    return Bytes.decode(renderBytes(e));
  }

  /** The whole diagnostic without a final newline, one char per byte. */
  public String renderBytes(EvalException e) {
    return render(e, PREFIX, palette.red(PREFIX));
  }

  /** As {@link #renderBytes}, but {@code warning:} instead of {@code error:}. */
  public String warningBytes(EvalException e) {
    return render(e, WARNING, palette.magenta(WARNING));
  }

  private String render(EvalException e, String prefix, String coloured) {
    StringBuilder body = new StringBuilder();
    if (!e.frames().isEmpty()) {
      new Trace(body).print(e.frames());
      body.append('\n').append(coloured).append(' ');
    }
    boolean quoted = e.kind() == ErrorKind.THROWN || e.kind() == ErrorKind.ABORT;
    String message = Ansi.strip(e.getMessage());
    body.append(quoted ? message : palette.highlight(message)).append('\n');
    printPosition(body, "", e.position());
    List<String> suggestions = e.suggestions();
    if (!suggestions.isEmpty()) {
      body.append("Did you mean ")
          .append(Suggestions.phrase(suggestions, palette.argument(), palette.normal()))
          .append("?\n");
    }
    return indent(coloured + " ", prefix.length() + 1, body);
  }

  /**
   * What {@code builtins.warn} prints: {@code evaluation warning: …}, further lines indented, one
   * char per byte.
   */
  public String evaluationWarning(String message) {
    String prefix = "evaluation warning:";
    String text = Ansi.strip(message);
    if (text.startsWith("\n")) {
      return palette.magenta(prefix) + chomp(text);
    }
    return indent(palette.magenta(prefix) + " ", prefix.length() + 1, text);
  }

  /** The frames of one error. */
  private final class Trace {
    private final StringBuilder out;
    private final Set<TraceFrame> seen = new HashSet<>();
    private final List<TraceFrame> skipped = new ArrayList<>();
    private int weight;

    Trace(StringBuilder out) {
      this.out = out;
    }

    /**
     * @param frames innermost first
     */
    void print(List<TraceFrame> frames) {
      boolean truncated = false;
      for (int i = frames.size() - 1; i >= 0; i--) {
        TraceFrame frame = frames.get(i);
        if (frame.text().isEmpty() || (frame.traceOnly() && !showTrace)) {
          continue;
        }
        truncated |= !showTrace && weight > WEIGHT_SHOWN;
        if (truncated && !frame.custom()) {
          continue;
        }
        // Whether it is custom does not make it another frame.
        if (!seen.add(new TraceFrame(frame.position(), frame.text(), false, false))) {
          skipped.add(frame);
          continue;
        }
        printSkipped();
        weight++;
        printFrame(frame);
      }
      printSkipped();
      if (truncated) {
        note("(stack trace truncated; use '--show-trace' to show the full, detailed trace)");
      }
    }

    private void printSkipped() {
      if (skipped.size() > DUPLICATES_SHOWN) {
        note("(" + skipped.size() + " duplicate frames omitted)");
      } else {
        for (TraceFrame frame : skipped) {
          printFrame(frame);
        }
      }
      skipped.clear();
    }

    private void printFrame(TraceFrame frame) {
      String text = Ansi.strip(frame.text());
      out.append('\n')
          .append(ELLIPSIS)
          .append(frame.custom() ? text : palette.highlight(text))
          .append('\n');
      if (printPosition(out, "  ", frame.position())) {
        weight++;
      }
    }

    private void note(String text) {
      out.append('\n').append(palette.magenta(text)).append('\n');
    }
  }

  private boolean printPosition(StringBuilder out, String indent, @Nullable Position position) {
    if (position == null) {
      return false;
    }
    SourceFile source = position.source();
    int line = position.line();
    int column = position.column();
    out.append(indent)
        .append(palette.blue("at "))
        .append(palette.magenta(describe(position)))
        .append(':');
    printLine(out, source, line - 1);
    if (printLine(out, source, line)) {
      out.append("\n      |").append(" ".repeat(column)).append(palette.red("^"));
    }
    printLine(out, source, line + 1);
    out.append('\n');
    return true;
  }

  private static boolean printLine(StringBuilder out, SourceFile source, int line) {
    String text = source.lineText(line);
    if (text == null) {
      return false;
    }
    String number = Integer.toString(line);
    out.append("\n ")
        .append(" ".repeat(Math.max(0, 5 - number.length())))
        .append(number)
        .append("| ")
        .append(Ansi.strip(text));
    return true;
  }

  /** A position as Nix prints it, {@code /x.nix:1:2}, one char per byte. */
  public static String describe(Position position) {
    return originBytes(position.source().origin())
        + ":"
        + position.line()
        + ":"
        + position.column();
  }

  /** What Nix calls an origin, one char per byte. */
  static String originBytes(Origin origin) {
    return origin.kind() == Origin.Kind.FILE ? origin.display() : Bytes.encode(origin.display());
  }

  /** Puts {@code prefix} before the first line and {@code width} blanks before every other one. */
  private static String indent(String prefix, int width, CharSequence body) {
    String text = chomp(body.toString());
    String blanks = " ".repeat(width);
    StringBuilder out = new StringBuilder(text.length() + 64);
    int start = 0;
    boolean first = true;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        end = text.length();
      }
      if (!first) {
        out.append('\n');
      }
      out.append(chomp((first ? prefix : blanks) + text.substring(start, end)));
      first = false;
      start = end + 1;
    }
    return first ? chomp(prefix) : out.toString();
  }

  private static String chomp(String s) {
    int end = s.length();
    while (end > 0 && " \n\r\t".indexOf(s.charAt(end - 1)) >= 0) {
      end--;
    }
    return s.substring(0, end);
  }
}
