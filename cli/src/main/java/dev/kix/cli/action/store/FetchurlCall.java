package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.SelectionPath;
import dev.kix.cli.nix.SourceArg;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call of nixpkgs' {@code fetchurl} says, and what its {@code mirror://} URLs mean. */
final class FetchurlCall {
  private static final String MIRROR = "mirror://";

  private final Console console;
  private final NixSession session;
  private final EvalState state;

  FetchurlCall(Console console, NixSession session, EvalState state) {
    this.console = console;
    this.session = session;
    this.state = state;
  }

  /**
   * What a derivation says of its source; ordinary text.
   *
   * @param name of the store object, or null
   * @param recursive whether the hash is that of an archive, or null when it does not say
   */
  record Said(String url, @Nullable String name, @Nullable Boolean recursive) {}

  /**
   * Reads a derivation.
   *
   * @param selection which attribute of {@code source} it is; ordinary text
   */
  Said read(SourceArg source, String selection) {
    Lazy found =
        SelectionPath.parse(Bytes.encode(selection))
            .select(state, session.autoArgs(state), session.evaluate(state, source));
    NixAttrs attrs =
        state.forceAttrs(found, null, "while evaluating the source attribute to prefetch");
    Lazy urls = attrs.get("urls");
    if (urls == null) {
      throw new CliException("attribute 'urls' missing");
    }
    String url =
        strings(urls, "while evaluating the urls to prefetch", "'urls' list is empty").get(0);
    Lazy mode = attrs.get("outputHashMode");
    if (mode == null) {
      console.err("warning: this does not look like a fetchurl call\n");
    }
    Lazy name = attrs.get("name");
    return new Said(
        url,
        name == null ? null : string(name, "while evaluating the name of the source to prefetch"),
        mode == null
            ? null
            : string(mode, "while evaluating the outputHashMode of the source to prefetch")
                .equals("recursive"));
  }

  private String string(Lazy value, String during) {
    return Bytes.decode(state.forceString(value, null, during).value());
  }

  private List<String> strings(Lazy list, String during, String empty) {
    NixList elements = state.forceList(list, null, during);
    List<String> strings = new ArrayList<>();
    for (Lazy element : elements.elements()) {
      strings.add(string(element, "while evaluating the first url from the urls list"));
    }
    if (strings.isEmpty()) {
      throw new CliException(empty);
    }
    return strings;
  }

  /**
   * The places where a URL is to be had, in the order of nixpkgs' list: all the mirrors for {@code
   * mirror://NAME/…}, itself for any other.
   */
  List<String> mirrors(String url) {
    if (!url.startsWith(MIRROR)) {
      return List.of(url);
    }
    String rest = url.substring(MIRROR.length());
    int slash = rest.indexOf('/');
    if (slash < 0) {
      throw new CliException("invalid mirror URL '" + url + "'");
    }
    NixAttrs all =
        state.forceAttrs(
            session.evaluate(state, "import <nixpkgs/pkgs/build-support/fetchurl/mirrors.nix>"),
            null,
            "while evaluating the set of all mirrors");
    Lazy mirrors = all.get(Bytes.encode(rest.substring(0, slash)));
    if (mirrors == null) {
      throw new CliException("unknown mirror name '" + rest.substring(0, slash) + "'");
    }
    String file = rest.substring(slash + 1);
    return strings(
            mirrors,
            "while evaluating one mirror configuration",
            "mirror URL '" + url + "' did not expand to anything")
        .stream()
        .map(base -> base + (base.endsWith("/") ? "" : "/") + file)
        .toList();
  }
}
