package dev.kix.cluster.instance;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
  private final UsedOutputs used = new UsedOutputs();
  private final List<WildcardFilter.Dropped> dropped = new ArrayList<>();
  private final List<Wildcard> reaching = new ArrayList<>();
  private final @Nullable PackageEvaluation optionsOf;
  private @Nullable NixAttrs body;
  private @Nullable NixAttrs options;

  /**
   * @param optionsOf the evaluation of the same instance that evaluates the options, or null for
   *     this one
   */
  PackageEvaluation(
      PackageEvaluator evaluator, Instance instance, @Nullable PackageEvaluation optionsOf) {
    this.evaluator = evaluator;
    this.instance = instance;
    this.optionsOf = optionsOf;
    this.scope = evaluator.scope(instance);
    this.self = evaluator.self(this);
  }

  public Instance instance() {
    return instance;
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
    Lazy part = body().get(name);
    return part == null ? PackageEvaluator.emptyPart(name) : part;
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

  /** What {@code lib.evalModules} makes of the package's options. */
  public NixAttrs evaluatedOptions() {
    if (optionsOf != null) {
      return optionsOf.evaluatedOptions();
    }
    NixAttrs o = options;
    if (o == null) {
      o = evaluator.evaluateOptions(this);
      options = o;
    }
    return o;
  }

  /** {@code self.config}. */
  public Lazy config() {
    Lazy config = evaluatedOptions().get("config");
    if (config == null) {
      throw new IllegalStateException("evalModules returned no config");
    }
    return config;
  }

  /** A text of {@code meta}, or null. */
  public @Nullable String meta(String name) {
    Value meta = part("meta").force();
    Lazy value = meta instanceof NixAttrs attrs ? attrs.get(name) : null;
    return value != null && value.force() instanceof NixString s ? s.value() : null;
  }

  Lazy filtered(Wildcard wildcard, NixAttrs tree) {
    NixAttrs module = (NixAttrs) wildcard.module().force();
    Lazy definitions = module.get("config");
    if (definitions == null || isFreeform()) {
      reaching.add(wildcard);
      return module;
    }
    WildcardFilter filter = new WildcardFilter();
    Lazy kept = filter.filter(definitions, tree);
    dropped.addAll(filter.dropped());
    if (filter.keptSomething()) {
      reaching.add(wildcard);
    }
    return NixAttrs.update(module, NixAttrs.of("config", kept));
  }

  /** The wildcards that set something here; known once the options are evaluated. */
  List<Wildcard> reaching() {
    return optionsOf != null ? optionsOf.reaching() : reaching;
  }

  /**
   * The options that wildcards enforce and that the package does not have, once its options are
   * evaluated.
   */
  public List<String> unenforced() {
    if (optionsOf != null) {
      return optionsOf.unenforced();
    }
    List<String> paths = new ArrayList<>();
    for (WildcardFilter.Dropped d : dropped) {
      if (d.forced() && !paths.contains(d.path())) {
        paths.add(d.path());
      }
    }
    return paths;
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

  /**
   * Whether evaluating the options has, so far, used nothing of the dependencies: then it makes no
   * difference to what is used who evaluates them.
   */
  boolean optionsUseNothing() {
    return optionsEvaluation().used.instances().isEmpty();
  }
}
