package dev.kix.grammar.antlr;

import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.LL1Analyzer;
import org.antlr.v4.runtime.misc.IntervalSet;

/** ANTLR's own analysis of whether a decision is LL(1). */
final class Lookahead {
  private Lookahead() {}

  static boolean oneTokenDecides(ATN atn, DecisionState decision) {
    IntervalSet[] sets = new LL1Analyzer(atn).getDecisionLookahead(decision);
    IntervalSet seen = new IntervalSet();
    for (IntervalSet set : sets) {
      if (set == null || !seen.and(set).isNil()) {
        return false;
      }
      seen.addAll(set);
    }
    return true;
  }
}
