/**
 * The values of the Nix language. A {@link Lazy} is a value or a promise of one; a {@link Value} is
 * evaluated to weak head normal form. Strings and names hold one char per byte (ISO-8859-1). Values
 * are immutable as seen from outside.
 */
@NullMarked
package dev.kix.interpreter.value;

import org.jspecify.annotations.NullMarked;
