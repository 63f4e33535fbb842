/**
 * What is known of a store object beside its files: hash, size, references, deriver, content
 * address and signatures; and the {@code .narinfo} text that carries it.
 *
 * <p>Rules: Nix manual, <i>Store Object</i>, <i>Binary Cache</i> (protocols/binary-cache) and
 * {@code nix key generate-secret}.
 */
@NullMarked
package dev.kix.store.info;

import org.jspecify.annotations.NullMarked;
