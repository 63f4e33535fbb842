package dev.kix.cluster.instance;

import dev.kix.cluster.SuppliedLazy;
import dev.kix.cluster.resource.ResourceReference;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ResourceId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call of a package that is there to be watched: which of its resources are looked at when
 * something of its {@code out} is worked out.
 */
final class OutputProbe {
  private final Set<ResourceId> touched = new TreeSet<>();
  private final Lazy out;

  /** Makes a fresh evaluation of a package, whose resources tell when they are looked at. */
  interface Fresh {
    PackageEvaluation evaluation(Consumer<ResourceId> touched);
  }

  OutputProbe(Fresh fresh) {
    PackageEvaluation evaluation = fresh.evaluation(touched::add);
    out = new SuppliedLazy(evaluation::out);
  }

  /** The resources looked at so far. */
  Set<ResourceId> touched() {
    return touched;
  }

  /**
   * What {@code out} has at a path, evaluated to its head; null when there is nothing.
   *
   * @param path names of attributes, and indices as {@code [0]}
   */
  @Nullable Value at(List<String> path) {
    Value at = out.force();
    for (String step : path) {
      Lazy next = null;
      if (at instanceof NixAttrs attrs) {
        next = attrs.get(step);
      } else if (at instanceof NixList list && step.startsWith("[")) {
        int index = Integer.parseInt(step.substring(1, step.length() - 1));
        next = index < list.size() ? list.get(index) : null;
      }
      if (next == null) {
        return null;
      }
      at = next.force();
    }
    return at;
  }

  /** A package's resources, each of which tells {@code touched} when it is looked at. */
  static Lazy watch(EvalState state, Lazy resources, Consumer<ResourceId> touched) {
    return new SuppliedLazy(() -> {
      NixAttrs flat =
          state.forceAttrs(resources, null, "while evaluating the package's resources").flatten();
      AttrsBuilder out = new AttrsBuilder(flat.size());
      for (int i = 0; i < flat.size(); i++) {
        Lazy resource = flat.value(i);
        out.put(
            flat.name(i),
            new SuppliedLazy(() -> {
              if (resource.force() instanceof NixAttrs made
                  && made.get("id") instanceof Lazy id
                  && id.force() instanceof NixString encoded
                  && ResourceReference.isReference(encoded.value())) {
                touched.accept(ResourceReference.decode(encoded.value()));
              }
              return resource;
            }),
            flat.position(i));
      }
      return out.build();
    });
  }
}
