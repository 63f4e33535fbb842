package dev.kix.cluster.resource;

import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.SourcePaths;
import dev.kix.grammar.Position;
import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.FieldOrigin;
import dev.kix.k8s.ManifestSource;
import dev.kix.k8s.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a manifest were set that went through transformers. The manifest is kept as
 * it was before and after each: a field belongs to the last transformer that changed it, else to
 * the package, whose positions are not lost when a transformer rebuilds the set (mapAttrs and its
 * like). Elements of lists are told apart by their names, so that one put in front makes no other
 * look changed. Evaluates the field that is asked for; belongs to the evaluation thread.
 */
public final class TransformedSource implements ManifestSource {
  private final EvalState state;
  private final SourcePaths paths;
  private final List<NixAttrs> stages;
  private final List<Transformer> transformers;

  /**
   * @param stages the manifest of the package, then after each of the transformers
   */
  TransformedSource(
      EvalState state, SourcePaths paths, List<NixAttrs> stages, List<Transformer> transformers) {
    this.state = state;
    this.paths = paths;
    this.stages = List.copyOf(stages);
    this.transformers = List.copyOf(transformers);
  }

  /**
   * Who set a field.
   *
   * @param transformer the index of the last one that changed it, or -1 for the package
   * @param steps to the field in what that one made
   */
  private record Setter(int transformer, List<Object> steps) {}

  @Override
  public @Nullable SourcePosition positionOf(String path) {
    Setter setter = setter(path);
    Position made = position(setter.transformer + 1, setter.steps);
    if (setter.transformer < 0) {
      return paths.sourcePosition(made);
    }
    // What a position tells of a value that was passed through is where it came from.
    Position before = position(setter.transformer, before(setter.steps, setter.transformer));
    boolean own = made != null && !made.equals(before) && !KixLibrary.holds(made);
    return paths.sourcePosition(own ? made : transformers.get(setter.transformer).position());
  }

  private @Nullable Position position(int stage, List<Object> steps) {
    return new NixManifestSource(stages.get(stage), paths).position(steps);
  }

  @Override
  public List<FieldOrigin> originsOf(String path) {
    Setter setter = setter(path);
    if (setter.transformer < 0) {
      return List.of();
    }
    Transformer transformer = transformers.get(setter.transformer);
    SourcePosition position = paths.sourcePosition(transformer.position());
    return position == null
        ? List.of()
        : List.of(new FieldOrigin("transformers." + transformer.name(), position));
  }

  /**
   * The steps to a field in the manifest that the package made, or null when a transformer set it.
   */
  public @Nullable List<Object> packageSteps(String path) {
    Setter setter = setter(path);
    return setter.transformer < 0 ? setter.steps : null;
  }

  /** Where the package set a field, or what holds it. */
  public @Nullable Position packagePosition(List<Object> steps) {
    return new NixManifestSource(stages.get(0), paths).nearest(steps);
  }

  private Setter setter(String path) {
    List<Object> steps = NixManifestSource.steps(path);
    for (int i = transformers.size() - 1; i >= 0; i--) {
      List<Object> earlier = before(steps, i);
      Lazy after = at(stages.get(i + 1), steps);
      Lazy before = at(stages.get(i), earlier);
      if (changed(before, after)) {
        return new Setter(i, steps);
      }
      steps = earlier;
    }
    return new Setter(-1, steps);
  }

  /**
   * The steps to the same field before a transformer ran: elements may have been at another place.
   */
  private List<Object> before(List<Object> steps, int transformer) {
    Value after = stages.get(transformer + 1);
    Value before = stages.get(transformer);
    List<Object> out = new ArrayList<>();
    for (Object step : steps) {
      Object earlier = step;
      if (step instanceof Integer index
          && after instanceof NixList now
          && before instanceof NixList then) {
        earlier = sameElement(now, index, then);
      }
      out.add(earlier);
      after = value(step(after, step));
      before = value(step(before, earlier));
    }
    return out;
  }

  /** The index of an element in a list that came before; past its end when it was not there. */
  private Integer sameElement(NixList now, int index, NixList then) {
    Lazy element = NixManifestSource.element(now, index);
    String name = name(element);
    int count = 0;
    for (Lazy candidate : then.elements()) {
      if (value(candidate) instanceof NixNull) {
        continue;
      }
      boolean same = name != null ? name.equals(name(candidate)) : !changed(candidate, element);
      if (same) {
        return count;
      }
      count++;
    }
    return name != null ? Integer.valueOf(count) : Integer.valueOf(index);
  }

  private @Nullable String name(@Nullable Lazy element) {
    return value(element) instanceof NixAttrs attrs
            && value(attrs.get("name")) instanceof NixString name
        ? name.value()
        : null;
  }

  private static @Nullable Lazy step(@Nullable Value value, Object step) {
    if (step instanceof String name && value instanceof NixAttrs attrs) {
      return attrs.get(name);
    }
    return step instanceof Integer index && value instanceof NixList list
        ? NixManifestSource.element(list, index)
        : null;
  }

  private @Nullable Lazy at(NixAttrs manifest, List<Object> steps) {
    Lazy at = manifest;
    for (Object step : steps) {
      at = step(value(at), step);
    }
    return value(at) instanceof NixNull ? null : at;
  }

  /**
   * Whether a transformer set a value. A set or list that only got more is not one that was set:
   * what was added is asked for by itself.
   */
  private boolean changed(@Nullable Lazy before, @Nullable Lazy after) {
    if (before == after) {
      return false;
    }
    Value then = value(before);
    Value now = value(after);
    if (then instanceof NixAttrs old && now instanceof NixAttrs attrs) {
      NixAttrs flat = old.flatten();
      for (int i = 0; i < flat.size(); i++) {
        if (!attrs.has(flat.name(i)) && !(value(flat.value(i)) instanceof NixNull)) {
          return true;
        }
      }
      return false;
    }
    if (then instanceof NixList old && now instanceof NixList list) {
      return old.size() > list.size();
    }
    return then != now && !text(then).equals(text(now));
  }

  private String text(@Nullable Value value) {
    int depth = state.depth();
    try {
      return value == null ? "" : Conversions.toJson(value).toString();
    } catch (EvalException e) {
      state.restoreDepth(depth);
      return "";
    }
  }

  private @Nullable Value value(@Nullable Lazy lazy) {
    int depth = state.depth();
    try {
      return lazy == null ? null : lazy.force();
    } catch (EvalException e) {
      state.restoreDepth(depth);
      return null;
    }
  }
}
