package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;

/** Puts a {@link ModuleProblem} into words. Implementations are stateless. */
public interface ProblemWording {
  /** As nixpkgs' {@code lib} words it: what {@code lib.evalModules} throws. */
  ProblemWording NIXPKGS = new NixpkgsWording();

  /** As clusters word it: one sentence, and file and line of every definition involved. */
  ProblemWording CLUSTER = new ClusterWording();

  /**
   * The message without {@code error: }, one char per byte, lines separated by line breaks and
   * without indentation.
   *
   * @param state for printing values; values that fail to evaluate are left out
   */
  String message(EvalState state, ModuleProblem problem);
}
