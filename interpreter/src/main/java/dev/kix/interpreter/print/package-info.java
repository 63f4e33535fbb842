/**
 * Values as text for people: the printers of {@code nix eval}, of {@code nix-instantiate --eval}
 * and of error messages.
 */
@NullMarked
package dev.kix.interpreter.print;

import org.jspecify.annotations.NullMarked;
