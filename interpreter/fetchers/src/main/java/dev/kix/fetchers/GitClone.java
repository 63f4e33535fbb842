package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** The clone of a repository elsewhere, in the cache. */
final class GitClone {
  private static final String HEADS = "refs/heads/";

  /** JGit knows others too, which read files of this machine that no evaluation may name. */
  private static final Set<String> SCHEMES =
      Set.of("https", "http", "ssh", "git+ssh", "ssh+git", "git", "file");

  private final GitLocation location;
  private final boolean shallow;
  private final FetchContext context;
  private final FetchCache cache;

  GitClone(GitLocation location, boolean shallow, FetchContext context) {
    this.location = location;
    this.shallow = shallow;
    this.context = context;
    this.cache = FetchCache.of(context);
  }

  /** Under which name the clone has {@code ref}. */
  static String localRef(String ref, GitLocation location) {
    if (location.folder() != null || ref.startsWith("refs/")) {
      return ref;
    }
    return ref.equals(Constants.HEAD) ? "refs/kix/HEAD" : HEADS + ref;
  }

  /** The branch that HEAD stands for there. */
  String defaultBranch() {
    String key = "git-head:" + location.url();
    Map<String, String> known = cache.facts(key);
    if (known != null && isFresh(known)) {
      return Bytes.encode(known.getOrDefault("ref", "refs/heads/master"));
    }
    try {
      String ref = askForHead();
      if (ref != null) {
        cache.remember(
            key, Map.of("ref", Bytes.decode(ref), "time", Long.toString(Downloader.now())));
        return ref;
      }
    } catch (EvalException e) {
      if (known == null) {
        throw e;
      }
      context.warn(
          "could not get HEAD ref for repository '"
              + location.url()
              + "'; using expired cached ref '"
              + known.getOrDefault("ref", "")
              + "'");
      return Bytes.encode(known.getOrDefault("ref", ""));
    }
    context.warn("could not read HEAD ref from repo at '" + location.url() + "', using 'master'");
    return "master";
  }

  private @Nullable String askForHead() {
    context.requireNetwork(location.url());
    Path folder = cache.clone(location.url(), shallow);
    try (GitRepository repository = GitRepository.create(folder);
        Transport transport = open(repository);
        FetchConnection connection = transport.openFetch()) {
      Ref head = connection.getRef(Constants.HEAD);
      return head != null && head.isSymbolic() ? Bytes.encode(head.getTarget().getName()) : null;
    } catch (IOException | URISyntaxException e) {
      throw failure(e);
    }
  }

  private boolean isFresh(Map<String, String> facts) {
    return Downloader.isFresh(facts, context);
  }

  /**
   * Brings a branch or a commit into the clone, unless it is there and new enough.
   *
   * @return where the clone is
   */
  Path update(String ref, @Nullable String rev, boolean named, boolean allRefs) {
    Path folder = cache.clone(location.url(), shallow);
    return cache.alone(
        "git-clone:" + folder,
        () -> {
          try (GitRepository repository = GitRepository.create(folder)) {
            setOrigin(repository);
            String key = "git-ref:" + location.url() + "\n" + ref + "\n" + shallow;
            if (mustFetch(repository, key, ref, rev, allRefs)) {
              fetch(repository, ref, rev, allRefs);
              if (rev == null) {
                cache.remember(key, Map.of("time", Long.toString(Downloader.now())));
              }
            }
          }
          return folder;
        });
  }

  private boolean mustFetch(
      GitRepository repository, String key, String ref, @Nullable String rev, boolean allRefs) {
    if (rev != null) {
      return rev.length() != Constants.OBJECT_ID_STRING_LENGTH
          || !repository.has(ObjectId.fromString(rev));
    }
    Map<String, String> known = cache.facts(key);
    return allRefs || known == null || !isFresh(known) || !hasRef(repository, ref);
  }

  private boolean hasRef(GitRepository repository, String ref) {
    try {
      return repository.git().exactRef(Bytes.decode(localRef(ref, location))) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private void fetch(GitRepository repository, String ref, @Nullable String rev, boolean allRefs) {
    context.requireNetwork(location.url());
    try {
      if (allRefs) {
        fetch(repository, List.of("+refs/*:refs/*"));
      } else if (rev != null) {
        fetchCommit(repository, rev);
      } else {
        String local = localRef(ref, location);
        String remote = ref.equals(Constants.HEAD) ? ref : local;
        fetch(repository, List.of("+" + remote + ":" + local));
      }
    } catch (EvalException e) {
      if (rev != null || !hasRef(repository, ref)) {
        throw e;
      }
      context.warn(e.getMessage());
      context.warn(
          "could not update local clone of Git repository '"
              + location.url()
              + "'; continuing with the most recent version");
    }
  }

  /** A server need not give a commit by its name alone; then all branches and tags are fetched. */
  private void fetchCommit(GitRepository repository, String rev) {
    try {
      fetch(repository, List.of("+" + rev + ":refs/kix/" + rev));
    } catch (EvalException e) {
      fetch(repository, List.of("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"));
    }
  }

  private void fetch(GitRepository repository, List<String> refs) {
    try (Transport transport = open(repository)) {
      transport.setTagOpt(TagOpt.NO_TAGS);
      if (shallow) {
        transport.setDepth(1);
      }
      FetchResult result =
          transport.fetch(
              new Cancellable(context),
              refs.stream().map(r -> new RefSpec(Bytes.decode(r))).toList());
      requireSent(result);
    } catch (EvalException e) {
      throw e;
    } catch (IOException | URISyntaxException | RuntimeException e) {
      throw failure(e); // JGit has exceptions of all kinds
    }
  }

  /** JGit says nothing of a branch whose commit did not come. */
  private static void requireSent(FetchResult result) throws IOException {
    for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
      switch (update.getResult()) {
        case NEW, FORCED, FAST_FORWARD, NO_CHANGE, RENAMED -> {
          continue;
        }
        default ->
            throw new IOException(
                "the server did not send '"
                    + update.getRemoteName()
                    + "', which it says is "
                    + update.getNewObjectId().name());
      }
    }
  }

  /** Drops the clone, which turned out to be damaged: the next one begins anew. */
  void forget() {
    Path folder = cache.clone(location.url(), shallow);
    cache.alone(
        "git-clone:" + folder,
        () -> {
          FetchCache.discard(folder);
          return folder;
        });
  }

  /** Makes JGit stop receiving when the evaluation ends. */
  static final class Cancellable extends EmptyProgressMonitor {
    private final FetchContext context;

    Cancellable(FetchContext context) {
      this.context = context;
    }

    @Override
    public boolean isCancelled() {
      return context.interruption().get() != null;
    }
  }

  private Transport open(GitRepository repository)
      throws URISyntaxException, TransportException, IOException {
    return open(repository, location, context);
  }

  /** A connection to a repository. */
  static Transport open(GitRepository repository, GitLocation location, FetchContext context)
      throws URISyntaxException, TransportException, IOException {
    try {
      URIish uri = new URIish(Bytes.decode(location.url()));
      if (!SCHEMES.contains(String.valueOf(uri.getScheme()))) {
        throw new IOException(
            "URLs of Git repositories start with 'https:', 'http:', 'ssh:', 'git:' or 'file:'");
      }
      GitTraffic traffic = new GitTraffic(context);
      repository.receiveFrom(traffic);
      Transport transport =
          uri.getScheme().equals(GitDaemonTransport.SCHEME)
              ? new GitDaemonTransport(repository.git(), uri, context, traffic)
              : Transport.open(repository.git(), uri);
      transport.setTimeout(seconds(context.settings().transfer().stalledTimeout()));
      if (transport instanceof SshTransport ssh) {
        context.requirePrograms(SshProgram.NAME, location.url());
        ssh.setSshSessionFactory(new SshProgram(context, traffic::talk));
      } else if (transport instanceof TransportHttp http) {
        http.setHttpConnectionFactory(new GitHttp(context, traffic));
        http.setCredentialsProvider(new NetrcCredentials(context.settings()));
      }
      return transport;
    } catch (NotSupportedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** What JGit takes for a time; zero is no limit there too. */
  private static int seconds(Duration time) {
    return (int) Math.min((time.toMillis() + 999) / 1000, Integer.MAX_VALUE / 1000);
  }

  private EvalException failure(Exception e) {
    return failure(location, context, e);
  }

  /**
   * What is said of a failure.
   *
   * @throws EvalException when it is one because the evaluation ends
   */
  static EvalException failure(GitLocation location, FetchContext context, Exception e) {
    context.checkInterruption(); // JGit takes that for a failure of the connection
    Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
    String reason = FetchErrors.reason(e.getMessage() == null ? cause : e);
    return FetchErrors.error(
        "Failed to fetch git repository '"
            + location.url()
            + "': "
            + reason
            + advice(location, context, reason));
  }

  /** What to do when the server does not know who asks, and the URL does not say. */
  private static String advice(GitLocation location, FetchContext context, String reason) {
    if (!location.url().startsWith("http") || !reason.endsWith(JGitText.get().notAuthorized)) {
      return "";
    }
    try {
      URIish uri = new URIish(Bytes.decode(location.url()));
      return uri.getUser() == null
          ? Netrc.advice(context.settings(), String.valueOf(uri.getHost()))
          : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }

  /** Relative URLs of submodules start at it. */
  private void setOrigin(GitRepository repository) {
    StoredConfig config = repository.git().getConfig();
    String url = Bytes.decode(location.url());
    if (!url.equals(config.getString("remote", "origin", "url"))) {
      config.setString("remote", "origin", "url", url);
      try {
        config.save();
      } catch (IOException e) {
        throw repository.failure("setting remote 'origin' URL to '" + location.url() + "'", e);
      }
    }
  }
}
