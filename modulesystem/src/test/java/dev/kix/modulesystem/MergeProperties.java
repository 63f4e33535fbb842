package dev.kix.modulesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
      definitions.add(
          dev.kix.modulesystem.Property.mkIf(
              dev.kix.interpreter.value.NixBool.of(condition), NixInt.of(1)));
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
}
