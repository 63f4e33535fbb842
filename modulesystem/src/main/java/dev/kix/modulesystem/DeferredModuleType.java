package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.List;

/** {@code deferredModule}: a module to be used in another evaluation. */
final class DeferredModuleType extends NativeType {
  private final EvalState state;
  private final ModuleLibrary library;
  private final Lazy staticModules;

  DeferredModuleType(EvalState state, ModuleLibrary library, Lazy staticModules) {
    this.state = state;
    this.library = library;
    this.staticModules = staticModules;
  }

  @Override
  String name() {
    return "deferredModule";
  }

  @Override
  String description() {
    return "module";
  }

  @Override
  boolean check(EvalState s, Lazy v) {
    return SubmoduleType.looksLikeModule(s, v);
  }

  @Override
  Merged merge(EvalState s, Loc loc, List<Definition> definitions) {
    Lazy[] imports = new Lazy[definitions.size()];
    for (int i = 0; i < imports.length; i++) {
      Definition d = definitions.get(i);
      Lazy file =
          new Deferred() {
            @Override
            Value compute() {
              return NixString.of(Nix.text(s, d.file()) + ", via option " + loc.show());
            }
          };
      imports[i] = Modules.withDefaultLocation(file, d.value());
    }
    NixList all = Nix.concat(s.forceList(staticModules, null, ""), NixList.of(imports));
    return Merged.of(NixAttrs.of("imports", all));
  }

  private SubmoduleType submodule() {
    return SubmoduleType.ofModules(state, library, staticModules);
  }

  @Override
  Value subOptions(EvalState s, Lazy prefix) {
    return submodule().subOptions(s, prefix);
  }

  @Override
  Lazy subModules() {
    return staticModules;
  }

  @Override
  Value substSubModules(EvalState s, Lazy modules) {
    return new DeferredModuleType(s, library, modules).attrs();
  }

  @Override
  Lazy functor() {
    return TypeFunctors.of(
        "deferredModuleWith",
        library.typeNamed("deferredModuleWith"),
        NixAttrs.of("staticModules", staticModules),
        CONCATENATE);
  }

  private static final NativeFunction2 CONCATENATE =
      new NativeFunction2() {
        @Override
        Value apply(EvalState s, Lazy a, Lazy b) {
          return NixAttrs.of("staticModules", Nix.concat(modules(s, a), modules(s, b)));
        }

        private NixList modules(EvalState s, Lazy payload) {
          NixAttrs attrs = s.forceAttrs(payload, null, "");
          return s.forceList(Nix.selectLazy(attrs, "staticModules"), null, "");
        }
      };
}
