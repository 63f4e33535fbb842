/** Instances of packages: how they are collected, wired to one another and evaluated. */
@NullMarked
package dev.kix.cluster.instance;

import org.jspecify.annotations.NullMarked;
