package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import java.util.List;

/** Puts a {@link ModuleProblem} into words. Implementations are stateless. */
public interface ProblemWording {
  /** As nixpkgs' {@code lib} words it: what {@code lib.evalModules} throws. */
  ProblemWording NIXPKGS = new NixpkgsWording();

  /** As clusters word it: one sentence, and file and line of every definition involved. */
  ProblemWording CLUSTER = new ClusterWording();

  /**
   * As clusters word it, with the names of files relative to the first of these folders that holds
   * them.
   *
   * @param roots absolute paths, one char per byte
   */
  static ProblemWording cluster(List<String> roots) {
    return new ClusterWording(roots);
  }

  /**
   * The message without {@code error: }, one char per byte, lines separated by line breaks and
   * without indentation.
   *
   * @param state for printing values; values that fail to evaluate are left out
   */
  String message(EvalState state, ModuleProblem problem);
}
