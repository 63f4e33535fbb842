package dev.kix.grammar.antlr;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one source text, as three parallel arrays rather than objects: a large file has
 * millions. Filled by {@link TokenReader}, then read only.
 *
 * <p>Kinds are the token types of {@link NixLexer}; offsets are indices into the text. The last
 * token is always {@link NixLexer#EOF} or {@link NixLexer#REFUSED}.
 */
public final class TokenTable {
  private final String text;
  private byte[] kinds;
  private int[] starts;
  private int[] ends;
  private int count;

  /* Documentation comments: the start of the token each belongs to, and its own extent. */
  private int[] docTargets = new int[0];
  private int[] docStarts = new int[0];
  private int[] docEnds = new int[0];
  private int docCount;

  private @Nullable String refusal;

  TokenTable(String text) {
    this.text = text;
    int expected = text.length() / 8 + 16;
    kinds = new byte[expected];
    starts = new int[expected];
    ends = new int[expected];
  }

  void add(int kind, int start, int end) {
    if (count == kinds.length) {
      int capacity = count + (count >> 1) + 16;
      kinds = Arrays.copyOf(kinds, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    kinds[count] = (byte) kind;
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  /**
   * Ends the table with a token that cannot be: parsing stops with {@code reason} on reaching it.
   */
  void refuse(String reason, int start, int end) {
    refusal = reason;
    add(NixLexer.REFUSED, start, end);
  }

  void extendLast(int end) {
    ends[count - 1] = end;
  }

  void addDoc(int target, int start, int end) {
    if (docCount == docTargets.length) {
      int capacity = docCount * 2 + 8;
      docTargets = Arrays.copyOf(docTargets, capacity);
      docStarts = Arrays.copyOf(docStarts, capacity);
      docEnds = Arrays.copyOf(docEnds, capacity);
    }
    docTargets[docCount] = target;
    docStarts[docCount] = start;
    docEnds[docCount] = end;
    docCount++;
  }

  /** The source these tokens were cut from. */
  public String text() {
    return text;
  }

  /** How many tokens there are, the final one included. */
  public int count() {
    return count;
  }

  /** The token type of token {@code i}; of the last token for any {@code i} behind the end. */
  public int kind(int i) {
    return i < count ? kinds[i] : kinds[count - 1];
  }

  /** Offset of the first byte of token {@code i}. */
  public int start(int i) {
    return starts[i];
  }

  /** Offset behind the last byte of token {@code i}. */
  public int end(int i) {
    return ends[i];
  }

  /** The text of token {@code i}. */
  public String textOf(int i) {
    return text.substring(starts[i], ends[i]);
  }

  /** Why the last token is {@link NixLexer#REFUSED}, in Nix's words; null when it is not. */
  public @Nullable String refusal() {
    return refusal;
  }

  /**
   * Treats token {@code i} as an identifier from now on, for the extension that allows a bare
   * {@code *} in the path of a binding.
   */
  public void becomesIdentifier(int i) {
    kinds[i] = NixLexer.ID;
  }

  /**
   * The documentation comment right before the token that starts at {@code offset}, markers
   * included, or null.
   */
  public @Nullable String docBefore(int offset) {
    if (docCount == 0) {
      return null;
    }
    int i = Arrays.binarySearch(docTargets, 0, docCount, offset);
    return i < 0 ? null : text.substring(docStarts[i], docEnds[i]);
  }
}
