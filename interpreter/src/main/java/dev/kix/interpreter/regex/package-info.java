/**
 * POSIX extended regular expressions on bytes, as {@code builtins.match} and {@code builtins.split}
 * need them: the same language, matches and groups as libstdc++'s {@code std::regex::extended},
 * which is what Nix on Linux has, but in time linear in the length of the text.
 */
@NullMarked
package dev.kix.interpreter.regex;

import org.jspecify.annotations.NullMarked;
