/**
 * The functions of {@code builtins}: one class a family of static methods, which the annotation
 * processor gathers into a dispatch table and a manual. Their names, laziness, coercions and error
 * words are those of Nix 2.35; errors inside a builtin carry no position of their own, the frame
 * {@code while calling the … builtin} has the call site.
 */
@NullMarked
package dev.kix.interpreter.builtin;

import org.jspecify.annotations.NullMarked;
