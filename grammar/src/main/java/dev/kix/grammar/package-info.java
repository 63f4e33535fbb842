/**
 * The Nix language as text: source files and positions, an immutable syntax tree, the parser and
 * the canonical printer. No ANTLR type is visible outside this module, and nothing here knows how
 * an expression is evaluated.
 */
@NullMarked
package dev.kix.grammar;

import org.jspecify.annotations.NullMarked;
