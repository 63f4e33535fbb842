package dev.kix.fetchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.RegistryLogin;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with the accounts of {@link RegistryAccount}: one place for what reads and what writes.
 */
final class AccountLogin implements RegistryLogin {
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FetchContext context;
  private final List<Path> files;
  private final String host;
  private final String repository;
  private boolean hasAccount;

  /** With the accounts of the files that the settings name. */
  AccountLogin(FetchContext context, String host, String repository) {
    this(context, context.settings().registryAccounts(), host, repository);
  }

  /**
   * @param files with accounts, as {@code docker login} writes them; the first that has one counts
   * @param host of the registry, with its port
   * @param repository in it
   */
  AccountLogin(FetchContext context, List<Path> files, String host, String repository) {
    this.context = context;
    this.files = List.copyOf(files);
    this.host = host;
    this.repository = repository;
  }

  @Override
  public boolean hasAccount() {
    return hasAccount;
  }

  @Override
  public @Nullable String authorization(String challenge, @Nullable String actions) {
    RegistryAccount account = RegistryAccount.of(context, files, host, repository);
    hasAccount = account != null;
    if (challenge.regionMatches(true, 0, "Basic", 0, 5)) {
      return account == null ? null : account.basic();
    }
    Map<String, String> parameters = new TreeMap<>();
    Matcher m = PARAMETER.matcher(challenge);
    while (m.find()) {
      parameters.put(m.group(1), m.group(2));
    }
    String realm = parameters.get("realm");
    if (!challenge.regionMatches(true, 0, "Bearer ", 0, 7)
        || realm == null
        || !realm.matches("https?://.*")) {
      return null;
    }
    String own = "repository:" + repository + ":" + (actions == null ? "pull" : actions);
    String scope = actions == null ? parameters.getOrDefault("scope", own) : own;
    String service = parameters.getOrDefault("service", "");
    HttpResponse<byte[]> response =
        RegistryHttp.send(context, tokenRequest(realm, service, scope, account));
    try {
      JsonNode json = JSON.readTree(response.body());
      String found = json.path("token").asText(json.path("access_token").asText(""));
      return response.statusCode() == 200 && !found.isEmpty() ? "Bearer " + found : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * With an identity token a request of OAuth 2, otherwise a question with or without the account.
   */
  private HttpRequest.Builder tokenRequest(
      String realm, String service, String scope, @Nullable RegistryAccount account) {
    String authority =
        String.valueOf(RegistryHttp.request(context, realm, null).build().uri().getAuthority());
    boolean safe = realm.startsWith("https:") || RegistryHttp.isLocal(authority);
    String token = account == null || !safe ? null : account.identityToken();
    if (token != null) {
      String form =
          "grant_type=refresh_token&client_id=kix&service="
              + encode(service)
              + "&scope="
              + encode(scope)
              + "&refresh_token="
              + encode(token);
      return RegistryHttp.request(context, realm, null)
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form));
    }
    String query =
        (service.isEmpty() ? "" : "service=" + encode(service) + "&") + "scope=" + encode(scope);
    return RegistryHttp.request(
        context,
        realm + (realm.contains("?") ? "&" : "?") + query,
        account == null || !safe ? null : account.basic());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
