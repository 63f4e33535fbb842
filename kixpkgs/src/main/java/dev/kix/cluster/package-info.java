/**
 * The cluster compiler: modules in, checked manifests with one root hash out. {@link
 * dev.kix.cluster.ClusterCompiler} is the way in:
 *
 * <pre>{@code
 * try (Interpreter nix =
 *     KixLibrary.install(Interpreter.builder())
 *         .permissions(Permissions.reading(folder))
 *         .bareWildcards(true) // instances.*.*.config without quotes, as kix build takes it
 *         .build()) {
 *   Activation shop =
 *       nix.run(state ->
 *           new ClusterCompiler(state, StoreDir.NIX_STORE).compile(folder.toString(), "shop"));
 * }
 * }</pre>
 */
@NullMarked
package dev.kix.cluster;

import org.jspecify.annotations.NullMarked;
