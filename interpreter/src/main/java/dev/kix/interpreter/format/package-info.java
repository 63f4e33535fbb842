/** Data formats read into values: JSON, TOML and YAML. Text is one char per byte of UTF-8. */
@NullMarked
package dev.kix.interpreter.format;

import org.jspecify.annotations.NullMarked;
