/** The language suite of NixOS/nix, run from a checkout of it. */
@NullMarked
package dev.kix.conformance.suite;

import org.jspecify.annotations.NullMarked;
