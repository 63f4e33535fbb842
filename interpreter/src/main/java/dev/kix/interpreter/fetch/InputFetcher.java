package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.store.StoreException;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Fetches inputs for one evaluator: each at most once, checked against what the input says of
 * itself, and made visible in the store. Fetchers are looked for when the first input that needs
 * one comes. Not thread-safe; belongs to the evaluation thread.
 */
public final class InputFetcher {
  /** The registry of the world has some kilobytes. */
  private static final int MAX_REGISTRY = 16 << 20;

  /**
   * A tree in the store.
   *
   * @param path where it is
   * @param resolved what was asked for, registries followed
   * @param locked the input with all that is known of it, {@code narHash} and {@code __final} among
   *     them
   * @param extra what a registry adds to the reference: {@code dir}
   */
  public record Result(StorePath path, Input resolved, Input locked, InputAttrs extra) {}

  private final FetchContext context;
  private final EvalStore store;
  private final List<Fetcher> given;
  private final Registries registries;
  private final Map<Input, Result> cache = new HashMap<>();
  private @Nullable Map<String, Fetcher> fetchers;

  /**
   * @param given fetchers that come before those found on the class path
   */
  public InputFetcher(FetchContext context, EvalStore store, List<Fetcher> given) {
    this.context = context;
    this.store = store;
    this.given = List.copyOf(given);
    this.registries = new Registries(context, this::download);
  }

  public FetchContext context() {
    return context;
  }

  public Registries registries() {
    return registries;
  }

  /** Forgets what was fetched, so that changed sources are looked at again. */
  public void clear() {
    cache.clear();
  }

  /**
   * The tree of an input, in the store.
   *
   * @throws EvalException in Nix's words when it cannot be fetched or is not what the input says
   */
  public Result fetch(Input input, RegistryUse use) {
    Result known = cache.get(input);
    if (known != null) {
      return known;
    }
    Input resolved = input;
    InputAttrs extra = InputAttrs.EMPTY;
    if (!input.isDirect()) {
      if (use == RegistryUse.NONE) {
        throw Input.error(
            "'" + input + "' is an indirect flake reference, but registry lookups are not allowed");
      }
      Registries.Resolved found = registries.resolve(input, use);
      resolved = found.input();
      extra = found.extra();
      known = cache.get(resolved);
    }
    Result result =
        known != null
            ? new Result(known.path, resolved, known.locked, extra)
            : fetchDirect(resolved, extra);
    cache.put(resolved, result);
    cache.put(input, result);
    return result;
  }

  private Result fetchDirect(Input input, InputAttrs extra) {
    Fetched fetched;
    Input locked;
    try {
      Hash narHash = input.narHash();
      if (input.isFinal() && narHash != null) {
        StorePath path = storePath(input.name(), narHash);
        if (store.isValid(path)) {
          return new Result(path, input, input, extra);
        }
      }
      fetched = fetcher(input).fetch(input, context);
      locked = check(input, fetched);
    } catch (BadUrlException e) {
      throw e.toEvalException().during(null, "while fetching the input '" + input + "'");
    } catch (StoreException e) { // a tree that no store can hold
      throw Input.error(String.valueOf(e.getMessage()))
          .during(null, "while fetching the input '" + input + "'");
    } catch (EvalException e) {
      throw e.during(null, "while fetching the input '" + input + "'");
    }
    StorePath path =
        store.addHashedTree(locked.name(), fetched.tree(), fetched.narHash(), fetched.source());
    return new Result(path, input, locked, extra);
  }

  private StorePath storePath(String name, Hash narHash) {
    return store
        .dir()
        .makeContentAddressedPath(
            name, new ContentAddress(ContentAddressMethod.NIX_ARCHIVE, narHash));
  }

  /**
   * Checks what was fetched against what was said of it.
   *
   * @return all that is known
   */
  private static Input check(Input specified, Fetched fetched) {
    Hash hash = specified.narHash();
    String actual = fetched.narHash().sri();
    Input result = fetched.input().with("__final", true);
    if (specified.isFinal()) {
      result = result.with("narHash", actual);
      Input said = hash == null ? specified : specified.with("narHash", hash.sri());
      for (String name : said.attrs().names()) {
        Object found = result.attrs().get(name);
        if (found != null && !found.equals(said.attrs().get(name))) {
          throw Input.error(
              "mismatch in field '"
                  + name
                  + "' of input '"
                  + said.attrs().toJson()
                  + "', got '"
                  + result.attrs().toJson()
                  + "'");
        }
      }
      return said.with("narHash", actual);
    }
    if (hash != null && !hash.equals(fetched.narHash())) {
      throw new EvalException(
          ErrorKind.HASH_MISMATCH,
          "NAR hash mismatch in input '"
              + specified
              + "', expected '"
              + hash.sri()
              + "' but got '"
              + actual
              + "'",
          null);
    }
    String rev = specified.rev();
    if (rev != null && !rev.equals(result.rev())) {
      throw Input.error("'rev' attribute mismatch in input '" + result + "', expected " + rev);
    }
    return result.with("narHash", actual);
  }

  /**
   * The file at a URL, as {@code fetchurl} makes a store object of it.
   *
   * @param name the name of the store object
   */
  public Fetched file(String url, String name) {
    Input input = Input.fromAttrs(InputAttrs.of(Map.of("type", "file", "url", url, "name", name)));
    return fetcher(input).fetch(input, context);
  }

  /**
   * A tree of a type that is no input of flakes, such as {@code helm-chart}: what a fetcher on the
   * class path makes of {@code input}, neither checked nor added to the store.
   */
  public Fetched special(Input input) {
    return found(input).fetch(input, context);
  }

  private byte[] download(String url) {
    Fetched fetched = file(url, "source");
    if (!(fetched.tree() instanceof FileTree.File file)) {
      throw Input.error("'" + url + "' is not a file");
    }
    try (InputStream in = file.open()) {
      byte[] bytes = in.readNBytes(MAX_REGISTRY + 1);
      if (bytes.length > MAX_REGISTRY) {
        throw Input.error(
            "unable to download '" + url + "': it is larger than " + MAX_REGISTRY + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw IoErrors.error("reading '" + url + "': " + IoErrors.reason(e));
    }
  }

  /**
   * The folder on this machine in which a file of the input can be changed, or null where there is
   * none.
   */
  public @Nullable Path sourceFolder(Input input) {
    return input.isSupported() && input.isDirect() ? fetcher(input).sourceFolder(input) : null;
  }

  /** Writes a file into the input's folder; see {@link Fetcher#putFile}. */
  public void putFile(Input input, String path, byte[] content, @Nullable String commitMessage) {
    fetcher(input).putFile(input, path, content, commitMessage, context);
    clear();
  }

  /** What tells states of an input that is not locked apart; see {@link Fetcher#fingerprint}. */
  public @Nullable String fingerprint(Input input) {
    return fetcher(input).fingerprint(input, context);
  }

  /** Makes a copy of an input that people can work with; see {@link Fetcher#cloneTo}. */
  public void cloneTo(Input input, Path target) {
    fetcher(input).cloneTo(input, target, context);
  }

  /** Tells version control of new files; see {@link Fetcher#track}. */
  public void track(Path folder, List<String> paths) {
    for (Fetcher fetcher : new LinkedHashSet<>(fetchers().values())) {
      fetcher.track(folder, paths);
    }
  }

  private Fetcher fetcher(Input input) {
    if (!input.isSupported()) {
      throw Input.error("cannot fetch unsupported input '" + input.attrs().toJson() + "'");
    }
    return found(input);
  }

  private Fetcher found(Input input) {
    Fetcher fetcher = fetchers().get(input.type());
    if (fetcher == null) {
      throw Input.error(
          "cannot fetch '"
              + input
              + "': nothing here fetches inputs of type '"
              + input.type()
              + "' (put the artifact kix-fetchers on the class path)");
    }
    return fetcher;
  }

  private Map<String, Fetcher> fetchers() {
    Map<String, Fetcher> byType = fetchers;
    if (byType == null) {
      byType = new HashMap<>();
      List<Fetcher> all = new ArrayList<>(given);
      all.add(new PathFetcher(store));
      for (Fetcher fetcher :
          ServiceLoader.load(Fetcher.class, InputFetcher.class.getClassLoader())) {
        all.add(fetcher);
      }
      for (Fetcher fetcher : all) {
        for (String type : fetcher.types()) {
          byType.putIfAbsent(type, fetcher);
        }
      }
      fetchers = byType;
    }
    return byType;
  }
}
