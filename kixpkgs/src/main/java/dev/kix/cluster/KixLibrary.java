package dev.kix.cluster;

import dev.kix.cluster.helm.ChartFetch;
import dev.kix.cluster.helm.ChartOrigins;
import dev.kix.cluster.helm.HelmCharts;
import dev.kix.cluster.image.Images;
import dev.kix.cluster.image.OciImage;
import dev.kix.cluster.resource.YamlManifests;
import dev.kix.grammar.Position;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.JavaBuiltins;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.ResourceTree;
import dev.kix.interpreter.io.TreeFileAccess;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import dev.kix.modulesystem.NativeModules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The Nix sources that come with kix, as an interpreter sees them: {@code lib}, {@code kix} and
 * {@code packages}, mounted read-only at {@link #MOUNT}.
 */
public final class KixLibrary {
  /** Where the sources are mounted. */
  public static final String MOUNT = "/kixpkgs";

  private static final String RESOURCES = "kixpkgs";

  private final EvalState state;
  private final HelmCharts charts = new HelmCharts();
  private final Images images = new Images();

  private KixLibrary(EvalState state) {
    this.state = state;
  }

  /**
   * Gives interpreters the library: the mount, and what {@code lib} is built on. The search path of
   * the settings should have {@code kixpkgs=/kixpkgs} for {@code <kixpkgs/lib>} to work.
   */
  public static Interpreter.Builder install(Interpreter.Builder builder) {
    return installModules(builder)
        .mount(
            MOUNT,
            new TreeFileAccess(
                MOUNT, ResourceTree.of(KixLibrary.class.getClassLoader(), RESOURCES, index())));
  }

  /**
   * Gives interpreters what {@code lib} is built on and nothing else: a copy of {@code lib}
   * anywhere in the file system can then be imported.
   */
  public static Interpreter.Builder installModules(Interpreter.Builder builder) {
    return builder.global(NativeModules.VARIABLE, NativeModules.function());
  }

  /** The library for one evaluation by an interpreter that it was {@link #install}ed in. */
  public static KixLibrary of(EvalState state) {
    return new KixLibrary(state);
  }

  /** Whether a text is one that kix brings with it. */
  public static boolean holds(Position position) {
    String path = position.source().origin().path();
    return path != null && path.startsWith(MOUNT + "/");
  }

  private static List<String> index() {
    String name = "/" + RESOURCES + "/index";
    try (InputStream in = KixLibrary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code lib}. */
  public Value lib() {
    return file("lib");
  }

  /** Where what Helm charts were rendered to comes from. */
  public ChartOrigins chartOrigins() {
    return charts.origins();
  }

  /** The images that were built so far, as {@code kix.buildImage} was asked for their digests. */
  public List<OciImage> images() {
    return images.built();
  }

  /** The packages by name. */
  public Value packages() {
    return file("packages");
  }

  /** {@code kix}. */
  public Value kix() {
    NixAttrs compiler =
        new AttrsBuilder(5)
            .put("lib", lib())
            .put(
                "fetchChart",
                JavaBuiltins.of("fetchChart", 1, (s, args) -> ChartFetch.fetch(s, args[0])))
            .put(
                "fetchImage",
                JavaBuiltins.of("fetchImage", 1, (s, args) -> images.pull(s, args[0])))
            .put(
                "makeImage", JavaBuiltins.of("makeImage", 1, (s, args) -> images.build(s, args[0])))
            .put(
                "mapFields",
                JavaBuiltins.of(
                    "mapFields", 2, (s, args) -> YamlManifests.mapFields(s, args[0], args[1])))
            .put(
                "readManifests",
                JavaBuiltins.of("readManifests", 1, (s, args) -> YamlManifests.read(s, args[0])))
            .put(
                "renderChart",
                JavaBuiltins.of("renderChart", 1, (s, args) -> charts.render(s, args[0])))
            .build();
    Value nativePart = state.call(file("kix/native.nix"), null, compiler);
    return state.call(
        file("kix"), null, new AttrsBuilder(2).put("lib", lib()).put("native", nativePart).build());
  }

  /** The value of a file of the library. */
  public Value file(String path) {
    return state.importer().importFile(MOUNT + "/" + path);
  }

  /** What the modules of a cluster get besides {@code config} and {@code options}. */
  public NixAttrs moduleArguments() {
    return new AttrsBuilder(3)
        .put("kix", lazily(this::kix))
        .put("lib", lazily(this::lib))
        .put("packages", lazily(this::packages))
        .build();
  }

  private static Lazy lazily(java.util.function.Supplier<Value> supplier) {
    return new SuppliedLazy(supplier);
  }
}
