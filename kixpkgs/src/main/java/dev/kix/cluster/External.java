package dev.kix.cluster;

import dev.kix.interpreter.value.Lazy;

/**
 * A list of objects that exist outside, as a package declares it.
 *
 * @param list the entries
 * @param namespace the namespace of entries that name none
 */
public record External(Lazy list, String namespace) {}
