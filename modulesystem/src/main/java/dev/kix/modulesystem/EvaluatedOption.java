package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option with its definitions: {@code evalOptionValue}. Forcing it yields the option's final
 * value, {@code apply} and {@code check} included; {@link #attrs()} is what {@code options.…}
 * holds.
 */
final class EvaluatedOption extends Deferred {
  private static final Shape SHAPE =
      Nix.shape(
          "__toString",
          "definitions",
          "definitionsWithLocations",
          "files",
          "highestPrio",
          "isDefined",
          "value",
          "valueMeta");
  private static final Property[] AS_OPTION_DEFAULT = {
    new Property(false, NixInt.of(Priorities.OPTION_DEFAULT))
  };

  private final EvalState state;
  private final ModuleLibrary library;
  private final Loc loc;
  private final DefinitionSource source;

  /** A {@link MergedDeclaration}, or what it will be made of: a {@link Declaration} or a list. */
  private Object declared;

  private @Nullable MergedDefinitions merged;
  private @Nullable NixAttrs attrs;

  /** Where the definitions come from when they are first wanted. */
  interface DefinitionSource {
    /**
     * The definitions, after the one that the default makes; a list that must not be changed.
     *
     * @param byDefault the default as a definition, or null for none
     */
    List<Definition> definitions(@Nullable Definition byDefault);
  }

  /**
   * @param declared the only declaration, or a list of them, or what they come to
   */
  EvaluatedOption(
      EvalState state, ModuleLibrary library, Loc loc, Object declared, DefinitionSource source) {
    this.state = state;
    this.library = library;
    this.loc = loc;
    this.declared = declared;
    this.source = source;
  }

  /** {@code evalOptionValue loc option definitions}, for an option that is already one set. */
  static EvaluatedOption of(
      EvalState state,
      ModuleLibrary library,
      Loc loc,
      NixAttrs option,
      List<Definition> definitions) {
    return new EvaluatedOption(
        state,
        library,
        loc,
        MergedDeclaration.given(state, library, loc, option),
        new Given(definitions));
  }

  private record Given(List<Definition> given) implements DefinitionSource {
    @Override
    public List<Definition> definitions(@Nullable Definition byDefault) {
      if (byDefault == null) {
        return given;
      }
      List<Definition> all = new ArrayList<>(given.size() + 1);
      all.add(byDefault);
      all.addAll(given);
      return all;
    }
  }

  /** The declarations as one; fails where they contradict each other. */
  MergedDeclaration declaration() {
    if (declared instanceof MergedDeclaration known) {
      return known;
    }
    MergedDeclaration d = MergedDeclaration.merge(state, library, loc, declared);
    declared = d;
    return d;
  }

  Loc loc() {
    return loc;
  }

  TypeRef type() {
    return declaration().type();
  }

  /** The definitions, the default among them, and what they come to before {@code apply}. */
  MergedDefinitions merged() {
    MergedDefinitions m = merged;
    if (m == null) {
      m = merge();
      merged = m;
    }
    return m;
  }

  private MergedDefinitions merge() {
    NixAttrs given = declaration().given();
    Lazy fallback = given.get("default");
    Definition byDefault =
        fallback == null
            ? null
            : Definition.of(
                declaration().first().file(),
                fallback,
                given.position("default"),
                AS_OPTION_DEFAULT);
    List<Definition> definitions = source.definitions(byDefault);
    if (definitions.size() > 1 && Nix.flag(state, given, "readOnly", false)) {
      throw readOnly(definitions);
    }
    return new MergedDefinitions(loc(), type(), definitions);
  }

  private EvalException readOnly(List<Definition> definitions) {
    List<Definition> apart = new ArrayList<>(definitions.size());
    for (Definition d : definitions) {
      apart.add(d.withValue(new MergedDefinitions(loc(), type(), List.of(d))));
    }
    return Problems.raise(
        state, Problems.problem(ModuleProblem.Kind.READ_ONLY, state, loc(), type(), apart, null));
  }

  @Override
  Value compute() {
    try {
      library.reading(loc);
      warnIfTypeIsDeprecated();
      Lazy value = merged();
      OptionCheck.run(state, this, value);
      Lazy apply = declaration().given().get("apply");
      return apply == null ? value.force() : state.call(apply.force(), null, value);
    } catch (EvalException e) {
      if (e.detail() instanceof ModuleProblem p
          && p.declarations().isEmpty()
          && p.path().equals(loc.names())) {
        e.withDetail(p.declaredIn(declarationInfos()));
      }
      throw e.duringCustom(null, "while evaluating the option `" + loc().show() + "':");
    }
  }

  private void warnIfTypeIsDeprecated() {
    String message = type().deprecationMessage();
    if (message != null) {
      library.warn(
          "The type `types."
              + type().name()
              + "' of option `"
              + loc().show()
              + "' defined in "
              + Show.files(
                  state, declaration().declarations().stream().map(Declaration::file).toList())
              + " is deprecated. "
              + message);
    }
  }

  /** The option as a set: declaration, value and definitions. */
  NixAttrs attrs() {
    NixAttrs a = attrs;
    if (a == null) {
      a = NixAttrs.update(declaration().finalAttrs(), evaluation());
      attrs = a;
    }
    return a;
  }

  private NixAttrs evaluation() {
    EvaluatedOption self = this;
    return NixAttrs.of(
        SHAPE,
        new Lazy[] {
          new NativeFunction() {
            @Override
            Value apply(EvalState s, Lazy ignored) {
              return NixString.of(self.loc().show());
            }
          },
          new Deferred() {
            @Override
            Value compute() {
              List<Definition> defs = self.merged().finalDefinitions();
              Lazy[] values = new Lazy[defs.size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = defs.get(i).wrapped();
              }
              return NixList.of(values);
            }
          },
          new Deferred() {
            @Override
            Value compute() {
              return TypeRef.toList(self.merged().finalDefinitions());
            }
          },
          new Deferred() {
            @Override
            Value compute() {
              List<Definition> defs = self.merged().finalDefinitions();
              Lazy[] files = new Lazy[defs.size()];
              for (int i = 0; i < files.length; i++) {
                files[i] = defs.get(i).file();
              }
              return NixList.of(files);
            }
          },
          new Deferred() {
            @Override
            Value compute() {
              return self.merged().highestPriority().force();
            }
          },
          new Deferred() {
            @Override
            Value compute() {
              return NixBool.of(self.merged().isDefined());
            }
          },
          this,
          new Deferred() {
            @Override
            Value compute() {
              return self.merged().metaToNix();
            }
          }
        });
  }

  /** Where the option is declared. */
  List<DeclarationInfo> declarationInfos() {
    List<DeclarationInfo> infos = new ArrayList<>();
    for (Declaration d : declaration().declarations()) {
      Position position = d.position();
      infos.add(new DeclarationInfo(Nix.text(state, d.file()), position));
    }
    return infos;
  }
}
