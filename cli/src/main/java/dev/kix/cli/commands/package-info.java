/**
 * The commands of {@code kix}: their names, flags and help, and nothing more. A command turns its
 * flags into a request of {@code dev.kix.cli.action} and hands it over. Specifications are built
 * with picocli's programmatic model when the command is called: annotated classes would cost every
 * run 100 ms.
 */
@NullMarked
package dev.kix.cli.commands;

import org.jspecify.annotations.NullMarked;
