package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions of the module system, each with its {@link ModuleProblem}. */
final class Problems {
  private Problems() {}

  /** The exception for {@code problem} in nixpkgs' words, at the first definition at fault. */
  static EvalException raise(EvalState state, ModuleProblem problem) {
    Position position =
        problem.definitions().isEmpty()
            ? declared(problem)
            : problem.definitions().get(0).position();
    return new EvalException(
            ErrorKind.THROWN, ProblemWording.NIXPKGS.message(state, problem), position)
        .withDetail(problem);
  }

  /** Where the declaration at fault stands: its definitions are not what is wrong. */
  private static @Nullable Position declared(ModuleProblem problem) {
    return switch (problem.kind()) {
      case BAD_DECLARATION, DECLARATION_CONFLICT ->
          problem.declarations().isEmpty() ? null : problem.declarations().get(0).position();
      default -> null;
    };
  }

  static EvalException typeMismatch(
      EvalState state, Loc loc, TypeRef type, List<Definition> invalid) {
    return raise(state, problem(ModuleProblem.Kind.TYPE_MISMATCH, state, loc, type, invalid, null));
  }

  static EvalException typeError(EvalState state, Loc loc, TypeRef type, Merged.HeadError error) {
    return raise(
        state,
        problem(
            ModuleProblem.Kind.TYPE_MISMATCH,
            state,
            loc,
            type,
            error.invalid(),
            error.message(state)));
  }

  static EvalException undefined(EvalState state, Loc loc) {
    return raise(
        state, problem(ModuleProblem.Kind.UNDEFINED_OPTION, state, loc, null, List.of(), null));
  }

  static EvalException conflict(EvalState state, Loc loc, List<Definition> definitions) {
    return raise(state, problem(ModuleProblem.Kind.CONFLICT, state, loc, null, definitions, null));
  }

  /** A conflict that nixpkgs describes in a sentence of its own. */
  static EvalException conflict(
      EvalState state, Loc loc, List<Definition> definitions, String message) {
    return raise(
        state, problem(ModuleProblem.Kind.CONFLICT, state, loc, null, definitions, message));
  }

  static EvalException notUnique(
      EvalState state, Loc loc, List<Definition> definitions, String message) {
    return raise(
        state, problem(ModuleProblem.Kind.NOT_UNIQUE, state, loc, null, definitions, message));
  }

  /** A declaration that is none, and where it stands. */
  static EvalException badDeclaration(
      EvalState state, Loc loc, String message, List<Declaration> declarations) {
    return raise(
        state,
        problem(ModuleProblem.Kind.BAD_DECLARATION, state, loc, null, List.of(), message)
            .declaredIn(places(state, declarations)));
  }

  /** Declarations that do not go together. */
  static EvalException declarationConflict(
      EvalState state, Loc loc, String message, List<Declaration> declarations) {
    return raise(
        state,
        problem(ModuleProblem.Kind.DECLARATION_CONFLICT, state, loc, null, List.of(), message)
            .declaredIn(places(state, declarations)));
  }

  private static List<DeclarationInfo> places(EvalState state, List<Declaration> declarations) {
    List<DeclarationInfo> places = new ArrayList<>();
    for (Declaration d : declarations) {
      places.add(new DeclarationInfo(Nix.text(state, d.file()), d.position()));
    }
    return places;
  }

  static EvalException badModule(EvalState state, String message) {
    return badModule(state, message, null);
  }

  /** What is no module, and where it stands. */
  static EvalException badModule(EvalState state, String message, @Nullable Position position) {
    return raise(
        state,
        problem(ModuleProblem.Kind.BAD_MODULE, state, Loc.ROOT, null, List.of(), message)
            .at(position));
  }

  static EvalException incoherentCheck(Loc loc, TypeRef type, boolean option) {
    return Nix.thrown(
        "The option `"
            + loc.show()
            + "' has a type `"
            + type.description()
            + "' that uses\nan ad-hoc `type // { check = ...; }' override, which is incompatible"
            + " with\nthe v2 merge mechanism.\n\nPlease use `lib.types.addCheck` instead of `type"
            + " // { check }' to add\ncustom validation. For example:\n\n  lib.types.addCheck"
            + " baseType (value: /* your check */)\n\ninstead of:\n\n  baseType // { check ="
            + " value: /* your check */; }\n"
            + (option
                ? "\nAlternatively, this message may also occur as false positive when mixing"
                    + " Nixpkgs\nversions, if one Nixpkgs is between 83fed2e6..58696117 (Aug 28 -"
                    + " Oct 28 2025)\n"
                : ""));
  }

  static ModuleProblem problem(
      ModuleProblem.Kind kind,
      EvalState state,
      Loc loc,
      @Nullable TypeRef type,
      List<Definition> definitions,
      @Nullable String explanation) {
    return new ModuleProblem(
        kind,
        loc.names(),
        type == null ? null : type.name(),
        type == null ? null : type.description(),
        infos(state, definitions, true),
        explanation,
        List.of(),
        kind == ModuleProblem.Kind.TYPE_MISMATCH ? meant(type, definitions) : List.of());
  }

  /** What may have been meant by the one definition that is not of its type. */
  private static List<String> meant(@Nullable TypeRef type, List<Definition> definitions) {
    return type == null || definitions.size() != 1
        ? List.of()
        : type.meantBy(definitions.get(0).value());
  }

  static List<DefinitionInfo> infos(
      EvalState state, List<Definition> definitions, boolean effective) {
    List<DefinitionInfo> infos = new ArrayList<>(definitions.size());
    for (Definition d : definitions) {
      infos.add(info(state, d, effective));
    }
    return infos;
  }

  static DefinitionInfo info(EvalState state, Definition d, boolean effective) {
    return new DefinitionInfo(
        Nix.text(state, d.file()), d.position(), number(d.priority()), d.wrapped(), effective);
  }

  static long number(Value priority) {
    if (priority instanceof NixInt i) {
      return i.value();
    }
    return priority instanceof NixFloat f ? (long) f.value() : Definition.DEFAULT_PRIORITY;
  }
}
