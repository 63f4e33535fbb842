package dev.kix.grammar.antlr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.LexerAction;
import org.antlr.v4.runtime.atn.LexerPopModeAction;
import org.antlr.v4.runtime.atn.LexerPushModeAction;
import org.antlr.v4.runtime.atn.LexerSkipAction;
import org.antlr.v4.runtime.atn.LexerTypeAction;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.dfa.DFAState;

/**
 * Makes the data of a {@link LexerTable} from an ANTLR lexer: has ANTLR's simulator compute every
 * step it could ever take.
 */
final class LexerTableCompiler extends LexerATNSimulator {
  private static final int CHARACTERS = 128;

  private final ByteStream nothing = new ByteStream("");
  private final Map<DFAState, Integer> numbers = new IdentityHashMap<>();
  private final List<DFAState> states = new ArrayList<>();
  private final List<int[]> rows = new ArrayList<>();

  private LexerTableCompiler(ATN atn, DFA[] dfas) {
    super(atn, dfas, new PredictionContextCache());
  }

  static String compile(ATN atn) {
    return new LexerTableCompiler(atn, Networks.emptyAutomata(atn)).compile();
  }

  private String compile() {
    List<Integer> starts = new ArrayList<>();
    for (int m = 0; m < atn.modeToStartState.size(); m++) {
      mode = m; // the simulator keeps the states of each mode apart
      starts.add(number(addDFAState(computeStartState(nothing, atn.modeToStartState.get(m)))));
      while (rows.size() < states.size()) {
        rows.add(row(states.get(rows.size())));
      }
    }
    return write(starts);
  }

  private int[] row(DFAState state) {
    int[] row = new int[CHARACTERS];
    for (int c = 0; c < CHARACTERS; c++) {
      DFAState known = getExistingTargetState(state, c);
      DFAState target = known != null ? known : computeTargetState(nothing, state, c);
      row[c] = target == ERROR ? LexerTable.DEAD : number(target);
    }
    return row;
  }

  /** States count from 1; 0 is dead. */
  private int number(DFAState state) {
    Integer known = numbers.putIfAbsent(state, states.size() + 1);
    if (known != null) {
      return known;
    }
    states.add(state);
    return states.size();
  }

  private String write(List<Integer> starts) {
    Map<List<Integer>, Integer> classes = new HashMap<>();
    List<List<Integer>> columns = new ArrayList<>();
    int[] classOf = new int[CHARACTERS];
    for (int c = 0; c < CHARACTERS; c++) {
      int character = c;
      List<Integer> column = rows.stream().map(row -> row[character]).toList();
      if (classes.putIfAbsent(column, columns.size()) == null) {
        columns.add(column);
      }
      classOf[c] = classes.get(column);
    }
    List<Integer> out = new ArrayList<>();
    out.addAll(List.of(columns.size(), starts.size(), states.size() + 1));
    Arrays.stream(classOf).forEach(out::add);
    out.addAll(starts);
    out.addAll(List.of(0, LexerTable.SAME_MODE, columns.size(), LexerTable.DEAD));
    for (int s = 0; s < states.size(); s++) {
      out.add(kind(states.get(s)));
      out.add(modeChange(states.get(s)));
      addRow(columns, s, out);
    }
    StringBuilder text = new StringBuilder();
    for (int number : out) {
      text.append(text.isEmpty() ? "" : " ").append(Integer.toString(number, 36));
    }
    return text.toString();
  }

  private static void addRow(List<List<Integer>> columns, int state, List<Integer> out) {
    int i = 0;
    while (i < columns.size()) {
      int target = columns.get(i).get(state);
      int run = 1;
      while (i + run < columns.size() && columns.get(i + run).get(state) == target) {
        run++;
      }
      out.add(run);
      out.add(target);
      i += run;
    }
  }

  private static LexerAction[] actions(DFAState state) {
    return state.lexerActionExecutor == null
        ? new LexerAction[0]
        : state.lexerActionExecutor.getLexerActions();
  }

  private static int kind(DFAState state) {
    if (!state.isAcceptState) {
      return 0;
    }
    for (LexerAction action : actions(state)) {
      if (action instanceof LexerTypeAction type) {
        return type.getType();
      }
    }
    return state.prediction;
  }

  private static int modeChange(DFAState state) {
    if (!state.isAcceptState) {
      return LexerTable.SAME_MODE;
    }
    int change = LexerTable.SAME_MODE;
    for (LexerAction action : actions(state)) {
      if (action instanceof LexerPushModeAction push) {
        change = LexerTable.PUSH_MODE + push.getMode();
      } else if (action instanceof LexerPopModeAction) {
        change = LexerTable.POP_MODE;
      } else if (!(action instanceof LexerTypeAction) && !(action instanceof LexerSkipAction)) {
        throw new AssertionError("the table has no word for " + action);
      }
    }
    return change;
  }
}
