package dev.kix.conformance.golden;

import dev.kix.grammar.Origin;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.TerminalText;
import dev.kix.interpreter.eval.DeepForce;
import dev.kix.interpreter.eval.Printing;
import dev.kix.interpreter.print.PrintOptions;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code kix eval --strict} does, by somebody who embeds the interpreter. */
final class Embedding {
  private Embedding() {}

  /**
   * What came of an evaluation.
   *
   * @param output the value and the messages before it
   * @param error the diagnostic, or nothing
   * @param kind what kind of error it is, or null
   */
  record Result(String output, String error, @Nullable ErrorKind kind) {}

  static Result evaluate(Path file, Map<String, String> environment) throws IOException {
    StringBuilder messages = new StringBuilder();
    SourceFile source =
        new SourceFile(
            Origin.file(Bytes.encode(file.toString())), Bytes.fromArray(Files.readAllBytes(file)));
    String folder = Bytes.encode(String.valueOf(file.getParent()));
    try (Interpreter nix =
        Interpreter.builder()
            .permissions(new Permissions(null, environment, false, true))
            .messages(line -> messages.append(shown(line)))
            .build()) {
      String printed =
          nix.run(state ->
              Printing.print(
                  state,
                  DeepForce.force(state, nix.evaluate(source, folder).value()),
                  PrintOptions.EVAL));
      return new Result(Bytes.decode(printed) + "\n", messages.toString(), null);
    } catch (EvalException e) {
      return new Result(
          "", messages + shown(DiagnosticRenderer.plain(false).renderBytes(e)), e.kind());
    }
  }

  /** A message as a program prints it. */
  private static String shown(String message) {
    return Bytes.decode(TerminalText.of(message, false)) + "\n";
  }
}
