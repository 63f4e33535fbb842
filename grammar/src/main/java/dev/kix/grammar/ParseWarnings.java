package dev.kix.grammar;

import dev.kix.grammar.ParserOptions.Lint;

/** Nix's lints: each is ignored, passed on or made an error, as the options say. */
final class ParseWarnings {
  private final SourceFile source;
  private final ParserOptions options;

  ParseWarnings(SourceFile source, ParserOptions options) {
    this.source = source;
    this.options = options;
  }

  void urlLiteral(String uri, int offset) {
    Lint lint = options.urlLiterals();
    if (lint != Lint.IGNORE) {
      diagnose(
          lint,
          "URL literals are "
              + (lint == Lint.FATAL ? "disallowed" : "discouraged")
              + ". Consider using a string literal \""
              + uri
              + "\" instead",
          "lint-url-literals",
          offset);
    }
  }

  void pathLiteral(String literal, int offset) {
    char first = literal.charAt(0);
    if (first == '/' && options.absolutePathLiterals() != Lint.IGNORE) {
      notPortable("absolute", literal, offset);
    } else if (first != '/' && first != '.' && options.shortPathLiterals() != Lint.IGNORE) {
      diagnose(
          options.shortPathLiterals(),
          "relative path literal '"
              + literal
              + "' should be prefixed with '.' for clarity: './"
              + literal
              + "'",
          "lint-short-path-literals",
          offset);
    }
  }

  void homePath(String literal, int offset) {
    if (options.absolutePathLiterals() != Lint.IGNORE) {
      notPortable("home", literal, offset);
    }
  }

  private void notPortable(String kind, String literal, int offset) {
    diagnose(
        options.absolutePathLiterals(),
        kind
            + " path literals are not portable. Consider replacing path literal '"
            + literal
            + "' by a string, relative path, or parameter",
        "lint-absolute-path-literals",
        offset);
  }

  /** {@code f or} from {@code start} to {@code end}, where other words would be read otherwise. */
  void cursedOr(int start, int end) {
    if (options.warnings() != null) {
      warn(
          "at "
              + Messages.position(source, start)
              + ": This expression uses `or` as an identifier in a way that will change in a future"
              + " Nix release.\n"
              + "Wrap this entire expression in parentheses to preserve its current meaning:\n"
              + "    ("
              + source.text().substring(start, end)
              + ")\n"
              + "Give feedback at https://github.com/NixOS/nix/pull/11121",
          start);
    }
  }

  private void diagnose(Lint lint, String message, String setting, int offset) {
    String text = message + " (" + setting + ")";
    if (lint == Lint.FATAL) {
      throw new SourceError(text, offset);
    }
    warn(text, offset);
  }

  private void warn(String message, int offset) {
    ParserOptions.WarningListener listener = options.warnings();
    if (listener != null) {
      listener.warning(Messages.text(message), source, offset);
    }
  }
}
