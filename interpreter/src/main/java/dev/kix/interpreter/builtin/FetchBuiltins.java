package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Uris;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.RegistryUse;
import dev.kix.interpreter.flake.RemoteSources;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files and archives by their URL. What is in the store already, because its hash is given, is
 * taken from there; everything else is asked of the fetchers.
 */
final class FetchBuiltins {
  private FetchBuiltins() {}

  /** What {@code fetchurl} and {@code fetchTarball} are asked for. */
  private record Request(
      String who,
      String url,
      String name,
      @Nullable Hash expected,
      boolean hasAttributes,
      boolean hasName) {}

  @NixBuiltin(
      name = "fetchurl",
      args = {"arg"},
      doc =
          """
          The store path of the file at a URL. *arg* is the URL, or a set with `url` and \
          optionally `name` and `sha256`, the hash of the file. A file whose hash is given and \
          which is in the store is not fetched again.
          """,
      example =
          """
          builtins.readFile (builtins.fetchurl "file:///etc/hostname")
          """)
  static Value fetchurl(EvalState state, @Nullable Position pos, Lazy arg) {
    Request request = request(state, arg, "fetchurl", "");
    NixString known = inStore(state, request, ContentAddressMethod.FLAT);
    return known != null ? known : download(state, request);
  }

  @NixBuiltin(
      name = "fetchTarball",
      args = {"args"},
      global = true,
      since = "1.9",
      doc =
          """
          The store path of the unpacked archive at a URL. *args* is the URL, or a set with `url` \
          and optionally `name` (by default `"source"`) and `sha256`, the hash of the unpacked \
          tree. A tree whose hash is given and which is in the store is not fetched again.
          """,
      example =
          """
          import (fetchTarball {
            url = "https://example.org/releases/site-1.0.tar.gz";
            sha256 = "1q4bhm4hlyvzkm9xgkzbz8n0a3qbcc1a3dvzhd98sf3j3b6l5f3w";
          })
          """)
  static Value fetchTarball(EvalState state, @Nullable Position pos, Lazy args) {
    Request request = request(state, args, "fetchTarball", "source");
    NixString known = inStore(state, request, ContentAddressMethod.NIX_ARCHIVE);
    return known != null ? known : unpack(state, request);
  }

  private static NixString download(EvalState state, Request request) {
    EvalStore store = state.services().store();
    Fetched fetched;
    try {
      fetched = state.services().inputs().file(request.url, request.name);
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
    StorePath path =
        store.addTree(
            request.name, fetched.tree(), ContentAddressMethod.FLAT, HashAlgorithm.SHA256);
    EvalStore.StoreObject object = store.object(path);
    Hash expected = request.expected;
    if (expected != null && object != null && !expected.equals(object.address().hash())) {
      throw new EvalException(
          ErrorKind.HASH_MISMATCH,
          "hash mismatch in file downloaded from '"
              + request.url
              + "':\n  specified: "
              + expected
              + "\n  got:       "
              + object.address().hash(),
          null);
    }
    return SourceBuiltins.reference(store, path);
  }

  private static NixString unpack(EvalState state, Request request) {
    SortedMap<String, Object> attrs = new TreeMap<>();
    attrs.put("type", "tarball");
    attrs.put("url", request.url);
    attrs.put("name", request.name);
    if (request.expected != null) {
      attrs.put("narHash", request.expected.sri());
    }
    try {
      InputFetcher.Result result =
          state.services().inputs().fetch(Input.fromAttrs(InputAttrs.of(attrs)), RegistryUse.NONE);
      return SourceBuiltins.reference(state.services().store(), result.path());
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }

  private static Request request(EvalState state, Lazy arg, String who, String defaultName) {
    Value v = state.force(arg, null);
    String url = null;
    String name = defaultName;
    Hash expected = null;
    boolean hasName = false;
    if (v instanceof NixAttrs set) {
      NixAttrs attrs = set.flatten();
      for (int i : attrs.shape().evaluationOrder()) {
        Lazy value = attrs.value(i);
        Position at = attrs.position(i);
        switch (attrs.name(i)) {
          case "url" ->
              url =
                  state.forceStringNoContext(value, at, "while evaluating the url we should fetch");
          case "sha256" ->
              expected =
                  Hashes.parseAllowEmpty(
                      state,
                      state.forceStringNoContext(
                          value, at, "while evaluating the sha256 of the content we should fetch"),
                      HashAlgorithm.SHA256);
          case "name" -> {
            hasName = true;
            name =
                state.forceStringNoContext(
                    value, at, "while evaluating the name of the content we should fetch");
          }
          default ->
              throw Errors.eval("unsupported argument '" + attrs.name(i) + "' to '" + who + "'");
        }
      }
      if (url == null) {
        throw Errors.eval("'url' argument required");
      }
    } else {
      url = state.forceStringNoContext(v, null, "while evaluating the url we should fetch");
    }
    if (who.equals("fetchTarball")) {
      url = RemoteSources.resolve(url);
    }
    Uris.check(state, url);
    if (name.isEmpty()) {
      String path = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
      name = path.substring(path.lastIndexOf('/') + 1);
    }
    Request request = new Request(who, url, name, expected, v instanceof NixAttrs, hasName);
    checkName(request);
    if (state.services().settings().pureEval() && expected == null) {
      throw Errors.eval("in pure evaluation mode, '" + who + "' requires a 'sha256' argument");
    }
    return request;
  }

  private static void checkName(Request r) {
    try {
      StorePath.checkName(r.name);
    } catch (StoreException e) {
      String advice =
          r.hasName
              ? "Please change the value for the 'name' attribute passed to '"
                  + r.who
                  + "', so that it can create a valid store path."
              : r.hasAttributes
                  ? "Please add a valid 'name' attribute to the argument for '"
                      + r.who
                      + "', so that it can create a valid store path."
                  : "Please pass an attribute set with 'url' and 'name' attributes to '"
                      + r.who
                      + "',  so that it can create a valid store path.";
      throw Errors.eval(
          "invalid store path name when fetching URL '"
              + r.url
              + "': "
              + e.getMessage()
              + ". "
              + advice);
    }
  }

  private static @Nullable NixString inStore(
      EvalState state, Request request, ContentAddressMethod method) {
    Hash expected = request.expected;
    if (expected == null) {
      return null;
    }
    EvalStore store = state.services().store();
    StorePath path =
        store.dir().makeContentAddressedPath(request.name, new ContentAddress(method, expected));
    return store.isValid(path) ? SourceBuiltins.reference(store, path) : null;
  }
}
