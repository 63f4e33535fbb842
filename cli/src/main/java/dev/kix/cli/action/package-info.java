/**
 * What the commands do. Every action takes a request and a {@link dev.kix.cli.console.Console}, and
 * can be run without a process; none knows a flag's spelling.
 */
@NullMarked
package dev.kix.cli.action;

import org.jspecify.annotations.NullMarked;
