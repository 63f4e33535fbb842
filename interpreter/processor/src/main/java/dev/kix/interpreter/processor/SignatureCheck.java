package dev.kix.interpreter.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Decides whether a method may be a builtin, and says why not. */
final class SignatureCheck {
  static final String PACKAGE = "dev.kix.interpreter.builtin";
  private static final String VALUE = "dev.kix.interpreter.value.Value";
  private static final String LAZY = "dev.kix.interpreter.value.Lazy";
  private static final String STATE = "dev.kix.interpreter.eval.EvalState";
  private static final String POSITION = "dev.kix.grammar.Position";
  private static final int MAX_ARGS = 3;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_'-]*");
  private static final String SHAPE =
      "static Value m(EvalState state, @Nullable Position pos, Lazy a[, Lazy b[, Lazy c]])";

  private SignatureCheck() {}

  /** What is wrong with {@code method} as a builtin, or null. */
  static @Nullable String problem(ExecutableElement method, NixBuiltin builtin) {
    if (!NAME.matcher(builtin.name()).matches()) {
      return "'" + builtin.name() + "' is not a name a builtin may have (no '__' prefix here)";
    }
    if (builtin.doc().isBlank()) {
      return "builtin '" + builtin.name() + "' has no doc; say what it does, as Markdown";
    }
    String shape = shapeProblem(method);
    if (shape != null) {
      return "builtin '" + builtin.name() + "' " + shape + "; it must be: " + SHAPE;
    }
    return argsProblem(method.getParameters().size() - 2, builtin);
  }

  private static @Nullable String shapeProblem(ExecutableElement method) {
    Set<Modifier> modifiers = method.getModifiers();
    if (!modifiers.contains(Modifier.STATIC)) {
      return "is not static";
    }
    if (modifiers.contains(Modifier.PRIVATE)) {
      return "is private";
    }
    if (!(method.getEnclosingElement() instanceof TypeElement owner)
        || !packageOf(owner).equals(PACKAGE)) {
      return "is not in package " + PACKAGE;
    }
    if (!method.getTypeParameters().isEmpty()) {
      return "has type parameters";
    }
    if (!is(method.getReturnType(), VALUE)) {
      return "returns " + method.getReturnType();
    }
    List<? extends VariableElement> parameters = method.getParameters();
    if (parameters.size() < 3 || parameters.size() > 2 + MAX_ARGS) {
      return "has " + parameters.size() + " parameters";
    }
    for (int i = 0; i < parameters.size(); i++) {
      String wanted = i == 0 ? STATE : i == 1 ? POSITION : LAZY;
      if (!is(parameters.get(i).asType(), wanted)) {
        return "has a parameter '"
            + parameters.get(i).getSimpleName()
            + "' that is not a "
            + wanted.substring(wanted.lastIndexOf('.') + 1);
      }
    }
    return null;
  }

  private static @Nullable String argsProblem(int lazies, NixBuiltin builtin) {
    String[] args = builtin.args();
    if (args.length != lazies) {
      return "builtin '"
          + builtin.name()
          + "' names "
          + args.length
          + " args but its method takes "
          + lazies;
    }
    Set<String> seen = new HashSet<>();
    for (String arg : args) {
      if (!NAME.matcher(arg).matches() || !seen.add(arg)) {
        return "builtin '" + builtin.name() + "' has a bad or repeated arg name '" + arg + "'";
      }
    }
    return null;
  }

  private static boolean is(TypeMirror type, String qualifiedName) {
    return type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element
        && element.getQualifiedName().contentEquals(qualifiedName);
  }

  private static String packageOf(TypeElement type) {
    Element e = type;
    while (e.getEnclosingElement() instanceof TypeElement outer) {
      e = outer;
    }
    Element parent = e.getEnclosingElement();
    return parent == null ? "" : parent.toString();
  }
}
