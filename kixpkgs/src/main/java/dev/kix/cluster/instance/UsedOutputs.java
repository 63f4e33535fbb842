package dev.kix.cluster.instance;

import dev.kix.cluster.SuppliedLazy;
import dev.kix.cluster.resource.ResourceReference;
import dev.kix.interpreter.JavaBuiltins;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Notices what one consumer uses of its dependencies' {@code out}. Strings that refer to a resource
 * make their own edges wherever they end up; a number, a flag, a plain string or the result of a
 * function does not, and is written down here. {@code null} is nothing that could be used.
 */
final class UsedOutputs {
  /** What was used of one dependency that carries no reference. */
  static final class Use {
    private final Set<List<String>> values = new LinkedHashSet<>();
    private boolean functions;
    private boolean unknown;
    private @Nullable OutputProbe probe;

    /** The paths in {@code out} of plain values. */
    Set<List<String>> values() {
      return values;
    }

    /** Whether more may have been used than is known here. */
    boolean unknown() {
      return unknown;
    }

    /** Whether a function was called that returned something. */
    boolean functions() {
      return functions;
    }

    /** The dependency's resources that its functions looked at; empty when that is not known. */
    Set<ResourceId> touched() {
      OutputProbe p = probe;
      return p == null ? Set.of() : p.touched();
    }
  }

  private final EvalState state;
  private final @Nullable Function<Instance, OutputProbe> probes;
  private final Map<Instance, Use> used = new LinkedHashMap<>();
  private final Map<Instance, OutputProbe> opened = new HashMap<>();

  /**
   * @param probes gives functions a package call of their own, so that it is known what they look
   *     at; null when nobody will ask
   */
  UsedOutputs(EvalState state, @Nullable Function<Instance, OutputProbe> probes) {
    this.state = state;
    this.probes = probes;
  }

  /** The dependencies of which something was used that carries no reference. */
  Set<Instance> instances() {
    return used.keySet();
  }

  /** What was used of each of them. */
  Map<Instance, Use> uses() {
    for (Map.Entry<Instance, Use> e : used.entrySet()) {
      e.getValue().probe = opened.get(e.getKey());
    }
    return used;
  }

  /** Notes that something of {@code owners} may have been used, nobody knows what. */
  void suspect(Iterable<Instance> owners) {
    for (Instance owner : owners) {
      use(owner).unknown = true;
    }
  }

  /** {@code out} of {@code owner}, watched. */
  Lazy watch(Instance owner, Lazy out) {
    return watch(owner, List.of(), out);
  }

  private Lazy watch(Instance owner, List<String> path, Lazy lazy) {
    return new SuppliedLazy(() -> {
      Value v = lazy.force();
      if (v instanceof NixAttrs attrs) {
        return watchAttrs(owner, path, attrs);
      }
      if (v instanceof NixList list && list.size() > 0) {
        return watchList(owner, path, list);
      }
      return watchLeaf(owner, path, v);
    });
  }

  private NixAttrs watchAttrs(Instance owner, List<String> path, NixAttrs attrs) {
    NixAttrs flat = attrs.flatten();
    AttrsBuilder watched = new AttrsBuilder(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      watched.put(
          flat.name(i), watch(owner, below(path, flat.name(i)), flat.value(i)), flat.position(i));
    }
    return watched.build();
  }

  private NixList watchList(Instance owner, List<String> path, NixList list) {
    List<Lazy> watched = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      watched.add(watch(owner, below(path, "[" + i + "]"), list.get(i)));
    }
    return NixList.copyOf(watched);
  }

  private static List<String> below(List<String> path, String name) {
    List<String> out = new ArrayList<>(path.size() + 1);
    out.addAll(path);
    out.add(name);
    return out;
  }

  private Value watchLeaf(Instance owner, List<String> path, Value v) {
    if (v == NixNull.NULL || (v instanceof NixString s && refers(s))) {
      return v;
    }
    if (!(v instanceof NixFunction function)) {
      use(owner).values.add(path);
      return v;
    }
    if (probes == null) {
      use(owner).functions = true; // whether it returns anything is found out when it matters
      return v;
    }
    return opened.computeIfAbsent(owner, probes).at(path) instanceof NixFunction own
        ? watchFunction(owner, own)
        : watchFunction(owner, function);
  }

  private Value watchFunction(Instance owner, NixFunction function) {
    return JavaBuiltins.of(
        "out",
        1,
        (s, args) -> {
          Value result = state.call(function, null, args[0]);
          if (result instanceof NixFunction next) {
            return watchFunction(owner, next);
          }
          if (result != NixNull.NULL) {
            use(owner).functions = true;
          }
          return result;
        });
  }

  private Use use(Instance owner) {
    return used.computeIfAbsent(owner, o -> new Use());
  }

  private static boolean refers(NixString s) {
    for (int i = 0; i < s.context().size(); i++) {
      if (ResourceReference.isReference(s.context().get(i))) {
        return true;
      }
    }
    return false;
  }
}
