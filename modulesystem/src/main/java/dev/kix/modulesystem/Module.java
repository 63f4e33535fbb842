package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import org.jspecify.annotations.Nullable;

/**
 * A module in canonical form: {@code unifyModuleSyntax}.
 *
 * @param file the file for messages, a string
 * @param key what identifies the module: one of several with the same key is used
 * @param moduleClass {@code _class}, or null
 * @param disabledModules a list
 * @param imports a list
 * @param importsAt where they are listed, or null when nobody knows
 * @param options a set
 * @param config definitions, perhaps with properties at the top
 */
record Module(
    Lazy file,
    Lazy key,
    @Nullable Lazy moduleClass,
    Lazy disabledModules,
    Lazy imports,
    @Nullable Position importsAt,
    Lazy options,
    Lazy config) {}
