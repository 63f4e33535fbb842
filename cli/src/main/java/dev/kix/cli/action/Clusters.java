package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.AutoCall;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.FlakeArg;
import dev.kix.cli.nix.FlakeFinder;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.LockOptions;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.SelectionPath;
import dev.kix.cli.nix.SourceArg;
import dev.kix.cluster.Activation;
import dev.kix.cluster.ClusterCompiler;
import dev.kix.cluster.ClusterLoader;
import dev.kix.cluster.ClusterSource;
import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.MessageGroup;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.flake.LockedFlake;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import dev.kix.store.path.StoreDir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds the clusters that the command line names, and compiles them. */
final class Clusters {
  /** What lib.mkForce makes. */
  private static final String FORCED =
      "{ kubernetes.version = { _type = \"override\"; priority = 50; content = \"VERSION\"; }; }";

  private final Console console;

  Clusters(Console console) {
    this.console = console;
  }

  /** What is done with a cluster that was found. Runs on the evaluation thread. */
  interface Work<T> {
    T on(EvalState state, ClusterCompiler compiler, ClusterSource source);
  }

  /**
   * The compiled cluster; warnings go to standard error.
   *
   * @throws dev.kix.cluster.ClusterException if it does not compile
   * @throws dev.kix.interpreter.diagnostic.EvalException if there is no such cluster
   */
  Activation compile(EvaluationSetup setup, ClusterArg cluster) {
    Activation activation =
        with(setup, cluster, (state, compiler, source) -> compiler.compile(source));
    for (MessageGroup warning : console.shown(activation.warnings())) {
      console.err(warning.render() + "\n");
    }
    return activation;
  }

  /**
   * What {@code work} makes of a cluster.
   *
   * @throws dev.kix.interpreter.diagnostic.EvalException if there is no such cluster
   */
  <T> T with(EvaluationSetup setup, ClusterArg cluster, Work<T> work) {
    prepare(setup, cluster);
    try (NixSession session =
        NixSession.open(
            setup, console, builder -> KixLibrary.install(builder).bareWildcards(true))) {
      return session.run(state ->
          work.on(
              state,
              new ClusterCompiler(state, StoreDir.of("/nix/store")),
              find(session, state, cluster)));
    }
  }

  /** Sets up what a cluster wants before the session is opened: a flake is evaluated purely. */
  void prepare(EvaluationSetup setup, ClusterArg cluster) {
    if (flake(cluster) != null) {
      setup.settings().preferPure();
    }
  }

  /** The clusters of a file, a folder or a flake. */
  List<String> names(EvaluationSetup setup, String path) {
    FlakeArg flake = flake(path);
    return open(
        setup,
        flake,
        (session, state) -> {
          ClusterLoader loader = new ClusterLoader(state, KixLibrary.of(state));
          if (flake == null) {
            return loader.names(session.lookUp(state, Bytes.encode(path))).stream()
                .map(Bytes::decode)
                .toList();
          }
          FlakeSession flakes = new FlakeSession(session, state, flake.text());
          NixAttrs outputs = flakes.outputs(flakes.lock(LockOptions.NONE));
          List<String> names = new ArrayList<>();
          if (FlakeSession.find(state, outputs, "clusters") instanceof NixAttrs clusters) {
            NixAttrs flat = clusters.flatten();
            for (int i = 0; i < flat.size(); i++) {
              names.add(Bytes.decode(flat.name(i)));
            }
          }
          return names;
        });
  }

  /**
   * A cluster of a file, a folder or a flake, compiled for another Kubernetes version than its own;
   * its warnings are not printed.
   *
   * @param version the version, or null for its own
   * @throws dev.kix.cluster.ClusterException if it does not compile
   */
  Activation compile(EvaluationSetup setup, String path, String name, @Nullable String version) {
    FlakeArg flake = flake(path);
    return open(
        setup,
        flake,
        (session, state) -> {
          ClusterSource source =
              flake == null
                  ? new ClusterLoader(state, KixLibrary.of(state))
                      .load(session.lookUp(state, Bytes.encode(path)), Bytes.encode(name))
                  : find(session, state, flake, name);
          List<Lazy> modules = new ArrayList<>(source.modules());
          if (version != null) {
            modules.add(session.evaluate(state, FORCED.replace("VERSION", version)));
          }
          return new ClusterCompiler(state, StoreDir.of("/nix/store"))
              .compile(
                  new ClusterSource(source.name(), source.folder(), modules, source.specialArgs()));
        });
  }

  /** Runs work in a session that has kix's library; a flake is evaluated purely. */
  private <T> T open(
      EvaluationSetup setup, @Nullable FlakeArg flake, BiFunction<NixSession, EvalState, T> work) {
    if (flake != null) {
      setup.settings().preferPure();
    }
    try (NixSession session =
        NixSession.open(
            setup, console, builder -> KixLibrary.install(builder).bareWildcards(true))) {
      return session.run(state -> work.apply(session, state));
    }
  }

  /** The flake that is meant, or null when the cluster is in a file or a folder without one. */
  private @Nullable FlakeArg flake(ClusterArg cluster) {
    SourceArg source = cluster.source();
    return cluster.selection() == null && source.kind() == SourceArg.Kind.FILE
        ? flake(source.text())
        : null;
  }

  private @Nullable FlakeArg flake(String place) {
    if (place.indexOf(':') > 0) {
      return FlakeArg.of(place + "#", console);
    }
    // A name alone is a folder that is not there, not a flake of a registry.
    Path folder = console.resolve(place);
    boolean other =
        !Files.isDirectory(folder)
            || (!FlakeFinder.hasFlake(folder) && Files.exists(folder.resolve("kix.nix")));
    // In a reference a word alone is a name of the registry, here it is a folder.
    String path = place.matches("[./].*") ? place : "./" + place;
    return other || !FlakeFinder.isInFlake(folder) ? null : FlakeArg.of(path + "#", console);
  }

  /** The cluster that is meant, not compiled yet. */
  ClusterSource find(NixSession session, EvalState state, ClusterArg cluster) {
    FlakeArg flake = flake(cluster);
    if (flake != null) {
      return find(session, state, flake, cluster.name());
    }
    SourceArg source = cluster.source();
    ClusterLoader loader = new ClusterLoader(state, KixLibrary.of(state));
    String selection = cluster.selection();
    if (selection == null && source.kind() == SourceArg.Kind.FILE) {
      String name = cluster.name();
      return loader.load(
          session.lookUp(state, Bytes.encode(source.text())),
          name == null ? null : Bytes.encode(name));
    }
    NixAttrs args =
        NixAttrs.update(KixLibrary.of(state).moduleArguments(), session.autoArgs(state));
    String path = Bytes.encode(selection == null ? "" : selection);
    Lazy selected = SelectionPath.parse(path).select(state, args, session.evaluate(state, source));
    String folder =
        source.kind() == SourceArg.Kind.FILE
            ? CanonicalPath.parent(session.lookUp(state, Bytes.encode(source.text())))
            : session.folder();
    if (path.isEmpty()
        && AutoCall.apply(state, args, selected) instanceof NixAttrs root
        && root.get("clusters") != null) {
      return loader.choose(root, folder + "/-", "the expression", null);
    }
    String last = path.substring(path.lastIndexOf('.') + 1).replace("\"", "");
    return loader.of(
        last.isEmpty() ? "cluster" : last, folder, AutoCall.apply(state, args, selected));
  }

  private ClusterSource find(
      NixSession session, EvalState state, FlakeArg place, @Nullable String name) {
    FlakeSession flakes = new FlakeSession(session, state, place.text());
    LockedFlake flake = flakes.lock(LockOptions.NONE);
    NixAttrs outputs = flakes.outputs(flake);
    ClusterLoader loader = new ClusterLoader(state, KixLibrary.of(state));
    String chosen = name == null ? null : Bytes.encode(name);
    String file = flake.flake().path();
    if (chosen != null && FlakeSession.find(state, outputs, "clusters", chosen) == null) {
      String system = state.services().settings().currentSystem();
      Value made = FlakeSession.find(state, outputs, "packages", system, chosen);
      if (made instanceof NixAttrs attrs && attrs.has("_type")) {
        return loader.of(chosen, CanonicalPath.parent(file), made);
      }
      refuseDerivation(state, outputs, chosen, "'" + name + "'");
    }
    if (chosen == null && !outputs.has("clusters")) {
      refuseDerivation(state, outputs, "default", "the default package");
    }
    return loader.choose(
        outputs,
        file,
        "the flake '" + Bytes.encode(place.text().replaceFirst("#.*", "")) + "'",
        chosen);
  }

  private static void refuseDerivation(
      EvalState state, NixAttrs outputs, String attribute, String what) {
    String system = state.services().settings().currentSystem();
    if (FlakeSession.find(state, outputs, "packages", system, attribute, "drvPath") != null) {
      throw new CliException(
          what + " is a derivation, and kix builds none: what it builds are clusters",
          "'kix derivation show' shows it, 'kix nix-instantiate' and 'kix eval' give its path; build"
              + " it with Nix.",
          "A flake's clusters are outputs: { outputs = inputs: { clusters.NAME = [ ./module.nix ]; };"
              + " }");
    }
  }
}
