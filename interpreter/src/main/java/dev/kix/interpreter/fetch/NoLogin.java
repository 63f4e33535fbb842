package dev.kix.interpreter.fetch;

import org.jspecify.annotations.Nullable;

/** Where nothing on the class path knows accounts. */
final class NoLogin implements RegistryLogin {
  @Override
  public @Nullable String authorization(String challenge, @Nullable String actions) {
    return null;
  }

  @Override
  public boolean hasAccount() {
    return false;
  }
}
