package dev.kix.cluster.instance;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.PartialApplication;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be read off a package without calling it: the arguments it asks for and the name of its
 * file.
 */
public final class PackageShape {
  /** Arguments that are given to every package and never injected. */
  public static final Set<String> RESERVED =
      Set.of("scope", "lib", "kix", "self", "config", "pkgs", "packages");

  /**
   * An argument of a package.
   *
   * @param name as written
   * @param optional whether it has a default
   */
  public record Argument(String name, boolean optional) {}

  private PackageShape() {}

  /**
   * The formal arguments of a package in the order they are written; none for anything but a
   * function of a set.
   */
  public static List<Argument> arguments(Value packageValue) {
    Expr.Lambda lambda = lambda(packageValue);
    List<Expr.Formal> formals = lambda == null ? null : lambda.formals();
    if (formals == null) {
      return List.of();
    }
    List<Argument> out = new ArrayList<>(formals.size());
    for (Expr.Formal f : formals) {
      out.add(new Argument(f.name(), f.defaultValue() != null));
    }
    return out;
  }

  /** Those of {@link #arguments} that are injected. */
  public static List<Argument> dependencies(Value packageValue) {
    List<Argument> out = new ArrayList<>();
    for (Argument a : arguments(packageValue)) {
      if (!RESERVED.contains(a.name())) {
        out.add(a);
      }
    }
    return out;
  }

  /** Whether the function has {@code ...} in its signature. */
  public static boolean hasEllipsis(Value packageValue) {
    Expr.Lambda lambda = lambda(packageValue);
    return lambda != null && lambda.formals() != null && lambda.ellipsis();
  }

  /** Where the package is written, or null when it is no function. */
  public static @Nullable Position position(Value packageValue) {
    return packageValue instanceof Closure c ? c.position() : null;
  }

  /**
   * The package's name: that of its folder ({@code postgres/default.nix}) or file ({@code
   * postgres.nix}), where the whole file is the package; else null.
   */
  public static @Nullable String name(Value packageValue) {
    Position position = position(packageValue);
    if (position == null || !startsFile(position)) {
      return null;
    }
    String path = position.source().origin().path();
    if (path == null) {
      return null;
    }
    int slash = path.lastIndexOf('/');
    String file = path.substring(slash + 1);
    if (file.equals("default.nix")) {
      String folder = path.substring(0, Math.max(slash, 0));
      return folder.isEmpty() ? null : folder.substring(folder.lastIndexOf('/') + 1);
    }
    return file.endsWith(".nix") ? file.substring(0, file.length() - 4) : file;
  }

  private static boolean startsFile(Position position) {
    SourceFile source = position.source();
    String text = source.text();
    int i = 0;
    while (i < position.offset()) {
      char c = text.charAt(i);
      if (c == '#') {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        i = end < 0 ? text.length() : end + 2;
      } else if (Character.isWhitespace(c)) {
        i++;
      } else {
        return false;
      }
    }
    return true;
  }

  private static Expr.@Nullable Lambda lambda(Value value) {
    if (value instanceof Closure c) {
      return c.lambda();
    }
    if (value instanceof PartialApplication p && p.function() instanceof Closure c) {
      return c.lambda(p.arguments().length);
    }
    return null;
  }
}
