/**
 * Derivations: their value, the ATerm text and the JSON form, and the computing of output paths.
 *
 * <p>Rules: Nix manual, <i>Derivation "ATerm" file format</i> (protocols/derivation-aterm.md) and
 * <i>Store Derivation and Deriving Path</i>.
 */
@NullMarked
package dev.kix.store.derivation;

import org.jspecify.annotations.NullMarked;
