package dev.kix.cli.action.flake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.NixSession;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.flake.LockedFlake;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Shows the outputs of a flake as a tree. Outputs of other systems are not evaluated. */
public final class FlakeShow {
  /**
   * How much is shown.
   *
   * @param allSystems outputs of other systems than this one too
   * @param legacy what is in {@code legacyPackages} too
   */
  public record Options(boolean json, boolean allSystems, boolean legacy) {}

  private final Console console;

  public FlakeShow(Console console) {
    this.console = console;
  }

  /** Prints the tree. Returns the exit code. */
  public int run(FlakeRequest request, Options options) {
    request.setup().settings().set("allow-import-from-derivation", "false");
    String text;
    try (NixSession session = NixSession.open(request.pure().setup(), console)) {
      text =
          session.run(state -> {
            FlakeSession flake = new FlakeSession(session, state, request.flake());
            LockedFlake locked = flake.lock(request.lock());
            Visit visit = new Visit(state, options);
            ObjectNode json =
                visit.visit(
                    flake.outputs(locked), List.of(), locked.flake().locked().toString(), "");
            return options.json ? json + "\n" : Bytes.decode(visit.out.toString());
          });
    }
    console.out(text);
    return 0;
  }

  /** One walk; texts are one char per byte. */
  private final class Visit {
    private static final String CONNECTED =
        "\u00e2\u0094\u009c\u00e2\u0094\u0080\u00e2\u0094\u0080\u00e2\u0094\u0080";
    private static final String LAST =
        "\u00e2\u0094\u0094\u00e2\u0094\u0080\u00e2\u0094\u0080\u00e2\u0094\u0080";
    private static final String LINE = "\u00e2\u0094\u0082   ";

    private final EvalState state;
    private final Options options;
    private final String system;
    private final StringBuilder out = new StringBuilder();

    Visit(EvalState state, Options options) {
      this.state = state;
      this.options = options;
      this.system = state.services().settings().currentSystem();
    }

    ObjectNode visit(Value value, List<String> path, String header, String prefix) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      show(value, path, header, prefix, json);
      return json;
    }

    private void show(
        Value value, List<String> path, String header, String prefix, ObjectNode json) {
      String kind = path.isEmpty() ? "" : path.get(0);
      int depth = path.size();
      if (isFolder(kind, depth)) {
        recurse(value, path, header, prefix, json);
      } else if (isPackage(kind, depth)) {
        if (depth > 1 && omits(path.get(1))) {
          omit(path, header, "(use '--all-systems' to show)");
        } else if (Outputs.isDerivation(state, value)) {
          derivation(value, path, header, json);
        } else {
          console.err(
              "warning: " + Bytes.decode(String.join(".", path)) + " is not a derivation\n");
        }
      } else if (kind.equals("hydraJobs")) {
        if (Outputs.isDerivation(state, value)) {
          derivation(value, path, header, json);
        } else {
          recurse(value, path, header, prefix, json);
        }
      } else if (kind.equals("legacyPackages")) {
        legacy(value, path, header, prefix, json);
      } else if (isApp(kind, depth)) {
        app(value, header, json);
      } else if (kind.equals("defaultTemplate") && depth == 1
          || kind.equals("templates") && depth == 2) {
        template(value, header, json);
      } else {
        other(kind, depth, header, json);
      }
    }

    private static boolean isFolder(String kind, int depth) {
      return switch (kind) {
        case "" -> true;
        case "defaultPackage",
            "devShell",
            "formatter",
            "nixosConfigurations",
            "nixosModules",
            "defaultApp",
            "templates",
            "overlays" ->
            depth == 1;
        case "checks", "packages", "devShells", "apps" -> depth <= 2;
        default -> false;
      };
    }

    private static boolean isPackage(String kind, int depth) {
      return switch (kind) {
        case "defaultPackage", "devShell", "formatter" -> depth == 2;
        case "checks", "packages", "devShells" -> depth == 3;
        default -> false;
      };
    }

    private static boolean isApp(String kind, int depth) {
      return kind.equals("defaultApp") && depth == 2 || kind.equals("apps") && depth == 3;
    }

    private boolean omits(String other) {
      return !options.allSystems && !other.equals(system);
    }

    private void omit(List<String> path, String header, String why) {
      if (options.json) {
        console.err("warning: " + Bytes.decode(String.join(".", path)) + " omitted " + why + "\n");
      } else {
        out.append(header).append(" omitted ").append(why).append('\n');
      }
    }

    private void line(String text) {
      if (!options.json) {
        out.append(text).append('\n');
      }
    }

    private void recurse(
        Value value, List<String> path, String header, String prefix, ObjectNode json) {
      line(header);
      NixAttrs attrs = state.forceAttrs(value, null, "").flatten();
      List<Integer> shown = new ArrayList<>();
      for (int i = 0; i < attrs.size(); i++) {
        if (hasContent(attrs, i, child(path, attrs.name(i)))) {
          shown.add(i);
        }
      }
      for (int n = 0; n < shown.size(); n++) {
        int i = shown.get(n);
        boolean last = n + 1 == shown.size();
        List<String> child = child(path, attrs.name(i));
        ObjectNode inner =
            visitLazily(
                attrs,
                i,
                child,
                prefix + (last ? LAST : CONNECTED) + attrs.name(i),
                prefix + (last ? "    " : LINE));
        json.set(Bytes.decode(attrs.name(i)), inner);
      }
    }

    /** Outputs of other systems are not even evaluated. */
    private ObjectNode visitLazily(
        NixAttrs attrs, int i, List<String> path, String header, String prefix) {
      String kind = path.get(0);
      boolean foreign = path.size() > 1 && isPackage(kind, path.size()) && omits(path.get(1));
      boolean hidden = kind.equals("legacyPackages") && path.size() > 1 && !options.legacy;
      boolean opaque = path.size() == 1 && !isFolder(kind, 1) && !needsValue(kind);
      if (foreign || hidden || opaque) {
        return visit(NixAttrs.EMPTY, path, header, prefix);
      }
      int depth = state.depth();
      try {
        return visit(forced(attrs, i, path), path, header, prefix);
      } catch (EvalException e) {
        state.restoreDepth(depth);
        return omitted(e, path, header);
      }
    }

    /** What cannot be built is left out; so, as in Nix, is what is broken in legacyPackages. */
    private ObjectNode omitted(EvalException e, List<String> path, String header) {
      boolean unbuilt =
          String.valueOf(e.getMessage()).contains("'allow-import-from-derivation' is disabled");
      if (e.kind().isAboutTheEvaluation() || !unbuilt && !path.get(0).equals("legacyPackages")) {
        throw e;
      }
      if (unbuilt) {
        omit(path, header, "due to use of import from derivation");
      }
      return JsonNodeFactory.instance.objectNode();
    }

    private static boolean needsValue(String kind) {
      return kind.equals("hydraJobs")
          || kind.equals("legacyPackages")
          || kind.equals("defaultTemplate");
    }

    private Value forced(NixAttrs attrs, int i, List<String> path) {
      return switch (path.get(0)) {
        case "overlays", "nixosModules", "nixosConfigurations" ->
            path.size() > 1 ? NixAttrs.EMPTY : state.force(attrs.value(i), attrs.position(i));
        default -> state.force(attrs.value(i), attrs.position(i));
      };
    }

    private static List<String> child(List<String> path, String name) {
      List<String> child = new ArrayList<>(path);
      child.add(name);
      return child;
    }

    /** Whether anything would be shown of an output: frameworks give sets for everything. */
    private boolean hasContent(NixAttrs attrs, int i, List<String> path) {
      boolean mayBeEmpty =
          switch (path.get(0)) {
            case "apps", "checks", "devShells", "legacyPackages", "packages" -> path.size() <= 2;
            case "formatter", "nixosConfigurations", "nixosModules", "overlays" -> path.size() == 1;
            default -> false;
          };
      if (!mayBeEmpty) {
        return true;
      }
      int depth = state.depth();
      try {
        NixAttrs inner = state.forceAttrs(attrs.value(i), attrs.position(i), "").flatten();
        for (int k = 0; k < inner.size(); k++) {
          if (hasContent(inner, k, child(path, inner.name(k)))) {
            return true;
          }
        }
        return false;
      } catch (EvalException e) {
        if (e.kind().isAboutTheEvaluation()) {
          throw e;
        }
        state.restoreDepth(depth);
        return true; // shown, and the error with it
      }
    }

    private void derivation(Value value, List<String> path, String header, ObjectNode json) {
      NixAttrs attrs = (NixAttrs) value;
      String name = Outputs.string(state, attrs, "name");
      String shown = name == null ? "" : name;
      if (options.json) {
        String description = Outputs.description(state, attrs);
        json.put("description", description == null ? "" : Bytes.decode(description));
        json.put("name", Bytes.decode(shown));
        json.put("type", "derivation");
        return;
      }
      String kind =
          switch (path.get(0)) {
            case "devShell", "devShells" -> "development environment";
            case "checks", "hydraJobs" -> "derivation";
            default -> "package";
          };
      line(header + ": " + kind + " '" + shown + "'");
    }

    private void legacy(
        Value value, List<String> path, String header, String prefix, ObjectNode json) {
      if (path.size() == 1) {
        recurse(value, path, header, prefix, json);
      } else if (!options.legacy) {
        omit(path, header, "(use '--legacy' to show)");
      } else if (omits(path.get(1))) {
        omit(path, header, "(use '--all-systems' to show)");
      } else if (Outputs.isDerivation(state, value)) {
        derivation(value, path, header, json);
      } else if (path.size() <= 2) {
        recurse(value, path, header, prefix, json);
      }
    }

    private void app(Value value, String header, ObjectNode json) {
      NixAttrs attrs = state.forceAttrs(value, null, "");
      if (!"app".equals(Outputs.string(state, attrs, "type"))) {
        throw new EvalException(ErrorKind.EVAL, "not an app definition", null);
      }
      String description = Outputs.description(state, attrs);
      if (options.json) {
        if (description != null) {
          json.put("description", Bytes.decode(description));
        }
        json.put("type", "app");
      }
      line(header + ": app: " + (description == null ? "no description" : description));
    }

    private void template(Value value, String header, ObjectNode json) {
      NixAttrs attrs = state.forceAttrs(value, null, "");
      String description =
          state.forceString(state.attribute(attrs, "description", ""), null, "").value();
      if (options.json) {
        json.put("description", Bytes.decode(description));
        json.put("type", "template");
      }
      line(header + ": template: " + description);
    }

    private void other(String kind, int depth, String header, ObjectNode json) {
      String[] words = words(kind, depth);
      json.put("type", words[0]);
      line(header + ": " + words[1]);
    }

    private static String[] words(String kind, int depth) {
      return switch (kind) {
        case "overlay" -> depth == 1 ? OVERLAY : UNKNOWN;
        case "overlays" -> depth == 2 ? OVERLAY : UNKNOWN;
        case "nixosConfigurations" -> depth == 2 ? CONFIGURATION : UNKNOWN;
        case "nixosModule" -> depth == 1 ? MODULE : UNKNOWN;
        case "nixosModules" -> depth == 2 ? MODULE : UNKNOWN;
        default -> UNKNOWN;
      };
    }

    private static final String[] OVERLAY = {"nixpkgs-overlay", "Nixpkgs overlay"};
    private static final String[] CONFIGURATION = {"nixos-configuration", "NixOS configuration"};
    private static final String[] MODULE = {"nixos-module", "NixOS module"};
    private static final String[] UNKNOWN = {"unknown", "unknown"};
  }
}
