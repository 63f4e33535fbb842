/** What Nix's commands about hashes, store objects and derivations do. */
@NullMarked
package dev.kix.cli.action.store;

import org.jspecify.annotations.NullMarked;
