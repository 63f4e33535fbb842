package dev.kix.cluster.instance;

import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.Options;
import dev.kix.cluster.SuppliedLazy;
import dev.kix.cluster.instance.PackageShape.Argument;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.modulesystem.ModuleEvaluation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls packages. A package is a function from what it needs to what it is: {@code kix.mkPackage
 * (self: { … })}, a function of {@code self}, or a plain set.
 */
public final class PackageEvaluator {
  private static final String[] PARTS = {
    "assertions", "external", "meta", "options", "out", "resources", "warnings"
  };

  private final EvalState state;
  private final KixLibrary library;
  private final Options options;
  private final ApiCatalog catalog;
  private final String cluster;
  private final Lazy clusterConfig;
  private final Map<Instance, List<Dependency>> wiring;
  private final Map<Instance, PackageEvaluation> shared = new HashMap<>();
  private final Map<Instance, List<NixAttrs>> changes = new HashMap<>();
  private final OwnKinds ownKinds;

  public PackageEvaluator(
      EvalState state,
      KixLibrary library,
      Options options,
      ApiCatalog catalog,
      String cluster,
      Lazy clusterConfig,
      Map<Instance, List<Dependency>> wiring) {
    this.state = state;
    this.library = library;
    this.options = options;
    this.catalog = catalog;
    this.cluster = cluster;
    this.clusterConfig = clusterConfig;
    this.wiring = wiring;
    this.ownKinds = new OwnKinds(state, catalog, wiring.keySet(), this::shared);
  }

  /**
   * Looks for the custom resources that the cluster defines, while nothing else is being evaluated:
   * what asks for them later then finds them. Evaluates which resources each package has.
   */
  public void findOwnKinds() {
    ownKinds.get();
  }

  /**
   * Where values go round in a circle: the instances that depend on one another, as a further line
   * of a message; empty when they do not, or for another kind of error.
   */
  String cycle(Instance instance, ErrorKind kind) {
    List<Instance> way =
        kind == ErrorKind.INFINITE_RECURSION ? wayBack(instance) : List.<Instance>of();
    return way.isEmpty()
        ? ""
        : "\n"
            + Bytes.decode(way.stream().map(Instance::path).collect(Collectors.joining(" -> ")))
            + " depend on one another: one of them must do without the 'out' of the next";
  }

  /** The shortest way along dependencies from an instance to itself; empty when there is none. */
  private List<Instance> wayBack(Instance start) {
    Map<Instance, Instance> from = new LinkedHashMap<>();
    Deque<Instance> todo = new ArrayDeque<>(List.of(start));
    while (!todo.isEmpty()) {
      Instance at = todo.remove();
      for (Dependency d : wiring.getOrDefault(at, List.of())) {
        Instance next = d.target();
        if (next == start) {
          List<Instance> way = new ArrayList<>(List.of(start));
          for (Instance i = at; i != start && i != null; i = from.get(i)) {
            way.add(1, i);
          }
          way.add(start);
          return way;
        }
        if (next != null && from.putIfAbsent(next, at) == null) {
          todo.add(next);
        }
      }
    }
    return List.of();
  }

  /** The evaluation that everybody who depends on the instance shares. */
  public PackageEvaluation shared(Instance instance) {
    PackageEvaluation e = shared.get(instance);
    if (e == null) {
      // The options have a call of the package to themselves, so that what they use of the
      // dependencies can be told from what the resources use.
      e = evaluation(instance, evaluation(instance, null, null, null), null, null);
      shared.put(instance, e);
    }
    return e;
  }

  /**
   * An evaluation of its own: what it uses of its dependencies can be told from what others use.
   *
   * @param shareOptions whether to take the options from the shared evaluation: evaluating them is
   *     most of the work, but what they use is then not noticed here
   */
  PackageEvaluation evaluate(Instance instance, boolean shareOptions) {
    return evaluation(
        instance, shareOptions ? shared(instance).optionsEvaluation() : null, this::probe, null);
  }

  /** An evaluation of which it is known what it looks at. */
  OutputProbe probe(Instance instance) {
    return new OutputProbe(
        touched -> evaluation(instance, shared(instance).optionsEvaluation(), null, touched));
  }

  private PackageEvaluation evaluation(
      Instance instance,
      @Nullable PackageEvaluation optionsOf,
      @Nullable Function<Instance, OutputProbe> probes,
      @Nullable Consumer<ResourceId> touched) {
    return new PackageEvaluation(
        this, instance, optionsOf, new UsedOutputs(state, probes), touched);
  }

  EvalState state() {
    return state;
  }

  /** The set that a package is, given what it asks for and {@code self}. */
  NixAttrs body(Instance instance, NixAttrs scope, NixAttrs self, UsedOutputs used) {
    Value v = instance.packageValue();
    if (v instanceof NixFunction f) {
      v = call(instance, f, scope, self, used);
    }
    for (int i = 0; i < 3; i++) {
      if (v instanceof NixAttrs attrs && isPackage(attrs)) {
        Lazy inner = attrs.get("body");
        v = inner == null ? NixAttrs.EMPTY : inner.force();
      } else if (v instanceof NixFunction f) {
        v = call(instance, f, scope, self, used);
      }
    }
    if (v instanceof NixAttrs attrs) {
      return attrs;
    }
    Position position = PackageShape.position(instance.packageValue());
    throw new EvalException(
        ErrorKind.TYPE,
        "the package of "
            + instance
            + " must be a set or kix.mkPackage (self: { ... }), but is "
            + state.services().describe(v),
        position == null ? instance.position() : position);
  }

  /**
   * Calls a package, or a package that a package is: {@code { db, kix, ... }: kix.fromHelmChart …}.
   */
  private Value call(Instance instance, Value f, NixAttrs scope, NixAttrs self, UsedOutputs used) {
    List<Argument> arguments = PackageShape.arguments(f);
    return arguments.isEmpty() && !PackageShape.hasEllipsis(f)
        ? state.call(f, null, self)
        : state.call(f, null, arguments(instance, arguments, scope, self, used));
  }

  private NixAttrs arguments(
      Instance instance,
      List<Argument> arguments,
      NixAttrs scope,
      NixAttrs self,
      UsedOutputs used) {
    AttrsBuilder out = new AttrsBuilder(arguments.size() + 8);
    boolean all = PackageShape.hasEllipsis(instance.packageValue());
    Map<String, Dependency> found = new HashMap<>();
    for (Dependency d : wiring.getOrDefault(instance, List.of())) {
      found.put(d.argument(), d);
    }
    List<String> wanted = new ArrayList<>();
    for (Argument a : arguments) {
      wanted.add(a.name());
    }
    if (all) {
      for (String reserved : List.of("scope", "lib", "kix", "self", "config", "packages")) {
        if (!wanted.contains(reserved)) {
          wanted.add(reserved);
        }
      }
    }
    for (String name : wanted) {
      switch (name) {
        case "scope" -> out.put(name, scope);
        case "lib" -> out.put(name, new SuppliedLazy(library::lib));
        case "kix" -> out.put(name, new SuppliedLazy(library::kix));
        case "self" -> out.put(name, self);
        case "config" -> out.put(name, clusterConfig);
        case "pkgs", "packages" -> out.put(name, new SuppliedLazy(library::packages));
        default -> {
          Dependency d = found.get(name);
          if (d == null) {
            if (required(arguments, name)) {
              out.put(name, new SuppliedLazy(() -> unfilled(instance, name)));
            }
            continue;
          }
          if (d.target() != null) {
            out.put(name, dependency(d.target(), used));
          } else if (d.explicitNull()) {
            out.put(name, NixNull.NULL);
          } else if (d.found() == Dependency.Found.UNAVAILABLE) {
            out.put(name, new SuppliedLazy(() -> unavailable(instance, name)));
          }
        }
      }
    }
    return out.build();
  }

  private static boolean required(List<Argument> arguments, String name) {
    for (Argument a : arguments) {
      if (a.name().equals(name)) {
        return !a.optional();
      }
    }
    return false;
  }

  /** Why is said where it was looked for; what does not need it can be told all the same. */
  private static Value unfilled(Instance instance, String argument) {
    throw new EvalException(
        ErrorKind.EVAL,
        "the argument '" + argument + "' of " + instance + " could not be filled",
        instance.position());
  }

  private static Value unavailable(Instance instance, String argument) {
    throw new EvalException(
        ErrorKind.EVAL,
        instance
            + " is imported, and what it hands on\nis worked out from '"
            + Injector.kebab(argument)
            + "', which this cluster does not have (or has more than one of).\n"
            + "Set deps."
            + argument
            + ", or give the attribute itself: kix.mkImport { out.NAME = ...; }",
        instance.position());
  }

  /** What a package gets for a dependency. */
  private NixAttrs dependency(Instance target, UsedOutputs used) {
    return new AttrsBuilder(5)
        .put("instanceName", NixString.of(target.actualName()))
        .put("meta", new SuppliedLazy(() -> shared(target).part("meta")))
        .put("name", NixString.of(target.actualName()))
        .put("namespace", NixString.of(target.actualNamespace()))
        .put("out", used.watch(target, new SuppliedLazy(() -> shared(target).out())))
        .build();
  }

  /** {@code scope}. */
  NixAttrs scope(Instance instance, @Nullable Consumer<ResourceId> touched) {
    return packageScope(instance, touched).value();
  }

  private PackageScope packageScope(Instance instance, @Nullable Consumer<ResourceId> touched) {
    return new PackageScope(state, catalog, ownKinds, cluster, instance, touched);
  }

  /**
   * {@code self}: the parts of the package and its configuration, each evaluated when it is asked
   * for.
   */
  NixAttrs self(PackageEvaluation evaluation) {
    Instance instance = evaluation.instance();
    AttrsBuilder self = new AttrsBuilder(PARTS.length + 4);
    self.put("config", new SuppliedLazy(evaluation::config));
    for (String part : PARTS) {
      self.put(part, new SuppliedLazy(() -> evaluation.part(part)));
    }
    self.put("instanceName", NixString.of(instance.actualName()));
    self.put("name", NixString.of(instance.actualName()));
    self.put("namespace", NixString.of(instance.actualNamespace()));
    return self.build();
  }

  /** Evaluates the package's options with the instance's definitions. */
  ModuleEvaluation evaluateOptions(PackageEvaluation evaluation) {
    Lazy declared = evaluation.part("options");
    NixAttrs tree = state.forceAttrs(declared, null, "while evaluating the package's options");
    Instance instance = evaluation.instance();
    List<Lazy> modules = new ArrayList<>();
    AttrsBuilder declaration = new AttrsBuilder(3);
    var position = PackageShape.position(instance.packageValue());
    if (position != null && position.source().origin().path() != null) {
      declaration.put("_file", NixString.of(position.source().origin().path()));
    }
    if (evaluation.isFreeform()) {
      NixAttrs types = attr(state.forceAttrs(library.lib(), null, ""), "types");
      declaration.put("freeformType", attr(types, "anything"));
    } else {
      declaration.put("options", tree);
    }
    modules.add(declaration.build());
    for (Wildcard w : instance.wildcards()) {
      if (w.part() == Wildcard.Part.CONFIG) {
        modules.add(evaluation.filtered(w, tree));
      }
    }
    ImportMode imported = instance.imported();
    if (imported != null && !imported.config().isEmpty()) {
      modules.add(withImages(definitions(imported.config(), instance), evaluation, tree));
    }
    for (Lazy module : instance.config()) {
      modules.add(withImages(module, evaluation, tree));
    }
    modules.addAll(evaluation.definitions());
    return options.evaluate(modules, NixAttrs.EMPTY, evaluation.reader());
  }

  /** A module in which an image may stand for the options of one. */
  private static Lazy withImages(Lazy module, PackageEvaluation evaluation, NixAttrs options) {
    return evaluation.isFreeform()
        ? module
        : new SuppliedLazy(() ->
            module.force() instanceof NixAttrs attrs
                ? ImageDefinitions.module(attrs, options)
                : module.force());
  }

  /** What {@code kix.mkImport} was given, as a module of the file it stands in. */
  private static NixAttrs definitions(NixAttrs config, Instance instance) {
    AttrsBuilder module = new AttrsBuilder(2);
    Position position = first(config);
    if (position == null) {
      position = instance.position();
    }
    if (position != null && position.source().origin().path() != null) {
      module.put("_file", NixString.of(position.source().origin().path()));
    }
    return module.put("config", config).build();
  }

  private static @Nullable Position first(NixAttrs attrs) {
    NixAttrs flat = attrs.flatten();
    return flat.isEmpty() ? null : flat.position(0);
  }

  /**
   * {@code out} as others see it: of an import with what {@code kix.mkImport} gives in its place.
   */
  Lazy out(Instance instance, Lazy out) {
    ImportMode imported = instance.imported();
    return imported == null || imported.out().isEmpty()
        ? out
        : NixAttrs.update(
            state.forceAttrs(out, null, "while evaluating the package's out"), imported.out());
  }

  /** The resources with what {@code kix.patch} and {@code overrides} change. */
  Lazy overridden(Instance instance, Lazy resources, @Nullable Consumer<ResourceId> touched) {
    if (!mayBeOverridden(instance)) {
      return resources;
    }
    return new SuppliedLazy(() -> {
      Overrides overrides = overrides(instance, touched);
      return overrides == null ? resources : overrides.apply(attrs(resources));
    });
  }

  private NixAttrs attrs(Lazy resources) {
    return state.forceAttrs(resources, null, "while evaluating the package's resources");
  }

  private static boolean mayBeOverridden(Instance instance) {
    return !instance.source().patches().isEmpty()
        || !instance.overrides().isEmpty()
        || instance.wildcards().stream().anyMatch(w -> w.part() == Wildcard.Part.OVERRIDES);
  }

  /** What changes an instance's resources, or null when nothing does. */
  private @Nullable Overrides overrides(Instance instance, @Nullable Consumer<ResourceId> touched) {
    List<NixAttrs> known = changes.get(instance);
    if (known == null) {
      known = new ArrayList<>(instance.source().patches());
      NixAttrs types = attr(state.forceAttrs(library.lib(), null, ""), "types");
      known.add(Overrides.merge(state, options, instance, attr(types, "anything")));
      changes.put(instance, known);
    }
    boolean none = known.size() == 1 && known.get(0).isEmpty();
    return none
        ? null
        : new Overrides(state, catalog, packageScope(instance, touched).factory(), known);
  }

  /** The changes that no resource of the instance takes. Evaluates which resources there are. */
  List<Overrides.Unused> unusedOverrides(Instance instance) {
    Overrides overrides = mayBeOverridden(instance) ? overrides(instance, null) : null;
    if (overrides == null) {
      return List.of();
    }
    Set<String> own = new HashSet<>();
    for (Lazy module : instance.overrides()) {
      if (state.forceAttrs(module, null, "").get("config") instanceof Lazy config
          && config.force() instanceof NixAttrs keys) {
        NixAttrs flat = keys.flatten();
        for (int i = 0; i < flat.size(); i++) {
          own.add(flat.name(i));
        }
      }
    }
    NixAttrs changed = overrides.apply(attrs(shared(instance).own("resources"))).flatten();
    for (int i = 0; i < changed.size(); i++) {
      changed.value(i).force();
    }
    return overrides.unused(changed, own);
  }

  private NixAttrs attr(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    if (lazy == null) {
      throw new IllegalStateException("lib has no " + name);
    }
    return state.forceAttrs(lazy, null, "");
  }

  /** An empty list or set for a part that a package does not have. */
  static Value emptyPart(String part) {
    return switch (part) {
      case "assertions", "external", "warnings" -> NixList.EMPTY;
      default -> NixAttrs.EMPTY;
    };
  }

  private static boolean isPackage(NixAttrs attrs) {
    Lazy type = attrs.get("_type");
    return type != null && type.force() instanceof NixString s && s.value().equals("kix-package");
  }
}
