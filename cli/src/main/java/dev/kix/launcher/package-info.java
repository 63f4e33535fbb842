/**
 * The main class of {@code kix.jar}, compiled for Java 8 so that any {@code java} can start it.
 * Uses nothing but the JDK, and hands over to {@code dev.kix.cli} or to a newer JDK.
 */
@NullMarked
package dev.kix.launcher;

import org.jspecify.annotations.NullMarked;
