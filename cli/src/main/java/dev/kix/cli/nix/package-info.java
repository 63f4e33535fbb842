/**
 * Nix's way of being told things: settings as in {@code nix.conf}, file arguments, selection paths,
 * functions called with {@code --arg}. Shared by all commands that evaluate.
 */
@NullMarked
package dev.kix.cli.nix;

import org.jspecify.annotations.NullMarked;
