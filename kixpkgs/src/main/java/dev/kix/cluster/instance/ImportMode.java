package dev.kix.cluster.instance;

import dev.kix.interpreter.value.NixAttrs;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kix.mkImport} says about something that runs already and that kix leaves alone: only
 * {@code out} of the package is evaluated. Names hold one char per byte.
 *
 * @param config definitions for the package's options: how the thing is set up
 * @param out attributes that take the place of those that the package works out
 * @param namespace the namespace it runs in, or null for the instance's
 * @param name the name it goes by there, or null for the instance's
 */
public record ImportMode(
    NixAttrs config, NixAttrs out, @Nullable String namespace, @Nullable String name) {}
