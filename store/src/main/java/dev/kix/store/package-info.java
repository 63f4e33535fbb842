/**
 * The ground of the Nix store formats: the one exception type that everything below it throws.
 *
 * <p>A Nix string is a sequence of bytes. In all of kix it is a Java {@code String} with one {@code
 * char} (0 to 255) a byte, that is, the bytes decoded as ISO 8859-1; every method here that takes
 * or gives text from Nix means that, unless it says otherwise.
 */
@NullMarked
package dev.kix.store;

import org.jspecify.annotations.NullMarked;
