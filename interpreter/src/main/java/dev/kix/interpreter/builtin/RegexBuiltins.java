package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.regex.Regex;
import dev.kix.interpreter.regex.RegexException;
import dev.kix.interpreter.regex.RegexLimitException;
import dev.kix.interpreter.regex.RegexMatcher;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Regular expressions. */
final class RegexBuiltins {
  private RegexBuiltins() {}

  @NixBuiltin(
      name = "match",
      args = {"regex", "str"},
      doc =
          """
          If the POSIX extended regular expression *regex* matches all of *str*, the list of what \
          its groups matched (`null` for a group that took no part), else `null`.
          """,
      example =
          """
          builtins.match "(.*)\\\\.(nix|json)" "default.nix"
          => [ "default" "nix" ]

          builtins.match "ab" "abc"
          => null
          """)
  static Value match(EvalState state, @Nullable Position pos, Lazy regex, Lazy str) {
    String expression =
        state.forceStringNoContext(
            regex, null, "while evaluating the first argument passed to builtins.match");
    Regex compiled = compile(state, expression);
    String text =
        state
            .forceString(str, null, "while evaluating the second argument passed to builtins.match")
            .value();
    try {
      RegexMatcher matcher = new RegexMatcher(compiled, text);
      return matcher.matchAll() ? groups(compiled, matcher) : NixNull.NULL;
    } catch (RegexLimitException e) {
      throw tooLarge(expression);
    }
  }

  @NixBuiltin(
      name = "split",
      args = {"regex", "str"},
      since = "2.0",
      doc =
          """
          Splits *str* at the matches of the POSIX extended regular expression *regex*: strings \
          that were not matched alternate with lists of what the groups of each match held.
          """,
      example =
          """
          builtins.split "(a)b" "abc"
          => [ "" [ "a" ] "c" ]

          builtins.split "[-.]" "1.2-3"
          => [ "1" [ ] "2" [ ] "3" ]
          """)
  static Value split(EvalState state, @Nullable Position pos, Lazy regex, Lazy str) {
    String expression =
        state.forceStringNoContext(
            regex, null, "while evaluating the first argument passed to builtins.split");
    Regex compiled = compile(state, expression);
    NixString whole =
        state.forceString(
            str, null, "while evaluating the second argument passed to builtins.split");
    try {
      return split(compiled, whole);
    } catch (RegexLimitException e) {
      throw tooLarge(expression);
    }
  }

  private static NixList split(Regex compiled, NixString whole) {
    String text = whole.value();
    RegexMatcher matcher = new RegexMatcher(compiled, text);
    if (!matcher.find(0)) {
      return NixList.of(whole);
    }
    ListBuilder out = new ListBuilder(8);
    int copied = 0;
    boolean more;
    do {
      int start = matcher.start();
      int end = matcher.end();
      out.add(string(text, copied, start));
      out.add(groups(compiled, matcher));
      copied = end;
      if (start < end) {
        more = matcher.find(end);
      } else {
        // After an empty match: one that is not empty at the same place, else further on.
        more = end < text.length() && (matcher.findNonEmptyAt(end) || matcher.find(end + 1));
      }
    } while (more);
    out.add(string(text, copied, text.length()));
    return out.build();
  }

  private static NixString string(String text, int from, int to) {
    return from == to ? NixString.EMPTY : NixString.of(text.substring(from, to));
  }

  private static NixList groups(Regex compiled, RegexMatcher matcher) {
    int n = compiled.groups();
    if (n == 0) {
      return NixList.EMPTY;
    }
    Lazy[] out = new Lazy[n];
    for (int i = 0; i < n; i++) {
      String group = matcher.group(i);
      out[i] = group == null ? NixNull.NULL : NixString.of(group);
    }
    return NixList.of(out);
  }

  private static Regex compile(EvalState state, String expression) {
    try {
      return state.regexes().get(expression);
    } catch (RegexException e) {
      throw e.isTooLarge()
          ? tooLarge(expression)
          : Errors.eval("invalid regular expression '" + expression + "'");
    }
  }

  private static EvalException tooLarge(String expression) {
    return Errors.eval("memory limit exceeded by regular expression '" + expression + "'");
  }
}
