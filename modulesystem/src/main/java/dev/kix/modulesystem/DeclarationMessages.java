package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import java.util.List;
import java.util.TreeSet;

/** The longer messages about declarations, in nixpkgs' words. */
final class DeclarationMessages {
  private DeclarationMessages() {}

  /** A set with some other {@code _type} stands where an option is declared. */
  static String notAnOption(EvalState state, Loc loc, String tag, Declaration d) {
    String message =
        "In module "
            + Nix.text(state, d.file())
            + ": expected an option declaration at option path `"
            + loc.show()
            + "` but got an attribute set with type "
            + tag;
    if (!tag.equals("option-type")) {
      return message;
    }
    String name = Show.identifier(loc.last());
    return message
        + "\n\nWhen declaring an option, you must wrap the type in a `mkOption` call. It should look"
        + " somewhat like:\n    "
        + (loc.length() > 1 ? "\n    # " + loc.show() : "")
        + "\n    "
        + name
        + " = lib.mkOption {\n      description = ...;\n      type = <the type you wrote for "
        + name
        + ">;\n      ...\n    };\n";
  }

  /** Options are declared below an option that has no submodule. */
  static String cannotBeParent(
      EvalState state, Loc loc, Declaration option, List<Declaration> below) {
    String description = "<no description>";
    if (option.options().force() instanceof NixAttrs a
        && Nix.selectOrNull(a, "type") instanceof NixAttrs type
        && Nix.selectOrNull(type, "description") instanceof NixString s) {
      description = s.value();
    }
    TreeSet<String> lines = new TreeSet<>();
    for (Declaration d : below) {
      NixAttrs set = state.forceAttrs(d.options(), null, "").flatten();
      for (int i = 0; i < set.size(); i++) {
        lines.add(
            " - option(s) with prefix `"
                + loc.child(set.name(i)).show()
                + "' in module `"
                + Nix.text(state, d.file())
                + "'");
      }
    }
    return "The option `"
        + loc.show()
        + "' in module `"
        + Nix.text(state, option.file())
        + "' would be a parent of the following options, but its type `"
        + description
        + "' does not support nested options.\n"
        + String.join("\n", lines);
  }
}
