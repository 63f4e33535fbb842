package dev.kix.junit;

import dev.kix.cluster.testing.TestResult;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes an invocation of each test that {@link KixTest} names. */
final class KixTestExtension implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), KixTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    KixTest where =
        AnnotationSupport.findAnnotation(context.getTestMethod(), KixTest.class).orElseThrow();
    TestSet tests = TestSet.open(Path.of(where.value()), where.filter());
    return tests.cases().stream()
        .<TestTemplateInvocationContext>map(OneTest::new)
        .onClose(tests::close);
  }

  /** One test: it runs before the method's own parameters are resolved, and only once. */
  private record OneTest(TestSet.Case test) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return test.displayName();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new Run(test));
    }
  }

  private static final class Run implements InvocationInterceptor, ParameterResolver {
    private final TestSet.Case test;
    private @Nullable TestResult result;

    Run(TestSet.Case test) {
      this.test = test;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestResult.class
          && parameter.getDeclaringExecutable() instanceof Method;
    }

    @Override
    public TestResult resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return result();
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<Void> invocation,
        ReflectiveInvocationContext<Method> invocationContext,
        ExtensionContext context)
        throws Throwable {
      result();
      invocation.proceed();
    }

    private TestResult result() {
      TestResult known = result;
      if (known == null) {
        known = test.run();
        result = known;
      }
      return known;
    }
  }
}
