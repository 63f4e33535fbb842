/**
 * The interactive prompt: reading lines from a terminal or a pipe, the commands that begin with a
 * colon, the variables of the session and their completion.
 */
@NullMarked
package dev.kix.cli.repl;

import org.jspecify.annotations.NullMarked;
