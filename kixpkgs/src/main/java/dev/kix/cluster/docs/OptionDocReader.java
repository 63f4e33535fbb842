package dev.kix.cluster.docs;

import dev.kix.cluster.ClusterCompiler;
import dev.kix.cluster.ClusterSource;
import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.SourcePaths;
import dev.kix.cluster.WiredCluster;
import dev.kix.cluster.explain.Place;
import dev.kix.cluster.instance.Instance;
import dev.kix.cluster.instance.PackageEvaluation;
import dev.kix.cluster.instance.PackageShape;
import dev.kix.cluster.instance.PackageShape.Argument;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.modulesystem.DeclarationInfo;
import dev.kix.modulesystem.ModuleEvaluation;
import dev.kix.store.path.StoreDir;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of clusters and packages, those of submodules included. Of a package nothing
 * but its options is evaluated, and what it depends on need not exist. Belongs to the evaluation
 * thread; methods throw {@code EvalException} and {@code ClusterException} as compiling does.
 */
public final class OptionDocReader {
  private static final String COMPUTED = "(computed)";

  private final EvalState state;
  private final KixLibrary library;

  public OptionDocReader(EvalState state) {
    this.state = state;
    this.library = KixLibrary.of(state);
  }

  /** The options of a cluster itself. */
  public OptionSet cluster(ClusterSource source) {
    WiredCluster wired = new ClusterCompiler(state, StoreDir.NIX_STORE).wire(source);
    return new OptionSet(
        Bytes.decode(source.name()),
        false,
        "Options of the cluster",
        null,
        null,
        List.of(),
        null,
        options(wired.options(), wired.paths()));
  }

  /** The options that every cluster has. */
  public OptionSet everyCluster() {
    return cluster(new ClusterSource("cluster", KixLibrary.MOUNT, List.of(), NixAttrs.EMPTY));
  }

  /** The names of the packages that come with kix. */
  public List<String> packageNames() {
    NixAttrs flat = state.forceAttrs(library.packages(), null, "").flatten();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < flat.size(); i++) {
      names.add(Bytes.decode(flat.name(i)));
    }
    return names;
  }

  /** One of the packages that come with kix. */
  public OptionSet packageNamed(String name) {
    Lazy found = state.forceAttrs(library.packages(), null, "").get(Bytes.encode(name));
    if (found == null) {
      throw new IllegalArgumentException("there is no package " + name);
    }
    return packageOf(name, KixLibrary.MOUNT, found);
  }

  /**
   * A package.
   *
   * @param folder what file names are relative to, one char per byte
   */
  public OptionSet packageOf(String name, String folder, Lazy value) {
    // As an import: it is evaluated without anything it depends on.
    NixAttrs kix = state.forceAttrs(library.kix(), null, "");
    Lazy mkImport = kix.get("mkImport");
    if (mkImport == null) {
      throw new IllegalStateException("kix has no mkImport");
    }
    Value imported = state.call(mkImport.force(), null, NixAttrs.of("from", value));
    NixAttrs instance = NixAttrs.of("package", imported);
    NixAttrs module =
        new AttrsBuilder(1)
            .put("instances", NixAttrs.of("documented", NixAttrs.of(Bytes.encode(name), instance)))
            .build();
    WiredCluster wired =
        new ClusterCompiler(state, StoreDir.NIX_STORE)
            .wire(new ClusterSource("cluster", folder, List.of(module), NixAttrs.EMPTY));
    for (Instance i : wired.wiring().keySet()) {
      if (i.namespace().equals("documented")) {
        return packageOf(name, i, wired);
      }
    }
    throw wired.messages().exception();
  }

  private OptionSet packageOf(String name, Instance instance, WiredCluster wired) {
    PackageEvaluation evaluation = wired.packages().shared(instance);
    List<String> arguments = new ArrayList<>();
    for (Argument a : PackageShape.arguments(instance.packageValue())) {
      if (!PackageShape.RESERVED.contains(a.name())) {
        arguments.add(Bytes.decode(a.name()) + (a.optional() ? "?" : ""));
      }
    }
    String description = evaluation.meta("description");
    String version = evaluation.meta("version");
    String homepage = evaluation.meta("homepage");
    Position position = PackageShape.position(instance.packageValue());
    return new OptionSet(
        name,
        true,
        description == null ? "" : Bytes.decode(description),
        version == null ? null : Bytes.decode(version),
        homepage == null ? null : Bytes.decode(homepage),
        arguments,
        position == null ? null : new Place(wired.paths().file(position), position.line()),
        evaluation.options().isFreeform()
            ? List.of()
            : options(evaluation.options(), wired.paths()));
  }

  private List<OptionDoc> options(ModuleEvaluation evaluation, SourcePaths paths) {
    Map<String, List<Place>> places = new HashMap<>();
    evaluation.forEachOption(o -> {
      List<Place> declared = new ArrayList<>();
      for (DeclarationInfo d : o.declarations()) {
        Position p = d.position() == null ? written(o.declaration()) : d.position();
        declared.add(
            p == null ? new Place(paths.show(d.file()), 0) : new Place(paths.file(p), p.line()));
      }
      places.put(String.join("\0", o.path()), declared);
    });
    Lazy toList = state.forceAttrs(library.lib(), null, "").get("optionAttrSetToDocList");
    if (toList == null) {
      throw new IllegalStateException("lib has no optionAttrSetToDocList");
    }
    List<OptionDoc> out = new ArrayList<>();
    Value list = state.call(toList.force(), null, evaluation.options());
    for (Lazy element : state.forceList(list, null, "").elements()) {
      NixAttrs option = state.forceAttrs(element, null, "");
      if (isTrue(option, "visible")
          && !isTrue(option, "internal")
          && !"_module".equals(first(option))) {
        out.add(option(option, places, paths));
      }
    }
    out.sort(Comparator.comparing(OptionDoc::name));
    return out;
  }

  /** Where an option is written whose declaration a function has passed on. */
  private static @Nullable Position written(NixAttrs declaration) {
    Position first = null;
    for (String part : List.of("type", "default", "description", "example")) {
      Position p = declaration.position(part);
      if (p != null && (first == null || p.offset() < first.offset())) {
        first = p;
      }
    }
    return first;
  }

  private OptionDoc option(NixAttrs option, Map<String, List<Place>> places, SourcePaths paths) {
    List<String> loc = strings(option, "loc");
    List<Place> declared = places.get(String.join("\0", loc));
    if (declared == null) {
      declared = new ArrayList<>();
      for (String file : strings(option, "declarations")) {
        declared.add(new Place(paths.show(file), 0));
      }
    }
    String type = text(option, "type");
    return new OptionDoc(
        text(option, "name"),
        type.isEmpty() ? "unspecified" : type,
        text(option, "description").strip(),
        option.has("default") ? text(option, "default") : null,
        option.has("example") ? text(option, "example") : null,
        isTrue(option, "readOnly"),
        deprecated(option),
        declared);
  }

  private @Nullable String deprecated(NixAttrs option) {
    Lazy given = option.get("deprecated");
    if (given == null || !(given.force() instanceof NixAttrs d)) {
      return null;
    }
    return "deprecated since " + text(d, "since") + "; use " + text(d, "use");
  }

  private String first(NixAttrs option) {
    List<String> loc = strings(option, "loc");
    return loc.isEmpty() ? "" : loc.get(0);
  }

  private List<String> strings(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    List<String> out = new ArrayList<>();
    if (lazy != null) {
      for (Lazy element : state.forceList(lazy, null, "").elements()) {
        out.add(element.force() instanceof NixString s ? s.value() : "?");
      }
    }
    return out;
  }

  private static boolean isTrue(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    return lazy != null && lazy.force() == NixBool.TRUE;
  }

  /** A text, or the text of a {@code literalExpression} or {@code literalMD}. */
  private String text(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    if (lazy == null) {
      return "";
    }
    int depth = state.depth();
    try {
      Value v = lazy.force();
      if (v instanceof NixAttrs marked && marked.get("text") instanceof Lazy inner) {
        v = inner.force();
      }
      return v instanceof NixString s ? Bytes.decode(s.value()).strip() : "";
    } catch (EvalException e) {
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      state.restoreDepth(depth); // a default that needs what only a cluster has
      return COMPUTED;
    }
  }
}
