/**
 * What a command has of the outside world: streams, environment, working folder, terminal; and how
 * everything that goes wrong is put into words, in one place.
 */
@NullMarked
package dev.kix.cli.console;

import org.jspecify.annotations.NullMarked;
