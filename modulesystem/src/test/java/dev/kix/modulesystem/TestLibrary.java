package dev.kix.modulesystem;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import java.nio.file.Path;

/** An interpreter with the library of this source tree. */
final class TestLibrary {
  /** The folder of the test resources. */
  static final Path RESOURCES = Path.of("src/test/resources").toAbsolutePath();

  private static final Path LIB = Path.of("../kixpkgs/lib").toAbsolutePath().normalize();

  private TestLibrary() {}

  static Interpreter interpreter() {
    return Interpreter.builder()
        .permissions(Permissions.all())
        .global(NativeModules.VARIABLE, NativeModules.function())
        .build();
  }

  /** {@code lib}. */
  static NixAttrs lib(EvalState state) {
    return (NixAttrs) state.importer().importFile(Bytes.encode(LIB.toString()));
  }

  /** The value of a file that is a function of {@code { lib }}. */
  static Lazy load(EvalState state, Path file) {
    return state.call(
        state.importer().importFile(Bytes.encode(file.toString())),
        null,
        NixAttrs.of("lib", lib(state)));
  }
}
