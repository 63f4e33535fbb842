package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
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
import org.jspecify.annotations.Nullable;

/**
 * Files and archives by their URL. What is in the store already, because its hash is given, and
 * what lies on this machine is taken; anything that needs the network is refused with an error that
 * says so.
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
    return known != null
        ? known
        : LocalSources.file(state, request.url, request.name, request.expected);
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
    return known != null
        ? known
        : LocalSources.archive(state, request.url, request.name, request.expected);
  }

  private static Request request(EvalState state, Lazy arg, String who, String defaultName) {
    Value v = state.force(arg, null);
    String url = null;
    String name = defaultName;
    Hash expected = null;
    boolean hasName = false;
    if (v instanceof NixAttrs set) {
      NixAttrs attrs = set.flatten();
      for (int i = 0; i < attrs.size(); i++) {
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
