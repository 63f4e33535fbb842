package dev.kix.grammar.antlr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts source text into tokens: runs the rules of {@link NixLexer}, as {@link LexerTable}, and does
 * what they cannot say, see there. One reader reads one text.
 */
public final class TokenReader {
  private static final LexerTable TABLE = new LexerTable(LexerTableData.DATA);

  private static final String PIPES_DISABLED =
      "experimental Nix feature 'pipe-operators' is disabled; add '--extra-experimental-features"
          + " pipe-operators' to enable it";

  private final String text;
  private final byte[] bytes;
  private final boolean pipeOperators;
  private final TokenTable tokens;

  private final FutileScans futile;
  private int position;
  private int mode;
  private int[] outerModes = new int[32];
  private int depth;

  /* The documentation comment that the next token may claim. */
  private int docStart = -1;
  private int docEnd;

  /* Starts of the last match of any kind, comments included, and of the one before. */
  private int lastStart;
  private int beforeLastStart;

  private TokenReader(String text, boolean pipeOperators) {
    this.text = text;
    this.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    this.pipeOperators = pipeOperators;
    this.tokens = new TokenTable(text);
    this.futile = new FutileScans(TABLE.states(), bytes.length);
  }

  /**
   * All tokens of {@code text}, up to its end or to what no token can be made of.
   *
   * @param text one char per byte
   * @param pipeOperators whether {@code |>} and {@code <|} are allowed
   */
  public static TokenTable read(String text, boolean pipeOperators) {
    TokenReader reader = new TokenReader(text, pipeOperators);
    boolean more = true;
    while (more) {
      more = reader.next();
    }
    return reader.tokens;
  }

  /** Reads one token or what lies between tokens; false when it was the last. */
  private boolean next() {
    byte[] input = bytes;
    int start = position;
    if (start == input.length) {
      return end(start);
    }
    int state = TABLE.start(mode);
    int accepted = LexerTable.DEAD;
    int end = start;
    int i = start;
    while (i < input.length) {
      state = TABLE.next(state, input[i++]);
      if (state == LexerTable.DEAD) {
        break;
      }
      if (TABLE.kind(state) != 0) {
        accepted = state;
        end = i;
      } else if (i % FutileScans.STEP == 0 && futile.contains(state, i)) {
        break;
      }
    }
    if (i - end > 2 * FutileScans.STEP) {
      futile.add(TABLE, input, accepted, end, i);
    }
    int kind = TABLE.kind(accepted);
    position = end;
    if (kind == NixLexer.WHITESPACE || kind == NixLexer.LINE_COMMENT) {
      beforeLastStart = lastStart;
      lastStart = start;
      return true;
    }
    return match(kind, TABLE.modeChange(accepted), start, end);
  }

  private boolean match(int kind, int modeChange, int start, int end) {
    if (kind == NixLexer.PATH_STOP) {
      return pathStop(start, end);
    }
    beforeLastStart = lastStart;
    lastStart = start;
    if (kind == NixLexer.DOC_COMMENT) {
      docStart = start;
      docEnd = end;
      return true;
    }
    if (kind == NixLexer.LONG_COMMENT) {
      return true;
    }
    if (docStart >= 0) {
      claimDoc(start);
    }
    if (modeChange != LexerTable.SAME_MODE) {
      changeMode(modeChange);
    }
    return token(kind, start, end);
  }

  private void claimDoc(int start) {
    tokens.addDoc(start, docStart, docEnd);
    docStart = -1;
  }

  private void changeMode(int change) {
    if (change == LexerTable.POP_MODE) {
      popMode();
      return;
    }
    if (depth == outerModes.length) {
      outerModes = Arrays.copyOf(outerModes, depth * 2);
    }
    outerModes[depth++] = mode;
    mode = change - LexerTable.PUSH_MODE;
  }

  private void popMode() {
    mode = outerModes[--depth];
  }

  private boolean token(int kind, int start, int end) {
    switch (kind) {
      case NixLexer.RBRACE -> {
        if (depth > 0) {
          popMode();
        }
      }
      case NixLexer.PATH_OPEN -> {
        position = end - 2;
        tokens.add(NixLexer.PATH, start, position);
        return true;
      }
      case NixLexer.HPATH_OPEN -> {
        position = end - 2;
        tokens.add(NixLexer.HPATH, start, position);
        return true;
      }
      case NixLexer.STR, NixLexer.IND_STR -> {
        return string(kind, start, end);
      }
      case NixLexer.STR_DOLLAR -> {
        return stringDollar(start, end);
      }
      case NixLexer.STR_TRUNCATED, NixLexer.NUL -> {
        return endAt(start, end);
      }
      case NixLexer.INT, NixLexer.FLOAT -> {
        return number(kind, start, end);
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

  private boolean number(int kind, int start, int end) {
    if (kind == NixLexer.INT) {
      if (end - start > NumberLiteral.SAFE_DIGITS
          && NumberLiteral.isOutOfRange(text.substring(start, end))) {
        return refuse("invalid integer '" + text.substring(start, end) + "'", start, end);
      }
    } else if (NumberLiteral.isUnrepresentable(text.substring(start, end))) {
      return refuse("invalid float '" + text.substring(start, end) + "'", start, end);
    }
    tokens.add(kind, start, end);
    return true;
  }

  private boolean string(int kind, int start, int end) {
    if (text.indexOf('\0', start, end) >= 0) {
      String content =
          kind == NixLexer.STR ? StringText.unescape(text, start, end) : text.substring(start, end);
      return refuse(
          "input string '"
              + content.replace("\0", "\u00e2\u0090\u0080")
              + "' cannot be represented as Nix string because it contains null bytes",
          start,
          end);
    }
    tokens.add(kind, start, end);
    return true;
  }

  /** Belongs to the text before it, as one token; at the end of everything Nix sees the end. */
  private boolean stringDollar(int start, int end) {
    if (end == bytes.length) {
      return endAt(start, end);
    }
    int last = tokens.count() - 1;
    if (tokens.kind(last) == NixLexer.STR && tokens.end(last) == start) {
      tokens.extendLast(end);
    } else {
      tokens.add(NixLexer.STR, start, end);
    }
    return true;
  }

  /** A path ends before {@code stop}, the byte of which is read again. */
  private boolean pathStop(int stop, int end) {
    if (trailingSlash(stop)) {
      return refuse("path has a trailing slash", stop, end);
    }
    position = stop;
    popMode();
    tokens.add(NixLexer.PATH_END, lastStart, stop);
    return true;
  }

  /** Whether the path that ends before {@code offset} ends with a slash. */
  private boolean trailingSlash(int offset) {
    return bytes[offset - 1] == '/';
  }

  private boolean refuse(String reason, int start, int end) {
    tokens.refuse(reason, start, end);
    return false;
  }

  private boolean end(int offset) {
    if (mode != NixLexer.PATH_TAIL) {
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
