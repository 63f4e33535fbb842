/** The cluster's option {@code policy}: levels of rules, exceptions from them, rules of its own. */
@NullMarked
package dev.kix.cluster.policy;

import org.jspecify.annotations.NullMarked;
