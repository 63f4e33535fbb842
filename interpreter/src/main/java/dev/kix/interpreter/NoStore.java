package dev.kix.interpreter;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.EvalStore;

/** The store of an evaluation that may not use one. */
final class NoStore implements EvalStore {
  @Override
  public String copyToStore(String path) {
    throw new EvalException(
        ErrorKind.RESTRICTED, "cannot copy '" + path + "': this evaluation has no store", null);
  }

  @Override
  public boolean isStorePath(String text) {
    return false;
  }
}
