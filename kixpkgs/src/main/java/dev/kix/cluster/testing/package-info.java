/** Tests that package authors write in Nix: {@code tests/*.nix} beside a package. */
@NullMarked
package dev.kix.cluster.testing;

import org.jspecify.annotations.NullMarked;
