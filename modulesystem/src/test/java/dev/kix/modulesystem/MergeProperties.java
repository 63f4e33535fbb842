package dev.kix.modulesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Laws of merging, whatever the definitions are. */
class MergeProperties {
  private static Interpreter nix;

  @BeforeContainer
  static void open() {
    nix = TestLibrary.interpreter();
  }

  @AfterContainer
  static void close() {
    nix.close();
  }

  private static Object evaluate(Function<NixAttrs, Lazy> type, List<Lazy> definitions) {
    return nix.run(state -> {
      List<Lazy> modules = new ArrayList<>();
      NixAttrs types = (NixAttrs) NativeModules.functions(state, null).get("types").force();
      NixAttrs option =
          new AttrsBuilder(2)
              .put("_type", NixString.of("option"))
              .put("type", type.apply(types))
              .build();
      modules.add(NixAttrs.of("options", NixAttrs.of("x", option)));
      for (Lazy d : definitions) {
        modules.add(NixAttrs.of("x", d));
      }
      ModuleEvaluation e = ModuleEvaluation.evaluate(state, null, modules);
      try {
        return Conversions.toJson(e.config()).path("x").toString();
      } catch (EvalException x) {
        assertThat(x.detail()).isInstanceOf(ModuleProblem.class);
        return ((ModuleProblem) x.detail()).kind().toString();
      }
    });
  }

  private static Lazy prioritised(int value, int priority) {
    return dev.kix.modulesystem.Property.mkOverride(NixInt.of(priority), NixInt.of(value));
  }

  private static Function<NixAttrs, Lazy> named(String name) {
    return types -> types.get(name);
  }

  private static Function<NixAttrs, Lazy> of(String constructor, String element) {
    return types -> {
      EvalState[] box = new EvalState[1];
      nix.run(s -> {
        box[0] = s;
        return 0;
      });
      return box[0].call(types.get(constructor).force(), null, types.get(element));
    };
  }

  /** Which definition wins is a matter of priority; the order of modules plays no part. */
  @Property(tries = 100)
  void theLowestPriorityWinsInAnyOrder(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 5) Integer> priorities,
      @ForAll Random random) {
    List<Lazy> definitions = new ArrayList<>();
    int best = Collections.min(priorities);
    for (int i = 0; i < priorities.size(); i++) {
      // Definitions of one priority agree.
      definitions.add(prioritised(priorities.get(i) * 100, priorities.get(i)));
    }
    Collections.shuffle(definitions, random);
    assertThat(evaluate(named("int"), definitions)).isEqualTo(Integer.toString(best * 100));
  }

  /** Two values at the winning priority are a conflict, in any order. */
  @Property(tries = 50)
  void differentValuesOfOnePriorityConflict(
      @ForAll @IntRange(min = 1, max = 1000) int a,
      @ForAll @IntRange(min = 1001, max = 2000) int b,
      @ForAll Random random) {
    List<Lazy> definitions =
        new ArrayList<>(List.of(NixInt.of(a), NixInt.of(b), prioritised(7, 1000)));
    Collections.shuffle(definitions, random);
    assertThat(evaluate(named("int"), definitions)).isEqualTo("CONFLICT");
  }

  /** Lists are concatenated, the last module's first; nothing is lost or added. */
  @Property(tries = 50)
  void listsAreConcatenated(@ForAll @Size(max = 6) List<@Size(max = 4) List<Integer>> lists) {
    List<Lazy> definitions = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    for (List<Integer> list : lists) {
      definitions.add(NixList.copyOf(list.stream().map(NixInt::of).toList()));
      expected.addAll(0, list);
    }
    assertThat(evaluate(of("listOf", "int"), definitions))
        .isEqualTo(expected.toString().replace(" ", ""));
  }

  /** Sets whose names differ merge to their union in any order. */
  @Property(tries = 50)
  void setsAreUnited(
      @ForAll @Size(max = 10) List<@IntRange(max = 30) Integer> names, @ForAll Random random) {
    List<Lazy> definitions = new ArrayList<>();
    Map<String, Integer> expected = new TreeMap<>();
    for (int name : names) {
      definitions.add(NixAttrs.of("n" + name, NixInt.of(name)));
      expected.put("\"n" + name + "\"", name);
    }
    Collections.shuffle(definitions, random);
    assertThat(evaluate(of("attrsOf", "int"), definitions))
        .isEqualTo(expected.toString().replace('=', ':').replace(" ", ""));
  }

  /** A definition behind a false condition is as good as none. */
  @Property(tries = 50)
  void conditionsSwitchDefinitionsOff(@ForAll @Size(max = 8) List<Boolean> conditions) {
    List<Lazy> definitions = new ArrayList<>();
    int on = 0;
    for (boolean condition : conditions) {
      on += condition ? 1 : 0;
      definitions.add(dev.kix.modulesystem.Property.mkIf(NixBool.of(condition), NixInt.of(1)));
    }
    assertThat(evaluate(named("int"), definitions)).isEqualTo(on > 0 ? "1" : "UNDEFINED_OPTION");
  }

  /** Elements of one order keep theirs; others go by it. */
  @Property(tries = 50)
  void orderSortsStably(@ForAll @Size(max = 8) List<@IntRange(min = 1, max = 3) Integer> orders) {
    List<Lazy> definitions = new ArrayList<>();
    List<int[]> expected = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      NixList one = NixList.of(NixInt.of(i));
      definitions.add(dev.kix.modulesystem.Property.mkOrder(NixInt.of(orders.get(i)), one));
      expected.add(0, new int[] {orders.get(i), i});
    }
    expected.sort((a, b) -> Integer.compare(a[0], b[0]));
    assertThat(evaluate(of("listOf", "int"), definitions))
        .isEqualTo(expected.stream().map(e -> e[1]).toList().toString().replace(" ", ""));
  }

  /** Properties that say what holds anyway change nothing. */
  @Property(tries = 40)
  void neutralPropertiesChangeNothing(@ForAll @Size(min = 1, max = 6) List<Integer> values) {
    List<Lazy> plain = new ArrayList<>();
    List<Lazy> wrapped = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      NixList list = NixList.of(NixInt.of(values.get(i)));
      plain.add(list);
      wrapped.add(
          switch (i % 4) {
            case 0 -> dev.kix.modulesystem.Property.mkIf(NixBool.TRUE, list);
            case 1 -> dev.kix.modulesystem.Property.mkOverride(NixInt.of(100), list);
            case 2 -> dev.kix.modulesystem.Property.mkOrder(NixInt.of(1000), list);
            default -> dev.kix.modulesystem.Property.mkMerge(NixList.of(list));
          });
    }
    assertThat(evaluate(of("listOf", "int"), wrapped))
        .isEqualTo(evaluate(of("listOf", "int"), plain));
  }

  /** Definitions in one {@code mkMerge} are as good as modules of their own, but for the order. */
  @Property(tries = 40)
  void mergeIsAsManyModules(
      @ForAll @Size(max = 6) List<@IntRange(max = 20) Integer> names,
      @ForAll @Size(max = 6) List<@IntRange(min = 30, max = 50) Integer> others) {
    List<Lazy> apart = new ArrayList<>();
    for (int name : names) {
      apart.add(NixAttrs.of("n" + name, NixInt.of(name)));
    }
    for (int name : others) {
      apart.add(NixAttrs.of("n" + name, NixInt.of(name)));
    }
    Lazy joined = dev.kix.modulesystem.Property.mkMerge(NixList.copyOf(apart));
    assertThat(evaluate(of("attrsOf", "int"), List.of(joined)))
        .isEqualTo(evaluate(of("attrsOf", "int"), apart));
  }

  /** A condition or priority around a set holds for what is in it, and for nothing else. */
  @Property(tries = 40)
  void propertiesArePushedDown(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 20) Integer> names,
      @ForAll boolean condition) {
    AttrsBuilder set = new AttrsBuilder(names.size());
    AttrsBuilder inside = new AttrsBuilder(names.size());
    for (int name : new TreeSet<>(names)) {
      Lazy value = NixInt.of(name);
      set.put("n" + name, value);
      inside.put("n" + name, dev.kix.modulesystem.Property.mkIf(NixBool.of(condition), value));
    }
    Lazy other = NixAttrs.of("other", NixInt.of(1));
    Lazy outside = dev.kix.modulesystem.Property.mkIf(NixBool.of(condition), set.build());
    assertThat(evaluate(of("attrsOf", "int"), List.of(outside, other)))
        .isEqualTo(evaluate(of("attrsOf", "int"), List.of(inside.build(), other)));
  }

  /** What was evaluated with all modules at once and what was extended by some is the same. */
  @Property(tries = 30)
  void extendingIsEvaluatingWithMore(
      @ForAll @Size(max = 5) List<Integer> first, @ForAll @Size(max = 5) List<Integer> more) {
    List<String> both =
        nix.run(state -> {
          NixAttrs types = (NixAttrs) NativeModules.functions(state, null).get("types").force();
          Lazy list = state.call(types.get("listOf").force(), null, types.get("int"));
          List<Lazy> modules = new ArrayList<>();
          modules.add(
              NixAttrs.of(
                  "options",
                  NixAttrs.of(
                      "x",
                      new AttrsBuilder(2)
                          .put("_type", NixString.of("option"))
                          .put("type", list)
                          .build())));
          first.forEach(i -> modules.add(NixAttrs.of("x", NixList.of(NixInt.of(i)))));
          List<Lazy> added = new ArrayList<>();
          more.forEach(i -> added.add(NixAttrs.of("x", NixList.of(NixInt.of(i)))));
          ModuleEvaluation base = ModuleEvaluation.evaluate(state, null, modules);
          String extended = Conversions.toJson(base.extend(added).config()).toString();
          modules.addAll(added);
          ModuleEvaluation all = ModuleEvaluation.evaluate(state, null, modules);
          return List.of(extended, Conversions.toJson(all.config()).toString());
        });
    assertThat(both.get(0)).isEqualTo(both.get(1));
  }
}
