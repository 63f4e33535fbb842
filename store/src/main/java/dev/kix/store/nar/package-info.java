/**
 * Nix archives (NAR): the canonical serialisation of a file tree, written and read as a stream.
 *
 * <p>Rules: Nix manual, <i>Nix Archive (NAR) format</i> (protocols/nix-archive).
 */
@NullMarked
package dev.kix.store.nar;

import org.jspecify.annotations.NullMarked;
