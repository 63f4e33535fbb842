package dev.kix.cluster.instance;

import org.jspecify.annotations.Nullable;

/**
 * What an argument of a package was wired to.
 *
 * @param argument the formal argument
 * @param target the instance, or null: the argument gets {@code null} or its default
 * @param explicitNull whether {@code deps} said {@code null}, which is passed on even where there
 *     is a default
 * @param reason how it was found, for {@code kix why}: {@code deps}, {@code namespace}, {@code
 *     environment}, {@code cluster}, {@code instantiated}, {@code default}
 */
public record Dependency(
    String argument, @Nullable Instance target, boolean explicitNull, String reason) {}
