/**
 * Stores: where objects are put and found again by their store path. {@link
 * dev.kix.store.backend.MemoryStore} serves one evaluation, {@link
 * dev.kix.store.backend.LocalStore} keeps results on disk.
 */
@NullMarked
package dev.kix.store.backend;

import org.jspecify.annotations.NullMarked;
