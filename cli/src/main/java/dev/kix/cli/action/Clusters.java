package dev.kix.cli.action;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.AutoCall;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.SelectionPath;
import dev.kix.cli.nix.SourceArg;
import dev.kix.cluster.Activation;
import dev.kix.cluster.ClusterCompiler;
import dev.kix.cluster.ClusterLoader;
import dev.kix.cluster.ClusterMessage;
import dev.kix.cluster.KixLibrary;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.store.path.StoreDir;

/** Compiles the cluster that the command line names; warnings go to standard error. */
final class Clusters {
  private final Console console;

  Clusters(Console console) {
    this.console = console;
  }

  /**
   * The compiled cluster.
   *
   * @throws dev.kix.cluster.ClusterException if it does not compile
   * @throws dev.kix.interpreter.diagnostic.EvalException if there is no such cluster
   */
  Activation compile(EvaluationSetup setup, ClusterArg cluster) {
    Activation activation;
    try (NixSession session =
        NixSession.open(
            setup, console, builder -> KixLibrary.install(builder).bareWildcards(true))) {
      activation = session.run(state -> compile(session, state, cluster));
    }
    for (ClusterMessage warning : activation.warnings()) {
      console.err(warning.render() + "\n");
    }
    return activation;
  }

  private static Activation compile(NixSession session, EvalState state, ClusterArg cluster) {
    ClusterCompiler compiler = new ClusterCompiler(state, StoreDir.of("/nix/store"));
    SourceArg source = cluster.source();
    String selection = cluster.selection();
    if (selection == null && source.kind() == SourceArg.Kind.FILE) {
      String name = cluster.name();
      return compiler.compile(
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
    String last = path.substring(path.lastIndexOf('.') + 1).replace("\"", "");
    return compiler.compile(
        new ClusterLoader(state, KixLibrary.of(state))
            .of(last.isEmpty() ? "cluster" : last, folder, AutoCall.apply(state, args, selected)));
  }
}
