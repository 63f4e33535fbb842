package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code listOf}: the lists of all definitions one after the other. */
final class ListOfType extends NativeType {
  private static final List<String> PLAIN = List.of("noun", "composite");

  private final ModuleLibrary library;
  private final TypeRef element;

  ListOfType(ModuleLibrary library, TypeRef element) {
    this.library = library;
    this.element = element;
  }

  @Override
  String name() {
    return "listOf";
  }

  @Override
  String description() {
    return "list of " + element.phrase(PLAIN);
  }

  @Override
  String descriptionClass() {
    return "composite";
  }

  @Override
  boolean check(EvalState state, Lazy v) {
    return v.force() instanceof NixList;
  }

  @Override
  boolean checksWhileMerging() {
    return true;
  }

  @Override
  Merged merge(EvalState state, Loc loc, List<Definition> definitions) {
    Merged.HeadError error = headError(state, this, definitions);
    if (error != null) {
      return new Merged(error, NixList.EMPTY, ValueMeta.NONE);
    }
    List<MergedDefinitions> all = new ArrayList<>();
    for (int n = 0; n < definitions.size(); n++) {
      Definition d = definitions.get(n);
      Lazy[] elements = state.forceList(d.value(), d.position(), "").elements();
      for (int m = 0; m < elements.length; m++) {
        all.add(
            new MergedDefinitions(
                loc.entry(n + 1, m + 1), element, List.of(d.part(elements[m], null))));
      }
    }
    return new Merged(null, new Elements(all), ValueMeta.list(all));
  }

  /** The list: elements whose every definition is switched off are left out. */
  private static final class Elements extends Deferred {
    private final List<MergedDefinitions> all;

    Elements(List<MergedDefinitions> all) {
      this.all = all;
    }

    @Override
    Value compute() {
      List<MergedDefinitions> kept = new ArrayList<>(all.size());
      for (MergedDefinitions m : all) {
        if (m.isDefined()) {
          kept.add(m);
        }
      }
      return NixList.copyOf(kept);
    }
  }

  @Override
  Lazy emptyValue() {
    return NixList.EMPTY;
  }

  @Override
  Value subOptions(EvalState state, Lazy prefix) {
    return element.subOptions(
        Nix.concat(state.forceList(prefix, null, ""), NixList.of(NixString.of("*"))));
  }

  @Override
  Lazy subModules() {
    return new TypeParts.SubModules(element);
  }

  @Override
  Value substSubModules(EvalState state, Lazy modules) {
    return new ListOfType(library, element.substSubModules(modules)).attrs();
  }

  @Override
  Lazy nestedTypes() {
    return NixAttrs.of(ELEMENT, new Lazy[] {element.source()});
  }

  @Override
  Lazy functor() {
    return TypeFunctors.ofElement(
        "listOf", library.typeFunction("listOf", "elemType"), element.source());
  }
}
