package dev.kix.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A context-free grammar with operator precedences, as parser generators of the yacc family take
 * it. At most 64 terminals, so that a set of them is a {@code long}. Symbols are numbers: terminals
 * first, in the order given.
 */
final class LalrGrammar {
  /** How an operator groups with others of its precedence. */
  enum Associativity {
    LEFT,
    RIGHT,
    NONE
  }

  final int terminals;
  final int symbols;

  /** Production 0 is the start symbol followed by the end of the text, terminal 0. */
  final int[] lhs;

  final int[][] rhs;

  private final int[] productionPrecedence;
  private final int[] terminalPrecedence;
  private final @Nullable Associativity[] associativity;

  private LalrGrammar(Reader r) {
    terminals = r.terminals;
    symbols = r.names.size();
    int n = r.productions.size();
    lhs = new int[n];
    rhs = new int[n][];
    productionPrecedence = new int[n];
    terminalPrecedence = r.precedence;
    associativity = r.associativity;
    for (int i = 0; i < n; i++) {
      int[] p = r.productions.get(i);
      lhs[i] = p[0];
      productionPrecedence[i] = p[1];
      rhs[i] = Arrays.copyOfRange(p, 2, p.length);
    }
  }

  /**
   * Reads a grammar.
   *
   * @param terminals the names of the terminals, the end of the text first
   * @param operators a line for each precedence, loosest first: {@code left}, {@code right} or
   *     {@code none}, then terminals
   * @param rules a line for each nonterminal: {@code name : alternative | alternative}; an
   *     alternative is symbols separated by spaces and may end in {@code %terminal} to have that
   *     terminal's precedence. The first rule is the start.
   */
  static LalrGrammar read(String[] terminals, String operators, String rules) {
    return new LalrGrammar(new Reader(terminals, operators, rules));
  }

  boolean isTerminal(int symbol) {
    return symbol < terminals;
  }

  /** 0 when it has none. */
  int productionPrecedence(int production) {
    return productionPrecedence[production];
  }

  /** 0 when it has none. */
  int terminalPrecedence(int terminal) {
    return terminalPrecedence[terminal];
  }

  @Nullable Associativity associativity(int terminal) {
    return associativity[terminal];
  }

  /** Whether each symbol derives the empty text. */
  boolean[] nullable() {
    boolean[] nullable = new boolean[symbols];
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int p = 0; p < lhs.length; p++) {
        if (!nullable[lhs[p]] && allNullable(rhs[p], 0, nullable)) {
          nullable[lhs[p]] = true;
          changed = true;
        }
      }
    }
    return nullable;
  }

  /** Whether everything in {@code symbols} from {@code from} on derives the empty text. */
  static boolean allNullable(int[] symbols, int from, boolean[] nullable) {
    for (int i = from; i < symbols.length; i++) {
      if (!nullable[symbols[i]]) {
        return false;
      }
    }
    return true;
  }

  private static final class Reader {
    final int terminals;
    final Map<String, Integer> names = new HashMap<>();
    final List<int[]> productions = new ArrayList<>();
    final int[] precedence;
    final @Nullable Associativity[] associativity;

    Reader(String[] terminalNames, String operators, String rules) {
      terminals = terminalNames.length;
      if (terminals > Long.SIZE) {
        throw new IllegalArgumentException("more terminals than a set holds: " + terminals);
      }
      for (String name : terminalNames) {
        names.put(name, names.size());
      }
      precedence = new int[terminals];
      associativity = new Associativity[terminals];
      String[] levels = operators.split("\n", -1);
      for (int i = 0; i < levels.length; i++) {
        readLevel(levels[i], i + 1);
      }
      int start = names.size();
      names.put("$accept", start);
      productions.add(new int[] {start, 0, start + 1, 0});
      String[] lines = rules.split("\n", -1);
      for (String line : lines) {
        if (!line.isEmpty()) {
          names.put(line.substring(0, line.indexOf(' ')), names.size());
        }
      }
      for (String line : lines) {
        if (!line.isEmpty()) {
          readRule(line);
        }
      }
    }

    private void readLevel(String line, int level) {
      StringTokenizer words = new StringTokenizer(line);
      if (!words.hasMoreTokens()) {
        return;
      }
      Associativity a =
          switch (words.nextToken()) {
            case "left" -> Associativity.LEFT;
            case "right" -> Associativity.RIGHT;
            default -> Associativity.NONE;
          };
      while (words.hasMoreTokens()) {
        int terminal = symbol(words.nextToken());
        precedence[terminal] = level;
        associativity[terminal] = a;
      }
    }

    private void readRule(String line) {
      StringTokenizer words = new StringTokenizer(line);
      int left = symbol(words.nextToken());
      words.nextToken(); // the colon
      List<Integer> symbols = new ArrayList<>();
      int level = 0;
      while (words.hasMoreTokens()) {
        String word = words.nextToken();
        if (word.equals("|")) {
          addProduction(left, level, symbols);
          symbols.clear();
          level = 0;
        } else if (word.charAt(0) == '%') {
          level = precedence[symbol(word.substring(1))];
        } else {
          int s = symbol(word);
          symbols.add(s);
          if (s < terminals) {
            level = precedence[s];
          }
        }
      }
      addProduction(left, level, symbols);
    }

    private void addProduction(int left, int level, List<Integer> symbols) {
      int[] p = new int[symbols.size() + 2];
      p[0] = left;
      p[1] = level;
      for (int i = 0; i < symbols.size(); i++) {
        p[i + 2] = symbols.get(i);
      }
      productions.add(p);
    }

    private int symbol(String name) {
      Integer known = names.get(name);
      if (known == null) {
        throw new IllegalArgumentException("no such symbol: " + name);
      }
      return known;
    }
  }
}
