/** How the evaluator reads files: real folders, mounted trees and the store, behind permissions. */
@NullMarked
package dev.kix.interpreter.io;

import org.jspecify.annotations.NullMarked;
