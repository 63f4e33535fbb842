package dev.kix.k8s.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.kix.k8s.cel.FunctionTable.Type;
import java.time.Duration;
import java.util.List;

/** The types that the functions of Kubernetes take and give. */
final class Types {
  static final Type STRING = new Type(SimpleType.STRING, String.class);
  static final Type INT = new Type(SimpleType.INT, Long.class);
  static final Type DOUBLE = new Type(SimpleType.DOUBLE, Double.class);
  static final Type BOOL = new Type(SimpleType.BOOL, Boolean.class);
  static final Type DURATION = new Type(SimpleType.DURATION, Duration.class);
  static final CelType T = TypeParamType.create("T");
  static final Type ANY = new Type(T, Object.class);
  static final Type LIST = new Type(ListType.create(T), List.class);
  static final Type STRINGS = new Type(ListType.create(SimpleType.STRING), List.class);

  private Types() {}

  /** A type that only functions look into. */
  static Type opaque(String name, Class<?> javaClass) {
    return new Type(OpaqueType.create(name), javaClass);
  }

  static Type listOf(Type element) {
    return new Type(ListType.create(element.type()), List.class);
  }
}
