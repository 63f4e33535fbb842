package dev.kix.interpreter.regex;

import java.util.Arrays;

/**
 * The states of an expression. States are numbers; {@code next} and {@code alt} say where they
 * lead. The order in which the two ways of a state are tried, and where a repetition may go on
 * without progress, are those of libstdc++, because they decide what the groups hold.
 */
final class Automaton {
  /** Matches one byte of a set. */
  static final int BYTE = 0;

  /** Tries {@code alt}, then {@code next}; the longer match counts, else the first. */
  static final int ALTERNATIVE = 1;

  /** Goes on repeating by {@code alt}; only if that leads nowhere leaves by {@code next}. */
  static final int REPEAT = 2;

  static final int GROUP_BEGIN = 3;
  static final int GROUP_END = 4;
  static final int AT_BEGIN = 5;
  static final int AT_END = 6;
  static final int ACCEPT = 7;

  /** Like libstdc++'s, so that the same expressions are refused. */
  private static final int MAX_STATES = 100_000;

  /** Repetitions of something nullable are tracked one by one: 3^39 fits 63 bits. */
  private static final int MAX_TRACKED = 39;

  int size;
  byte[] kind = new byte[16];
  int[] next = new int[16];
  int[] alt = new int[16];

  /** The group of a GROUP state; the number of a REPEAT state if its body is nullable, else -1. */
  int[] number = new int[16];

  ByteSet[] set = new ByteSet[16];

  /** Four words a state: which bytes can begin what is matched from here. */
  long[] first = new long[0];

  /** Whether the end of the expression can be reached from a state without a byte. */
  boolean[] empty = new boolean[0];

  /** The number of a state with two ways among all such, else -1. */
  int[] branch = new int[0];

  int branches;
  int tracked;
  int start;
  boolean hasAlternatives;

  /** Whether the next byte, or the end of the text, always decides which way to go. */
  boolean deterministic;

  final int groups;

  private Automaton(int groups) {
    this.groups = groups;
  }

  static Automaton of(RegexParser.Result parsed) throws RegexException {
    Automaton a = new Automaton(parsed.groups());
    int accept = a.state(ACCEPT, -1);
    a.start = a.build(parsed.root(), accept);
    a.finish();
    return a;
  }

  private int state(int stateKind, int follower) throws RegexException {
    if (size >= MAX_STATES) {
      throw RegexException.tooLarge();
    }
    if (size == kind.length) {
      kind = Arrays.copyOf(kind, size * 2);
      next = Arrays.copyOf(next, size * 2);
      alt = Arrays.copyOf(alt, size * 2);
      number = Arrays.copyOf(number, size * 2);
      set = Arrays.copyOf(set, size * 2);
    }
    kind[size] = (byte) stateKind;
    next[size] = follower;
    alt[size] = -1;
    number[size] = -1;
    return size++;
  }

  /** Adds states that match {@code node} and then go to {@code follower}; returns the first. */
  private int build(RegexNode node, int follower) throws RegexException {
    if (node instanceof RegexNode.Bytes b) {
      int s = state(BYTE, follower);
      set[s] = b.set();
      return s;
    }
    if (node instanceof RegexNode.Anchor a) {
      return state(a.begin() ? AT_BEGIN : AT_END, follower);
    }
    if (node instanceof RegexNode.Sequence q) {
      int to = follower;
      for (int i = q.parts().size() - 1; i >= 0; i--) {
        to = build(q.parts().get(i), to);
      }
      return to;
    }
    if (node instanceof RegexNode.Alternative a) {
      return alternatives(a, follower);
    }
    if (node instanceof RegexNode.Group g) {
      int end = state(GROUP_END, follower);
      number[end] = g.number();
      int begin = state(GROUP_BEGIN, build(g.body(), end));
      number[begin] = g.number();
      return begin;
    }
    return repeat((RegexNode.Repeat) node, follower);
  }

  /** Without recursion to the left, where long lists of alternatives nest. */
  private int alternatives(RegexNode.Alternative node, int follower) throws RegexException {
    hasAlternatives = true;
    int outer = -1;
    int previous = -1;
    RegexNode left = node;
    while (left instanceof RegexNode.Alternative a) {
      int s = state(ALTERNATIVE, build(a.right(), follower));
      if (previous >= 0) {
        alt[previous] = s;
      } else {
        outer = s;
      }
      previous = s;
      left = a.left();
    }
    int first = build(left, follower);
    alt[previous] = first;
    return outer;
  }

  private int repeat(RegexNode.Repeat r, int follower) throws RegexException {
    RegexNode body = r.body();
    boolean nullable = body.nullable();
    int to = follower;
    int required = r.min();
    if (r.max() == RegexNode.Repeat.UNBOUNDED) {
      int loop = repeatState(nullable, follower);
      int start = build(body, loop);
      alt[loop] = start;
      // a+ runs through the same states the first time, and then decides whether to go on.
      to = required == 1 ? start : loop;
      required = required == 1 ? 0 : required;
    } else {
      for (int i = r.min(); i < r.max(); i++) {
        int s = repeatState(nullable, follower);
        int start = build(body, to);
        alt[s] = start;
        to = s;
      }
    }
    for (int i = 0; i < required; i++) {
      to = build(body, to);
    }
    return to;
  }

  private int repeatState(boolean nullable, int follower) throws RegexException {
    int s = state(REPEAT, follower);
    if (nullable) {
      if (tracked == MAX_TRACKED) {
        throw RegexException.tooLarge();
      }
      number[s] = tracked++;
    }
    return s;
  }

  private void finish() {
    branch = new int[size];
    for (int s = 0; s < size; s++) {
      branch[s] = kind[s] == ALTERNATIVE || kind[s] == REPEAT ? branches++ : -1;
    }
    first = new long[size * 4];
    empty = new boolean[size];
    // Most states were made after those they lead to: one round settles all but loops.
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int s = 0; s < size; s++) {
        changed |= update(s);
      }
    }
    deterministic = tracked == 0;
    for (int s = 0; s < size && deterministic; s++) {
      deterministic = branch[s] < 0 || !overlap(alt[s], next[s]);
    }
  }

  private boolean overlap(int s, int t) {
    boolean both = empty[s] && empty[t];
    for (int i = 0; i < 4; i++) {
      both |= (first[s * 4 + i] & first[t * 4 + i]) != 0;
    }
    return both;
  }

  private boolean update(int s) {
    switch (kind[s]) {
      case ACCEPT -> {
        boolean changed = !empty[s];
        empty[s] = true;
        return changed;
      }
      case BYTE -> {
        return addFirst(s, set[s].bits, 0);
      }
      case ALTERNATIVE, REPEAT -> {
        return include(s, next[s]) | include(s, alt[s]);
      }
      default -> {
        return include(s, next[s]);
      }
    }
  }

  private boolean include(int s, int from) {
    boolean changed = empty[from] && !empty[s];
    empty[s] |= empty[from];
    return addFirst(s, first, from * 4) | changed;
  }

  private boolean addFirst(int s, long[] words, int offset) {
    boolean changed = false;
    for (int i = 0; i < 4; i++) {
      long merged = first[s * 4 + i] | words[offset + i];
      changed |= merged != first[s * 4 + i];
      first[s * 4 + i] = merged;
    }
    return changed;
  }

  /** Whether a match can go on from {@code s} with byte {@code b}. */
  boolean begins(int s, int b) {
    return (first[s * 4 + (b >> 6)] >>> (b & 63) & 1) != 0;
  }
}
