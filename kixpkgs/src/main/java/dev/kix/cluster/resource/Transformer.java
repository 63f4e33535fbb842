package dev.kix.cluster.resource;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A transformer of the cluster.
 *
 * @param name among {@code transformers}, as Java text
 * @param function from a manifest to a manifest
 * @param position where it is defined, or null when nobody knows
 */
public record Transformer(String name, Value function, @Nullable Position position) {}
