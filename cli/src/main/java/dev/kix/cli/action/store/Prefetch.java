package dev.kix.cli.action.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.action.StoreWriter;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.SourceArg;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.StoreException;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.WithPermission;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashFormat;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Downloads a file into the user's store and prints its hash: {@code nix store prefetch-file} and
 * {@code nix-prefetch-url}.
 */
public final class Prefetch {
  /** What is printed. */
  public enum Output {
    /** A sentence on standard error. */
    SENTENCE,
    JSON,
    /** The bare hash, as {@code nix-prefetch-url} prints it. */
    HASH,
    /** The bare hash, then the store path. */
    HASH_AND_PATH
  }

  /**
   * What to do.
   *
   * @param url what is downloaded; null when {@code selection} says it
   * @param selection a derivation of {@code fetchurl} in the file {@code source}; ordinary text
   * @param name of the store object, or null for the last part of the URL
   * @param algorithm the name of the hash's
   * @param expected what the hash must be, or null
   * @param unpack whether the archive is unpacked
   * @param executable whether the file is made executable
   */
  public record Request(
      EvaluationSetup setup,
      @Nullable String url,
      SourceArg source,
      String selection,
      @Nullable String name,
      String algorithm,
      @Nullable String expected,
      boolean unpack,
      boolean executable,
      Output output) {}

  private record Result(String url, StorePath path, Hash hash) {}

  private final Console console;

  public Prefetch(Console console) {
    this.console = console;
  }

  /** Downloads, writes to the store and prints. Returns the exit code. */
  public int run(Request request) {
    try (NixSession session = NixSession.open(request.setup(), console)) {
      Result result = session.run(state -> fetch(session, state, request));
      String path = session.services().store().dir().print(result.path());
      String sri = result.hash().sri();
      switch (request.output()) {
        case SENTENCE ->
            console.err(
                "Downloaded '" + result.url() + "' to '" + path + "' (hash '" + sri + "').\n");
        case JSON -> {
          ObjectNode out = JsonNodeFactory.instance.objectNode();
          out.put("hash", sri);
          out.put("storePath", path);
          console.out(out + "\n");
        }
        case HASH -> {
          console.err("path is '" + path + "'\n");
          console.out(bare(result.hash()) + "\n");
        }
        case HASH_AND_PATH -> console.out(bare(result.hash()) + "\n" + path + "\n");
      }
    }
    return 0;
  }

  private static String bare(Hash hash) {
    return hash.format(
        hash.algorithm() == HashAlgorithm.MD5 ? HashFormat.BASE16 : HashFormat.NIX32, false);
  }

  private Result fetch(NixSession session, EvalState state, Request asked) {
    FetchurlCall call = new FetchurlCall(console, session, state);
    Request request = asked.url() == null ? selected(call, asked) : asked;
    List<String> urls = call.mirrors(String.valueOf(request.url()));
    String name = name(urls.get(0), request.name());
    ContentAddressMethod method =
        request.unpack() || request.executable()
            ? ContentAddressMethod.NIX_ARCHIVE
            : ContentAddressMethod.FLAT;
    EvalStore store = state.services().store();
    HashAlgorithm algorithm =
        HashNames.algorithm(request.algorithm(), request.setup().settings(), HashAlgorithm.SHA256);
    String given = request.expected();
    Hash expected = given == null ? null : Hash.parseAny(given, algorithm);
    if (expected != null) {
      StorePath path =
          store.dir().makeContentAddressedPath(name, new ContentAddress(method, expected));
      if (store.isValid(path)) {
        return new Result(urls.get(0), path, expected);
      }
    }
    Source source = download(state, urls, name, request.unpack());
    String url = source.url();
    FileTree tree = source.tree();
    if (request.executable() && tree instanceof FileTree.File file) {
      tree = new WithPermission(file, true);
    }
    SortedSet<StorePath> none = Collections.emptySortedSet();
    StorePath path = store.addTree(name, tree, method, algorithm, none);
    EvalStore.StoreObject object = store.object(path);
    if (object == null) {
      throw new IllegalStateException("'" + path + "' was not added");
    }
    Hash hash = object.address().hash();
    if (expected != null && !expected.equals(hash)) {
      throw new CliException(
          "hash mismatch in file downloaded from '"
              + url
              + "':\n  specified: "
              + expected.sri()
              + "\n  got:       "
              + hash.sri());
    }
    new StoreWriter(console).write(store, List.of(path));
    return new Result(url, path, hash);
  }

  /** What came, and from where. */
  private record Source(String url, FileTree tree) {}

  /** From the first place that has it, as Nixpkgs' fetchurl does; the others are told of. */
  private Source download(EvalState state, List<String> urls, String name, boolean unpack) {
    for (String url : urls.subList(0, urls.size() - 1)) {
      try {
        return new Source(url, unpack ? unpacked(state, url) : file(state, url, name));
      } catch (EvalException e) {
        if (!e.kind().equals(ErrorKind.EVAL)) {
          throw e; // not allowed, or the evaluation ends
        }
        console.errBytes("warning: " + e.getMessage() + "; trying the next mirror\n");
      }
    }
    String last = urls.get(urls.size() - 1);
    return new Source(last, unpack ? unpacked(state, last) : file(state, last, name));
  }

  private static Request selected(FetchurlCall call, Request request) {
    FetchurlCall.Said said = call.read(request.source(), request.selection());
    return new Request(
        request.setup(),
        said.url(),
        request.source(),
        request.selection(),
        request.name() == null ? said.name() : request.name(),
        request.algorithm(),
        request.expected(),
        said.recursive() == null ? request.unpack() : said.recursive(),
        request.executable(),
        request.output());
  }

  private static FileTree file(EvalState state, String url, String name) {
    try {
      return state.services().inputs().file(Bytes.encode(url), name).tree();
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }

  private static FileTree unpacked(EvalState state, String url) {
    try {
      Input input =
          Input.fromAttrs(InputAttrs.of(Map.of("type", "tarball", "url", Bytes.encode(url))));
      return state.services().inputs().special(input).tree();
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }

  /** What the store object is called. */
  private static String name(String url, @Nullable String given) {
    String name = given == null ? lastSegment(url) : Bytes.encode(given);
    if (name.isEmpty()) {
      throw new CliException("cannot figure out file name for '" + url + "'", "--name gives one.");
    }
    try {
      StorePath.checkName(name);
    } catch (StoreException e) {
      String why = String.valueOf(e.getMessage());
      throw given == null
          ? new CliException(
              "file name '" + Bytes.decode(name) + "' was extracted from URL '" + url + "': " + why,
              "--name gives another one.")
          : new CliException(why);
    }
    return name;
  }

  private static String lastSegment(String url) {
    String bytes = Bytes.encode(url);
    try {
      List<String> segments = Url.parse(bytes).segments();
      for (int i = segments.size() - 1; i >= 0; i--) {
        if (!segments.get(i).isEmpty()) {
          return segments.get(i);
        }
      }
      return "";
    } catch (BadUrlException e) {
      return bytes.substring(bytes.lastIndexOf('/') + 1);
    }
  }
}
