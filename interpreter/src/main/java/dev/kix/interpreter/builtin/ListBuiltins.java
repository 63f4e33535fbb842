package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.ElementAt;
import dev.kix.interpreter.eval.Equality;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.PartialApplication;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists. */
final class ListBuiltins {
  private static final Shape PARTITION = Shape.ofSorted(new String[] {"right", "wrong"}, null);

  private ListBuiltins() {}

  @NixBuiltin(
      name = "map",
      args = {"f", "list"},
      global = true,
      doc =
          """
          A list with *f* applied to every element of *list*. The calls happen when the elements \
          are needed.
          """,
      example =
          """
          map (x: "foo" + x) [ "bar" "bla" ]
          => [ "foobar" "foobla" ]
          """)
  static Value map(EvalState state, @Nullable Position pos, Lazy f, Lazy list) {
    NixList in =
        state.forceList(list, null, "while evaluating the second argument passed to builtins.map");
    int n = in.size();
    if (n == 0) {
      return in;
    }
    Value fn =
        state.forceFunction(f, null, "while evaluating the first argument passed to builtins.map");
    return state.map(fn, in);
  }

  @NixBuiltin(
      name = "filter",
      args = {"f", "list"},
      since = "1.2",
      doc = "The elements of *list* for which *f* returns `true`, in their order.",
      example =
          """
          builtins.filter (x: x > 1) [ 3 1 2 ]
          => [ 3 2 ]
          """)
  static Value filter(EvalState state, @Nullable Position pos, Lazy f, Lazy list) {
    NixList in =
        state.forceList(
            list, null, "while evaluating the second argument passed to builtins.filter");
    int n = in.size();
    if (n == 0) {
      return in;
    }
    Value fn =
        state.forceFunction(
            f, null, "while evaluating the first argument passed to builtins.filter");
    Lazy[] kept = new Lazy[n];
    int k = 0;
    for (int i = 0; i < n; i++) {
      if (state.forceBool(
          state.call(fn, null, in.get(i)),
          null,
          "while evaluating the return value of the filtering function passed to"
              + " builtins.filter")) {
        kept[k++] = in.get(i);
      }
    }
    return k == n ? in : NixList.of(Arrays.copyOf(kept, k));
  }

  @NixBuiltin(
      name = "elem",
      args = {"x", "xs"},
      since = "1.2",
      doc = "`true` if an element of the list *xs* is equal to *x*.",
      example =
          """
          builtins.elem { a = 1; } [ 0 { a = 1; } ]
          => true
          """)
  static Value elem(EvalState state, @Nullable Position pos, Lazy x, Lazy xs) {
    NixList in =
        state.forceList(xs, null, "while evaluating the second argument passed to builtins.elem");
    for (int i = 0; i < in.size(); i++) {
      if (Equality.equalElements(
          state,
          x,
          in.get(i),
          null,
          "while searching for the presence of the given element in the list")) {
        return NixBool.TRUE;
      }
    }
    return NixBool.FALSE;
  }

  @NixBuiltin(
      name = "elemAt",
      args = {"xs", "n"},
      since = "1.2",
      doc = "Element *n* of the list *xs*, counted from 0. An index outside the list is an error.",
      example =
          """
          builtins.elemAt [ "a" "b" "c" ] 1
          => "b"
          """)
  static Value elemAt(EvalState state, @Nullable Position pos, Lazy xs, Lazy n) {
    long index = ElementAt.number(state, n);
    NixList in =
        state.forceList(
            xs, null, "while evaluating the first argument passed to 'builtins.elemAt'");
    ElementAt.require(index, in.size());
    return element(state, in, (int) index);
  }

  /** The value of element {@code i}. */
  private static Value element(EvalState state, NixList list, int i) {
    Lazy element = list.get(i);
    if (element instanceof Value v) {
      return v;
    }
    Value v = state.force(element, null);
    list.settle(i);
    return v;
  }

  @NixBuiltin(
      name = "head",
      args = {"list"},
      doc = "The first element of *list*, which must not be empty.",
      example =
          """
          builtins.head [ 1 2 ]
          => 1

          builtins.head [ ]
          => error: 'builtins.head' called on an empty list
          """)
  static Value head(EvalState state, @Nullable Position pos, Lazy list) {
    NixList in =
        state.forceList(
            list, null, "while evaluating the first argument passed to 'builtins.head'");
    if (in.size() == 0) {
      throw Errors.eval("'builtins.head' called on an empty list");
    }
    return element(state, in, 0);
  }

  @NixBuiltin(
      name = "tail",
      args = {"list"},
      doc =
          """
          *list* without its first element; *list* must not be empty. This copies the list: \
          recursion over tails takes quadratic time.
          """,
      example =
          """
          builtins.tail [ 1 2 3 ]
          => [ 2 3 ]
          """)
  static Value tail(EvalState state, @Nullable Position pos, Lazy list) {
    NixList in =
        state.forceList(
            list, null, "while evaluating the first argument passed to 'builtins.tail'");
    if (in.size() == 0) {
      throw Errors.eval("'builtins.tail' called on an empty list");
    }
    return NixList.of(Arrays.copyOfRange(in.elements(), 1, in.size()));
  }

  @NixBuiltin(
      name = "length",
      args = {"e"},
      since = "0.12",
      doc = "The number of elements of the list *e*.",
      example =
          """
          builtins.length [ (throw "not looked at") 2 ]
          => 2
          """)
  static Value length(EvalState state, @Nullable Position pos, Lazy e) {
    return NixInt.of(
        state
            .forceList(e, null, "while evaluating the first argument passed to builtins.length")
            .size());
  }

  @NixBuiltin(
      name = "foldl'",
      args = {"op", "nul", "list"},
      since = "1.10",
      doc =
          """
          Reduces *list* from the left: `foldl' op nul [ x0 x1 … ]` is `op (op nul x0) x1 …`. \
          Every result of *op* is evaluated at once; *nul* is not, if *op* does not need it.
          """,
      example =
          """
          builtins.foldl' (sum: x: sum + x) 0 [ 1 2 3 ]
          => 6
          """)
  static Value foldlStrict(EvalState state, @Nullable Position pos, Lazy op, Lazy nul, Lazy list) {
    Value fn =
        state.forceFunction(
            op, null, "while evaluating the first argument passed to builtins.foldlStrict");
    NixList in =
        state.forceList(
            list, null, "while evaluating the third argument passed to builtins.foldlStrict");
    Lazy current = nul;
    for (int i = 0; i < in.size(); i++) {
      current = state.call(fn, null, current, in.get(i));
      in.settle(i);
    }
    return state.force(current, null);
  }

  @NixBuiltin(
      name = "any",
      args = {"pred", "list"},
      since = "1.10",
      doc = "`true` if *pred* returns `true` for at least one element of *list*.",
      example =
          """
          builtins.any (x: x > 2) [ 1 2 3 ]
          => true

          builtins.any (x: throw "not called") [ ]
          => false
          """)
  static Value any(EvalState state, @Nullable Position pos, Lazy pred, Lazy list) {
    return NixBool.of(anyOrAll(state, pred, list, true, "any"));
  }

  @NixBuiltin(
      name = "all",
      args = {"pred", "list"},
      since = "1.10",
      doc = "`true` if *pred* returns `true` for every element of *list*.",
      example =
          """
          builtins.all (x: x > 0) [ 1 2 3 ]
          => true

          builtins.all (x: throw "not called") [ ]
          => true
          """)
  static Value all(EvalState state, @Nullable Position pos, Lazy pred, Lazy list) {
    return NixBool.of(anyOrAll(state, pred, list, false, "all"));
  }

  private static boolean anyOrAll(
      EvalState state, Lazy pred, Lazy list, boolean decisive, String name) {
    Value fn =
        state.forceFunction(
            pred, null, "while evaluating the first argument passed to builtins.".concat(name));
    NixList in =
        state.forceList(
            list, null, "while evaluating the second argument passed to builtins.".concat(name));
    String during =
        "while evaluating the return value of the function passed to builtins.".concat(name);
    for (int i = 0; i < in.size(); i++) {
      if (state.forceBool(state.call(fn, null, in.get(i)), null, during) == decisive) {
        return decisive;
      }
      in.settle(i);
    }
    return !decisive;
  }

  @NixBuiltin(
      name = "concatLists",
      args = {"lists"},
      since = "1.2",
      doc = "The elements of all *lists*, one list after the other.",
      example =
          """
          builtins.concatLists [ [ 1 ] [ ] [ 2 3 ] ]
          => [ 1 2 3 ]
          """)
  static Value concatLists(EvalState state, @Nullable Position pos, Lazy lists) {
    NixList in =
        state.forceList(
            lists, null, "while evaluating the first argument passed to builtins.concatLists");
    NixList last = NixList.EMPTY;
    NixList[] forced = new NixList[in.size()];
    long total = 0;
    for (int i = 0; i < forced.length; i++) {
      NixList l =
          state.forceList(
              in.get(i),
              null,
              "while evaluating a value of the list passed to builtins.concatLists");
      in.settle(i);
      forced[i] = l;
      total += l.size();
      if (l.size() > 0) {
        last = l;
      }
    }
    return total == last.size() ? last : concat(forced, total);
  }

  private static NixList concat(NixList[] lists, long total) {
    Lazy[] out = new Lazy[checkedSize(total)];
    int at = 0;
    for (NixList l : lists) {
      System.arraycopy(l.elements(), 0, out, at, l.size());
      at += l.size();
    }
    return NixList.of(out);
  }

  private static int checkedSize(long size) {
    if (size < 0 || size > Integer.MAX_VALUE - 8) {
      throw Errors.eval("cannot create list of size " + size);
    }
    return (int) size;
  }

  @NixBuiltin(
      name = "concatMap",
      args = {"f", "list"},
      since = "2.1",
      doc = "`concatLists (map f list)`, at once.",
      example =
          """
          builtins.concatMap (x: [ x (x * 10) ]) [ 1 2 ]
          => [ 1 10 2 20 ]
          """)
  static Value concatMap(EvalState state, @Nullable Position pos, Lazy f, Lazy list) {
    Value fn =
        state.forceFunction(
            f, null, "while evaluating the first argument passed to builtins.concatMap");
    NixList in =
        state.forceList(
            list, null, "while evaluating the second argument passed to builtins.concatMap");
    NixList[] results = new NixList[in.size()];
    long total = 0;
    for (int i = 0; i < results.length; i++) {
      Value r = state.call(fn, null, in.get(i));
      in.settle(i);
      NixList l =
          r instanceof NixList returned
              ? returned
              : state.forceList(
                  r,
                  positionOf(r, positionOf(fn, null)),
                  "while evaluating the return value of the function passed to builtins.concatMap");
      results[i] = l;
      total += l.size();
    }
    return concat(results, total);
  }

  /** Where a function is written, if it is written in Nix. */
  private static @Nullable Position positionOf(Value function, @Nullable Position otherwise) {
    if (function instanceof Closure c) {
      return c.position();
    }
    return function instanceof PartialApplication p && p.function() instanceof Closure c
        ? c.position(p.arguments().length)
        : otherwise;
  }

  @NixBuiltin(
      name = "genList",
      args = {"generator", "length"},
      since = "1.10",
      doc =
          """
          The list `[ (generator 0) (generator 1) … ]` of *length* elements.
          """,
      example =
          """
          builtins.genList (x: x * x) 5
          => [ 0 1 4 9 16 ]
          """)
  static Value genList(EvalState state, @Nullable Position pos, Lazy generator, Lazy length) {
    long n =
        state.forceInt(
            length, null, "while evaluating the second argument passed to builtins.genList");
    int size = checkedSize(n);
    Value fn =
        state.forceFunction(
            generator, null, "while evaluating the first argument passed to builtins.genList");
    return state.generate(size, fn);
  }

  @NixBuiltin(
      name = "sort",
      args = {"comparator", "list"},
      since = "1.10",
      doc =
          """
          *list* sorted by *comparator*, a function of two elements that returns whether the first \
          belongs strictly before the second. Elements of equal rank keep their order.

          *comparator* should be a strict weak order. With one that is not, the result is some \
          order of the same elements.
          """,
      example =
          """
          builtins.sort builtins.lessThan [ 483 249 526 ]
          => [ 249 483 526 ]
          """)
  static Value sort(EvalState state, @Nullable Position pos, Lazy comparator, Lazy list) {
    NixList in =
        state.forceList(list, null, "while evaluating the second argument passed to builtins.sort");
    int n = in.size();
    if (n == 0) {
      return in;
    }
    Value fn =
        state.forceFunction(
            comparator, null, "while evaluating the first argument passed to builtins.sort");
    Lazy[] elements = new Lazy[n];
    for (int i = 0; i < n; i++) {
      state.force(in.get(i), null);
      elements[i] = in.get(i);
    }
    return NixList.of(ListSort.of(state, fn).sort(elements));
  }

  @NixBuiltin(
      name = "partition",
      args = {"pred", "list"},
      since = "2.0",
      doc =
          """
          A set of two lists: `right`, the elements of *list* for which *pred* returns `true`, and \
          `wrong`, the others.
          """,
      example =
          """
          builtins.partition (x: x > 1) [ 3 1 2 ]
          => { right = [ 3 2 ]; wrong = [ 1 ]; }
          """)
  static Value partition(EvalState state, @Nullable Position pos, Lazy pred, Lazy list) {
    Value fn =
        state.forceFunction(
            pred, null, "while evaluating the first argument passed to builtins.partition");
    NixList in =
        state.forceList(
            list, null, "while evaluating the second argument passed to builtins.partition");
    ListBuilder right = new ListBuilder();
    ListBuilder wrong = new ListBuilder();
    for (int i = 0; i < in.size(); i++) {
      state.force(in.get(i), null);
      Lazy element = in.get(i);
      boolean holds =
          state.forceBool(
              state.call(fn, null, element),
              null,
              "while evaluating the return value of the partition function passed to"
                  + " builtins.partition");
      (holds ? right : wrong).add(element);
    }
    return NixAttrs.of(PARTITION, new Lazy[] {right.build(), wrong.build()});
  }

  @NixBuiltin(
      name = "groupBy",
      args = {"f", "list"},
      since = "2.5",
      doc =
          """
          A set from every string that *f* returns for an element of *list* to the list of those \
          elements.
          """,
      example =
          """
          builtins.groupBy (builtins.substring 0 1) [ "foo" "bar" "baz" ]
          => { b = [ "bar" "baz" ]; f = [ "foo" ]; }
          """)
  static Value groupBy(EvalState state, @Nullable Position pos, Lazy f, Lazy list) {
    Value fn =
        state.forceFunction(
            f, null, "while evaluating the first argument passed to builtins.groupBy");
    NixList in =
        state.forceList(
            list, null, "while evaluating the second argument passed to builtins.groupBy");
    Map<String, ListBuilder> groups = new LinkedHashMap<>();
    for (int i = 0; i < in.size(); i++) {
      Lazy element = in.get(i);
      String name =
          state.forceStringNoContext(
              state.call(fn, null, element),
              null,
              "while evaluating the return value of the grouping function passed to"
                  + " builtins.groupBy");
      ListBuilder group = groups.get(name);
      if (group == null) {
        group = new ListBuilder();
        groups.put(name, group);
      }
      group.add(in.get(i));
    }
    AttrsBuilder out = new AttrsBuilder(groups.size());
    for (Map.Entry<String, ListBuilder> group : groups.entrySet()) {
      out.put(group.getKey(), group.getValue().build());
    }
    return out.build();
  }
}
