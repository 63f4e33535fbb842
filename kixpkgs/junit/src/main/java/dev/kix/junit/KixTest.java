package dev.kix.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs every test below a folder, {@code tests/*.nix} at any depth, as a test of its own. The
 * method is invoked once for each, after it has passed; it may take its {@link
 * dev.kix.cluster.testing.TestResult}, and is otherwise empty:
 *
 * <pre>{@code
 * class PackagesTest {
 *   @KixTest("src/main/kix")
 *   void nix() {}
 * }
 * }</pre>
 *
 * <p>What a test is and what test files are given says {@link dev.kix.cluster.testing.NixTests}.
 * With the system property {@code kix.accept=true}, snapshots that differ or are missing are
 * written. A folder without tests fails, as does one that does not exist.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith(KixTestExtension.class)
public @interface KixTest {
  /** The folder, or one test file; relative to the working folder, which is the module's. */
  String value();

  /**
   * A regular expression that {@code FILE: TEST} must match somewhere; all tests by default. FILE
   * is relative to the folder.
   */
  String filter() default "";
}
