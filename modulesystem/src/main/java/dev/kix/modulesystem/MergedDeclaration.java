package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All declarations of one option as one: {@code mergeOptionDecls} and {@code fixupOptionType}.
 * There is one declaration as a rule; several are allowed where they do not contradict each other,
 * so that one module can add sub-options to another's submodule.
 */
final class MergedDeclaration {
  private static final Shape SHAPE =
      Nix.shape("declarationPositions", "declarations", "loc", "options");
  private static final List<String> ONCE = List.of("default", "example", "description", "apply");

  private final EvalState state;
  private final ModuleLibrary library;
  private final Loc loc;

  /** The only declaration, or the list of them. */
  private final Object declared;

  private final NixAttrs attrs;
  private final @Nullable Lazy declaredType;
  private @Nullable TypeRef type;
  private boolean complete;

  private MergedDeclaration(
      EvalState state,
      ModuleLibrary library,
      Loc loc,
      Object declared,
      NixAttrs attrs,
      @Nullable Lazy declaredType) {
    this.state = state;
    this.library = library;
    this.loc = loc;
    this.declared = declared;
    this.attrs = attrs;
    this.declaredType = declaredType;
  }

  /**
   * @param declared the only declaration, or a list of them
   */
  static MergedDeclaration merge(EvalState state, ModuleLibrary library, Loc loc, Object declared) {
    if (declared instanceof Declaration only) {
      NixAttrs option = state.forceAttrs(only.options(), only.position(), "");
      return new MergedDeclaration(state, library, loc, only, option, option.get("type"));
    }
    List<Declaration> declarations = list(declared);
    NixAttrs merged = NixAttrs.EMPTY;
    Lazy type = null;
    for (int i = 0; i < declarations.size(); i++) {
      Declaration d = declarations.get(i);
      NixAttrs option = state.forceAttrs(d.options(), d.position(), "");
      Lazy other = option.get("type");
      if (i == 0) {
        merged = option;
        type = other;
        continue;
      }
      for (String name : ONCE) {
        if (option.has(name) && merged.has(name)) {
          throw alreadyDeclared(state, loc, d, declarations.subList(0, i));
        }
      }
      if (type != null && other != null) {
        Value t = TypeRef.of(state, type).typeMerge(TypeRef.of(state, other).functor());
        if (t == null) {
          throw alreadyDeclared(state, loc, d, declarations.subList(0, i));
        }
        type = t;
      } else if (type == null) {
        type = other;
      }
      merged = NixAttrs.update(option, merged);
    }
    return new MergedDeclaration(state, library, loc, declarations, merged, type);
  }

  /**
   * An option that is already merged: its {@code declarations} say where it comes from, and its
   * type is as it should be.
   */
  static MergedDeclaration given(EvalState state, ModuleLibrary library, Loc loc, NixAttrs option) {
    List<Declaration> declarations = new ArrayList<>();
    Lazy files = option.get("declarations");
    if (files != null) {
      for (Lazy file : state.forceList(files, null, "").elements()) {
        declarations.add(new Declaration(file, null, option));
      }
    }
    if (declarations.isEmpty()) {
      declarations.add(new Declaration(NixString.of(Show.UNKNOWN_FILE), null, option));
    }
    Lazy type = option.get("type");
    MergedDeclaration d =
        new MergedDeclaration(state, library, loc, declarations.get(0), option, type);
    d.type = type == null ? library.types().unspecified() : TypeRef.of(state, type);
    d.complete = true;
    return d;
  }

  private static RuntimeException alreadyDeclared(
      EvalState state, Loc loc, Declaration d, List<Declaration> earlier) {
    List<Declaration> all = new ArrayList<>();
    all.add(d);
    all.addAll(earlier);
    return Problems.declarationConflict(
        state,
        loc,
        "The option `"
            + loc.show()
            + "' in `"
            + Nix.text(state, d.file())
            + "' is already declared in "
            + Show.files(state, earlier.stream().map(Declaration::file).toList())
            + ".",
        all);
  }

  List<Declaration> declarations() {
    return list(declared);
  }

  /** The first of {@link #declarations()}. */
  Declaration first() {
    return declared instanceof Declaration d ? d : list(declared).get(0);
  }

  @SuppressWarnings("unchecked") // it is one declaration or a list of them
  private static List<Declaration> list(Object declared) {
    return declared instanceof Declaration d ? List.of(d) : (List<Declaration>) declared;
  }

  /** The attributes that the declarations give. */
  NixAttrs given() {
    return attrs;
  }

  /**
   * The type, {@code unspecified} where none is given. The modules of a submodule know the files
   * that declare them.
   */
  TypeRef type() {
    TypeRef t = type;
    if (t == null) {
      t = findType();
      type = t;
    }
    return t;
  }

  private TypeRef findType() {
    if (declaredType == null) {
      return library.types().unspecified();
    }
    TypeRef declared = TypeRef.of(state, declaredType.force());
    NixList modules = subModules(declared);
    return modules == null ? declared : declared.substSubModules(modules);
  }

  /** The modules of all declarations' submodules, the last declaration's first; null for none. */
  private @Nullable NixList subModules(TypeRef declared) {
    if (declared.subModules() == null) {
      return null;
    }
    List<Lazy> all = new ArrayList<>();
    List<Declaration> declarations = declarations();
    for (int i = declarations.size() - 1; i >= 0; i--) {
      Declaration d = declarations.get(i);
      Lazy own = state.forceAttrs(d.options(), null, "").get("type");
      Value modules = own == null ? null : TypeRef.of(state, own).subModules();
      if (modules != null) {
        for (Lazy m : state.forceList(modules, null, "").elements()) {
          all.add(Modules.withDefaultLocation(d.file(), m));
        }
      }
    }
    return NixList.copyOf(all);
  }

  /** What {@code lib.mergeOptionDecls} returns. */
  NixAttrs mergedAttrs() {
    NixAttrs a = NixAttrs.update(attrs, bookkeeping(true));
    return declaredType == null ? a : NixAttrs.update(a, NixAttrs.of("type", declaredType));
  }

  /** {@link #mergedAttrs()} with the final {@link #type()}. */
  NixAttrs finalAttrs() {
    if (complete) {
      return attrs;
    }
    NixAttrs a = NixAttrs.update(attrs, bookkeeping(false));
    return NixAttrs.update(
        a,
        NixAttrs.of(
            "type",
            new Deferred() {
              @Override
              Value compute() {
                return type().attrs();
              }
            }));
  }

  private NixAttrs bookkeeping(boolean withModules) {
    List<Declaration> declarations = declarations();
    Lazy[] files = new Lazy[declarations.size()];
    Lazy[] positions = new Lazy[declarations.size()];
    for (int i = 0; i < files.length; i++) {
      Declaration d = declarations.get(i);
      files[i] = d.file();
      positions[i] =
          new Deferred() {
            @Override
            Value compute() {
              return d.positionOrFile();
            }
          };
    }
    Lazy options =
        !withModules
            ? NixList.EMPTY
            : new Deferred() {
              @Override
              Value compute() {
                NixList modules =
                    declaredType == null ? null : subModules(TypeRef.of(state, declaredType));
                return modules == null ? NixList.EMPTY : modules;
              }
            };
    return NixAttrs.of(
        SHAPE, new Lazy[] {NixList.of(positions), NixList.of(files), loc.toList(), options});
  }
}
