package dev.kix.interpreter.fetch;

/** Which registries are asked what an indirect input means. */
public enum RegistryUse {
  NONE,
  /** Those given as flags and the global one: what inputs of flakes may depend on. */
  LIMITED,
  ALL
}
