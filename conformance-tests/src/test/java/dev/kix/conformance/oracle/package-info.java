/** Comparisons with real Nix where it is installed. */
@NullMarked
package dev.kix.conformance.oracle;

import org.jspecify.annotations.NullMarked;
