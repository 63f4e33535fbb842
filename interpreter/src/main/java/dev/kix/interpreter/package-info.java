/**
 * The Nix language for Java programs. Start with {@link dev.kix.interpreter.Interpreter}:
 *
 * <pre>{@code
 * try (Interpreter nix = Interpreter.builder().build()) {
 *   long sum = nix.evaluate("builtins.foldl' (a: b: a + b) 0 [ 1 2 3 ]").asLong();
 * }
 * }</pre>
 *
 * <p>By default an interpreter reads no file, sees no environment and has no network: see {@link
 * dev.kix.interpreter.Permissions}. How long, how deep and with how much memory it may work is set
 * by {@link dev.kix.interpreter.Limits}.
 */
@NullMarked
package dev.kix.interpreter;

import org.jspecify.annotations.NullMarked;
