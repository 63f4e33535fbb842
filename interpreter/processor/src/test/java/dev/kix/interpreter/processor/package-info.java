@NullMarked
package dev.kix.interpreter.processor;

import org.jspecify.annotations.NullMarked;
