package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Strings. Lengths and offsets count bytes. */
final class StringBuiltins {
  private static final String SEPARATOR =
      "while evaluating the first argument (the separator string) passed to"
          + " builtins.concatStringsSep";
  private static final String STRINGS =
      "while evaluating the second argument (the list of strings to concat) passed to"
          + " builtins.concatStringsSep";
  private static final String STRING =
      "while evaluating one element of the list of strings to concat passed to"
          + " builtins.concatStringsSep";

  /** So many strings of a list are joined at a time. */
  private static final int JOINED_AT_ONCE = 1024;

  private StringBuiltins() {}

  @NixBuiltin(
      name = "toString",
      args = {"e"},
      global = true,
      doc =
          """
          *e* as a string: a string as it is; a path as text, without copying it to the store; a \
          set by its `__toString` function or its `outPath`; numbers in decimal, floats with six \
          digits after the point; `true` as `"1"`, `false` and `null` as `""`; a list as its \
          elements with blanks between them.
          """,
      example =
          """
          toString [ 1 2.5 true false null "a" [ "b" ] /etc ]
          => "1 2.500000 1   a b /etc"
          """)
  static Value toStringValue(EvalState state, @Nullable Position pos, Lazy e) {
    Value v = state.force(e, null);
    if (v instanceof NixString) {
      return v;
    }
    if (v instanceof NixInt i) {
      state.enter(null); // every coercion counts as a level
      state.leave();
      return state.numeral(i.value());
    }
    ContextBuilder context = new ContextBuilder();
    return context.string(
        Coercion.toString(
            state,
            null,
            v,
            context,
            "while evaluating the first argument passed to builtins.toString",
            true,
            false,
            true));
  }

  @NixBuiltin(
      name = "substring",
      args = {"start", "len", "s"},
      since = "0.11",
      doc =
          """
          The part of the string *s* from byte *start*, counted from 0, of at most *len* bytes. A \
          negative *len* means up to the end; a *start* behind the end gives `""`.
          """,
      example =
          """
          builtins.substring 0 3 "nixos"
          => "nix"

          builtins.substring 3 (-1) "nixos"
          => "os"
          """)
  static Value substring(EvalState state, @Nullable Position pos, Lazy start, Lazy len, Lazy s) {
    long from =
        state.forceInt(
            start,
            null,
            "while evaluating the first argument (the start offset) passed to builtins.substring");
    if (from < 0) {
      throw Errors.eval("negative start position in 'substring'");
    }
    long length =
        state.forceInt(
            len,
            null,
            "while evaluating the second argument (the substring length) passed to"
                + " builtins.substring");
    Value v = state.force(s, null);
    NixString text;
    if (v instanceof NixString string) {
      text = string;
    } else {
      ContextBuilder context = new ContextBuilder();
      text =
          context.string(
              Coercion.toString(
                  state,
                  null,
                  v,
                  context,
                  "while evaluating the third argument (the string) passed to builtins.substring",
                  false,
                  true,
                  true));
    }
    int size = text.value().length();
    if (from == 0 && (length < 0 || length >= size)) {
      return text;
    }
    if (from >= size) {
      return NixString.of("", text.context());
    }
    int end = length < 0 || length > size - from ? size : (int) (from + length);
    return NixString.of(text.value().substring((int) from, end), text.context());
  }

  @NixBuiltin(
      name = "stringLength",
      args = {"e"},
      since = "0.11",
      doc = "The number of bytes of the string *e*.",
      example =
          """
          [ (builtins.stringLength "foo") (builtins.stringLength "é") ]
          => [ 3 2 ]
          """)
  static Value stringLength(EvalState state, @Nullable Position pos, Lazy e) {
    Value v = state.force(e, null);
    if (v instanceof NixString s) {
      return NixInt.of(s.value().length());
    }
    return NixInt.of(
        Coercion.toString(
                state,
                null,
                v,
                new ContextBuilder(),
                "while evaluating the argument passed to builtins.stringLength",
                false,
                true,
                true)
            .length());
  }

  @NixBuiltin(
      name = "concatStringsSep",
      args = {"separator", "list"},
      since = "1.10",
      doc =
          """
          The strings of *list*, with *separator* between them.
          """,
      example =
          """
          builtins.concatStringsSep "/" [ "usr" "local" "bin" ]
          => "usr/local/bin"
          """)
  static Value concatStringsSep(
      EvalState state, @Nullable Position pos, Lazy separator, Lazy list) {
    NixString sep = state.forceString(separator, null, SEPARATOR);
    NixList in = state.forceList(list, null, STRINGS);
    ContextBuilder context = new ContextBuilder();
    context.addAll(sep.context());
    String between = sep.value();
    int n = in.size();
    long total = (long) between.length() * Math.max(0, n - 1);
    // Of a long list the strings are joined piece by piece: the million of benchmark strings would
    // be 60 MB, most of it headers, that the garbage collector copies before the text is complete.
    String[] parts = new String[Math.min(n, JOINED_AT_ONCE)];
    List<String> pieces = new ArrayList<>(n / JOINED_AT_ONCE + 1);
    int filled = 0;
    for (int i = 0; i < n; i++) {
      if (filled == JOINED_AT_ONCE) {
        pieces.add(String.join(between, parts));
        filled = 0;
      }
      String part = Coercion.toString(state, null, in.get(i), context, STRING, false, true, true);
      in.settle(i);
      parts[filled++] = part;
      total += part.length();
    }
    checkLength(total);
    if (pieces.isEmpty()) {
      return context.string(String.join(between, parts)); // here all parts are filled
    }
    pieces.add(String.join(between, Arrays.asList(parts).subList(0, filled)));
    return context.string(String.join(between, pieces));
  }

  private static void checkLength(long length) {
    if (length > Integer.MAX_VALUE - 8) {
      throw Errors.eval("cannot create a string of " + length + " bytes");
    }
  }

  @NixBuiltin(
      name = "replaceStrings",
      args = {"from", "to", "s"},
      since = "1.10",
      doc =
          """
          The string *s* with every occurrence of a string of the list *from* replaced by the \
          string at the same place in the list *to*. *s* is read once from left to right; where \
          several strings of *from* fit, the first of the list counts. Strings of *to* are \
          evaluated only if needed.
          """,
      example =
          """
          builtins.replaceStrings [ "oo" "a" ] [ "a" "i" ] "foobar"
          => "fabir"

          builtins.replaceStrings [ "" ] [ "-" ] "ab"
          => "-a-b-"
          """)
  static Value replaceStrings(EvalState state, @Nullable Position pos, Lazy from, Lazy to, Lazy s) {
    NixList patterns =
        state.forceList(
            from, null, "while evaluating the first argument passed to builtins.replaceStrings");
    NixList replacements =
        state.forceList(
            to, null, "while evaluating the second argument passed to builtins.replaceStrings");
    if (patterns.size() != replacements.size()) {
      throw Errors.eval(
          "'from' and 'to' arguments passed to builtins.replaceStrings have different lengths");
    }
    String[] find = new String[patterns.size()];
    for (int i = 0; i < find.length; i++) {
      find[i] =
          state
              .forceString(
                  patterns.get(i),
                  null,
                  "while evaluating one of the strings to replace passed to"
                      + " builtins.replaceStrings")
              .value();
    }
    NixString text =
        state.forceString(
            s, null, "while evaluating the third argument passed to builtins.replaceStrings");
    return new StringReplacer(state, find, replacements).replace(text);
  }
}
