package dev.kix.cli.action.flake;

import dev.kix.cli.nix.FlakeSession;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one output of a flake must be, in the words of Nix. */
final class OutputChecks {
  /** Checks the output at a path such as {@code packages.x86_64-linux.hello}. */
  @FunctionalInterface
  interface Check {
    void run(String path, Lazy value, @Nullable Position at);
  }

  private final EvalState state;
  private final Consumer<String> warnings;

  OutputChecks(EvalState state, Consumer<String> warnings) {
    this.state = state;
    this.warnings = warnings;
  }

  static EvalException error(String message) {
    return new EvalException(ErrorKind.EVAL, message, null);
  }

  void system(String name, @Nullable Position at) {
    if (name.indexOf('-') < 0) {
      throw error(
          "'"
              + name
              + "' is not a valid system type, at "
              + (at == null ? "\u00abnone\u00bb" : DiagnosticRenderer.describe(at)));
    }
  }

  void derivation(String path, Lazy value, @Nullable Position at) {
    Value v = state.force(value, at);
    if (!(v instanceof NixAttrs attrs) || !Outputs.isDerivation(state, v)) {
      throw error("flake attribute '" + path + "' is not a derivation");
    }
    Lazy drvPath = attrs.get("drvPath");
    if (drvPath == null) {
      throw error("'" + path + ".drvPath' does not exist");
    }
    state.forceString(drvPath, attrs.position("drvPath"), "");
  }

  void app(String path, Lazy value, @Nullable Position at) {
    NixAttrs app = state.forceAttrs(value, at, "").flatten();
    require(app, "type", "app '" + path + "' lacks attribute 'type'");
    require(app, "program", "app '" + path + "' lacks attribute 'program'");
    Lazy meta = app.get("meta");
    if (meta == null) {
      warnings.accept("app '" + path + "' lacks attribute 'meta'");
    } else if (state.forceAttrs(meta, app.position("meta"), "").get("description") == null) {
      warnings.accept("app '" + path + "' lacks attribute 'meta.description'");
    }
    only(app, "app '" + path + "'", "type", "program", "meta");
  }

  private void require(NixAttrs attrs, String name, String message) {
    Lazy value = attrs.get(name);
    if (value == null) {
      throw error(message);
    }
    state.forceString(value, attrs.position(name), "");
  }

  private static void only(NixAttrs attrs, String what, String... names) {
    for (int i = 0; i < attrs.size(); i++) {
      boolean known = false;
      for (String name : names) {
        known |= name.equals(attrs.name(i));
      }
      if (!known) {
        throw error(what + " has unsupported attribute '" + attrs.name(i) + "'");
      }
    }
  }

  void overlay(Lazy value, @Nullable Position at) {
    Value v = state.force(value, at);
    if (!(v instanceof Closure closure)) {
      throw error("overlay is not a function, but " + v.describeType() + " instead");
    }
    String arg = closure.lambda().arg();
    boolean named = arg != null && (arg.equals("final") || arg.equals("_") || arg.equals("_final"));
    if (closure.lambda().formals() != null || !named) {
      throw error("overlay does not take an argument named 'final'");
    }
  }

  void bundler(Lazy value, @Nullable Position at) {
    if (!(state.force(value, at) instanceof Closure)) {
      throw error("bundler must be a function");
    }
  }

  void configuration(Lazy value, @Nullable Position at) {
    NixAttrs attrs = state.forceAttrs(value, at, "");
    Value top = FlakeSession.find(state, attrs, "config", "system", "build", "toplevel");
    if (top == null || !Outputs.isDerivation(state, top)) {
      throw error("attribute 'config.system.build.toplevel' is not a derivation");
    }
  }

  void template(String path, Lazy value, @Nullable Position at) {
    NixAttrs template = state.forceAttrs(value, at, "").flatten();
    Lazy source = template.get("path");
    if (source == null) {
      throw error("template '" + path + "' lacks attribute 'path'");
    }
    String folder =
        Coercion.toPath(state, template.position("path"), source, new ContextBuilder(), "");
    if (state.services().files().kind(folder) == null) {
      throw error("template '" + path + "' refers to a non-existent path '" + folder + "'");
    }
    require(template, "description", "template '" + path + "' lacks attribute 'description'");
    only(template, "template '" + path + "'", "path", "description", "welcomeText");
  }
}
