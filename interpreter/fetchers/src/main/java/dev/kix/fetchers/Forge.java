package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A repository of a forge: the URLs of its API, and what proves who asks.
 *
 * @param token from {@code access-tokens}, or null
 */
record Forge(String type, String host, String owner, String repo, @Nullable String token) {

  static Forge of(Input input, FetchContext context) {
    InputAttrs attrs = input.attrs();
    String type = input.type();
    String standard =
        switch (type) {
          case "github" -> "github.com";
          case "gitlab" -> "gitlab.com";
          default -> "git.sr.ht";
        };
    String host = Objects.requireNonNullElse(attrs.string("host"), standard);
    String owner = attrs.requireString("owner");
    String repo = attrs.requireString("repo");
    return new Forge(
        type,
        host,
        owner,
        repo,
        token(context.settings().accessTokens(), host, host + "/" + owner + "/" + repo));
  }

  /** The token of the longest prefix of {@code path} that has one, else that of the host. */
  private static @Nullable String token(Map<String, String> tokens, String host, String path) {
    String best = null;
    for (String prefix : tokens.keySet()) {
      boolean fits = path.equals(prefix) || path.startsWith(prefix + "/");
      if (fits && (best == null || prefix.length() > best.length())) {
        best = prefix;
      }
    }
    return tokens.get(best == null ? host : best);
  }

  /** Where the repository is cloned from. */
  String repositoryUrl() {
    return "git+https://"
        + host
        + "/"
        + owner
        + "/"
        + repo
        + (type.equals("sourcehut") ? "" : ".git");
  }

  /** Where the archive of a commit is. */
  String archiveUrl(String rev) {
    return switch (type) {
      case "github" ->
          !host.equals("github.com")
              ? "https://" + host + "/api/v3/repos/" + owner + "/" + repo + "/tarball/" + rev
              : token == null
                  ? "https://" + host + "/" + owner + "/" + repo + "/archive/" + rev + ".tar.gz"
                  : "https://" + "api." + host + "/repos/" + owner + "/" + repo + "/tarball/" + rev;
      case "gitlab" ->
          "https://"
              + host
              + "/api/v4/projects/"
              + owner
              + "%2F"
              + repo
              + "/repository/archive.tar.gz?sha="
              + rev;
      default -> "https://" + host + "/" + owner + "/" + repo + "/archive/" + rev + ".tar.gz";
    };
  }

  /**
   * Where the commit of a branch or tag is asked for; with SourceHut {@code ref} is a file of the
   * repository.
   */
  String refUrl(String ref) {
    return switch (type) {
      case "github" ->
          "https://"
              + (host.equals("github.com") ? "api.github.com/repos/" : host + "/api/v3/repos/")
              + owner
              + "/"
              + repo
              + "/commits/"
              + ref;
      case "gitlab" ->
          "https://"
              + host
              + "/api/v4/projects/"
              + owner
              + "%2F"
              + repo
              + "/repository/commits?ref_name="
              + ref;
      default -> "https://" + host + "/" + owner + "/" + repo + "/" + ref;
    };
  }

  /** What the forge is told beside the request. */
  Map<String, String> headers() {
    String t = token;
    if (t == null) {
      return Map.of();
    }
    return switch (type) {
      case "github" -> Map.of("Authorization", "token " + t);
      case "gitlab" -> {
        int colon = t.indexOf(':');
        String kind = colon < 0 ? t : t.substring(0, colon);
        String value = t.substring(colon + 1);
        yield switch (kind) {
          case "OAuth2" -> Map.of("Authorization", "Bearer " + value);
          case "PAT" -> Map.of("Private-token", value);
          default -> Map.of(kind, value);
        };
      }
      default -> Map.of("Authorization", "Bearer " + t);
    };
  }
}
