package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import org.jspecify.annotations.Nullable;

/**
 * One definition of an option.
 *
 * @param file the file of the module, or {@code <unknown-file>}; one char per byte
 * @param position where the definition stands, or null when that is not known
 * @param priority 100 unless {@code mkOverride} or one of its names was used; 1500 for the default
 * @param value the value, unforced where nobody asked for it yet
 * @param effective whether it takes part in the option's value: no definition overrides it
 */
public record DefinitionInfo(
    String file, @Nullable Position position, long priority, Lazy value, boolean effective) {

  /** Whether the file is known. */
  public boolean hasFile() {
    return !file.equals(Show.UNKNOWN_FILE);
  }
}
