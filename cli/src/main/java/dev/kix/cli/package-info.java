/**
 * The {@code kix} program: the way from an argument list to a command and back to an exit code.
 * What a command does is in {@code dev.kix.cli.action}, its flags in {@code dev.kix.cli.commands}.
 */
@NullMarked
package dev.kix.cli;

import org.jspecify.annotations.NullMarked;
