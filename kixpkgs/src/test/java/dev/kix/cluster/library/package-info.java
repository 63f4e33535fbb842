/** Tests of the Nix sources: the library, compared with nixpkgs' own. */
@NullMarked
package dev.kix.cluster.library;

import org.jspecify.annotations.NullMarked;
