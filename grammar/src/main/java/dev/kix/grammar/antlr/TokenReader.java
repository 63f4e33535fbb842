package dev.kix.grammar.antlr;

import org.antlr.v4.runtime.LexerNoViableAltException;
import org.antlr.v4.runtime.Token;

/**
 * Cuts source text into tokens: runs the rules of {@link NixLexer} and does what they cannot say,
 * see there. One reader reads one text.
 */
public final class TokenReader {
  private static final String PIPES_DISABLED =
      "experimental Nix feature 'pipe-operators' is disabled; add '--extra-experimental-features"
          + " pipe-operators' to enable it";

  private final String text;
  private final boolean pipeOperators;
  private final TokenTable tokens;
  private final ByteStream input;
  private final NixLexer lexer;

  /* The documentation comment that the next token may claim. */
  private int docStart = -1;
  private int docEnd;

  /* Starts of the last match of any kind, comments included, and of the one before. */
  private int lastStart;
  private int beforeLastStart;

  private TokenReader(String text, boolean pipeOperators) {
    this.text = text;
    this.pipeOperators = pipeOperators;
    this.tokens = new TokenTable(text);
    this.input = new ByteStream(text);
    this.lexer = new NixLexer(input);
  }

  /**
   * All tokens of {@code text}, up to its end or to what no token can be made of.
   *
   * @param text one char per byte
   * @param pipeOperators whether {@code |>} and {@code <|} are allowed
   */
  public static TokenTable read(String text, boolean pipeOperators) {
    TokenReader reader = new TokenReader(text, pipeOperators);
    while (reader.next()) {
      // next() does the work
    }
    return reader.tokens;
  }

  /** Reads one token or what lies between tokens; false when it was the last. */
  private boolean next() {
    int start = input.index();
    if (start == text.length()) {
      return end(start);
    }
    lexer._type = Token.INVALID_TYPE;
    int mode = lexer._mode;
    int rule;
    try {
      rule = lexer.getInterpreter().match(input, mode);
    } catch (LexerNoViableAltException e) {
      throw new AssertionError("the lexer has a rule for every byte", e);
    }
    int end = input.index();
    if (rule != NixLexer.PATH_STOP) {
      beforeLastStart = lastStart;
      lastStart = start;
    }
    switch (rule) {
      case NixLexer.DOC_COMMENT -> {
        docStart = start;
        docEnd = end;
        return true;
      }
      case NixLexer.WHITESPACE, NixLexer.LINE_COMMENT, NixLexer.LONG_COMMENT -> {
        return true;
      }
      default -> {}
    }
    if (docStart >= 0) {
      tokens.addDoc(start, docStart, docEnd);
      docStart = -1;
    }
    return token(rule, start, end);
  }

  private boolean token(int rule, int start, int end) {
    int kind = lexer._type == Token.INVALID_TYPE ? rule : lexer._type;
    switch (rule) {
      case NixLexer.RBRACE -> {
        if (!lexer._modeStack.isEmpty()) {
          lexer.popMode();
        }
      }
      case NixLexer.PATH_OPEN, NixLexer.HPATH_OPEN -> {
        input.seek(end - 2);
        kind = rule == NixLexer.PATH_OPEN ? NixLexer.PATH : NixLexer.HPATH;
        tokens.add(kind, start, end - 2);
        return true;
      }
      case NixLexer.PATH_STOP -> {
        input.seek(start);
        if (trailingSlash(start)) {
          return refuse("path has a trailing slash", start, end);
        }
        lexer.popMode();
        tokens.add(NixLexer.PATH_END, lastStart, start);
        return true;
      }
      case NixLexer.STR -> {
        return string(start, end);
      }
      case NixLexer.STR_DOLLAR -> {
        if (end == text.length()) {
          return endAt(start, end);
        }
        int last = tokens.count() - 1;
        if (tokens.kind(last) == NixLexer.STR && tokens.end(last) == start) {
          tokens.extendLast(end);
          return true;
        }
        kind = NixLexer.STR;
      }
      case NixLexer.STR_TRUNCATED, NixLexer.NUL -> {
        return endAt(start, end);
      }
      case NixLexer.IND_STR -> {
        return indString(start, end);
      }
      case NixLexer.INT -> {
        return integer(start, end);
      }
      case NixLexer.FLOAT -> {
        if (NumberLiteral.isUnrepresentable(text.substring(start, end))) {
          return refuse("invalid float '" + text.substring(start, end) + "'", start, end);
        }
      }
      case NixLexer.PIPE_FROM, NixLexer.PIPE_INTO -> {
        if (!pipeOperators) {
          return refuse(PIPES_DISABLED, start, end);
        }
      }
      default -> {}
    }
    tokens.add(kind, start, end);
    return true;
  }

  private boolean integer(int start, int end) {
    String digits = text.substring(start, end);
    if (NumberLiteral.isOutOfRange(digits)) {
      return refuse("invalid integer '" + digits + "'", start, end);
    }
    tokens.add(NixLexer.INT, start, end);
    return true;
  }

  private boolean string(int start, int end) {
    if (text.indexOf('\0', start, end) >= 0) {
      return refuseNul(StringText.unescape(text, start, end), start, end);
    }
    tokens.add(NixLexer.STR, start, end);
    return true;
  }

  private boolean indString(int start, int end) {
    if (text.indexOf('\0', start, end) >= 0) {
      return refuseNul(text.substring(start, end), start, end);
    }
    tokens.add(NixLexer.IND_STR, start, end);
    return true;
  }

  private boolean refuseNul(String content, int start, int end) {
    return refuse(
        "input string '"
            + content.replace("\0", "\u00e2\u0090\u0080")
            + "' cannot be represented as Nix string because it contains null bytes",
        start,
        end);
  }

  /** Whether the path that ends before {@code offset} ends with a slash. */
  private boolean trailingSlash(int offset) {
    return text.charAt(offset - 1) == '/';
  }

  private boolean refuse(String reason, int start, int end) {
    tokens.refuse(reason, start, end);
    return false;
  }

  private boolean end(int offset) {
    if (lexer._mode != NixLexer.PATH_TAIL) {
      return endAt(offset, offset);
    }
    if (trailingSlash(offset)) {
      return refuse("path has a trailing slash", lastStart, offset);
    }
    // When Nix's scanner meets the end within a path it steps back one match and stays there: an
    // error about the end of the text then names the place where the last piece of the path starts.
    tokens.add(NixLexer.PATH_END, beforeLastStart, offset);
    return endAt(lastStart, lastStart);
  }

  private boolean endAt(int start, int end) {
    tokens.add(NixLexer.EOF, start, end);
    return false;
  }
}
