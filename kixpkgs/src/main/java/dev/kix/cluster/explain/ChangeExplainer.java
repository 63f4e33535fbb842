package dev.kix.cluster.explain;

import dev.kix.cluster.SourcePaths;
import dev.kix.cluster.instance.Instance;
import dev.kix.cluster.instance.Wildcard;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import dev.kix.modulesystem.ModuleEvaluation;
import dev.kix.modulesystem.NativeModules;
import dev.kix.modulesystem.Restriction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Explains what the user of a package changes in what it emits: {@code kix.patch} and {@code
 * overrides}, of the instance and by wildcards. Every field that somebody changes is looked at as
 * if it were an option, so that priorities, conditions and conflicts mean what they mean there.
 * Belongs to the evaluation thread.
 */
final class ChangeExplainer {
  private final EvalState state;
  private final SourcePaths paths;

  ChangeExplainer(EvalState state, SourcePaths paths) {
    this.state = state;
    this.paths = paths;
  }

  /** The fields that are changed, in the order of their paths. */
  List<OptionExplanation> explain(Instance instance) {
    List<Wildcard> wildcards = new ArrayList<>();
    List<Lazy> modules = new ArrayList<>();
    for (Wildcard w : instance.wildcards()) {
      if (w.part() == Wildcard.Part.OVERRIDES) {
        wildcards.add(w);
        modules.add(w.module());
      }
    }
    modules.addAll(instance.overrides());
    int patches = instance.source().patches().size();
    for (int i = 0; i < patches; i++) {
      modules.add(patch(instance.source().patches().get(i), patches - 1 - i));
    }
    List<OptionExplanation> out = new ArrayList<>();
    int depth = state.depth();
    try {
      Tree fields = new Tree();
      for (Lazy module : modules) {
        if (module.force() instanceof NixAttrs m && m.get("config") instanceof Lazy definitions) {
          for (Restriction.Dropped d : Restriction.of(definitions, NixAttrs.EMPTY).dropped()) {
            fields.add(d.names());
          }
        }
      }
      if (fields.isEmpty()) {
        return out;
      }
      modules.add(NixAttrs.of("options", fields.declare(option())));
      OptionExplainer explainer = new OptionExplainer(state, paths, wildcards);
      ModuleEvaluation.evaluate(state, null, modules)
          .forEachOption(o -> out.add(explainer.explain(o)));
    } catch (EvalException e) {
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      state.restoreDepth(depth); // building the cluster says what is wrong with them
    }
    return out;
  }

  /** {@code { config = mkOverride … patch; }}: the innermost patch is the weakest. */
  private static NixAttrs patch(NixAttrs patch, int inner) {
    return NixAttrs.of(
        "config",
        new AttrsBuilder(3)
            .put("_type", NixString.of("override"))
            .put("content", patch)
            .put("priority", NixInt.of(OptionExplainer.PATCH_PRIORITY + inner))
            .build());
  }

  /** {@code mkOption { type = types.anything; }}. */
  private NixAttrs option() {
    NixAttrs all = NativeModules.functions(state, null);
    Lazy types = all.get("types");
    Lazy anything = types == null ? null : state.forceAttrs(types, null, "").get("anything");
    if (anything == null) {
      throw new IllegalStateException("there is no types.anything");
    }
    return new AttrsBuilder(2).put("_type", NixString.of("option")).put("type", anything).build();
  }

  /** Paths of fields; where one leads through another the shorter one stands for both. */
  private static final class Tree {
    private final TreeMap<String, Tree> below = new TreeMap<>();
    private boolean field;

    boolean isEmpty() {
      return below.isEmpty();
    }

    void add(List<String> path) {
      Tree at = this;
      for (String name : path) {
        at = at.below.computeIfAbsent(name, n -> new Tree());
      }
      at.field = true;
    }

    NixAttrs declare(NixAttrs option) {
      AttrsBuilder out = new AttrsBuilder(below.size());
      below.forEach((name, tree) -> out.put(name, tree.field ? option : tree.declare(option)));
      return out.build();
    }
  }
}
