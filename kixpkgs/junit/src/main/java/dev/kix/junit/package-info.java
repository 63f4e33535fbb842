/**
 * Tests written in Nix ({@code tests/*.nix}, as {@code kix test} runs them) as tests of JUnit 5:
 * {@link dev.kix.junit.KixTest} on a method, or {@link dev.kix.junit.KixTests} in a test factory.
 */
@NullMarked
package dev.kix.junit;

import org.jspecify.annotations.NullMarked;
