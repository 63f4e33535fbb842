package dev.kix.cli.repl;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.SelectionPath;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens where something is written: what {@code :e} does, with the program that EDITOR names. */
final class Editor {
  /** Programs that take the line as {@code +LINE}. */
  private static final Pattern TAKES_LINE = Pattern.compile("emacs|nano|vim|kak");

  private final Console console;

  Editor(Console console) {
    this.console = console;
  }

  /**
   * A place to open.
   *
   * @param file absolute, one char per byte
   * @param line from 1, or 0 for none
   * @param text what the file holds where it is not on disk; else null
   */
  record Place(String file, int line, @Nullable String text) {}

  /** Where {@code value} is written. Runs on the evaluation thread. */
  static Place place(EvalState state, Value value, String expression) {
    if (value instanceof NixPath || value instanceof NixString) {
      return at(
          state,
          Coercion.toPath(
              state, null, value, new ContextBuilder(), "while evaluating the filename to edit"),
          0);
    }
    if (value instanceof Closure closure) {
      Position position = closure.position();
      String file = position.source().origin().path();
      if (file == null) {
        throw new CliException(
            "'" + Bytes.decode(position.toString()) + "' cannot be shown in an editor");
      }
      String path = CanonicalPath.of(file);
      return Files.exists(FileNames.path(path))
          ? new Place(path, position.line(), null)
          : new Place(path, position.line(), position.source().text());
    }
    return ofPackage(state, value, expression);
  }

  private static Place ofPackage(EvalState state, Value value, String expression) {
    String text;
    try {
      text =
          Coercion.toPath(
              state,
              null,
              SelectionPath.parse("meta.position").select(state, NixAttrs.EMPTY, value),
              new ContextBuilder(),
              "while evaluating the 'meta.position' attribute of a derivation");
    } catch (EvalException e) {
      throw new CliException(
          "package '" + Bytes.decode(expression) + "' has no source location information");
    }
    int colon = text.lastIndexOf(':');
    try {
      return at(state, text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new CliException("cannot parse 'meta.position' attribute '" + Bytes.decode(text) + "'");
    }
  }

  private static Place at(EvalState state, String file, int line) {
    return new Place(
        file,
        line,
        Files.exists(FileNames.path(file))
            ? null
            : Bytes.fromArray(state.services().files().read(file)));
  }

  /**
   * Runs the editor and waits for it. What is in no file is opened as a copy that is deleted after.
   *
   * @return whether a file was opened that may have changed
   */
  boolean open(Place place) {
    String text = place.text();
    try {
      if (text == null) {
        run(place.line(), Bytes.decode(place.file()));
        return true;
      }
      Path folder = Files.createTempDirectory("kix-edit");
      Path copy =
          FileNames.resolve(folder, place.file().substring(place.file().lastIndexOf('/') + 1));
      try {
        Files.write(copy, Bytes.toArray(text));
        run(place.line(), copy.toString());
      } finally {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(folder);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(int line, String file) throws IOException {
    String editor = console.variable("EDITOR");
    List<String> command =
        new ArrayList<>(List.of((editor == null ? "cat" : editor).strip().split("\\s+")));
    if (line > 0 && editor != null && TAKES_LINE.matcher(editor).find()) {
      command.add("+" + line);
    }
    command.add(file);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(console.workingFolder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    boolean atTerminal = console.inIsTerminal() && console.outIsTerminal();
    if (atTerminal) {
      builder.inheritIO();
    }
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new CliException(
          "cannot run the editor '" + command.get(0) + "'", "EDITOR says which program it is.");
    }
    if (!atTerminal) {
      process.getOutputStream().close();
      process.getInputStream().transferTo(console.out());
    }
    try {
      if (process.waitFor() != 0) {
        throw new CliException(
            "program '" + command.get(0) + "' failed with exit code " + process.exitValue());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
