/** What {@code kix flake} does, and how commands select something in a flake. */
@NullMarked
package dev.kix.cli.action.flake;

import org.jspecify.annotations.NullMarked;
