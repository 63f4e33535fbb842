/** JMH benchmarks of the evaluator's hot paths. */
@NullMarked
package dev.kix.bench;

import org.jspecify.annotations.NullMarked;
