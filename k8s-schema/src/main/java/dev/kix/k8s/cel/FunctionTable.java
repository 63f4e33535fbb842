package dev.kix.k8s.cel;

import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions with their types and what they do, collected by name. Used by one thread. */
final class FunctionTable {
  /**
   * A type as the checker and as the runtime know it.
   *
   * @param type the type in expressions
   * @param javaClass the class of its values
   */
  record Type(CelType type, Class<?> javaClass) {}

  private final Map<String, List<CelOverloadDecl>> declarations = new LinkedHashMap<>();
  private final Map<String, List<CelFunctionBinding>> bindings = new LinkedHashMap<>();

  /** A function {@code name(a, b)}. */
  void global(
      String name, String id, CelType result, List<Type> parameters, CelFunctionOverload what) {
    add(name, CelOverloadDecl.newGlobalOverload(id, result, types(parameters)), parameters, what);
  }

  /** A method {@code a.name(b)}; the first parameter is {@code a}. */
  void member(
      String name, String id, CelType result, List<Type> parameters, CelFunctionOverload what) {
    add(name, CelOverloadDecl.newMemberOverload(id, result, types(parameters)), parameters, what);
  }

  private static List<CelType> types(List<Type> parameters) {
    return parameters.stream().map(Type::type).toList();
  }

  private void add(
      String name, CelOverloadDecl overload, List<Type> parameters, CelFunctionOverload what) {
    List<Class<?>> classes = new ArrayList<>();
    parameters.forEach(p -> classes.add(p.javaClass()));
    declarations.computeIfAbsent(name, n -> new ArrayList<>()).add(overload);
    bindings
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(CelFunctionBinding.from(overload.overloadId(), classes, what));
  }

  void addTo(CelBuilder builder) {
    declarations.forEach((name, overloads) ->
        builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, overloads)));
    bindings.forEach((name, overloads) ->
        builder.addFunctionBindings(CelFunctionBinding.fromOverloads(name, overloads)));
  }
}
