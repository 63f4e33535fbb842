package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import org.jspecify.annotations.Nullable;

/**
 * One declaration of an option.
 *
 * @param file the file of the module that declares it, or {@code <unknown-file>}
 * @param position where, or null
 */
public record DeclarationInfo(String file, @Nullable Position position) {}
