package dev.kix.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.graph.ResourceGraph;
import dev.kix.cluster.graph.ResourceHasher;
import dev.kix.cluster.graph.ResourceNode;
import dev.kix.cluster.graph.StoreObject;
import dev.kix.cluster.graph.Waves;
import dev.kix.cluster.image.OciImage;
import dev.kix.cluster.instance.Dependency;
import dev.kix.cluster.instance.DeprecatedOptions;
import dev.kix.cluster.instance.FieldOrigins;
import dev.kix.cluster.instance.ImportMarker;
import dev.kix.cluster.instance.Injector;
import dev.kix.cluster.instance.Instance;
import dev.kix.cluster.instance.InstanceChecks;
import dev.kix.cluster.instance.InstanceCollector;
import dev.kix.cluster.instance.InstanceFacts;
import dev.kix.cluster.instance.InstanceResources;
import dev.kix.cluster.instance.PackageEvaluator;
import dev.kix.cluster.instance.ServiceSwitches;
import dev.kix.cluster.output.ActivationTree;
import dev.kix.cluster.output.ManifestYaml;
import dev.kix.cluster.policy.OwnRules;
import dev.kix.cluster.resource.Resource;
import dev.kix.cluster.resource.ResourceReader;
import dev.kix.cluster.resource.Transformer;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import dev.kix.modulesystem.DefinitionInfo;
import dev.kix.modulesystem.Findings;
import dev.kix.modulesystem.ModuleEvaluation;
import dev.kix.modulesystem.OptionInfo;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a cluster: options, injection, packages, manifests, checks, graph, hashes. Everything is
 * checked before anything is returned, and all errors of a phase are reported together as a {@link
 * ClusterException}.
 *
 * <p>Works on the evaluation thread of an interpreter that {@link KixLibrary#install} has prepared;
 * one compiler a compilation. The same source gives the same {@link Activation}, whatever the
 * machine, locale or time.
 */
public final class ClusterCompiler {
  private final EvalState state;
  private final KixLibrary library;
  private final StoreDir storeDir;
  private final Messages messages = new Messages();
  private String versionPlace = "";
  private Findings findings = new Findings(List.of(), List.of(), List.of(), List.of());

  public ClusterCompiler(EvalState state, StoreDir storeDir) {
    this.state = state;
    this.library = KixLibrary.of(state);
    this.storeDir = storeDir;
  }

  /**
   * Finds and compiles a cluster.
   *
   * @param path a file or folder, absolute and canonical, one char per byte
   * @param name the cluster's name, or null for the only one
   * @throws ClusterException if the cluster does not compile
   * @throws EvalException if there is no such cluster, or a file cannot be read
   */
  public Activation compile(String path, @Nullable String name) {
    return compile(new ClusterLoader(state, library).load(path, name));
  }

  /** Compiles a cluster that was found already. */
  public Activation compile(ClusterSource source) {
    SourcePaths paths = new SourcePaths(source.folder(), library.chartOrigins());
    EvalErrors errors = new EvalErrors(paths);
    return reporting(errors, () -> compile(source, paths, errors));
  }

  /**
   * The configuration of a cluster, merged and checked, without its packages: the value of {@code
   * config}, lazy below the options' values.
   *
   * @throws ClusterException if an option of the cluster itself is wrong
   */
  public NixAttrs configuration(ClusterSource source) {
    EvalErrors errors = new EvalErrors(new SourcePaths(source.folder(), library.chartOrigins()));
    return reporting(
        errors,
        () -> {
          ModuleEvaluation evaluated = evaluate(source, errors);
          messages.check();
          return evaluated.config();
        });
  }

  /** Turns an error of the evaluation into one of the cluster, together with those before it. */
  private <T> T reporting(EvalErrors errors, Supplier<T> phases) {
    int depth = state.depth();
    try {
      return phases.get();
    } catch (EvalException e) {
      state.restoreDepth(depth);
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      messages.error(Phase.OPTIONS, errors.describe(state, e));
      messages.check();
      throw e;
    }
  }

  /**
   * A cluster wired, for those who want to look into it. What is wrong with its options or its
   * wiring is among its messages.
   *
   * @throws ClusterException if not even its instances can be told
   */
  public WiredCluster wire(ClusterSource source) {
    SourcePaths paths = new SourcePaths(source.folder(), library.chartOrigins());
    EvalErrors errors = new EvalErrors(paths);
    return reporting(
        errors,
        () -> {
          ModuleEvaluation evaluated = evaluate(source, errors);
          messages.check();
          ClusterConfig config = new ClusterConfig(state, evaluated.config());
          InstanceCollector collector = collector(evaluated, config, paths, errors, messages);
          return wire(
              evaluated, config, evaluatedConfig(evaluated), collector, paths, errors, messages);
        });
  }

  private InstanceCollector collector(
      ModuleEvaluation evaluated,
      ClusterConfig config,
      SourcePaths paths,
      EvalErrors errors,
      Messages log) {
    InstanceCollector collector =
        new InstanceCollector(state, log, errors, new ServiceSwitches(evaluated), paths);
    collector.collect(config.attrs("instances"));
    return collector;
  }

  /** Injects, and leaves what is wrong to {@code log}. */
  private WiredCluster wire(
      ModuleEvaluation evaluated,
      ClusterConfig config,
      Lazy configArgument,
      InstanceCollector collector,
      SourcePaths paths,
      EvalErrors errors,
      Messages log) {
    Injector injector =
        new Injector(
            state,
            collector.instances(),
            collector.disabled(),
            collector.wildcards(),
            config.attrs("availablePackages"),
            log,
            paths);
    Map<Instance, List<Dependency>> wiring = injector.resolve();
    PackageEvaluator packages =
        new PackageEvaluator(
            state,
            library,
            new Options(state, library, errors, log),
            catalog(config),
            config.name(),
            configArgument,
            wiring);
    return new WiredCluster(
        paths, evaluated, collector.wildcards(), injector, wiring, packages, log);
  }

  /**
   * Adds what is wrong with the options of instances to what is wrong with the cluster's own, as
   * far as it can be told: one run shows all mistakes of the phase. What is said of the wiring here
   * is not: it may follow from the mistakes that are known.
   */
  private void lookFurther(ModuleEvaluation evaluated, SourcePaths paths, EvalErrors errors) {
    int depth = state.depth();
    try {
      ClusterConfig config = new ClusterConfig(state, evaluated.uncheckedConfig());
      Messages unsaid = new Messages();
      WiredCluster wired =
          wire(
              evaluated,
              config,
              new SuppliedLazy(evaluated::uncheckedConfig),
              collector(evaluated, config, paths, errors, messages),
              paths,
              errors,
              unsaid);
      new InstanceChecks(state, wired.packages(), messages, errors, paths)
          .checkDefinitions(wired.wholeInstances(), new Options(state, library, errors, messages));
      if (knowsVersion()) {
        checkSoundResources(wired, config, paths, errors);
      }
    } catch (EvalException e) {
      state.restoreDepth(depth);
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
    }
  }

  /**
   * Whether the option {@code kubernetes.version} is what the user wrote: nothing is wrong with it
   * or the options beside it, no definition may have meant it, and no module is missing.
   */
  private boolean knowsVersion() {
    return Stream.concat(findings.problems().stream(), findings.undefined().stream())
        .noneMatch(problem ->
            problem.path().isEmpty()
                || problem.path().get(0).equals("kubernetes")
                || problem.suggestions().stream().anyMatch(ClusterCompiler::isOfKubernetes));
  }

  /** An option as suggestions name it: {@code kubernetes} or one below. */
  private static boolean isOfKubernetes(String option) {
    return option.equals("kubernetes") || option.startsWith("kubernetes.");
  }

  /**
   * Holds what can be made while the cluster's own options are wrong against the API: the resources
   * of instances whose options are right and that can be evaluated without what is wrong. Which API
   * it is must be known; errors of evaluation and relations are not reported, since they may follow
   * from what is wrong.
   */
  private void checkSoundResources(
      WiredCluster wired, ClusterConfig config, SourcePaths paths, EvalErrors errors) {
    Messages unsaid = new Messages();
    PackageEvaluator packages = wired.packages();
    InstanceChecks checks = new InstanceChecks(state, packages, unsaid, errors, paths);
    Set<Instance> wrong =
        checks.checkOptions(
            wired.wholeInstances(), new Options(state, library, errors, unsaid), "ignore");
    wrong.addAll(checks.checkScopes(wired.wiring()));
    Set<Instance> sound = wired.unaffectedBy(wrong);
    packages.findOwnKinds();
    ResourceReader reader = new ResourceReader(state, paths, config.transformers());
    ApiCatalog catalog = catalog(config);
    InstanceResources made =
        new InstanceResources(
            state,
            packages,
            reader,
            new ImportMarker(state, catalog, reader),
            unsaid,
            errors,
            paths);
    List<Resource> resources = made.read(sound);
    FieldOrigins origins =
        new FieldOrigins(state, packages, paths, library.chartOrigins(), sound, made::keyOf);
    new ClusterChecks(
            catalog, config, new OwnRules(state, config.policy(), errors, unsaid), messages)
        .checkKnownKinds(resources, origins);
  }

  /** The images that compiling has built: those that manifests refer to, and those asked about. */
  public List<OciImage> images() {
    return library.images();
  }

  private ApiCatalog catalog(ClusterConfig config) {
    KubernetesSchemas schemas = KubernetesSchemas.open();
    return schemas.catalog(version(config, schemas));
  }

  private Activation compile(ClusterSource source, SourcePaths paths, EvalErrors errors) {
    ModuleEvaluation evaluated = evaluate(source, errors);
    checkOrLookFurther(evaluated, paths, errors);
    ClusterConfig config = new ClusterConfig(state, evaluated.config());
    String deprecated = config.policy().level("deprecatedOption");
    DeprecatedOptions.report(findings.warnings(), deprecated, paths, messages);
    ApiCatalog catalog = catalog(config);
    InstanceCollector collector = collector(evaluated, config, paths, errors, messages);
    checkOrLookFurther(evaluated, paths, errors);
    WiredCluster wired =
        wire(evaluated, config, evaluatedConfig(evaluated), collector, paths, errors, messages);

    // Packages: their options first, then what they make.
    Map<Instance, List<Dependency>> wiring = wired.wiring();
    PackageEvaluator packages = wired.packages();
    Options options = new Options(state, library, errors, messages);
    InstanceChecks checks = new InstanceChecks(state, packages, messages, errors, paths);
    Set<Instance> wrong = checks.checkOptions(wired.wholeInstances(), options, deprecated);
    wrong.addAll(checks.checkScopes(wiring));
    // What is wrong with some instances does not keep the others from being looked at.
    Set<Instance> sound = messages.hasErrors() ? wired.unaffectedBy(wrong) : wiring.keySet();
    packages.findOwnKinds();
    List<Transformer> transformers = config.transformers();
    ResourceReader reader = new ResourceReader(state, paths, transformers);
    ImportMarker marker = new ImportMarker(state, catalog, reader);
    InstanceResources made =
        new InstanceResources(state, packages, reader, marker, messages, errors, paths);
    List<Resource> resources = new ArrayList<>(made.read(sound));
    boolean complete = made.isComplete() && sound.size() == wiring.size();
    if (sound.stream().anyMatch(i -> i.imported() != null)) {
      resources.add(reader.read(library.file("kix/import-crd.nix"), null, null, false));
    }
    checks.checkAssertions(sound);
    config.checkAssertions(evaluated, paths, messages);
    Namespaces namespaces = new Namespaces(state, reader, catalog);
    resources.addAll(namespaces.resources(config, sound, resources));
    if (complete) {
      checks.checkWildcards(sound, wired.wildcards(), resources, config);
    }

    // Against Kubernetes, then against one another.
    List<JsonNode> definitions = new ArrayList<>();
    for (Resource r : resources) {
      if (r.id().kind().equals("CustomResourceDefinition")) {
        definitions.add(r.manifest());
      }
    }
    ApiCatalog extended =
        definitions.isEmpty() ? catalog : catalog.withCustomResources(definitions);
    OwnRules ownRules = new OwnRules(state, config.policy(), errors, messages);
    FieldOrigins origins =
        new FieldOrigins(state, packages, paths, library.chartOrigins(), sound, made::keyOf);
    ClusterChecks manifests = new ClusterChecks(extended, config, ownRules, messages);
    if (complete) {
      manifests.check(
          resources,
          checks.external(sound),
          made.imported(),
          namespaces,
          new InstanceFacts(packages, sound),
          origins);
    } else {
      manifests.checkKnownKinds(resources, origins);
    }
    messages.check();
    return activation(config, catalog.version(), wiring.keySet(), resources);
  }

  private void checkOrLookFurther(
      ModuleEvaluation evaluated, SourcePaths paths, EvalErrors errors) {
    if (messages.hasErrors()) {
      lookFurther(evaluated, paths, errors);
      messages.check();
    }
  }

  /** The first phase: the cluster's own options. What is wrong is among the messages. */
  private ModuleEvaluation evaluate(ClusterSource source, EvalErrors errors) {
    Options options = new Options(state, library, errors, messages);
    ModuleEvaluation evaluated = options.evaluate(modules(source), specialArgs(source));
    // The packages are many files, and looked at one by one when they are used.
    // What an instance lacks is looked at when it is known to be one that is wanted.
    findings =
        options.check(
            evaluated, Set.of("availablePackages"), path -> !path.get(0).equals("instances"));
    versionPlace = place(evaluated.option(List.of("kubernetes", "version")), source);
    return evaluated;
  }

  /** Where the user has set an option, as a further line of a message; empty when nobody has. */
  private String place(@Nullable OptionInfo option, ClusterSource source) {
    for (DefinitionInfo d : option == null ? List.<DefinitionInfo>of() : option.definitions()) {
      Position p = d.effective() ? d.position() : null;
      if (p != null && !KixLibrary.holds(p)) {
        return "\nin " + new SourcePaths(source.folder(), library.chartOrigins()).show(p);
      }
    }
    return "";
  }

  private List<Lazy> modules(ClusterSource source) {
    List<Lazy> modules = new ArrayList<>();
    modules.add(NixPath.of(KixLibrary.MOUNT + "/kix/cluster-options.nix"));
    modules.add(NixPath.of(KixLibrary.MOUNT + "/kix/instances.nix"));
    modules.add(NixPath.of(KixLibrary.MOUNT + "/kix/services"));
    Lazy mkDefault = attrs((NixAttrs) library.lib(), "mkDefault", "lib");
    modules.add(
        NixAttrs.of(
            "config",
            NixAttrs.of("name", state.call(mkDefault.force(), null, NixString.of(source.name())))));
    modules.addAll(source.modules());
    return modules;
  }

  private NixAttrs specialArgs(ClusterSource source) {
    return NixAttrs.update(library.moduleArguments(), source.specialArgs());
  }

  private static Lazy attrs(NixAttrs owner, String name, String what) {
    Lazy lazy = owner.get(name);
    if (lazy == null) {
      throw new IllegalStateException(what + " has no " + name);
    }
    return lazy;
  }

  private static Lazy evaluatedConfig(ModuleEvaluation evaluated) {
    return attrs(evaluated.result(), "config", "the evaluated cluster");
  }

  private KubernetesVersion version(ClusterConfig config, KubernetesSchemas schemas) {
    KubernetesVersion version = KubernetesVersion.parse(config.kubernetesVersion());
    if (!schemas.has(version)) {
      List<KubernetesVersion> known = schemas.versions();
      messages.error(
          Phase.OPTIONS,
          "The option 'kubernetes.version' is "
              + version
              + ", for which this kix has no API schemas."
              + versionPlace
              + "\nKnown versions: "
              + known.get(0)
              + " to "
              + schemas.newest()
              + ".");
      messages.check();
    }
    return version;
  }

  private Activation activation(
      ClusterConfig config,
      KubernetesVersion version,
      Set<Instance> instances,
      List<Resource> resources) {
    SortedSet<ResourceId> known = new TreeSet<>();
    for (Resource r : resources) {
      known.add(r.id());
    }
    List<ResourceNode> nodes = new ArrayList<>();
    for (Resource r : resources) {
      SortedSet<ResourceId> references = new TreeSet<>(r.references());
      for (ResourceId target : r.references()) {
        if (!known.contains(target)) {
          messages.error(
              Phase.RELATIONS,
              r.id()
                  + " refers to "
                  + target
                  + ",\nwhich mkResource made, but which no package has among its 'resources'.");
        }
      }
      references.retainAll(known);
      nodes.add(new ResourceNode(r.id(), r.manifest(), references, r.instancePath(), r.stateful()));
    }
    messages.check();
    ResourceGraph graph = ResourceGraph.of(nodes);
    SortedMap<ResourceId, Integer> waves = Waves.of(graph);
    List<ResourceNode> all = List.copyOf(graph.nodes().values());
    List<String> written = Parallel.map(all, node -> ManifestYaml.write(node.manifest()));
    Map<ResourceNode, String> texts = new IdentityHashMap<>();
    for (int i = 0; i < written.size(); i++) {
      texts.put(all.get(i), written.get(i));
    }
    Function<ResourceNode, String> text = node -> texts.getOrDefault(node, "");
    SortedMap<ResourceId, StoreObject> objects = new ResourceHasher(storeDir, text).hash(graph);
    String cluster = Bytes.decode(config.name());
    FileTree.Directory tree =
        ActivationTree.of(cluster, version.toString(), storeDir, graph, waves, objects, text);
    SortedSet<String> paths = new TreeSet<>();
    SortedSet<String> namespaces = new TreeSet<>();
    for (Instance i : instances) {
      paths.add(Bytes.decode(i.path()));
      namespaces.add(Bytes.decode(i.namespace()));
    }
    for (ResourceId id : known) {
      if (id.namespace() != null) {
        namespaces.add(id.namespace());
      }
    }
    return new Activation(
        cluster,
        version.toString(),
        paths,
        namespaces,
        graph,
        waves,
        objects,
        root(cluster, tree, objects),
        tree,
        messages.warnings());
  }

  private StorePath root(
      String cluster, FileTree.Directory tree, SortedMap<ResourceId, StoreObject> objects) {
    SortedSet<StorePath> references = new TreeSet<>();
    for (StoreObject object : new TreeMap<>(objects).values()) {
      references.add(object.path());
    }
    try {
      return storeDir.makeContentAddressedPath(
          "Activation-" + cluster,
          new ContentAddress(
              ContentAddressMethod.NIX_ARCHIVE, NarWriter.hash(tree, HashAlgorithm.SHA256).hash()),
          references,
          false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
