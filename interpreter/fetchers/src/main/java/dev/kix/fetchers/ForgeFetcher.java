package dev.kix.fetchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Fetcher;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.io.SourceName;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of type {@code github}, {@code gitlab} and {@code sourcehut}: archives that a forge makes
 * of a commit. A branch or tag is looked up by the forge's API first.
 */
public final class ForgeFetcher implements Fetcher {
  private static final JsonMapper JSON = new JsonMapper();

  /** What a forge may say of a branch: all branches of a large repository are some megabytes. */
  private static final long MAX_ANSWER = 64 << 20;

  /** Made by {@link java.util.ServiceLoader}. */
  public ForgeFetcher() {}

  @Override
  public Set<String> types() {
    return Set.of("github", "gitlab", "sourcehut");
  }

  @Override
  public Fetched fetch(Input asked, FetchContext context) {
    Forge forge = Forge.of(asked, context);
    Downloader downloader = new Downloader(context);
    Input input = asked;
    if (input.rev() == null) {
      String ref = input.ref();
      input = input.with("rev", commit(forge, ref == null ? "HEAD" : ref, downloader));
    }
    input = input.without("ref");
    String rev = String.valueOf(input.rev());
    String url = forge.archiveUrl(rev);
    FetchCache cache = FetchCache.of(context);
    String key = "forge:" + forge.type() + ":" + url;
    ArchiveCache archives = new ArchiveCache(context);
    Map<String, String> known = cache.facts(key);
    Downloader.Download download = known(known, cache);
    if (download == null) {
      // The archive of a commit never changes: it is not asked for again, whatever its age.
      download = downloader.get(url, forge.headers());
      cache.remember(key, Map.of("sha256", download.sha256()));
    }
    ArchiveCache.Unpacked unpacked = archives.unpack(download.file(), download.sha256(), url);
    return new Fetched(
        unpacked.tree(),
        input.with("lastModified", unpacked.lastModified()),
        unpacked.narHash(),
        SourceName.ofUrl(input.toString()));
  }

  @Override
  public void cloneTo(Input input, Path target, FetchContext context) {
    Input repository =
        Input.fromUrl(Url.parse(Forge.of(input, context).repositoryUrl()), true)
            .applyOverrides(input.ref(), input.rev());
    new GitFetcher().cloneTo(repository, target, context);
  }

  private static Downloader.@Nullable Download known(
      @Nullable Map<String, String> facts, FetchCache cache) {
    String sha256 = facts == null ? "" : facts.getOrDefault("sha256", "");
    Path file = cache.file(sha256);
    return file == null ? null : new Downloader.Download(file, sha256, null);
  }

  private static String commit(Forge forge, String ref, Downloader downloader) {
    return switch (forge.type()) {
      case "github" -> {
        JsonNode answer = json(downloader, forge.refUrl(ref), forge);
        yield revision(answer.path("sha").asText(), forge, ref);
      }
      case "gitlab" -> {
        JsonNode answer = json(downloader, forge.refUrl(ref), forge);
        if (answer.isArray() && answer.isEmpty()) {
          throw FetchErrors.error(
              "No commits returned by GitLab API -- does the git ref really exist?");
        }
        if (answer.path(0).path("id").isMissingNode()) {
          throw FetchErrors.error(
              "Unexpected response received from GitLab: " + Bytes.encode(answer.toString()));
        }
        yield revision(answer.path(0).path("id").asText(), forge, ref);
      }
      default -> sourcehutCommit(forge, ref, downloader);
    };
  }

  private static String revision(String text, Forge forge, String ref) {
    try {
      return Hash.parseAny(text, HashAlgorithm.SHA1).base16();
    } catch (HashException e) {
      throw FetchErrors.error(
          "the answer of '" + forge.refUrl(ref) + "' names no commit for '" + ref + "'");
    }
  }

  private static JsonNode json(Downloader downloader, String url, Forge forge) {
    try {
      return JSON.readTree(downloader.content(url, forge.headers(), MAX_ANSWER));
    } catch (IOException e) {
      throw FetchErrors.error("the answer of '" + url + "' is not JSON");
    }
  }

  /** SourceHut has no such API without a token: what `git ls-remote` would read is read. */
  private static String sourcehutCommit(Forge forge, String ref, Downloader downloader) {
    String wanted = "refs/(heads|tags)/" + Pattern.quote(ref);
    if (ref.equals("HEAD")) {
      String head = text(downloader, forge.refUrl("HEAD"), forge).lines().findFirst().orElse("");
      if (!head.startsWith("ref: ")) {
        throw FetchErrors.error(
            "in '" + forge.refUrl("HEAD") + "', couldn't resolve HEAD ref 'HEAD'");
      }
      wanted = Pattern.quote(head.substring("ref: ".length()).strip());
    }
    Pattern line = Pattern.compile("([0-9a-f]{40,64})\\s+" + wanted);
    return text(downloader, forge.refUrl("info/refs"), forge)
        .lines()
        .map(line::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .findFirst()
        .orElseThrow(() ->
            FetchErrors.error(
                "in '" + forge.refUrl("info/refs") + "', couldn't find ref '" + ref + "'"));
  }

  private static String text(Downloader downloader, String url, Forge forge) {
    return Bytes.fromArray(downloader.content(url, forge.headers(), MAX_ANSWER));
  }
}
