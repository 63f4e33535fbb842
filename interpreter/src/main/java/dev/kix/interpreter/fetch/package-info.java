/**
 * Where sources come from: URLs as Nix reads them, inputs of {@code builtins.fetchTree} and of
 * flakes, and the service that fetches them. This package knows what an input means; getting it is
 * the work of a {@link dev.kix.interpreter.fetch.SourceFetcher}, which the artifact {@code
 * kix-fetchers} has.
 */
@NullMarked
package dev.kix.interpreter.fetch;

import org.jspecify.annotations.NullMarked;
