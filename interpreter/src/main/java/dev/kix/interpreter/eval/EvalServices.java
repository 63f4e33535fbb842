package dev.kix.interpreter.eval;

import dev.kix.grammar.Expr;
import dev.kix.grammar.ParserOptions;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.print.ValuePrinter;
import dev.kix.interpreter.value.ContextElement;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;

/** What an evaluation has of the world around it. One per {@code Interpreter}. */
public interface EvalServices {
  EvalSettings settings();

  /** Files, permissions already applied. */
  FileAccess files();

  /** The store that sources are copied to and derivations are written to. */
  EvalStore store();

  /** Fetches what is not here yet. */
  InputFetcher inputs();

  /** {@code builtins}. */
  NixAttrs builtins();

  /** Parsed and analysed code, shared between evaluators. */
  CodeCache code();

  /** How files of {@code folder} are parsed: relative paths start there. */
  ParserOptions parserOptions(String folder);

  /** The variables that every file sees. */
  GlobalScope globals();

  /** Prints a line for the user ({@code trace: …}, {@code warning: …}), one char per byte. */
  void message(String line);

  /**
   * The code of {@code source}, parsed at most once; what the parser warns of is printed each time.
   *
   * @param folder where relative paths in it start
   * @throws EvalException for a syntax error or an undefined variable
   */
  default Code load(SourceFile source, String folder) {
    return code()
        .load(source, parserOptions(folder), globals().names(), warning -> warn(this, warning));
  }

  /**
   * The syntax tree of {@code source}; what the parser warns of is printed.
   *
   * @param folder where relative paths in it start
   * @throws EvalException for a syntax error
   */
  default Expr parse(SourceFile source, String folder) {
    return CodeCache.parse(source, parserOptions(folder), warning -> warn(this, warning));
  }

  private static void warn(EvalServices services, EvalException warning) {
    // One that says itself where it is comes as it is, in lines that are not indented.
    services.message(
        warning.position() == null
            ? "warning: " + warning.getMessage()
            : DiagnosticRenderer.plain(false).warningBytes(warning));
  }

  /** Type and abbreviated value for an error message: {@code an integer: 3}. */
  default String describe(Value value) {
    return ValuePrinter.describe(value);
  }

  /** A context element as a person reads it: {@code /nix/store/….drv^out}. */
  default String displayContext(String element) {
    return ContextElement.parse(element).display();
  }
}
