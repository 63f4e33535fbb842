package dev.kix.interpreter.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What a registry of the OCI Distribution Specification is told that asks who is there ({@code
 * WWW-Authenticate}), whether something is read from it or written to it: the user's account itself
 * where it wants that, else a token that it gives for the account, or to everybody. For one
 * repository; not thread-safe.
 *
 * <p>Accounts are those of the given files, in the form of Docker's {@code config.json}, the first
 * that knows the registry (of {@code HOST/PATH} before {@code HOST}; programs that keep accounts
 * are asked), then that of {@code netrc-file}.
 */
public interface RegistryLogin {
  /**
   * The value of {@code Authorization}.
   *
   * @param challenge the value of {@code WWW-Authenticate}
   * @param actions what is going to be done, such as {@code pull,push}; null for what the registry
   *     says that it takes
   * @return null when the registry does not say what it wants, wants an account where there is
   *     none, or does not take the one there is
   * @throws dev.kix.interpreter.diagnostic.EvalException if a file of accounts cannot be read, or
   *     the server of tokens not reached
   */
  @Nullable String authorization(String challenge, @Nullable String actions);

  /** Whether an account was found when the registry asked for one. */
  boolean hasAccount();

  /** Makes logins; found with {@link ServiceLoader}. Stateless. */
  interface Provider {
    /**
     * A login.
     *
     * @param files with accounts, as {@code docker login} writes them; need not exist
     * @param host of the registry, with its port
     */
    RegistryLogin login(FetchContext context, List<Path> files, String host, String repository);
  }

  /**
   * A login by what is on the class path; without a {@link Provider} there are no accounts.
   *
   * @param files with accounts, as {@code docker login} writes them; need not exist
   * @param host of the registry, with its port
   */
  static RegistryLogin find(
      FetchContext context, List<Path> files, String host, String repository) {
    return ServiceLoader.load(Provider.class, RegistryLogin.class.getClassLoader())
        .findFirst()
        .map(provider -> provider.login(context, files, host, repository))
        .orElseGet(NoLogin::new);
  }
}
