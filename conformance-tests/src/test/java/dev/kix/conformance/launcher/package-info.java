/** {@code ./kix}, {@code kix.jar} and the terminal, each as a process of its own. */
@NullMarked
package dev.kix.conformance.launcher;

import org.jspecify.annotations.NullMarked;
