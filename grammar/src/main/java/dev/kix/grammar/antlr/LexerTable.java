package dev.kix.grammar.antlr;

/**
 * The rules of {@link NixLexer} as a table: a deterministic automaton, a step a byte.
 *
 * <p>ANTLR's own lexer makes the same automaton while it runs, which costs 50 ms in a cold JVM and
 * a few virtual calls a byte ever after. Here it has been made once and for all: {@link
 * LexerTableData} is written by a test from the very grammar, and the test fails when the two do
 * not agree.
 */
final class LexerTable {
  /** The state from which nothing can be matched. */
  static final int DEAD = 0;

  /** {@link #modeChange}: stay. */
  static final int SAME_MODE = 0;

  /** {@link #modeChange}: return to the mode before. */
  static final int POP_MODE = 1;

  /** {@link #modeChange}: this plus the mode to enter. */
  static final int PUSH_MODE = 2;

  private final byte[] classOf = new byte[256];
  private final int classes;
  private final int[] startOf;
  private final byte[] kinds;
  private final byte[] modeChanges;
  private final short[] next;

  /**
   * Reads a table from numbers in base 36 between spaces: how many classes, modes and states there
   * are; the classes of the first 128 bytes; the start state of each mode; for each state the kind
   * of token it accepts (0 for none), the change of mode, and its row as pairs of run length and
   * state.
   */
  LexerTable(String data) {
    Numbers numbers = new Numbers(data);
    classes = numbers.next();
    startOf = new int[numbers.next()];
    int states = numbers.next();
    kinds = new byte[states];
    modeChanges = new byte[states];
    next = new short[states * classes];
    for (int i = 0; i < 128; i++) {
      classOf[i] = (byte) numbers.next();
    }
    for (int i = 128; i < 256; i++) {
      classOf[i] = classOf[127];
    }
    for (int i = 0; i < startOf.length; i++) {
      startOf[i] = numbers.next();
    }
    for (int s = 0; s < states; s++) {
      kinds[s] = (byte) numbers.next();
      modeChanges[s] = (byte) numbers.next();
      int end = (s + 1) * classes;
      for (int at = s * classes; at < end; ) {
        int run = numbers.next();
        short target = (short) numbers.next();
        for (; run > 0; run--) {
          next[at++] = target;
        }
      }
    }
  }

  /** How many states there are, {@link #DEAD} included. */
  int states() {
    return kinds.length;
  }

  /** The state in which matching starts in {@code mode}. */
  int start(int mode) {
    return startOf[mode];
  }

  /** The state behind {@code b} in {@code state}, or {@link #DEAD}. */
  int next(int state, byte b) {
    return next[state * classes + classOf[b & 0xff]];
  }

  /** The type of the token that ends in {@code state}, or 0 when none can. */
  int kind(int state) {
    return kinds[state];
  }

  /** What the token that ends in {@code state} does to the mode. */
  int modeChange(int state) {
    return modeChanges[state];
  }

  private static final class Numbers {
    private final String data;
    private int at;

    Numbers(String data) {
      this.data = data;
    }

    int next() {
      int value = 0;
      while (at < data.length()) {
        char c = data.charAt(at++);
        if (c == ' ') {
          break;
        }
        value = value * 36 + (c <= '9' ? c - '0' : c - 'a' + 10);
      }
      return value;
    }
  }
}
