package dev.kix.interpreter.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Collects {@link NixBuiltin} methods and writes {@code GeneratedBuiltins}, which calls them
 * directly by number, and the resource {@code builtins.json} with their documentation and that of
 * every {@link NixConstant}. A malformed builtin is a compile error at its method.
 */
public final class BuiltinProcessor extends AbstractProcessor {
  private final Map<String, BuiltinMethod> byName = new TreeMap<>();
  private final Map<String, NixConstant> constants = new TreeMap<>();
  private final List<Element> origins = new ArrayList<>();
  private boolean failed;

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(NixBuiltin.class.getCanonicalName(), NixConstant.class.getCanonicalName());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (annotations.isEmpty()) {
      return false;
    }
    for (Element element : round.getElementsAnnotatedWith(NixBuiltin.class)) {
      NixBuiltin builtin = element.getAnnotation(NixBuiltin.class);
      if (builtin != null && element instanceof ExecutableElement method) {
        collect(method, builtin);
      }
    }
    for (Element element : round.getElementsAnnotatedWith(NixConstant.class)) {
      NixConstant constant = element.getAnnotation(NixConstant.class);
      if (constant != null) {
        collect(element, constant);
      }
    }
    if (!failed) {
      write();
    }
    return true;
  }

  private void collect(ExecutableElement method, NixBuiltin builtin) {
    String problem = SignatureCheck.problem(method, builtin);
    if (problem == null) {
      TypeElement owner = (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
      BuiltinMethod found =
          new BuiltinMethod(
              owner.getQualifiedName().toString(),
              method.getSimpleName().toString(),
              builtin.name(),
              List.of(builtin.args()),
              builtin.doc(),
              builtin.example(),
              builtin.global(),
              builtin.trace(),
              builtin.experimental(),
              builtin.since());
      BuiltinMethod other = byName.putIfAbsent(builtin.name(), found);
      if (other == null) {
        origins.add(method);
        return;
      }
      problem =
          "builtin '"
              + builtin.name()
              + "' is already defined by "
              + other.owner()
              + "."
              + other.method();
    }
    error(problem, method);
  }

  private void collect(Element element, NixConstant constant) {
    if (constant.doc().isBlank()) {
      error("constant '" + constant.name() + "' has no doc; say what it is, as Markdown", element);
    } else if (constants.putIfAbsent(constant.name(), constant) != null) {
      error("constant '" + constant.name() + "' is already documented", element);
    } else {
      origins.add(element);
    }
  }

  private void write() {
    List<BuiltinMethod> methods = List.copyOf(byName.values());
    Element[] from = origins.toArray(new Element[0]);
    try (Writer out =
        processingEnv
            .getFiler()
            .createSourceFile(SignatureCheck.PACKAGE + ".GeneratedBuiltins", from)
            .openWriter()) {
      out.write(TableWriter.source(methods));
    } catch (IOException e) {
      error("cannot write GeneratedBuiltins: " + e.getMessage(), origins.get(0));
    }
    try (Writer out =
        processingEnv
            .getFiler()
            .createResource(
                StandardLocation.CLASS_OUTPUT, SignatureCheck.PACKAGE, "builtins.json", from)
            .openWriter()) {
      out.write(ManualWriter.json(methods, constants.values()));
    } catch (IOException e) {
      error("cannot write builtins.json: " + e.getMessage(), origins.get(0));
    }
  }

  private void error(String message, Element at) {
    failed = true;
    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, at);
  }
}
