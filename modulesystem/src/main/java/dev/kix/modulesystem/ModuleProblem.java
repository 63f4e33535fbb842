package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.NixNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with options or their definitions, as data. Attached to the {@code EvalException}
 * that reports it ({@code detail()}), so that whoever catches it can word it differently: see
 * {@link ProblemWording}. Immutable.
 *
 * @param kind what is wrong
 * @param path the option, names from the root, one char per byte
 * @param typeName the name of the option's type ({@code int}), or null
 * @param typeDescription the type in words ({@code signed integer}), or null
 * @param definitions the definitions involved, those at fault
 * @param explanation for a check what it wants or says; for other kinds more about the matter, or
 *     null
 * @param declarations the files in which the option is declared
 * @param suggestions options that may have been meant, best first
 */
public record ModuleProblem(
    Kind kind,
    List<String> path,
    @Nullable String typeName,
    @Nullable String typeDescription,
    List<DefinitionInfo> definitions,
    @Nullable String explanation,
    List<DeclarationInfo> declarations,
    List<String> suggestions) {

  /** What is wrong. */
  public enum Kind {
    /** A definition is not of the option's type. */
    TYPE_MISMATCH,
    /** Two definitions of the same priority differ. */
    CONFLICT,
    /** An option that takes one definition has several. */
    NOT_UNIQUE,
    /** A read-only option is set more than once. */
    READ_ONLY,
    /** A definition where options are declared below is not a set. */
    NOT_A_SET,
    /** A definition of an option that is not declared. */
    UNKNOWN_OPTION,
    /** An option without value or default was wanted. */
    UNDEFINED_OPTION,
    /** The option's {@code check} returned false for the value. */
    CHECK_FAILED,
    /** The option's {@code check} returned a message about the value. */
    CHECK_MESSAGE,
    /** Two declarations of one option do not go together. */
    DECLARATION_CONFLICT,
    /** A declaration is not an option. */
    BAD_DECLARATION,
    /** A module is not a module. */
    BAD_MODULE
  }

  public ModuleProblem {
    path = List.copyOf(path);
    definitions = List.copyOf(definitions);
    declarations = List.copyOf(declarations);
    suggestions = List.copyOf(suggestions);
  }

  /** The same with the places where the option is declared. */
  ModuleProblem declaredIn(List<DeclarationInfo> places) {
    return new ModuleProblem(
        kind, path, typeName, typeDescription, definitions, explanation, places, suggestions);
  }

  /** The same about what stands at a position; this one when that is null or in no file. */
  public ModuleProblem at(@Nullable Position position) {
    String file = position == null ? null : position.source().origin().path();
    return file == null
        ? this
        : definedBy(
            List.of(
                new DefinitionInfo(
                    file, position, Definition.DEFAULT_PRIORITY, NixNull.NULL, true)));
  }

  /** The same with the definitions it is about. */
  ModuleProblem definedBy(List<DefinitionInfo> infos) {
    return new ModuleProblem(
        kind, path, typeName, typeDescription, infos, explanation, declarations, suggestions);
  }

  /** The same with options that may have been meant, or that could be set instead. */
  ModuleProblem suggesting(List<String> names) {
    return new ModuleProblem(
        kind, path, typeName, typeDescription, definitions, explanation, declarations, names);
  }

  /** The path as it is written in messages: {@code a."b.c".d}. */
  public String option() {
    return Show.option(path);
  }
}
