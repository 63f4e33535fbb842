package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks all options of an evaluation, into the submodules that values are made of. One failure does
 * not hide another; what several options fail by is reported once.
 */
final class OptionWalk {
  private final EvalState state;
  private final Map<String, ModuleProblem> problems = new LinkedHashMap<>();
  private final List<EvalException> failures = new ArrayList<>();
  private final Set<String> messages = new LinkedHashSet<>();
  private final List<ModuleProblem> undefined = new ArrayList<>();
  private final List<OptionWarning> warnings = new ArrayList<>();
  private final Map<Object, Boolean> seen = new IdentityHashMap<>();

  private final Set<String> closed;

  /** The definitions of the value that is looked into; null at the top. */
  private @Nullable MergedDefinitions enclosing;

  /** Whether what is looked at lacks definitions, because others of the same option fail. */
  private boolean salvaging;

  private OptionWalk(EvalState state, Set<String> closed) {
    this.state = state;
    this.closed = closed;
  }

  /**
   * @param closed options at the top whose values are evaluated no further than their heads
   */
  static Findings check(EvalState state, Configuration configuration, Set<String> closed) {
    OptionWalk walk = new OptionWalk(state, closed);
    walk.configuration(configuration, true);
    return new Findings(
        List.copyOf(walk.problems.values()), walk.failures, walk.undefined, walk.warnings);
  }

  /** What may fail. */
  private interface Step {
    void run();
  }

  private void attempt(Step step) {
    EvalException failure = failureOf(step);
    if (failure != null) {
      report(failure);
    }
  }

  /** What a step fails by, or null. */
  private @Nullable EvalException failureOf(Step step) {
    int depth = state.depth();
    try {
      step.run();
      return null;
    } catch (EvalException e) {
      state.restoreDepth(depth);
      if (Memo.isTransient(e)) {
        throw e;
      }
      return e;
    }
  }

  private void report(EvalException e) {
    if (e.detail() instanceof ModuleProblem p) {
      // What is undefined may be so because a definition was left out.
      if (!salvaging || p.kind() != ModuleProblem.Kind.UNDEFINED_OPTION) {
        add(p);
      }
    } else if (!salvaging && messages.add(e.getMessage() + e.position())) {
      failures.add(e);
    }
  }

  /** Adds a problem once, however often it is met. */
  private void add(ModuleProblem p) {
    StringBuilder key = new StringBuilder(p.kind().name()).append(' ').append(p.option());
    for (DefinitionInfo d : p.definitions()) {
      key.append('\n').append(d.file()).append(':').append(d.position());
    }
    problems.putIfAbsent(key.toString(), p);
  }

  private void configuration(Configuration c, boolean outermost) {
    if (seen.put(c, true) != null) {
      return;
    }
    attempt(() -> unknown(c));
    attempt(() -> level(c.root(), true, outermost));
    attempt(() -> {
      if (c.isFreeform()) {
        structure(c.freeformPart().meta());
      }
    });
    attempt(() -> c.config().force());
  }

  private void unknown(Configuration c) {
    if (!c.isStrict()) {
      return;
    }
    List<OptionLevel.Unmatched> found = new ArrayList<>();
    EvalException failure = failureOf(() -> found.addAll(c.unmatched()));
    if (failure != null) {
      report(failure);
      unmatched(c.root(), List.of(), found); // level by level: one that fails hides no other
    }
    for (OptionLevel.Unmatched u : found) {
      add(UnknownOptions.problem(state, c, u));
    }
  }

  private void unmatched(OptionLevel level, List<String> path, List<OptionLevel.Unmatched> found) {
    attempt(() -> found.addAll(level.unmatchedHere(path)));
    attempt(() -> {
      for (OptionLevel.Child child : level.children()) {
        attempt(() -> {
          OptionLevel below = child.level();
          if (below != null) {
            List<String> here = new ArrayList<>(path);
            here.add(child.name());
            unmatched(below, here, found);
          }
        });
      }
    });
  }

  private void level(OptionLevel level, boolean top, boolean outermost) {
    for (OptionLevel.Child child : level.children()) {
      if (top && child.name().equals("_module")) {
        continue;
      }
      attempt(() -> {
        EvaluatedOption option = child.option();
        OptionLevel below = child.level();
        if (option != null) {
          option(option, outermost && closed.contains(child.name()));
        } else if (below != null) {
          level(below, false, false);
        }
      });
    }
  }

  private void option(EvaluatedOption option, boolean headOnly) {
    attempt(() -> deprecation(option));
    MergedDefinitions merged = option.merged();
    if (headOnly) {
      attempt(option::force);
      return;
    }
    boolean[] defined = new boolean[1];
    if (failureOf(() -> defined[0] = merged.isDefined()) != null || defined[0]) {
      // What is inside first: its errors say more than those of what is made of it.
      attempt(() -> parts(merged));
    } else if (option.type().emptyValue() == null) {
      undefined(option);
      return;
    }
    attempt(option::force);
  }

  /**
   * Notes an option that nobody set. It is no error for the evaluation as long as nobody needs it;
   * one that tells its readers something else ({@code mkRemovedOptionModule}) is none at all.
   */
  private void undefined(EvaluatedOption option) {
    EvalException failure = salvaging ? null : failureOf(option::force);
    if (failure != null
        && failure.detail() instanceof ModuleProblem p
        && p.kind() == ModuleProblem.Kind.UNDEFINED_OPTION
        && p.path().equals(option.loc().names())) {
      MergedDefinitions outer = enclosing;
      undefined.add(
          outer == null ? p : p.definedBy(Problems.infos(state, outer.finalDefinitions(), true)));
    }
  }

  private void parts(MergedDefinitions merged) {
    if (seen.put(merged, true) != null) {
      return;
    }
    MergedDefinitions before = enclosing;
    enclosing = merged;
    EvalException failure = failureOf(() -> structure(merged.structure()));
    enclosing = before;
    if (failure != null) {
      report(failure);
      salvage(merged);
    }
  }

  private void structure(ValueMeta meta) {
    Configuration inner = meta.configuration();
    if (inner != null) {
      configuration(inner, false);
    }
    for (EvaluatedOption option : meta.options()) {
      attempt(() -> option(option, false));
    }
    for (MergedDefinitions part : meta.parts()) {
      attempt(() -> parts(part));
      attempt(part::force);
    }
  }

  /** Looks at the definitions that do not fail, where some do. */
  private void salvage(MergedDefinitions merged) {
    List<Definition> all = merged.given();
    List<Definition> sound = new ArrayList<>(all.size());
    for (Definition d : all) {
      EvalException failure = failureOf(() -> merged.of(List.of(d)).structure());
      if (failure == null) {
        sound.add(d);
      } else if (!(failure.detail() instanceof ModuleProblem p)
          || !p.path().equals(merged.loc().names())) {
        report(failure); // otherwise it has been, together with the others
      }
    }
    if (!sound.isEmpty() && sound.size() < all.size()) {
      boolean before = salvaging;
      salvaging = true;
      attempt(() -> parts(merged.of(sound)));
      salvaging = before;
    }
  }

  private void deprecation(EvaluatedOption option) {
    Lazy given = option.declaration().given().get("deprecated");
    if (given == null || given.force() == NixNull.NULL || !option.merged().isSetByUser()) {
      return;
    }
    NixAttrs d = state.forceAttrs(given, null, "");
    for (Definition definition : option.merged().finalDefinitions()) {
      String since = text(d, "since");
      warnings.add(
          new OptionWarning(
              option.loc().names(),
              since == null ? "" : since,
              text(d, "use"),
              text(d, "package"),
              Problems.info(state, definition, true)));
    }
  }

  private static @Nullable String text(NixAttrs attrs, String name) {
    Value v = Nix.selectOrNull(attrs, name);
    return v instanceof NixString s ? s.value() : null;
  }

  /** The option at {@code path}, through the values of submodules where it leads into them. */
  static @Nullable EvaluatedOption find(Configuration configuration, List<String> path) {
    OptionLevel level = configuration.root();
    for (int i = 0; i < path.size(); i++) {
      OptionLevel.Child child = level.child(path.get(i));
      if (child == null) {
        return null;
      }
      EvaluatedOption option = child.option();
      if (option != null) {
        return i == path.size() - 1
            ? option
            : inside(option.merged(), path.subList(i + 1, path.size()));
      }
      OptionLevel below = child.level();
      if (below == null) {
        return null;
      }
      level = below;
    }
    return null;
  }

  private static @Nullable EvaluatedOption inside(MergedDefinitions merged, List<String> path) {
    ValueMeta meta = merged.structure();
    Configuration configuration = meta.configuration();
    if (configuration != null) {
      return find(configuration, path);
    }
    for (EvaluatedOption option : meta.options()) {
      if (option.loc().last().equals(path.get(0))) {
        return path.size() == 1 ? option : inside(option.merged(), path.subList(1, path.size()));
      }
    }
    for (MergedDefinitions part : meta.parts()) {
      if (part.loc().last().equals(path.get(0)) && path.size() > 1) {
        return inside(part, path.subList(1, path.size()));
      }
    }
    return null;
  }
}
