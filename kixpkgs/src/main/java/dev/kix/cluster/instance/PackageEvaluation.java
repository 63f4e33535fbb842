package dev.kix.cluster.instance;

import dev.kix.cluster.SuppliedLazy;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ResourceId;
import dev.kix.modulesystem.ModuleEvaluation;
import dev.kix.modulesystem.Restriction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of an instance's package: its parts, its configuration, and what it used of others. All
 * lazy.
 */
public final class PackageEvaluation {
  private final PackageEvaluator evaluator;
  private final Instance instance;
  private final NixAttrs scope;
  private final NixAttrs self;
  private final UsedOutputs used;
  private final @Nullable Consumer<ResourceId> touched;
  private final List<ReachedWildcard> wildcards = new ArrayList<>();
  private final @Nullable PackageEvaluation optionsOf;
  private @Nullable NixAttrs body;
  private @Nullable ModuleEvaluation options;
  private @Nullable NixAttrs values;
  private @Nullable Lazy resources;
  private @Nullable Consumer<? super List<String>> reader;
  private List<Lazy> definitions = List.of();

  /**
   * What became of a wildcard here.
   *
   * @param dropped the definitions that the package cannot take
   * @param reached whether any was left
   */
  record ReachedWildcard(Wildcard wildcard, List<Restriction.Dropped> dropped, boolean reached) {}

  /**
   * @param optionsOf the evaluation of the same instance that evaluates the options, or null for
   *     this one
   * @param used what is noticed of the use of dependencies
   * @param touched is told of each resource that somebody looks at; null when nobody asks
   */
  PackageEvaluation(
      PackageEvaluator evaluator,
      Instance instance,
      @Nullable PackageEvaluation optionsOf,
      UsedOutputs used,
      @Nullable Consumer<ResourceId> touched) {
    this.evaluator = evaluator;
    this.instance = instance;
    this.optionsOf = optionsOf;
    this.used = used;
    this.touched = touched;
    this.scope = evaluator.scope(instance, touched);
    this.self = evaluator.self(this);
  }

  public Instance instance() {
    return instance;
  }

  /** Tells {@code consumer} of each option whose value is computed from now on. */
  void reader(Consumer<? super List<String>> consumer) {
    reader = consumer;
  }

  /** Adds modules with definitions; before the options are evaluated. */
  void define(List<? extends Lazy> modules) {
    definitions = List.copyOf(modules);
  }

  /** Modules besides those of the instance. */
  List<Lazy> definitions() {
    return definitions;
  }

  /** Who is told of options, or null. */
  @Nullable Consumer<? super List<String>> reader() {
    return reader;
  }

  private NixAttrs body() {
    NixAttrs b = body;
    if (b == null) {
      b = evaluator.body(instance, scope, self, used);
      body = b;
    }
    return b;
  }

  /** A part of the package such as {@code resources}; empty when the package has none. */
  public Lazy part(String name) {
    return switch (name) {
      case "resources" -> resources();
      case "out" -> new SuppliedLazy(() -> evaluator.out(instance, own("out")));
      default -> own(name);
    };
  }

  /** A part as the package has it. */
  Lazy own(String name) {
    Lazy part = body().get(name);
    return part == null ? PackageEvaluator.emptyPart(name) : part;
  }

  /** The resources as they leave the package: with the changes of those who use it. */
  private Lazy resources() {
    Lazy r = resources;
    if (r == null) {
      r = evaluator.overridden(instance, own("resources"), touched);
      if (touched != null) {
        r = OutputProbe.watch(evaluator.state(), r, touched);
      }
      resources = r;
    }
    return r;
  }

  /** Whether the package declares no options at all: then it takes any. */
  boolean isFreeform() {
    return !body().has("options");
  }

  /** {@code out}. */
  public Lazy out() {
    return part("out");
  }

  /** The evaluation whose options these are. */
  PackageEvaluation optionsEvaluation() {
    return optionsOf == null ? this : optionsOf;
  }

  /** The package's options with the definitions of the instance. */
  public ModuleEvaluation options() {
    if (optionsOf != null) {
      return optionsOf.options();
    }
    ModuleEvaluation o = options;
    if (o == null) {
      wildcards.clear();
      o = evaluator.evaluateOptions(this);
      options = o;
    }
    return o;
  }

  /**
   * Keeps the values of the options, all of which have been looked at, and lets go of how they came
   * about: for as long as the rest takes that is more than half of what an instance holds. Whoever
   * asks for {@link #options} after that has them evaluated again.
   */
  void forgetOptions() {
    PackageEvaluation o = optionsEvaluation();
    if (o.options != null) {
      o.values = o.options.values();
      o.options = null;
      o.body = o == this ? o.body : null;
    }
  }

  /** {@code self.config}. */
  public Lazy config() {
    NixAttrs known = optionsEvaluation().values;
    if (known != null) {
      return known;
    }
    Lazy config = options().result().get("config");
    if (config == null) {
      throw new IllegalStateException("evalModules returned no config");
    }
    return config;
  }

  /** The names of all that the package has. */
  List<String> attributes() {
    NixAttrs flat = body().flatten();
    List<String> names = new ArrayList<>(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      names.add(flat.name(i));
    }
    return names;
  }

  /** A text of {@code meta}, or null. */
  public @Nullable String meta(String name) {
    Value meta = part("meta").force();
    Lazy value = meta instanceof NixAttrs attrs ? attrs.get(name) : null;
    return value != null && value.force() instanceof NixString s ? s.value() : null;
  }

  Lazy filtered(Wildcard wildcard, NixAttrs tree) {
    NixAttrs module = (NixAttrs) wildcard.module().force();
    boolean freeform = isFreeform();
    Lazy definitions = (freeform ? module : ImageDefinitions.module(module, tree)).get("config");
    if (definitions == null || freeform) {
      wildcards.add(new ReachedWildcard(wildcard, List.of(), true));
      return module;
    }
    Restriction restricted = Restriction.of(definitions, tree);
    wildcards.add(new ReachedWildcard(wildcard, restricted.dropped(), restricted.keptSomething()));
    return NixAttrs.update(module, NixAttrs.of("config", restricted.definitions()));
  }

  /** What became of the wildcards; known once the options are evaluated. */
  List<ReachedWildcard> wildcards() {
    return optionsEvaluation().wildcards;
  }

  /**
   * The dependencies of which something without a reference was used: a number, a plain string, a
   * function.
   */
  public Set<Instance> usedInstances() {
    if (optionsOf == null || optionsOf.used.instances().isEmpty()) {
      return used.instances();
    }
    Set<Instance> all = new LinkedHashSet<>(used.instances());
    all.addAll(optionsOf.used.instances());
    return all;
  }

  /** Notes that something of {@code owners} may have been used, nobody knows what. */
  void suspect(Iterable<Instance> owners) {
    used.suspect(owners);
  }

  /** What was used of each dependency here that carries no reference. */
  Map<Instance, UsedOutputs.Use> uses() {
    return used.uses();
  }

  /**
   * Whether evaluating the options has, so far, used nothing of the dependencies: then it makes no
   * difference to what is used who evaluates them.
   */
  boolean optionsUseNothing() {
    return optionsEvaluation().used.instances().isEmpty();
  }
}
