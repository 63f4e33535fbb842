package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.value.Bytes;
import java.util.Locale;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * Who asks a Git server over HTTP, where its URL does not say: the account of {@link Netrc}. Nobody
 * is ever asked for anything.
 */
final class NetrcCredentials extends CredentialsProvider {
  private final FetchSettings settings;

  NetrcCredentials(FetchSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.startsWith("http") || uri.getHost() == null) {
      return false;
    }
    Netrc.Account account = Netrc.of(settings).account(uri.getHost(), true);
    if (account == null || !supports(items)) {
      return false;
    }
    for (CredentialItem item : items) {
      if (item instanceof CredentialItem.Username name) {
        name.setValue(Bytes.decode(account.login()));
      } else if (item instanceof CredentialItem.Password password) {
        password.setValue(Bytes.decode(account.password()).toCharArray());
      }
    }
    return true;
  }
}
