package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import java.util.ArrayList;
import java.util.List;

/** {@code optionType}: the type of types; several are merged as declarations of one option are. */
final class OptionTypeType extends SimpleType {
  private final ModuleLibrary library;

  OptionTypeType(ModuleLibrary library) {
    super(library, "optionType", "optionType");
    this.library = library;
  }

  @Override
  boolean check(EvalState state, Lazy v) {
    return Nix.isTagged(v.force(), "option-type");
  }

  @Override
  Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
    if (definitions.size() == 1) {
      return definitions.get(0).value();
    }
    List<Declaration> declarations = new ArrayList<>(definitions.size());
    for (Definition d : definitions) {
      NixAttrs option =
          NixAttrs.of(Nix.shape("_type", "type"), new Lazy[] {NixString.of("option"), d.value()});
      declarations.add(new Declaration(d.file(), null, option));
    }
    return MergedDeclaration.merge(state, library, loc, declarations).type().attrs();
  }
}
