package dev.kix.interpreter.diagnostic;

import dev.kix.grammar.Position;
import org.jspecify.annotations.Nullable;

/**
 * One step of what the evaluator was doing when an error arose.
 *
 * @param position where, or null
 * @param text what, as Nix words it: {@code while evaluating the attribute 'x'}; one char per byte
 * @param custom true for {@code builtins.addErrorContext}: shown even without {@code --show-trace}
 * @param traceOnly true for a frame that Nix records only under {@code --show-trace}: calls of
 *     functions
 */
public record TraceFrame(
    @Nullable Position position, String text, boolean custom, boolean traceOnly) {}
