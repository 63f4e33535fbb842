package dev.kix.interpreter.value;

import java.util.Comparator;

/**
 * One element of a {@link StringContext}, decoded. Immutable.
 *
 * <p>Paths are absolute ({@code /nix/store/…}), one char per byte.
 */
public sealed interface ContextElement {
  /** A store object as it is: a source, a {@code .drv} file, a file made by {@code toFile}. */
  record Opaque(String path) implements ContextElement {}

  /**
   * An output of a derivation that need not be built yet.
   *
   * @param derivation what builds it: {@link Opaque}, or itself {@link Built} for a derivation that
   *     is made by another one
   */
  record Built(ContextElement derivation, String output) implements ContextElement {}

  /** A derivation with everything it needs to be built, sources and outputs of its inputs. */
  record DerivationDeep(String path) implements ContextElement {}

  /** A kind of element that an embedder added; means nothing to derivations. */
  record Foreign(String encoded) implements ContextElement {}

  /** Decodes an element of a {@link StringContext}. */
  static ContextElement parse(String encoded) {
    if (encoded.isEmpty()) {
      return new Foreign(encoded);
    }
    return switch (encoded.charAt(0)) {
      case '/' -> new Opaque(encoded);
      case '=' -> new DerivationDeep(encoded.substring(1));
      case '!' -> parseBuilt(encoded.substring(1));
      default -> new Foreign(encoded);
    };
  }

  private static ContextElement parseBuilt(String rest) {
    int bang = rest.indexOf('!');
    if (bang < 0) {
      return new Opaque(rest);
    }
    return new Built(parseBuilt(rest.substring(bang + 1)), rest.substring(0, bang));
  }

  /** The form that {@link StringContext} holds. */
  default String encode() {
    // No pattern switch: linking one costs as much as a hundred derivations.
    if (this instanceof Built b) {
      return "!".concat(encodeBuilt(b));
    }
    if (this instanceof DerivationDeep d) {
      return "=".concat(d.path());
    }
    return this instanceof Opaque o ? o.path() : ((Foreign) this).encoded();
  }

  private static String encodeBuilt(ContextElement e) {
    return e instanceof Built b
        ? b.output().concat("!").concat(encodeBuilt(b.derivation()))
        : e.encode();
  }

  /**
   * Nix's order: plain paths, then derivations with their closure, then outputs by derivation and
   * name. It decides which element an error names, and which one is looked at first.
   */
  Comparator<ContextElement> NIX_ORDER = ContextElement::compare;

  private static int compare(ContextElement a, ContextElement b) {
    if (a instanceof Built x && b instanceof Built y) {
      int c = compare(x.derivation(), y.derivation());
      return c != 0 ? c : x.output().compareTo(y.output());
    }
    int c = Integer.compare(a.rank(), b.rank());
    return c != 0 ? c : a.encode().compareTo(b.encode());
  }

  private int rank() {
    return switch (this) {
      case Opaque o -> 0;
      case DerivationDeep d -> 1;
      case Built b -> 2;
      case Foreign f -> 3;
    };
  }

  /** As messages show it: {@code /nix/store/….drv^out}, {@code /nix/store/….drv (deep)}. */
  default String display() {
    return switch (this) {
      case Opaque o -> o.path();
      case DerivationDeep d -> d.path() + " (deep)";
      case Built b -> b.derivation().display() + "^" + b.output();
      case Foreign f -> f.encoded();
    };
  }
}
