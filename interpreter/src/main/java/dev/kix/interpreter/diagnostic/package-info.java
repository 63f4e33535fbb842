/** What goes wrong while evaluating, as data, and how it is shown to people and programs. */
@NullMarked
package dev.kix.interpreter.diagnostic;

import org.jspecify.annotations.NullMarked;
