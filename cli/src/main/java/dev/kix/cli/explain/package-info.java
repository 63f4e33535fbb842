/** Explanations as people and programs read them. */
@NullMarked
package dev.kix.cli.explain;

import org.jspecify.annotations.NullMarked;
