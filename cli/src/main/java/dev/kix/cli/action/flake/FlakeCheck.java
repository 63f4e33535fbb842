package dev.kix.cli.action.flake;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.NixSession;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the outputs of a flake are what their names say. Nothing is built: checks are
 * evaluated to derivations.
 */
public final class FlakeCheck {
  /**
   * How much is checked.
   *
   * @param allSystems outputs of other systems than this one too
   * @param keepGoing whether all errors are reported, not only the first
   */
  public record Options(boolean allSystems, boolean keepGoing) {}

  private final Console console;

  public FlakeCheck(Console console) {
    this.console = console;
  }

  /** Checks. Returns the exit code. */
  public int run(FlakeRequest request, Options options) {
    try (NixSession session = NixSession.open(request.pure().setup(), console)) {
      session.run(state -> {
        FlakeSession flake = new FlakeSession(session, state, request.flake());
        NixAttrs outputs = flake.outputs(flake.lock(flake.flagsWithConfig(request.lock())));
        new Run(state, options).check(outputs.flatten());
        return 0;
      });
    }
    return 0;
  }

  private final class Run {
    private final EvalState state;
    private final Options options;
    private final OutputChecks checks;
    private final Set<String> omitted = new TreeSet<>();
    private boolean failed;

    Run(EvalState state, Options options) {
      this.state = state;
      this.options = options;
      this.checks = new OutputChecks(state, message -> console.err("warning: " + message + "\n"));
    }

    void check(NixAttrs outputs) {
      for (int i = 0; i < outputs.size(); i++) {
        String name = outputs.name(i);
        Position at = outputs.position(i);
        Lazy value = outputs.value(i);
        guard(at, "while checking flake output '" + name + "'", () -> output(name, value, at));
      }
      if (failed) {
        throw new CliException("some errors were encountered during the evaluation");
      }
      console.err("all checks passed!\n");
      if (!omitted.isEmpty()) {
        console.err(
            "warning: The check omitted these incompatible systems: "
                + String.join(", ", omitted)
                + "\nUse '--all-systems' to check all.\n");
      }
    }

    /**
     * Runs one check; with {@code --keep-going} an error is reported and the next one follows.
     *
     * @param during the words of the frame that an error gets, or nothing
     */
    private void guard(@Nullable Position at, String during, Runnable check) {
      int depth = state.depth();
      try {
        check.run();
      } catch (EvalException e) {
        EvalException framed = during.isEmpty() ? e : e.during(at, during);
        if (!options.keepGoing || e.kind().isAboutTheEvaluation()) {
          throw framed;
        }
        state.restoreDepth(depth);
        new ErrorReporter(console).report(framed);
        failed = true;
      }
    }

    private void output(String name, Lazy value, @Nullable Position at) {
      state.force(value, at);
      String replacement = replacement(name);
      if (!replacement.isEmpty()) {
        console.err(
            "warning: flake output attribute '"
                + name
                + "' is deprecated; use '"
                + replacement
                + "' instead\n");
      }
      switch (name) {
        case "checks", "packages", "devShells" -> eachSystem(name, value, at, this::derivations);
        case "formatter", "defaultPackage", "devShell" ->
            eachSystem(name, value, at, this::derivation);
        case "apps" -> eachSystem(name, value, at, (path, v, pos) -> each(path, v, pos, this::app));
        case "defaultApp" -> eachSystem(name, value, at, this::app);
        case "bundlers" ->
            eachSystem(name, value, at, (path, v, pos) -> each(path, v, pos, this::bundler));
        case "defaultBundler" -> eachSystem(name, value, at, this::bundler);
        case "legacyPackages" -> eachSystem(name, value, at, (path, v, pos) -> {});
        case "overlay" -> overlay(name, value, at);
        case "overlays" -> each(name, value, at, this::overlay);
        case "nixosModule" -> module(name, value, at);
        case "nixosModules" -> each(name, value, at, this::module);
        case "nixosConfigurations" -> each(name, value, at, this::configuration);
        case "hydraJobs" -> jobs(name, value, at);
        case "defaultTemplate" -> template(name, value, at);
        case "templates" -> each(name, value, at, this::template);
        case "clusters" -> each(name, value, at, (path, v, pos) -> state.force(v, pos));
        case "lib",
            "darwinConfigurations",
            "darwinModules",
            "flakeModule",
            "flakeModules",
            "herculesCI",
            "homeConfigurations",
            "homeModule",
            "homeModules",
            "nixopsConfigurations" -> {
          // Known, and nothing is promised of them.
        }
        default -> console.err("warning: unknown flake output '" + name + "'\n");
      }
    }

    private static String replacement(String name) {
      return switch (name) {
        case "defaultPackage" -> "packages.<system>.default";
        case "defaultApp" -> "apps.<system>.default";
        case "defaultTemplate" -> "templates.default";
        case "defaultBundler" -> "bundlers.<system>.default";
        case "overlay" -> "overlays.default";
        case "devShell" -> "devShells.<system>.default";
        case "nixosModule" -> "nixosModules.default";
        default -> "";
      };
    }

    private void each(String path, Lazy value, @Nullable Position at, OutputChecks.Check check) {
      NixAttrs attrs = state.forceAttrs(value, at, "").flatten();
      for (int i = 0; i < attrs.size(); i++) {
        check.run(path + "." + attrs.name(i), attrs.value(i), attrs.position(i));
      }
    }

    private void eachSystem(
        String path, Lazy value, @Nullable Position at, OutputChecks.Check check) {
      NixAttrs attrs = state.forceAttrs(value, at, "").flatten();
      for (int i = 0; i < attrs.size(); i++) {
        String system = attrs.name(i);
        Position pos = attrs.position(i);
        guard(pos, "", () -> checks.system(system, pos));
        if (options.allSystems || system.equals(state.services().settings().currentSystem())) {
          check.run(path + "." + system, attrs.value(i), pos);
        } else {
          omitted.add(system);
        }
      }
    }

    private void derivations(String path, Lazy value, @Nullable Position at) {
      each(path, value, at, this::derivation);
    }

    private void derivation(String path, Lazy value, @Nullable Position at) {
      guard(
          at,
          "while checking the derivation '" + path + "'",
          () -> checks.derivation(path, value, at));
    }

    private void app(String path, Lazy value, @Nullable Position at) {
      guard(
          at,
          "while checking the app definition '" + path + "'",
          () -> checks.app(path, value, at));
    }

    private void overlay(String path, Lazy value, @Nullable Position at) {
      guard(at, "while checking the overlay '" + path + "'", () -> checks.overlay(value, at));
    }

    private void module(String path, Lazy value, @Nullable Position at) {
      guard(at, "while checking the NixOS module '" + path + "'", () -> state.force(value, at));
    }

    private void bundler(String path, Lazy value, @Nullable Position at) {
      guard(at, "while checking the template '" + path + "'", () -> checks.bundler(value, at));
    }

    private void configuration(String path, Lazy value, @Nullable Position at) {
      guard(
          at,
          "while checking the NixOS configuration '" + path + "'",
          () -> checks.configuration(value, at));
    }

    private void template(String path, Lazy value, @Nullable Position at) {
      guard(
          at, "while checking the template '" + path + "'", () -> checks.template(path, value, at));
    }

    private void jobs(String path, Lazy value, @Nullable Position at) {
      guard(
          at,
          "while checking the Hydra jobset '" + path + "'",
          () -> {
            if (Outputs.isDerivation(state, state.forceAttrs(value, at, ""))) {
              throw OutputChecks.error("jobset should not be a derivation at top-level");
            }
            each(
                path,
                value,
                at,
                (inner, v, pos) -> {
                  if (Outputs.isDerivation(state, state.forceAttrs(v, pos, ""))) {
                    derivation(inner, v, pos);
                  } else {
                    jobs(inner, v, pos);
                  }
                });
          });
    }
  }
}
