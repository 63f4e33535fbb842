package dev.kix.modulesystem;

import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import java.util.Map;

/**
 * The set patterns of native functions, as {@code lib.functionArgs} shows those of nixpkgs'
 * functions of the same names: who wraps {@code mkOption} asks what it takes.
 */
final class FunctionPattern {
  /** The attributes of each function's argument; a question mark behind what has a default. */
  private static final Map<String, String> PATTERNS =
      Map.ofEntries(
          Map.entry("evalModules", "args? check? class? modules prefix? specialArgs?"),
          Map.entry("mergeUniqueOption", "merge? message"),
          Map.entry("mkDefinition", "file value"),
          Map.entry(
              "mkOption",
              "apply? default? defaultText? description? example? internal? readOnly?"
                  + " relatedPackages? type? visible?"),
          Map.entry(
              "mkOptionType",
              "check? deprecationMessage? description? descriptionClass? emptyValue? functor?"
                  + " getSubModules? getSubOptions? merge? name nestedTypes? substSubModules?"
                  + " typeMerge?"),
          Map.entry("attrListWith", "asAttrs? elemType mergeAttrValues?"),
          Map.entry("attrsWith", "elemType lazy? placeholder?"),
          Map.entry("deferredModuleWith", "staticModules?"),
          Map.entry("pathWith", "absolute? inStore?"),
          Map.entry(
              "submoduleWith",
              "class? description? modules shorthandOnlyDefinesConfig? specialArgs?"),
          Map.entry("unique", "message"));

  private FunctionPattern() {}

  /** What the function takes; empty when it takes no set. */
  static NixAttrs of(String function) {
    String pattern = PATTERNS.get(function);
    if (pattern == null) {
      return NixAttrs.EMPTY;
    }
    String[] names = pattern.split(" ");
    AttrsBuilder out = new AttrsBuilder(names.length);
    for (String name : names) {
      boolean optional = name.endsWith("?");
      out.put(optional ? name.substring(0, name.length() - 1) : name, NixBool.of(optional));
    }
    return out.build();
  }
}
