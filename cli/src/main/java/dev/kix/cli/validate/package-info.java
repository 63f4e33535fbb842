/** Checking files of manifests: what is read, in which order it is checked, how it is reported. */
@NullMarked
package dev.kix.cli.validate;

import org.jspecify.annotations.NullMarked;
