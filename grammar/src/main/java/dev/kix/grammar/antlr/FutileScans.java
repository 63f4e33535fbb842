package dev.kix.grammar.antlr;

/**
 * Where the scanner has looked ahead in vain. The longest match is found by reading on until no
 * match is possible: in {@code a+a+a+…} each {@code a} might begin a path, and each unfinished
 * comment might still end. Read anew for every token that is quadratic, and takes hours for 50 MB.
 * Being in a given state at a given place leads to the same end, however one came there; so it is
 * enough to remember, at every 64th byte, the states that led nowhere.
 *
 * <p>The idea is Reps's, "'Maximal-Munch' Tokenization in Linear Time", TOPLAS 20 (1998).
 */
final class FutileScans {
  /** A scan looks here once in so many bytes. */
  static final int STEP = 64;

  private final int length;
  private final int wordsPerStep;

  /* A bit for each state at each step; made when there is something to remember, seldom. */
  private long[] bits = new long[0];

  /**
   * @param states how many states there are
   * @param length of the text
   */
  FutileScans(int states, int length) {
    this.length = length;
    this.wordsPerStep = (states + Long.SIZE - 1) / Long.SIZE;
  }

  /** Whether nothing can be matched by going on in {@code state} before {@code offset}. */
  boolean contains(int state, int offset) {
    int word = offset / STEP * wordsPerStep + state / Long.SIZE;
    return word < bits.length && (bits[word] >>> state & 1) != 0;
  }

  /** Remembers that from {@code start}, in {@code state}, no match was found up to {@code end}. */
  void add(LexerTable table, byte[] input, int state, int start, int end) {
    if (bits.length == 0) {
      bits = new long[(length / STEP + 1) * wordsPerStep];
    }
    int current = state;
    for (int i = start; i < end; ) {
      current = table.next(current, input[i++]);
      if (i % STEP == 0 && current != LexerTable.DEAD) {
        bits[i / STEP * wordsPerStep + current / Long.SIZE] |= 1L << current;
      }
    }
  }
}
