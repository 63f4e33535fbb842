package dev.kix.modulesystem;

import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Value;

/** What types hand on from the types inside them. */
final class TypeParts {
  private TypeParts() {}

  /** {@code elemType.getSubModules}. */
  static final class SubModules extends Deferred {
    private final TypeRef inner;

    SubModules(TypeRef inner) {
      this.inner = inner;
    }

    @Override
    Value compute() {
      Value v = inner.subModules();
      return v == null ? NixNull.NULL : v;
    }
  }
}
