package dev.kix.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The LALR(1) automaton of a grammar with the conflicts resolved and the default reductions chosen
 * as Bison does it: a table that reports a syntax error in the very state in which a parser made by
 * Bison reports it, hence with the same expected tokens.
 *
 * <p>States as LR(0) item sets; lookaheads by DeRemer and Pennello, "Efficient Computation of
 * LALR(1) Look-Ahead Sets", TOPLAS 4 (1982). Takes some milliseconds for the Nix grammar; only made
 * when there is an error to explain.
 */
final class LalrAutomaton {
  /** No explicit action: the default reduction or, when there is none, an error. */
  static final int NONE = 0;

  /** An error that precedes the default reduction: an operator that does not associate. */
  static final int ERROR = Integer.MIN_VALUE;

  private final LalrGrammar grammar;
  private final boolean[] nullable;
  private final long[] leftmost;

  private final List<int[]> kernels = new ArrayList<>();
  private final List<int[]> transitions = new ArrayList<>();
  private final Map<List<Integer>, Integer> stateByKernel = new HashMap<>();
  private final int[] itemBase;
  private final int[] itemProduction;

  /* Nonterminal transitions: state and symbol, by index; and the index by state and symbol. */
  private final List<int[]> edges = new ArrayList<>();
  private final int[][] edgeIndex;
  private final long[] follow;

  private final int[][] actions;
  private final int[] defaults;
  private final boolean[] consistent;

  LalrAutomaton(LalrGrammar grammar) {
    this.grammar = grammar;
    nullable = grammar.nullable();
    leftmost = leftmostNonterminals();
    itemBase = new int[grammar.lhs.length];
    int items = 0;
    for (int p = 0; p < itemBase.length; p++) {
      itemBase[p] = items;
      items += grammar.rhs[p].length + 1;
    }
    itemProduction = new int[items];
    for (int p = 0; p < itemBase.length; p++) {
      Arrays.fill(itemProduction, itemBase[p], itemBase[p] + grammar.rhs[p].length + 1, p);
    }
    buildStates();
    edgeIndex = new int[kernels.size()][];
    indexEdges();
    follow = followSets();
    actions = new int[kernels.size()][];
    defaults = new int[kernels.size()];
    consistent = new boolean[kernels.size()];
    long[][] lookaheads = lookaheads();
    for (int s = 0; s < actions.length; s++) {
      fillActions(s, lookaheads[s]);
    }
  }

  /** What to do in {@code state} at {@code terminal}: a {@link #target} or a production. */
  int action(int state, int terminal) {
    return actions[state][terminal];
  }

  static boolean isShift(int action) {
    return action > 0;
  }

  /** The state that a shift leads to. */
  static int target(int shift) {
    return shift - 1;
  }

  /** The production of an action that is neither shift nor error nor none. */
  static int production(int reduce) {
    return -reduce - 1;
  }

  /** The production to reduce by where {@link #action} has none; -1 for an error. */
  int defaultProduction(int state) {
    return defaults[state];
  }

  /** True where the default reduction is made without a look at the next token. */
  boolean isConsistent(int state) {
    return consistent[state];
  }

  /** Where a reduced nonterminal leads. */
  int next(int state, int nonterminal) {
    return transitions.get(state)[nonterminal];
  }

  // States.

  /** For each nonterminal, those a derivation from it can begin with, itself included. */
  private long[] leftmostNonterminals() {
    int n = grammar.symbols - grammar.terminals;
    long[] sets = new long[n];
    for (int i = 0; i < n; i++) {
      sets[i] = 1L << i;
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int p = 0; p < grammar.lhs.length; p++) {
        int[] rhs = grammar.rhs[p];
        if (rhs.length > 0 && !grammar.isTerminal(rhs[0])) {
          int left = grammar.lhs[p] - grammar.terminals;
          long merged = sets[left] | sets[rhs[0] - grammar.terminals];
          changed |= merged != sets[left];
          sets[left] = merged;
        }
      }
    }
    return sets;
  }

  private void buildStates() {
    addState(List.of(itemBase[0]));
    for (int s = 0; s < kernels.size(); s++) {
      List<List<Integer>> targets = new ArrayList<>();
      for (int i = 0; i < grammar.symbols; i++) {
        targets.add(List.of());
      }
      for (int item : closure(s)) {
        int symbol = symbolAfterDot(item);
        if (symbol >= 0) {
          if (targets.get(symbol).isEmpty()) {
            targets.set(symbol, new ArrayList<>());
          }
          targets.get(symbol).add(item + 1);
        }
      }
      int[] row = new int[grammar.symbols];
      for (int symbol = 0; symbol < row.length; symbol++) {
        row[symbol] = targets.get(symbol).isEmpty() ? -1 : addState(targets.get(symbol));
      }
      transitions.add(row);
    }
  }

  private int addState(List<Integer> kernel) {
    Integer known = stateByKernel.get(kernel);
    if (known != null) {
      return known;
    }
    int[] items = new int[kernel.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = kernel.get(i);
    }
    kernels.add(items);
    stateByKernel.put(kernel, kernels.size() - 1);
    return kernels.size() - 1;
  }

  /** All items of a state, in order of their productions. */
  private int[] closure(int state) {
    long begun = 0;
    for (int item : kernels.get(state)) {
      int symbol = symbolAfterDot(item);
      if (symbol >= grammar.terminals) {
        begun |= leftmost[symbol - grammar.terminals];
      }
    }
    int[] items = kernels.get(state).clone();
    int n = items.length;
    for (int p = 0; p < grammar.lhs.length; p++) {
      if ((begun >>> (grammar.lhs[p] - grammar.terminals) & 1) != 0) {
        if (n == items.length) {
          items = Arrays.copyOf(items, n * 2);
        }
        items[n++] = itemBase[p];
      }
    }
    items = Arrays.copyOf(items, n);
    Arrays.sort(items);
    return items;
  }

  private int symbolAfterDot(int item) {
    int p = itemProduction[item];
    int dot = item - itemBase[p];
    return dot < grammar.rhs[p].length ? grammar.rhs[p][dot] : -1;
  }

  // Lookaheads.

  private void indexEdges() {
    for (int s = 0; s < edgeIndex.length; s++) {
      edgeIndex[s] = new int[grammar.symbols];
      for (int a = grammar.terminals; a < grammar.symbols; a++) {
        if (next(s, a) >= 0) {
          edgeIndex[s][a] = edges.size();
          edges.add(new int[] {s, a});
        }
      }
    }
  }

  private long[] followSets() {
    int n = edges.size();
    List<List<Integer>> reads = new ArrayList<>(n);
    List<List<Integer>> includes = new ArrayList<>(n);
    long[] sets = new long[n];
    for (int e = 0; e < n; e++) {
      int target = next(edges.get(e)[0], edges.get(e)[1]);
      List<Integer> read = new ArrayList<>();
      for (int symbol = 0; symbol < grammar.symbols; symbol++) {
        if (next(target, symbol) < 0) {
          continue;
        }
        if (grammar.isTerminal(symbol)) {
          sets[e] |= 1L << symbol;
        } else if (nullable[symbol]) {
          read.add(edgeIndex[target][symbol]);
        }
      }
      reads.add(read);
      includes.add(new ArrayList<>());
    }
    for (int e = 0; e < n; e++) {
      addIncludes(e, includes);
    }
    propagate(sets, reads);
    propagate(sets, includes);
    return sets;
  }

  private void addIncludes(int edge, List<List<Integer>> includes) {
    int from = edges.get(edge)[0];
    int left = edges.get(edge)[1];
    for (int p = 0; p < grammar.lhs.length; p++) {
      if (grammar.lhs[p] != left) {
        continue;
      }
      int state = from;
      int[] rhs = grammar.rhs[p];
      for (int i = 0; i < rhs.length; i++) {
        if (!grammar.isTerminal(rhs[i]) && LalrGrammar.allNullable(rhs, i + 1, nullable)) {
          includes.get(edgeIndex[state][rhs[i]]).add(edge);
        }
        state = next(state, rhs[i]);
      }
    }
  }

  /** Adds to every set the sets it is related to, until nothing changes. */
  private static void propagate(long[] sets, List<List<Integer>> relation) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < sets.length; i++) {
        long merged = sets[i];
        for (int j : relation.get(i)) {
          merged |= sets[j];
        }
        changed |= merged != sets[i];
        sets[i] = merged;
      }
    }
  }

  /** By state and production, the terminals at which the production may be reduced. */
  private long[][] lookaheads() {
    long[][] sets = new long[kernels.size()][grammar.lhs.length];
    for (int e = 0; e < follow.length; e++) {
      int from = edges.get(e)[0];
      for (int p = 0; p < grammar.lhs.length; p++) {
        if (grammar.lhs[p] != edges.get(e)[1]) {
          continue;
        }
        int state = from;
        for (int symbol : grammar.rhs[p]) {
          state = next(state, symbol);
        }
        sets[state][p] |= follow[e];
      }
    }
    return sets;
  }

  // Actions.

  private void fillActions(int state, long[] lookaheads) {
    int[] row = new int[grammar.terminals];
    actions[state] = row;
    defaults[state] = -1;
    boolean shifts = false;
    for (int t = 0; t < row.length; t++) {
      if (next(state, t) >= 0) {
        row[t] = next(state, t) + 1;
        shifts = true;
      }
    }
    List<Integer> reductions = new ArrayList<>();
    for (int item : closure(state)) {
      if (symbolAfterDot(item) < 0) {
        reductions.add(itemProduction[item]);
      }
    }
    if (reductions.isEmpty()) {
      return;
    }
    if (reductions.size() == 1 && !shifts) {
      consistent[state] = true;
      defaults[state] = reductions.get(0);
      return;
    }
    for (int p : reductions) {
      addReduction(row, p, lookaheads[p]);
    }
    chooseDefault(state, reductions);
  }

  private void addReduction(int[] row, int production, long lookahead) {
    int level = grammar.productionPrecedence(production);
    for (int t = 0; t < row.length; t++) {
      if ((lookahead >>> t & 1) == 0 || row[t] == ERROR) {
        continue;
      }
      int reduce = -production - 1;
      if (row[t] == NONE) {
        row[t] = reduce;
      } else if (isShift(row[t]) && level > 0 && grammar.terminalPrecedence(t) > 0) {
        row[t] = resolve(row[t], reduce, level, t);
      } else {
        throw new IllegalArgumentException("conflict at terminal " + t);
      }
    }
  }

  private int resolve(int shift, int reduce, int level, int terminal) {
    int other = grammar.terminalPrecedence(terminal);
    if (other != level) {
      return other < level ? reduce : shift;
    }
    LalrGrammar.Associativity a = grammar.associativity(terminal);
    if (a == LalrGrammar.Associativity.LEFT) {
      return reduce;
    }
    return a == LalrGrammar.Associativity.RIGHT ? shift : ERROR;
  }

  /** The most frequent reduction becomes the default, the first of them when there are several. */
  private void chooseDefault(int state, List<Integer> reductions) {
    int[] row = actions[state];
    int most = 0;
    for (int p : reductions) {
      int count = 0;
      for (int action : row) {
        if (action == -p - 1) {
          count++;
        }
      }
      if (count > most) {
        most = count;
        defaults[state] = p;
      }
    }
    for (int t = 0; t < row.length; t++) {
      boolean isDefault = defaults[state] >= 0 && row[t] == -defaults[state] - 1;
      if (isDefault || (defaults[state] < 0 && row[t] == ERROR)) {
        row[t] = NONE;
      }
    }
  }
}
