/** Damaged input for every parser: what comes of it is a value or the parser's own error. */
@NullMarked
package dev.kix.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
