package dev.kix.cluster.instance;

import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.Options;
import dev.kix.cluster.SuppliedLazy;
import dev.kix.cluster.instance.PackageShape.Argument;
import dev.kix.cluster.resource.ResourceFactory;
import dev.kix.interpreter.JavaBuiltins;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.schema.ApiCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  }

  /** The evaluation that everybody who depends on the instance shares. */
  public PackageEvaluation shared(Instance instance) {
    PackageEvaluation e = shared.get(instance);
    if (e == null) {
      // The options have a call of the package to themselves, so that what they use of the
      // dependencies can be told from what the resources use.
      e = new PackageEvaluation(this, instance, new PackageEvaluation(this, instance, null));
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
    return new PackageEvaluation(
        this, instance, shareOptions ? shared(instance).optionsEvaluation() : null);
  }

  EvalState state() {
    return state;
  }

  /** The set that a package is, given what it asks for and {@code self}. */
  NixAttrs body(Instance instance, NixAttrs scope, NixAttrs self, UsedOutputs used) {
    Value v = instance.packageValue();
    if (v instanceof NixPath path) {
      v = state.importer().importFile(path.path());
    }
    if (v instanceof NixFunction f) {
      List<Argument> arguments = PackageShape.arguments(f);
      v =
          arguments.isEmpty() && !PackageShape.hasEllipsis(f)
              ? state.call(f, null, self)
              : state.call(f, null, arguments(instance, arguments, scope, self, used));
    }
    for (int i = 0; i < 3; i++) {
      if (v instanceof NixAttrs attrs && WildcardFilter.isType(attrs, "kix-package")) {
        Lazy inner = attrs.get("body");
        v = inner == null ? NixAttrs.EMPTY : inner.force();
      } else if (v instanceof NixFunction) {
        v = state.call(v, null, self);
      }
    }
    if (v instanceof NixAttrs attrs) {
      return attrs;
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "the package of "
            + instance
            + " must be a set or kix.mkPackage (self: { … }), but is "
            + state.services().describe(v),
        PackageShape.position(instance.packageValue()));
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
          if (d != null && d.target() != null) {
            out.put(name, dependency(d.target(), used));
          } else if (d != null && d.explicitNull()) {
            out.put(name, NixNull.NULL);
          }
        }
      }
    }
    return out.build();
  }

  /** What a package gets for a dependency. */
  private NixAttrs dependency(Instance target, UsedOutputs used) {
    return new AttrsBuilder(5)
        .put("instanceName", NixString.of(target.name()))
        .put("meta", new SuppliedLazy(() -> shared(target).part("meta")))
        .put("name", NixString.of(target.name()))
        .put("namespace", NixString.of(target.namespace()))
        .put("out", used.watch(target, new SuppliedLazy(() -> shared(target).out())))
        .build();
  }

  /** {@code scope}. */
  NixAttrs scope(Instance instance) {
    String packageName = PackageShape.name(instance.packageValue());
    NixAttrs selector =
        new AttrsBuilder(2)
            .put("app.kubernetes.io/instance", NixString.of(instance.name()))
            .put(
                "app.kubernetes.io/name",
                NixString.of(packageName == null ? instance.name() : packageName))
            .build();
    NixAttrs labels =
        NixAttrs.update(selector, NixAttrs.of("app.kubernetes.io/managed-by", NixString.of("kix")));
    ResourceFactory factory =
        new ResourceFactory(state, catalog, instance.name(), instance.namespace(), labels);
    return new AttrsBuilder(9)
        .put("cluster", NixString.of(cluster))
        .put("instanceName", NixString.of(instance.name()))
        .put("kubernetesVersion", NixString.of(catalog.version().toString()))
        .put("labels", labels)
        .put(
            "mkName",
            JavaBuiltins.of(
                "scope.mkName",
                1,
                (s, args) -> {
                  NixString suffix =
                      s.forceString(args[0], null, "while evaluating the argument of scope.mkName");
                  return NixString.of(instance.name() + "-" + suffix.value(), suffix.context());
                }))
        .put(
            "mkResource",
            JavaBuiltins.of(
                "scope.mkResource",
                1,
                (s, args) ->
                    factory.make(
                        s.forceAttrs(
                            args[0], null, "while evaluating the argument of scope.mkResource"))))
        .put("namespace", NixString.of(instance.namespace()))
        .put("selectorLabels", selector)
        .build();
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
    self.put("instanceName", NixString.of(instance.name()));
    self.put("name", NixString.of(instance.name()));
    self.put("namespace", NixString.of(instance.namespace()));
    return self.build();
  }

  /** Evaluates the package's options with the instance's definitions. */
  NixAttrs evaluateOptions(PackageEvaluation evaluation) {
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
      modules.add(evaluation.filtered(w, tree));
    }
    modules.addAll(instance.config());
    return options.evaluate(modules, NixAttrs.EMPTY);
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
}
