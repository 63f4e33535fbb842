/**
 * Compile time only: the {@link NixBuiltin} annotation and the processor that turns annotated
 * methods into the interpreter's dispatch table and manual. Nothing here is needed at run time.
 */
@NullMarked
package dev.kix.interpreter.processor;

import org.jspecify.annotations.NullMarked;
