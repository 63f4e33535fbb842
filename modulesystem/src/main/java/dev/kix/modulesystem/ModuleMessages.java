package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** The longer messages about modules that cannot be loaded, in nixpkgs' words. */
final class ModuleMessages {
  private static final String ESC = "\u001b";

  private ModuleMessages() {}

  private static String warning(String s) {
    return ESC + "[1;35m" + s + ESC + "[0m";
  }

  private static String good(String s) {
    return ESC + "[1;32m" + s + ESC + "[0m";
  }

  private static String code(String s) {
    return ESC + "[1m" + s + ESC + "[0m";
  }

  /** A value with a {@code _type} that is no module stands where a module is expected. */
  static String notAModule(
      EvalState state, String tag, Lazy parentFile, @Nullable String expectedClass, Loc prefix) {
    String file = Nix.text(state, parentFile);
    StringBuilder out = new StringBuilder("Expected a module, but found a value of type ");
    out.append(warning(Show.string(tag)));
    if (!file.equals(Show.UNKNOWN_FILE)) {
      out.append(", while trying to load a module into ").append(file);
    }
    if (!prefix.isRoot()) {
      out.append(", while trying to load a module into ").append(code(prefix.show()));
    }
    out.append(".\nA module is typically loaded by adding it to the ")
        .append(code("imports = [ ... ];"))
        .append(" attribute of an existing module, or in the ")
        .append(code("modules = [ ... ];"))
        .append(" argument of various functions.\n")
        .append("Please make sure that each of the list items is a module, and not a different")
        .append(" kind of value.");
    if (tag.equals("configuration")) {
      out.append("\n\nIf you really mean to import this configuration, instead please only import")
          .append(" the modules that make up the configuration.\n")
          .append("You may have to create a `let` binding, file or attribute to give yourself")
          .append(" access to the relevant modules.\n")
          .append("While loading a configuration into the module system is a very sensible idea,")
          .append(" it can not be done cleanly in practice.");
    } else if (tag.equals("flake")) {
      String attribute = expectedClass == null ? "someApp" : expectedClass;
      out.append("\n\nPerhaps you forgot to select an attribute name?\n")
          .append("Instead of, for example,\n    ")
          .append(warning("inputs.someflake"))
          .append("\nyou need to write something like\n    ")
          .append(warning("inputs.someflake"))
          .append(good(".modules." + attribute + ".default"));
      if ("nixos".equals(expectedClass) || "darwin".equals(expectedClass)) {
        out.append("\nor\n    ")
            .append(warning("inputs.someflake"))
            .append(good("." + expectedClass + "Modules.default"));
      }
    }
    return out.toString();
  }

  static String wrongClass(String module, String actual, String expected) {
    String a = Show.string(actual);
    String e = Show.string(expected);
    return "The module `"
        + module
        + "` (class: "
        + a
        + ") cannot be imported into a module evaluation that expects class "
        + e
        + ".\n\nHelp:\n- Ensure that you are importing the correct module.\n- Verify that the"
        + " module's `_class`, "
        + a
        + " matches the expected `class` "
        + e
        + ".\n- If you are using a custom class, make sure it is correctly defined and used"
        + " consistently across your modules.\n";
  }

  /** An item of {@code disabledModules} that names no module. */
  static String cannotDisable(String file, Value item) {
    return item instanceof NixAttrs
        ? "Module `"
            + file
            + "` contains a disabledModules item that is an attribute set, presumably a module,"
            + " that does not have a `key` attribute. This means that the module system doesn't"
            + " have any means to identify the module that should be disabled. Make sure that"
            + " you've put the correct value in disabledModules: a string path relative to"
            + " modulesPath, a path value, or an attribute set with a `key` attribute."
        : "Each disabledModules item must be a path, string, or a attribute set with a key"
            + " attribute, or a value supported by toString. However, one of the disabledModules"
            + " items in `"
            + file
            + "` is none of that, but is of type "
            + item.type().typeName()
            + ".";
  }
}
