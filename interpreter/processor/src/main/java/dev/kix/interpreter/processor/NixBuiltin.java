package dev.kix.interpreter.processor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method a builtin function of the Nix language.
 *
 * <p>The method is static, not private, in package {@code dev.kix.interpreter.builtin}, and of the
 * form {@code static Value m(EvalState state, @Nullable Position pos, Lazy a)} with one to three
 * {@code Lazy} parameters, as many as {@link #args} has names.
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface NixBuiltin {
  /** The name within {@code builtins}, without a {@code __} prefix. Unique. */
  String name();

  /** The names of the parameters, for the manual. */
  String[] args();

  /**
   * What the function does, as Markdown, for {@code :doc} and the manual. Not empty, and without
   * examples. Of Markdown only what the manual's printers know: paragraphs, lists with {@code -},
   * code, emphasis, strong emphasis, links.
   */
  String doc();

  /**
   * Examples, tests of the manual at the same time: blocks with an empty line between them. A block
   * is an expression; then, in lines that begin with {@code =>}, the value as {@code kix eval
   * --strict} prints it, or {@code error:} with the first line of the error. A block without such
   * lines shows what depends on a machine, and is only parsed.
   */
  String example() default "";

  /**
   * Whether the function is visible under its plain name without {@code builtins.}; otherwise it is
   * visible as {@code __name}.
   */
  boolean global() default false;

  /** Whether errors get the frame {@code while calling the 'name' builtin}. */
  boolean trace() default true;

  /** The experimental feature without which the function does not exist, or nothing. */
  String experimental() default "";

  /** The first version of Nix (or {@code kix}) that has the function, or nothing. */
  String since() default "";
}
