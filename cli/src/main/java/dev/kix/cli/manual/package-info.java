/** The reference manual: what is documented where it is defined, and how it is written. */
@NullMarked
package dev.kix.cli.manual;

import org.jspecify.annotations.NullMarked;
