package dev.kix.k8s.text;

import dev.kix.k8s.Rule;
import dev.kix.k8s.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a document as a text, before it is a resource. Immutable.
 *
 * @param rule {@code yaml-syntax}, {@code yaml-duplicate-key} or {@code yaml-ambiguous}
 * @param path the place as {@link dev.kix.k8s.JsonPath} writes it, or null when the text cannot be
 *     read at all
 * @param message one sentence without a full stop
 * @param position file and line
 * @param hint what to do, or null
 */
public record TextProblem(
    Rule rule,
    @Nullable String path,
    String message,
    SourcePosition position,
    @Nullable String hint) {}
