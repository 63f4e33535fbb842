package dev.kix.grammar;

import dev.kix.grammar.antlr.NixLexer;
import dev.kix.grammar.antlr.TokenTable;
import java.util.Arrays;

/**
 * The words for text that is no expression: Bison's, since Nix's parser is made by Bison and its
 * messages are known to every user and search engine.
 *
 * <p>Which tokens Bison says it expected depends on the state its tables are in, default reductions
 * included, so that no other grammar and no other method gives the same list. Therefore the tokens
 * are read once more by such tables, made on the spot from Nix's grammar ({@link NixSyntax}).
 */
final class SyntaxErrors {
  /** Bison lists what it expected when there are no more than this. */
  private static final int MAX_EXPECTED = 4;

  private SyntaxErrors() {}

  /** What is wrong with {@code tokens}, of which {@code at} cannot stand where it does. */
  static ParseException explain(SourceFile source, TokenTable tokens, int at) {
    String refusal = tokens.refusal();
    if (refusal != null && at == tokens.count() - 1) {
      return new ParseException(Messages.text(refusal), source, tokens.start(at));
    }
    LalrGrammar grammar = NixSyntax.grammar();
    LalrAutomaton automaton = new LalrAutomaton(grammar);
    int state = stateAt(automaton, grammar, tokens, at);
    if (state < 0) {
      throw new AssertionError("the two grammars disagree at token " + at);
    }
    int kind = tokens.kind(at);
    int offset = kind == NixLexer.EOF ? tokens.end(at) : tokens.start(at);
    int unexpected = NixSyntax.terminals()[kind + 1];
    return new ParseException(message(automaton, state, unexpected), source, offset);
  }

  /** Nesting that the stack cannot hold, noticed behind the token {@code at}. */
  static ParseException tooDeep(SourceFile source, TokenTable tokens, int at) {
    return new ParseException(
        "stack overflow; the expression is nested too deeply",
        source,
        tokens.start(Math.max(0, at)));
  }

  /** Whether the tables find nothing wrong with {@code tokens}. */
  static boolean accepts(TokenTable tokens) {
    LalrGrammar grammar = NixSyntax.grammar();
    return stateAt(new LalrAutomaton(grammar), grammar, tokens, tokens.count()) < 0;
  }

  /**
   * The state in which the automaton refuses token {@code at}, having made default reductions; -1
   * when it accepts everything before {@code at} and that is all there is.
   */
  private static int stateAt(
      LalrAutomaton automaton, LalrGrammar grammar, TokenTable tokens, int at) {
    int[] terminals = NixSyntax.terminals();
    int[] stack = new int[256];
    int size = 1;
    int token = 0;
    while (token < tokens.count()) {
      int state = stack[size - 1];
      int action =
          automaton.isConsistent(state)
              ? LalrAutomaton.NONE
              : automaton.action(state, terminals[tokens.kind(token) + 1]);
      int next;
      if (LalrAutomaton.isShift(action)) {
        if (token == at) {
          return state;
        }
        next = LalrAutomaton.target(action);
        token++;
      } else {
        int production =
            action == LalrAutomaton.NONE
                ? automaton.defaultProduction(state)
                : LalrAutomaton.production(action);
        if (action == LalrAutomaton.ERROR || production < 0) {
          return state;
        }
        size -= grammar.rhs[production].length;
        next = automaton.next(stack[size - 1], grammar.lhs[production]);
      }
      if (size == stack.length) {
        stack = Arrays.copyOf(stack, size * 2);
      }
      stack[size++] = next;
    }
    return -1;
  }

  private static String message(LalrAutomaton automaton, int state, int unexpected) {
    StringBuilder out = new StringBuilder("syntax error, unexpected ");
    out.append(NixSyntax.name(unexpected));
    StringBuilder list = new StringBuilder();
    int expected = 0;
    for (int t = 0; t < NixSyntax.terminalCount(); t++) {
      int action = automaton.action(state, t);
      if (action != LalrAutomaton.NONE && action != LalrAutomaton.ERROR) {
        list.append(expected++ == 0 ? ", expecting " : " or ").append(NixSyntax.name(t));
      }
    }
    if (expected <= MAX_EXPECTED) {
      out.append(list);
    }
    return out.toString();
  }
}
