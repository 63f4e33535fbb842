package dev.kix.grammar.antlr;

import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.dfa.DFA;

/** ANTLR's networks, which the main code does without: see {@link ATNDeserializer}. */
final class Networks {
  private Networks() {}

  static ATN of(String serialized) {
    return new org.antlr.v4.runtime.atn.ATNDeserializer().deserialize(serialized.toCharArray());
  }

  /** One automaton a decision, in which nothing is known yet. */
  static DFA[] emptyAutomata(ATN atn) {
    DFA[] automata = new DFA[atn.getNumberOfDecisions()];
    for (int i = 0; i < automata.length; i++) {
      automata[i] = new DFA(atn.getDecisionState(i), i);
    }
    return automata;
  }
}
