package dev.kix.interpreter.builtin;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code builtins.replaceStrings}. Patterns are chained by their first byte, so that a
 * byte that begins no pattern costs one table look-up however many patterns there are.
 */
final class StringReplacer {
  private static final int NONE = -1;

  /** Bytes. Longer texts mostly hold no pattern at all, or too many for any guess. */
  private static final int MAX_GUESS = 1024;

  private final EvalState state;
  private final String[] find;
  private final NixList replacements;
  private final @Nullable String[] forced;
  private final ContextBuilder context = new ContextBuilder();
  private final StringBuilder out;

  /** The first pattern that begins with each byte, then for each pattern the next of the kind. */
  private final int[] first = new int[256];

  private final int[] next;

  /** The first empty pattern, which fits everywhere. */
  private int empty = NONE;

  StringReplacer(EvalState state, String[] find, NixList replacements) {
    this.state = state;
    this.find = find;
    this.replacements = replacements;
    this.forced = new String[find.length];
    this.out = new StringBuilder();
    this.next = new int[find.length];
    Arrays.fill(first, NONE);
    for (int i = find.length - 1; i >= 0; i--) {
      if (find[i].isEmpty()) {
        empty = i;
      } else {
        int c = find[i].charAt(0);
        next[i] = first[c];
        first[c] = i;
      }
    }
  }

  NixString replace(NixString string) {
    String s = string.value();
    out.ensureCapacity(Math.min(s.length(), MAX_GUESS)); // most results are about as long
    context.addAll(string.context());
    int copied = 0; // everything before is in out
    int p = 0;
    while (p <= s.length()) {
      int i = match(s, p);
      if (i == NONE) {
        p++;
        continue;
      }
      out.append(s, copied, p).append(replacement(i));
      if (find[i].isEmpty()) {
        if (p < s.length()) {
          out.append(s.charAt(p));
        }
        p++;
      } else {
        p += find[i].length();
      }
      copied = Math.min(p, s.length());
    }
    if (copied == 0) {
      return NixString.of(out.isEmpty() ? s : out + s, context.build());
    }
    return NixString.of(out.append(s, copied, s.length()).toString(), context.build());
  }

  /** The first pattern of the list that fits at {@code p}. */
  private int match(String s, int p) {
    if (p < s.length()) {
      for (int i = first[s.charAt(p)]; i != NONE; i = next[i]) {
        if (empty != NONE && empty < i) {
          return empty;
        }
        if (s.startsWith(find[i], p)) {
          return i;
        }
      }
    }
    return empty;
  }

  private String replacement(int i) {
    String known = forced[i];
    if (known == null) {
      NixString r =
          state.forceString(
              replacements.get(i),
              null,
              "while evaluating one of the replacement strings passed to"
                  + " builtins.replaceStrings");
      context.addAll(r.context());
      known = r.value();
      forced[i] = known;
    }
    return known;
  }
}
