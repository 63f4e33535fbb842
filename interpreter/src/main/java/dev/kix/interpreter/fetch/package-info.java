/**
 * Where sources come from: URLs as Nix reads them, and the inputs of {@code builtins.fetchTree} and
 * of flakes. This package knows what an input means; it fetches nothing.
 */
@NullMarked
package dev.kix.interpreter.fetch;

import org.jspecify.annotations.NullMarked;
