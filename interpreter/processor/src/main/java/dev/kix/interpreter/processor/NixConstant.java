package dev.kix.interpreter.processor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents a value of {@code builtins} that is no function, at the method that makes it. The
 * method is called by {@code Builtins}, not by generated code; a test holds that no constant is
 * without documentation.
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface NixConstant {
  /** The name within {@code builtins}, without a {@code __} prefix. Unique. */
  String name();

  /** Its type, as {@code builtins.typeOf} names it. */
  String type();

  /** What it is, as Markdown like that of {@link NixBuiltin#doc}. Not empty. */
  String doc();

  /** Examples, as those of {@link NixBuiltin#example}. */
  String example() default "";

  /**
   * Whether it is visible under its plain name without {@code builtins.}; otherwise it is visible
   * as {@code __name}.
   */
  boolean global() default false;

  /** Whether it exists in pure evaluation. */
  boolean pure() default true;

  /** The first version of Nix that has it, or nothing. */
  String since() default "";
}
