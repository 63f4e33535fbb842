package dev.kix.store.derivation;

/** What all outputs of a derivation have in common; kinds do not mix. */
public enum DerivationKind {
  /** Output paths hash the inputs and are known. */
  INPUT_ADDRESSED,
  /** Output paths will hash the inputs, which are not all known yet. */
  DEFERRED,
  /** One output, {@code out}, whose content is known in advance. */
  FIXED,
  /** Output paths follow from the content once built. */
  FLOATING,
  /** Built anew each time. */
  IMPURE
}
