/** Content hashes and their textual forms: base 16, Nix's base 32, base 64 and SRI. */
@NullMarked
package dev.kix.store.hash;

import org.jspecify.annotations.NullMarked;
