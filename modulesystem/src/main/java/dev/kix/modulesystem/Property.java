package dev.kix.modulesystem;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import java.util.Arrays;

/**
 * A {@code mkIf} or {@code mkOverride} that stood around a whole set of definitions and was pushed
 * down to one of them. A definition holds its properties outermost first; that is what makes {@code
 * mkIf config.x { … }} independent of {@code config.x} until one of the options inside is wanted.
 *
 * @param conditional true for {@code mkIf}, false for {@code mkOverride}
 * @param argument the condition or the priority
 */
record Property(boolean conditional, Lazy argument) {
  static final Property[] NONE = new Property[0];

  static final NixString IF = NixString.of("if");
  static final NixString MERGE = NixString.of("merge");
  static final NixString OVERRIDE = NixString.of("override");
  static final NixString ORDER = NixString.of("order");
  static final NixString DEFINITION = NixString.of("definition");

  private static final Shape IF_SHAPE = Nix.shape("_type", "condition", "content");
  private static final Shape PRIORITY_SHAPE = Nix.shape("_type", "content", "priority");
  private static final Shape MERGE_SHAPE = Nix.shape("_type", "contents");

  /** {@code mkIf condition content}. */
  static NixAttrs mkIf(Lazy condition, Lazy content) {
    return NixAttrs.of(IF_SHAPE, new Lazy[] {IF, condition, content});
  }

  /** {@code mkOverride priority content}. */
  static NixAttrs mkOverride(Lazy priority, Lazy content) {
    return NixAttrs.of(PRIORITY_SHAPE, new Lazy[] {OVERRIDE, content, priority});
  }

  /** {@code mkOrder priority content}. */
  static NixAttrs mkOrder(Lazy priority, Lazy content) {
    return NixAttrs.of(PRIORITY_SHAPE, new Lazy[] {ORDER, content, priority});
  }

  /** {@code mkMerge contents}. */
  static NixAttrs mkMerge(Lazy contents) {
    return NixAttrs.of(MERGE_SHAPE, new Lazy[] {MERGE, contents});
  }

  /** {@code chain} with one more property inside. */
  static Property[] extend(Property[] chain, boolean conditional, Lazy argument) {
    Property[] longer = Arrays.copyOf(chain, chain.length + 1);
    longer[chain.length] = new Property(conditional, argument);
    return longer;
  }

  /** {@code value} with the properties from index {@code from} on around it, as a value. */
  static Lazy wrap(Property[] chain, int from, Lazy value) {
    Lazy v = value;
    for (int i = chain.length - 1; i >= from; i--) {
      Property p = chain[i];
      v = p.conditional ? mkIf(p.argument, v) : mkOverride(p.argument, v);
    }
    return v;
  }
}
