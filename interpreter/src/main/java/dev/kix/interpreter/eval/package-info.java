/**
 * The evaluator: executable {@link Node}s made from the syntax tree, the {@link Env}ironments they
 * run in, functions, and {@link EvalState}, through which builtins force, coerce, compare and call.
 */
@NullMarked
package dev.kix.interpreter.eval;

import org.jspecify.annotations.NullMarked;
