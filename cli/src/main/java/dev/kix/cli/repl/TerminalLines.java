package dev.kix.cli.repl;

import dev.kix.cli.console.Console;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Input that somebody types: editing, history kept in the user's state folder, completion. Ctrl-C
 * drops the line, Ctrl-D ends the input.
 */
final class TerminalLines implements LineSource {
  private static final String PROMPT = "kix> ";
  private static final String CONTINUED = "   | ";

  private final Terminal terminal;
  private final LineReader reader;

  /**
   * @param incomplete whether an input needs another line
   * @param interrupt called on Ctrl-C while an input is evaluated
   */
  TerminalLines(
      Console console, Predicate<String> incomplete, Completions completions, Runnable interrupt)
      throws IOException {
    terminal = TerminalBuilder.builder().system(true).name("kix").build();
    terminal.handle(Terminal.Signal.INT, signal -> interrupt.run());
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("kix")
            .parser(new WholeInput(incomplete))
            .completer((r, line, candidates) -> {
              for (String text : completions.of(Bytes.encode(line.word()))) {
                String shown = Bytes.decode(text);
                candidates.add(new Candidate(shown, shown, null, null, null, null, false));
              }
            })
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED);
    Path history = historyFile(console);
    if (history != null) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    reader = builder.build();
  }

  private static @Nullable Path historyFile(Console console) {
    Path state = console.userFolder("XDG_STATE_HOME", ".local/state");
    if (state == null) {
      return null;
    }
    Path folder = state.resolve("kix");
    try {
      Files.createDirectories(folder);
      return folder.resolve("repl-history");
    } catch (IOException e) {
      return null; // no history where none can be kept
    }
  }

  @Override
  public @Nullable String next() {
    while (true) {
      try {
        return Bytes.encode(reader.readLine(PROMPT));
      } catch (UserInterruptException e) {
        continue; // the line is dropped
      } catch (EndOfFileException e) {
        return null;
      }
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }

  /** Hands the input over as it is; the word to complete is the path before the cursor. */
  private record WholeInput(Predicate<String> incomplete) implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE && incomplete.test(Bytes.encode(line))) {
        throw new EOFError(-1, -1, "incomplete");
      }
      int start = Completions.wordStart(line, cursor);
      return new Input(line, cursor, line.substring(start, cursor));
    }

    @Override
    public boolean isEscapeChar(char c) {
      return false;
    }
  }

  /** Nothing is quoted or escaped when it is completed: what is completed is no string. */
  private record Input(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }

    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }
  }
}
