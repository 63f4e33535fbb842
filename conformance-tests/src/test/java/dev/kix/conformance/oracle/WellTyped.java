package dev.kix.conformance.oracle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Arbitrary Nix expressions that have a type, so that evaluating them gives a value. Numbers stay
 * far from 64 bits, because Nix 2.8 wraps around where later versions fail; indices and divisors
 * are guarded.
 */
final class WellTyped {
  /** The types; a SET has an integer {@code a}, a string {@code b} and perhaps more. */
  enum Type {
    INT,
    BOOL,
    STRING,
    INTS,
    STRINGS,
    SET
  }

  private final Map<Type, List<String>> variables;
  private final int names;

  private WellTyped(Map<Type, List<String>> variables, int names) {
    this.variables = variables;
    this.names = names;
  }

  /** Expressions of all types, up to {@code depth} constructs deep. */
  static Arbitrary<String> expressions(int depth) {
    WellTyped empty = new WellTyped(new EnumMap<>(Type.class), 0);
    return Arbitraries.of(Type.values()).flatMap(type -> empty.of(type, depth));
  }

  private WellTyped with(Type type, String name) {
    Map<Type, List<String>> more = new EnumMap<>(Type.class);
    variables.forEach((t, list) -> more.put(t, new ArrayList<>(list)));
    more.computeIfAbsent(type, t -> new ArrayList<>()).add(name);
    return new WellTyped(more, names + 1);
  }

  private String fresh() {
    return "v" + names;
  }

  private Arbitrary<String> of(Type type, int depth) {
    if (depth <= 0) {
      return leaf(type);
    }
    List<Supplier<Arbitrary<String>>> forms = new ArrayList<>();
    forms.add(() -> leaf(type));
    forms.add(() -> ifThenElse(type, depth));
    forms.add(() -> letIn(type, depth));
    forms.add(() -> call(type, depth));
    forms.add(() -> withSet(type, depth));
    forms.add(() -> asserted(type, depth));
    switch (type) {
      case INT -> ints(forms, depth);
      case BOOL -> bools(forms, depth);
      case STRING -> strings(forms, depth);
      case INTS -> intLists(forms, depth);
      case STRINGS -> stringLists(forms, depth);
      case SET -> sets(forms, depth);
    }
    return Arbitraries.integers().between(0, forms.size() - 1).flatMap(i -> forms.get(i).get());
  }

  // ---- leaves ----

  private Arbitrary<String> leaf(Type type) {
    List<String> known = variables.getOrDefault(type, List.of());
    Arbitrary<String> literal =
        switch (type) {
          case INT -> Arbitraries.integers().between(-20, 100).map(WellTyped::number);
          case BOOL -> Arbitraries.of("true", "false");
          case STRING -> string();
          case INTS ->
              Arbitraries.integers()
                  .between(0, 9)
                  .map(String::valueOf)
                  .list()
                  .ofMaxSize(4)
                  .map(l -> "[ " + String.join(" ", l) + " ]");
          case STRINGS -> string().list().ofMaxSize(3).map(l -> "[ " + String.join(" ", l) + " ]");
          case SET ->
              Combinators.combine(Arbitraries.integers().between(0, 9), string())
                  .as((a, b) -> "{ a = " + a + "; b = " + b + "; }");
        };
    return known.isEmpty() ? literal : Arbitraries.oneOf(Arbitraries.of(known), literal);
  }

  private static String number(int n) {
    return n < 0 ? "(" + n + ")" : String.valueOf(n);
  }

  private static Arbitrary<String> string() {
    return Arbitraries.strings()
        .withChars("abcxyz -_.\u00e4\n\t\"\\$")
        .ofMaxLength(6)
        .map(s ->
            "\""
                + s.replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("$", "\\$")
                    .replace("\n", "\\n")
                    .replace("\t", "\\t")
                + "\"");
  }

  // ---- forms of every type ----

  private Arbitrary<String> ifThenElse(Type type, int depth) {
    return combine(
        "(if %s then %s else %s)",
        of(Type.BOOL, depth - 1), of(type, depth - 1), of(type, depth - 1));
  }

  private Arbitrary<String> letIn(Type type, int depth) {
    String name = fresh();
    return bound(
        depth,
        (t, value) ->
            value.flatMap(v ->
                with(t, name)
                    .of(type, depth - 1)
                    .map(body -> "(let " + name + " = " + v + "; in " + body + ")")));
  }

  private Arbitrary<String> call(Type type, int depth) {
    String name = fresh();
    return bound(
        depth,
        (t, value) ->
            Combinators.combine(
                    value,
                    with(t, name).of(type, depth - 1),
                    Arbitraries.of(
                        "((%2$s: %3$s) %1$s)",
                        "(({ %2$s }: %3$s) { %2$s = %1$s; })",
                        "(({ %2$s ? %1$s, ... }: %3$s) { other = 1; })",
                        "(({ %2$s, ... }@args: if args ? %2$s then %3$s else throw \"no\")"
                            + " { %2$s = %1$s; })"))
                .as((v, body, form) -> String.format(Locale.ROOT, form, v, name, body)));
  }

  private Arbitrary<String> withSet(Type type, int depth) {
    String name = fresh();
    return bound(
        depth,
        (t, value) ->
            Combinators.combine(value, with(t, name).of(type, depth - 1))
                .as((v, body) -> "(with { " + name + " = " + v + "; }; " + body + ")"));
  }

  private Arbitrary<String> asserted(Type type, int depth) {
    return combine("(assert %s || true; %s)", of(Type.BOOL, depth - 1), of(type, depth - 1));
  }

  /** What {@code use} makes of a type and values of it, for any type. */
  private Arbitrary<String> bound(
      int depth, BiFunction<Type, Arbitrary<String>, Arbitrary<String>> use) {
    return Arbitraries.of(Type.values()).flatMap(t -> use.apply(t, of(t, Math.min(depth - 1, 2))));
  }

  // ---- forms of one type ----

  private void ints(List<Supplier<Arbitrary<String>>> forms, int depth) {
    Supplier<Arbitrary<String>> n = () -> of(Type.INT, depth - 1);
    Supplier<Arbitrary<String>> ns = () -> of(Type.INTS, depth - 1);
    forms.add(() -> combine("(%s + %s)", n.get(), n.get()));
    forms.add(() -> combine("(%s - %s)", n.get(), n.get()));
    forms.add(() -> combine("(%s * 3)", n.get()));
    forms.add(() -> combine("(%s / 7)", n.get()));
    forms.add(() -> combine("(-%s)", n.get()));
    forms.add(() -> combine("(builtins.length %s)", ns.get()));
    forms.add(() -> combine("(builtins.stringLength %s)", of(Type.STRING, depth - 1)));
    forms.add(() -> combine("(builtins.foldl' (x: y: x + y) %s %s)", n.get(), ns.get()));
    forms.add(() -> combine("(builtins.head (%s ++ [ %s ]))", ns.get(), n.get()));
    forms.add(() -> combine("(builtins.elemAt ([ %s ] ++ %s) 0)", n.get(), ns.get()));
    forms.add(() -> combine("%s.a", of(Type.SET, depth - 1)));
    forms.add(() -> combine("(%s.nothing.here or %s)", of(Type.SET, depth - 1), n.get()));
    forms.add(() -> combine("(builtins.bitXor %s %s)", n.get(), n.get()));
    forms.add(() -> combine("(builtins.fromJSON (builtins.toJSON %s))", n.get()));
    forms.add(() -> combine("(builtins.compareVersions %s %s)", str(depth), str(depth)));
    forms.add(() ->
        combine("(let t = builtins.tryEval %s; in if t.success then t.value else 0)", n.get()));
  }

  private void bools(List<Supplier<Arbitrary<String>>> forms, int depth) {
    Supplier<Arbitrary<String>> b = () -> of(Type.BOOL, depth - 1);
    Supplier<Arbitrary<String>> n = () -> of(Type.INT, depth - 1);
    forms.add(() -> combine("(%s && %s)", b.get(), b.get()));
    forms.add(() -> combine("(%s || %s)", b.get(), b.get()));
    forms.add(() -> combine("(%s -> %s)", b.get(), b.get()));
    forms.add(() -> combine("(!%s)", b.get()));
    forms.add(() -> combine("(%s < %s)", n.get(), n.get()));
    forms.add(() -> combine("(%s >= %s)", n.get(), n.get()));
    forms.add(() -> combine("(%s == %s)", of(Type.SET, depth - 1), of(Type.SET, depth - 1)));
    forms.add(() -> combine("(%s != %s)", of(Type.INTS, depth - 1), of(Type.INTS, depth - 1)));
    forms.add(() -> combine("(%s < %s)", str(depth), str(depth)));
    forms.add(() -> combine("(builtins.elem %s %s)", n.get(), of(Type.INTS, depth - 1)));
    forms.add(() -> combine("(%s ? b)", of(Type.SET, depth - 1)));
    forms.add(() -> combine("(%s ? c.d)", of(Type.SET, depth - 1)));
    forms.add(() -> combine("(builtins.all (x: x < %s) %s)", n.get(), of(Type.INTS, depth - 1)));
    forms.add(() -> combine("(builtins.isList %s)", of(Type.STRINGS, depth - 1)));
  }

  private void strings(List<Supplier<Arbitrary<String>>> forms, int depth) {
    forms.add(() -> combine("(%s + %s)", str(depth), str(depth)));
    forms.add(() -> combine("\"<${%s}>\"", str(depth)));
    forms.add(() -> combine("''\n  one ${%s}\n    two\n''", str(depth)));
    forms.add(() -> combine("(toString %s)", of(Type.INT, depth - 1)));
    forms.add(() -> combine("(toString %s)", of(Type.INTS, depth - 1)));
    // Never half a character: 2.8 prints such a string as JSON, 2.35 and kix refuse.
    forms.add(() ->
        combine(
            "(builtins.substring 1 3 (builtins.replaceStrings [ \"\u00e4\" ] [ \"a\" ] %s))",
            str(depth)));
    forms.add(() ->
        combine("(builtins.concatStringsSep %s %s)", str(depth), of(Type.STRINGS, depth - 1)));
    forms.add(
        () -> combine("(builtins.replaceStrings [ \"a\" \"x\" ] [ \"<a>\" \"\" ] %s)", str(depth)));
    forms.add(() -> combine("(builtins.toJSON %s)", of(Type.SET, depth - 1)));
    forms.add(() -> combine("(builtins.typeOf %s)", of(Type.SET, depth - 1)));
    forms.add(() -> combine("(builtins.hashString \"sha256\" %s)", str(depth)));
    forms.add(() -> combine("%s.b", of(Type.SET, depth - 1)));
    forms.add(() -> combine("(builtins.toXML %s)", of(Type.STRINGS, depth - 1)));
  }

  private void intLists(List<Supplier<Arbitrary<String>>> forms, int depth) {
    Supplier<Arbitrary<String>> ns = () -> of(Type.INTS, depth - 1);
    Supplier<Arbitrary<String>> n = () -> of(Type.INT, depth - 1);
    String x = fresh();
    WellTyped inner = with(Type.INT, x);
    forms.add(() -> combine("(%s ++ %s)", ns.get(), ns.get()));
    forms.add(() -> combine("[ %s %s ]", n.get(), n.get()));
    forms.add(() -> combine("(map (" + x + ": %s) %s)", inner.of(Type.INT, depth - 1), ns.get()));
    forms.add(() ->
        combine("(builtins.filter (" + x + ": %s) %s)", inner.of(Type.BOOL, depth - 1), ns.get()));
    forms.add(() -> combine("(builtins.sort builtins.lessThan %s)", ns.get()));
    forms.add(() -> combine("(builtins.genList (i: i + %s) 3)", n.get()));
    forms.add(() -> combine("(builtins.tail ([ 0 ] ++ %s))", ns.get()));
    forms.add(() ->
        combine(
            "(builtins.concatMap (" + x + ": %s) %s)",
            inner.of(Type.INTS, Math.min(depth - 1, 1)),
            leaf(Type.INTS)));
    forms.add(() -> combine("(map builtins.stringLength %s)", of(Type.STRINGS, depth - 1)));
    forms.add(() ->
        combine("(let p = builtins.partition (e: e < 5) %s; in p.wrong ++ p.right)", ns.get()));
  }

  private void stringLists(List<Supplier<Arbitrary<String>>> forms, int depth) {
    Supplier<Arbitrary<String>> ss = () -> of(Type.STRINGS, depth - 1);
    forms.add(() -> combine("(%s ++ %s)", ss.get(), ss.get()));
    forms.add(() -> combine("[ %s %s ]", str(depth), str(depth)));
    forms.add(() -> combine("(builtins.attrNames %s)", of(Type.SET, depth - 1)));
    forms.add(() -> combine("(map toString %s)", of(Type.INTS, depth - 1)));
    forms.add(() -> combine("(builtins.sort (x: y: x < y) %s)", ss.get()));
    forms.add(() ->
        combine("(builtins.filter builtins.isString (builtins.split \"[a-c]+\" %s))", str(depth)));
  }

  private void sets(List<Supplier<Arbitrary<String>>> forms, int depth) {
    Supplier<Arbitrary<String>> set = () -> of(Type.SET, depth - 1);
    Supplier<Arbitrary<String>> n = () -> of(Type.INT, depth - 1);
    forms.add(() -> combine("{ a = %s; b = %s; }", n.get(), str(depth)));
    forms.add(() -> combine("(%s // %s)", set.get(), set.get()));
    forms.add(
        () -> combine("{ a = %s; b = %s; c.d = %s; }", n.get(), str(depth), of(Type.BOOL, 1)));
    forms.add(() ->
        combine("rec { a = %s; b = toString (a + %s); z = { inherit a b; }; }", n.get(), n.get()));
    forms.add(() -> combine("(let s = %s; in { inherit (s) a b; \"q r\" = s; })", set.get()));
    forms.add(() ->
        combine(
            "(builtins.listToAttrs [ { name = \"a\"; value = %s; } { name = \"b\"; value = %s; }"
                + " ])",
            n.get(), str(depth)));
    forms.add(() -> combine("(builtins.removeAttrs %s [ \"c\" \"z\" ])", set.get()));
    forms.add(
        () -> combine("(builtins.mapAttrs (k: v: if k == \"a\" then v + 1 else v) %s)", set.get()));
    forms.add(() -> combine("(builtins.intersectAttrs { a = 1; b = 2; } %s)", set.get()));
    forms.add(() -> combine("{ a = %s; ${\"b\"} = %s; ${null} = 1; }", n.get(), str(depth)));
  }

  private Arbitrary<String> str(int depth) {
    return of(Type.STRING, depth - 1);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // List.of only reads
  private static Arbitrary<String> combine(String form, Arbitrary<String>... parts) {
    Function<List<String>, String> fill =
        words -> String.format(Locale.ROOT, form, words.toArray());
    return Combinators.combine(List.of(parts)).as(fill);
  }
}
