/** Documentation of options as text, JSON, Markdown and a folder of web pages. */
@NullMarked
package dev.kix.cli.options;

import org.jspecify.annotations.NullMarked;
