package dev.kix.fetchers;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The user's account at an OCI registry, as {@code docker login}, {@code podman login} and {@code
 * helm registry login} keep it: in {@code auths} of a {@code config.json}, or with a program {@code
 * docker-credential-NAME} that {@code credHelpers} or {@code credsStore} names (the protocol of
 * docker-credential-helpers); else as {@code netrc} has it. It goes to its registry and to the
 * server of tokens which that one names; into no hash and no message.
 *
 * @param basic the value of {@code Authorization}, or null when there is only a token
 * @param identityToken a token in place of the password ("identitytoken"), or null
 */
record RegistryAccount(@Nullable String basic, @Nullable String identityToken) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int HELPER_SECONDS = 30;

  /** An account is some hundred bytes. */
  private static final int MAX_ANSWER = 1 << 20;

  /** What credential helpers call the user of an identity token. */
  private static final String TOKEN_USER = "<token>";

  /**
   * The account for one repository.
   *
   * @param files with accounts; the first that knows the registry counts, and the setting {@code
   *     netrc-file} after them all
   * @param host of the registry, with its port
   * @param repository in it; an account of part of a registry ({@code HOST/PATH}) wins
   * @return null when nothing has one
   */
  static @Nullable RegistryAccount of(
      FetchContext context, List<Path> files, String host, String repository) {
    for (Path file : files) {
      JsonNode config = read(file);
      RegistryAccount found = config == null ? null : find(config, host, repository, context);
      if (found != null) {
        return found;
      }
    }
    String netrc = Netrc.of(context.settings()).authorization(URI.create("https://" + host));
    return netrc == null ? null : new RegistryAccount(netrc, null);
  }

  private static @Nullable JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return null;
    } catch (JacksonException e) {
      throw FetchErrors.error(
          "the accounts of registries in '" + Bytes.encode(file.toString()) + "' are not JSON");
    } catch (IOException e) {
      throw FetchErrors.io("reading the accounts of registries in", file, e);
    }
  }

  private static @Nullable RegistryAccount find(
      JsonNode config, String host, String repository, FetchContext context) {
    for (String key : keys(host, repository)) {
      String helper = config.path("credHelpers").path(key).asText("");
      RegistryAccount asked = helper.isEmpty() ? null : ask(helper, key, context);
      if (asked != null) {
        return asked;
      }
      JsonNode entry = config.path("auths").path(key);
      RegistryAccount kept = entry.isObject() ? kept(entry) : null;
      if (kept != null) {
        return kept;
      }
    }
    String store = config.path("credsStore").asText("");
    if (!store.isEmpty()) {
      for (String key : keys(host, "")) {
        RegistryAccount asked = ask(store, key, context);
        if (asked != null) {
          return asked;
        }
      }
    }
    return null;
  }

  /**
   * The names that an account may have: the longest part of the repository first, then the host.
   */
  private static List<String> keys(String host, String repository) {
    List<String> keys = new ArrayList<>();
    for (int end = repository.length(); end > 0; end = repository.lastIndexOf('/', end - 1)) {
      keys.add(host + "/" + repository.substring(0, end));
    }
    keys.add(host);
    keys.add("https://" + host);
    if (host.equals("registry-1.docker.io")
        || host.equals("index.docker.io")
        || host.equals("docker.io")) {
      keys.add("https://index.docker.io/v1/");
      keys.add("docker.io");
    }
    return keys;
  }

  private static @Nullable RegistryAccount kept(JsonNode entry) {
    String token = entry.path("identitytoken").asText("");
    String auth = entry.path("auth").asText("");
    String user = entry.path("username").asText("");
    if (auth.isEmpty() && !user.isEmpty()) {
      auth =
          Base64.getEncoder()
              .encodeToString(
                  (user + ":" + entry.path("password").asText(""))
                      .getBytes(StandardCharsets.UTF_8));
    }
    if (auth.isEmpty() && token.isEmpty()) {
      return null; // a store has it
    }
    return new RegistryAccount(
        auth.isEmpty() ? null : "Basic " + auth, token.isEmpty() ? null : token);
  }

  /** Asks {@code docker-credential-NAME get}; null when it has no account for the registry. */
  private static @Nullable RegistryAccount ask(
      String helper, String registry, FetchContext context) {
    String program = "docker-credential-" + helper;
    if (!helper.matches("[A-Za-z0-9._-]+")) {
      throw FetchErrors.error("'" + Bytes.encode(helper) + "' is no name of a credential helper");
    }
    if (!context.programs()) {
      context.warn(
          "not asking '"
              + program
              + "' for the account of '"
              + registry
              + "': this evaluation has no permission to run programs");
      return null;
    }
    try {
      Process process =
          new ProcessBuilder(program, "get").redirectError(ProcessBuilder.Redirect.DISCARD).start();
      CompletableFuture.delayedExecutor(HELPER_SECONDS, TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      try (OutputStream in = process.getOutputStream()) {
        in.write(registry.getBytes(StandardCharsets.UTF_8));
      }
      byte[] answer = process.getInputStream().readNBytes(MAX_ANSWER);
      process.getInputStream().close();
      if (process.waitFor() != 0) {
        return null;
      }
      JsonNode json = JSON.readTree(answer);
      String user = json.path("Username").asText("");
      String secret = json.path("Secret").asText("");
      if (user.equals(TOKEN_USER)) {
        return new RegistryAccount(null, secret);
      }
      byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return new RegistryAccount("Basic " + Base64.getEncoder().encodeToString(pair), null);
    } catch (IOException e) {
      // Without the program there is no account, and much can be read without one.
      context.warn(
          "cannot ask '"
              + program
              + "' for the account of '"
              + registry
              + "', as the file of accounts says: "
              + FetchErrors.reason(e));
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FetchErrors.error("interrupted while asking '" + program + "' for an account");
    }
  }

  /** Nothing of the account. */
  @Override
  public String toString() {
    return "an account";
  }
}
