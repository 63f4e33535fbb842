package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.RegistryLogin;
import java.nio.file.Path;
import java.util.List;

/** Makes {@link AccountLogin}s. */
public final class AccountLogins implements RegistryLogin.Provider {
  /** Made by {@link java.util.ServiceLoader}. */
  public AccountLogins() {}

  @Override
  public RegistryLogin login(
      FetchContext context, List<Path> files, String host, String repository) {
    return new AccountLogin(context, files, host, repository);
  }
}
