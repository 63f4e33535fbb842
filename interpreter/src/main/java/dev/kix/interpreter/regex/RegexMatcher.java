package dev.kix.interpreter.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Regex} over one text. A depth-first search with a stack of its own that remembers,
 * for every state with two ways and every place, whether a match can be reached: each pair is
 * looked into once, so time is linear in the text for a given expression, and so is memory, at one
 * or two bits a pair. Before a way is tried the next byte is compared with the bytes that way can
 * begin with; an expression where that decides every time has nothing to remember. Not thread-safe.
 *
 * <p>Where the first match found is the one that counts, which is when the whole text has to match
 * or the expression has no alternatives, a pair counts as failed as soon as it is met: whoever
 * comes back to it comes from a failure. Otherwise the outcome is noted on the way back.
 */
public final class RegexMatcher {
  // What is on the stack: a kind, then its operands.
  private static final int RESTORE_BEGIN = 0; // group, old
  private static final int RESTORE_END = 1; // group, old
  private static final int AFTER_REPEAT = 2; // state, place, old place, old count of the tracker
  private static final int AFTER_LEFT = 3; // state, place
  private static final int AFTER_RIGHT = 4; // state, place, what the left side gave
  private static final int AFTER_LAST = 5; // state, place
  private static final int BOTTOM = 6;

  /** Bits for the memory of failures beyond which a search is given up: 256 MB. */
  private static final long MAX_BITS = 1L << 31;

  private final Automaton a;
  private final String text;
  private final int length;
  private final int[] begins;
  private final int[] ends;
  private final int[] foundBegins;
  private final int[] foundEnds;
  private final int[] trackedAt;
  private final int[] trackedCount;
  private int[] stack = new int[64];
  private int top;

  /** Pairs of state and place that lead nowhere; kept from one search to the next. */
  private long[] failed = NONE;

  /** Pairs that lead to a match, and the words in use, to be cleared before the next search. */
  private long[] succeeded = NONE;

  private int[] dirty = new int[16];
  private int dirtyCount;

  /** The same for pairs inside repetitions of nothing: whether a match can be reached. */
  private @Nullable Map<Inside, Boolean> insideRepeats;

  private static final int UNKNOWN = 0;
  private static final int FAILURE = 1;
  private static final int SUCCESS = 2;

  private static final long[] NONE = new long[0];

  /** Beyond this many pairs inside repetitions of nothing a search is given up. */
  private static final int MAX_INSIDE = 1 << 20;

  /** A pair of state and place, and how often each repetition has come by that place. */
  private record Inside(int state, int place, long code) {}

  private boolean whole;

  /** Whether the first match found is the one that counts. */
  private boolean firstCounts;

  /** Whether nothing has to be remembered because no pair can be met twice. */
  private boolean memoryless;

  private boolean notEmpty;
  private int searchBegin;
  private int found;

  /** A matcher for {@code text}, one char per byte. */
  public RegexMatcher(Regex regex, String text) {
    this.a = regex.automaton;
    this.text = text;
    this.length = text.length();
    begins = new int[a.groups];
    ends = new int[a.groups];
    foundBegins = new int[a.groups];
    foundEnds = new int[a.groups];
    trackedAt = new int[a.tracked];
    trackedCount = new int[a.tracked];
  }

  /** Where the last match begins. */
  public int start() {
    return searchBegin;
  }

  /** Where the last match ends. */
  public int end() {
    return found;
  }

  /** What group {@code k} held in the last match, or null if it took no part. */
  public @Nullable String group(int k) {
    return foundEnds[k] < 0 ? null : text.substring(foundBegins[k], foundEnds[k]);
  }

  /**
   * Whether the whole text matches.
   *
   * @throws RegexLimitException if the text is too long for the expression
   */
  public boolean matchAll() {
    whole = true;
    firstCounts = true;
    memoryless = a.deterministic;
    return run(0);
  }

  /**
   * Finds the first match that begins at {@code from} or later. Calls must go from left to right.
   *
   * @throws RegexLimitException if the text is too long for the expression
   */
  public boolean find(int from) {
    whole = false;
    firstCounts = !a.hasAlternatives;
    notEmpty = false;
    forgetSuccesses();
    long[] first = a.first;
    int f = a.start * 4;
    boolean anywhere = a.empty[a.start];
    for (int p = from; p <= length; p++) {
      if (!anywhere) {
        while (p < length) {
          int c = text.charAt(p);
          if ((first[f + (c >> 6)] >>> (c & 63) & 1) != 0) {
            break;
          }
          p++;
        }
        if (p == length) {
          return false;
        }
      }
      if (run(p)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a match that begins at {@code at} and is not empty. */
  public boolean findNonEmptyAt(int at) {
    notEmpty = true;
    forgetSuccesses();
    return run(at);
  }

  /** Makes the memory fit for another search: failures stay failures. */
  private void forgetSuccesses() {
    for (int i = 0; i < dirtyCount; i++) {
      succeeded[dirty[i]] = 0;
    }
    dirtyCount = 0;
    if (insideRepeats != null) {
      insideRepeats.clear();
    }
    // The way to the last match counts as failed where it ended, which is where this search begins.
    if (firstCounts && found >= 0 && a.branches > 0) {
      long from = (long) found * a.branches;
      for (long bit = from; bit < from + a.branches && bit >>> 6 < failed.length; bit++) {
        failed[(int) (bit >>> 6)] &= ~(1L << bit);
      }
    }
  }

  // ---- the search ----

  private boolean run(int from) {
    searchBegin = from;
    found = -1;
    Arrays.fill(ends, -1);
    Arrays.fill(trackedCount, 0);
    top = 0;
    push(BOTTOM);
    int s = a.start;
    int p = from;
    while (true) {
      boolean result = forward(s, p);
      if (result && (firstCounts || found == length)) {
        return true; // nothing that comes later could replace this
      }
      // Unwind to a way not yet taken.
      boolean resumed = false;
      while (!resumed) {
        switch (stack[--top]) {
          case RESTORE_BEGIN -> {
            top -= 2;
            begins[stack[top]] = stack[top + 1];
          }
          case RESTORE_END -> {
            top -= 2;
            ends[stack[top]] = stack[top + 1];
          }
          case AFTER_REPEAT -> {
            top -= 4;
            s = stack[top];
            p = stack[top + 1];
            int t = a.number[s];
            if (t >= 0) {
              trackedAt[t] = stack[top + 2];
              trackedCount[t] = stack[top + 3];
            }
            if (result) {
              remember(s, p, true);
            } else {
              if (!firstCounts) {
                push(AFTER_LAST, s, p);
              }
              s = a.next[s];
              resumed = true;
            }
          }
          case AFTER_LEFT -> {
            top -= 2;
            s = stack[top];
            p = stack[top + 1];
            if (!firstCounts) {
              ensure(4);
              stack[top + 2] = result ? 1 : 0;
              stack[top + 3] = AFTER_RIGHT;
              top += 4;
            }
            s = a.next[s];
            resumed = true;
          }
          case AFTER_RIGHT -> {
            top -= 3;
            result |= stack[top + 2] == 1;
            remember(stack[top], stack[top + 1], result);
          }
          case AFTER_LAST -> {
            top -= 2;
            remember(stack[top], stack[top + 1], result);
          }
          default -> {
            return found >= 0;
          }
        }
      }
    }
  }

  /** Follows one way until it ends, leaving on the stack what else there is to try. */
  private boolean forward(int state, int place) {
    int s = state;
    int p = place;
    while (true) {
      switch (a.kind[s]) {
        case Automaton.BYTE -> {
          if (p == length || !a.set[s].has(text.charAt(p))) {
            return false;
          }
          p++;
          s = a.next[s];
        }
        case Automaton.GROUP_BEGIN -> {
          int g = a.number[s];
          push(RESTORE_BEGIN, g, begins[g]);
          begins[g] = p;
          s = a.next[s];
        }
        case Automaton.GROUP_END -> {
          int g = a.number[s];
          push(RESTORE_END, g, ends[g]);
          ends[g] = p;
          s = a.next[s];
        }
        case Automaton.REPEAT -> {
          int t = a.number[s];
          boolean more = t >= 0 || viable(a.alt[s], p);
          boolean leave = t >= 0 || viable(a.next[s], p);
          if (!more && !leave) {
            return false;
          }
          int known = arrive(s, p);
          if (known != UNKNOWN) {
            return known == SUCCESS;
          }
          if (t >= 0) {
            boolean again = trackedCount[t] == 0 || trackedAt[t] != p;
            more = again || trackedCount[t] < 2;
            if (more) {
              pushRepeat(s, p, trackedAt[t], trackedCount[t]);
              trackedCount[t] = again ? 1 : 2;
              trackedAt[t] = p;
            }
          } else if (more && leave) {
            pushRepeat(s, p, 0, 0);
          } else if (!firstCounts) {
            push(AFTER_LAST, s, p);
          }
          s = more ? a.alt[s] : a.next[s];
        }
        case Automaton.ALTERNATIVE -> {
          boolean left = viable(a.alt[s], p);
          boolean right = viable(a.next[s], p);
          if (!left && !right) {
            return false;
          }
          int known = arrive(s, p);
          if (known != UNKNOWN) {
            return known == SUCCESS;
          }
          if (left && right) {
            push(AFTER_LEFT, s, p);
          } else if (!firstCounts) {
            push(AFTER_LAST, s, p);
          }
          s = left ? a.alt[s] : a.next[s];
        }
        case Automaton.AT_BEGIN -> {
          if (p != 0) {
            return false;
          }
          s = a.next[s];
        }
        case Automaton.AT_END -> {
          if (p != length) {
            return false;
          }
          s = a.next[s];
        }
        default -> {
          return accept(p);
        }
      }
    }
  }

  /** Whether it is worth trying to go on from state {@code s} at {@code p}. */
  private boolean viable(int s, int p) {
    return p < length ? a.begins(s, text.charAt(p)) || (!whole && a.empty[s]) : a.empty[s];
  }

  private boolean accept(int p) {
    if (whole ? p != length : notEmpty && p == searchBegin) {
      return false;
    }
    if (p > found) {
      found = p;
      System.arraycopy(begins, 0, foundBegins, 0, begins.length);
      System.arraycopy(ends, 0, foundEnds, 0, ends.length);
    }
    return true;
  }

  // ---- memory ----

  /** Where repetitions of nothing are at {@code p}, as a number; 0 if nowhere. */
  private long context(int p) {
    long code = 0;
    for (int t = 0; t < trackedCount.length; t++) {
      code = code * 3 + (trackedAt[t] == p ? trackedCount[t] : 0);
    }
    return code;
  }

  /** What is known of a pair; if nothing, and the first match counts, it is now a failure. */
  private int arrive(int s, int p) {
    if (memoryless) {
      return UNKNOWN;
    }
    long code = trackedCount.length == 0 ? 0 : context(p);
    if (code != 0) {
      Boolean known = insideRepeats == null ? null : insideRepeats.get(new Inside(s, p, code));
      if (known == null) {
        if (firstCounts) {
          note(s, p, code, false);
        }
        return UNKNOWN;
      }
      return known ? SUCCESS : FAILURE;
    }
    long bit = bit(s, p);
    int word = (int) (bit >>> 6);
    if (word < failed.length && (failed[word] >>> bit & 1) != 0) {
      return FAILURE;
    }
    if (firstCounts) {
      note(s, p, 0, false);
      return UNKNOWN;
    }
    return word < succeeded.length && (succeeded[word] >>> bit & 1) != 0 ? SUCCESS : UNKNOWN;
  }

  private void remember(int s, int p, boolean success) {
    if (!firstCounts) {
      note(s, p, trackedCount.length == 0 ? 0 : context(p), success);
    }
  }

  private void note(int s, int p, long code, boolean success) {
    if (code != 0) {
      Map<Inside, Boolean> map = insideRepeats;
      if (map == null) {
        map = new HashMap<>();
        insideRepeats = map;
      }
      if (map.size() >= MAX_INSIDE) {
        throw new RegexLimitException();
      }
      map.put(new Inside(s, p, code), success);
      return;
    }
    long bit = bit(s, p);
    int word = (int) (bit >>> 6);
    if (success) {
      if (succeeded.length <= word) {
        succeeded = Arrays.copyOf(succeeded, grown(succeeded.length, word));
      }
      if (succeeded[word] == 0) {
        if (dirtyCount == dirty.length) {
          dirty = Arrays.copyOf(dirty, dirtyCount * 2);
        }
        dirty[dirtyCount++] = word;
      }
      succeeded[word] |= 1L << bit;
    } else {
      if (failed.length <= word) {
        failed = Arrays.copyOf(failed, grown(failed.length, word));
      }
      failed[word] |= 1L << bit;
    }
  }

  /** Bits are laid out by place, so that short searches in long texts touch little memory. */
  private long bit(int s, int p) {
    long bit = (long) p * a.branches + a.branch[s];
    if (bit >= MAX_BITS) {
      throw new RegexLimitException();
    }
    return bit;
  }

  private static int grown(int size, int word) {
    return Math.max(word + 1, Math.max(4, size + (size >> 1)));
  }

  // ---- the stack ----

  private void ensure(int n) {
    if (top + n > stack.length) {
      stack = Arrays.copyOf(stack, Math.max(stack.length * 2, top + n));
    }
  }

  private void push(int kind) {
    ensure(1);
    stack[top++] = kind;
  }

  private void push(int kind, int x, int y) {
    ensure(3);
    stack[top] = x;
    stack[top + 1] = y;
    stack[top + 2] = kind;
    top += 3;
  }

  private void pushRepeat(int s, int p, int oldPlace, int oldCount) {
    ensure(5);
    stack[top] = s;
    stack[top + 1] = p;
    stack[top + 2] = oldPlace;
    stack[top + 3] = oldCount;
    stack[top + 4] = AFTER_REPEAT;
    top += 5;
  }
}
