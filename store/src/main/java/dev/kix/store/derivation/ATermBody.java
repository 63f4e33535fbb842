package dev.kix.store.derivation;

import org.jspecify.annotations.Nullable;

/**
 * The part of a derivation's text that its three hashes share: all from the sources on, but for the
 * values of the environment variables that are named after its outputs, which are not known when
 * the first hash is computed. Immutable.
 */
final class ATermBody {
  private final byte[] text;
  private final int[] holes;
  private final int[] variables;
  private final int count;

  /**
   * @param text without the values; taken over like all of these arrays
   * @param holes where in the text a value is missing, ascending
   * @param variables of each hole, the index of its variable in the environment
   * @param count how many holes there are
   */
  ATermBody(byte[] text, int[] holes, int[] variables, int count) {
    this.text = text;
    this.holes = holes;
    this.variables = variables;
    this.count = count;
  }

  /**
   * Appends the text.
   *
   * @param env where the missing values are, or null to leave them empty
   */
  void write(ByteText out, @Nullable SortedTable<String, String> env) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      out.append(text, at, holes[i] - at);
      at = holes[i];
      out.string(env == null ? "" : env.value(variables[i]));
    }
    out.append(text, at, text.length - at);
  }
}
