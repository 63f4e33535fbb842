/**
 * Flakes: references to them, lock files, registries, and how a flake with its inputs becomes a
 * value.
 */
@NullMarked
package dev.kix.interpreter.flake;

import org.jspecify.annotations.NullMarked;
