/**
 * The ANTLR lexer and parser of the Nix language and what drives them. Internal to the grammar
 * module: it knows tokens and the order in which syntax appears, not the tree ({@link
 * dev.kix.grammar.antlr.SyntaxEvents} is the way out).
 */
@NullMarked
package dev.kix.grammar.antlr;

import org.jspecify.annotations.NullMarked;
