package dev.kix.cluster.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.SuppliedLazy;
import dev.kix.grammar.Position;
import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.JavaBuiltins;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.io.AccessTree;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code kix.buildImage} and {@code kix.pullImage}: images of one evaluation, built when their
 * digest is asked for. Belongs to the evaluation thread.
 */
public final class Images {
  private static final int TAG_DIGITS = 12;

  /** OCI Distribution Specification, <i>Pulling manifests</i>. */
  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  /** By name, tag and digest: the same image may be asked for many times. */
  private final SortedMap<String, OciImage> built = new TreeMap<>();

  /** Layouts of images that are sets of this evaluation, by what their set says they are. */
  private final SortedMap<String, OciLayout> layouts = new TreeMap<>();

  /** The images whose digest somebody asked for. */
  public List<OciImage> built() {
    return List.copyOf(built.values());
  }

  /** The argument of {@code kix.buildImage}, with every attribute that it may have. */
  public NixAttrs build(EvalState state, Lazy argument) {
    NixAttrs args = state.forceAttrs(argument, null, "while building an image");
    String name = string(state, args, "name");
    Position place = args.position("name");
    if (!Bytes.decode(name).matches("[a-z0-9]+([._:/-]+[a-z0-9]+)*")) {
      throw new EvalException(
          ErrorKind.EVAL,
          "'" + name + "' is no name of an image: REGISTRY/NAME in lower case, without a tag",
          place);
    }
    Made made = new Made(state, args, name, place);
    return new AttrsBuilder(10)
        .put("_type", NixString.of("kix-image"))
        .put("__toString", JavaBuiltins.of("__toString", 1, (s, a) -> made.reference()))
        .put("digest", new SuppliedLazy(() -> NixString.of(made.image().digest())))
        .put("name", NixString.of(name))
        .put("outPath", new SuppliedLazy(made::outPath))
        .put("ref", new SuppliedLazy(made::reference))
        .put("repository", NixString.of(name))
        .put("tag", new SuppliedLazy(() -> NixString.of(Bytes.encode(made.image().tag()))))
        .build();
  }

  /** {@code { imageName; imageDigest; os; arch; }} to an image that others are built on. */
  public NixAttrs pull(EvalState state, Lazy argument) {
    NixAttrs args = state.forceAttrs(argument, null, "while pulling an image");
    String name = string(state, args, "imageName");
    String digest = string(state, args, "imageDigest");
    Position place = args.position("imageDigest");
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw new EvalException(
          ErrorKind.EVAL,
          "'"
              + digest
              + "' is no digest: an image is pulled by 'sha256:' and 64 digits, which say for all time what it is",
          place);
    }
    String os = string(state, args, "os");
    String arch = string(state, args, "arch");
    Lazy pulled =
        new SuppliedLazy(() -> {
          Map<String, Object> attrs =
              new TreeMap<>(
                  Map.of(
                      "type",
                      "oci-image",
                      "image",
                      name,
                      "digest",
                      digest,
                      "os",
                      os,
                      "arch",
                      arch));
          FileTree tree =
              state.services().inputs().special(Input.fromAttrs(InputAttrs.of(attrs))).tree();
          String key = "pulled:" + name + "@" + digest + "/" + os + "/" + arch;
          layouts.put(key, layout(tree, os, arch, key, place));
          return NixString.of(key);
        });
    NixString reference = NixString.of(name + "@" + digest);
    // For people: with a digest, nobody looks the tag up.
    String tag = digest.substring(0, digest.indexOf(':')) + "-" + digits(digest);
    return new AttrsBuilder(8)
        .put("_type", NixString.of("kix-pulled-image"))
        .put("__toString", JavaBuiltins.of("__toString", 1, (s, a) -> reference))
        .put("digest", NixString.of(digest))
        .put("name", NixString.of(name))
        .put("pulled", pulled)
        .put("ref", reference)
        .put("repository", NixString.of(name))
        .put("tag", NixString.of(tag))
        .build();
  }

  /** The first digits of a digest. */
  private static String digits(String digest) {
    int start = digest.indexOf(':') + 1;
    return digest.substring(start, start + TAG_DIGITS);
  }

  private static OciLayout layout(
      FileTree tree, String os, String arch, String shown, @Nullable Position place) {
    try {
      if (tree instanceof FileTree.Directory folder) {
        return OciLayout.read(folder, Bytes.decode(os), Bytes.decode(arch));
      }
      throw new IOException("it is not a folder");
    } catch (IOException e) {
      throw new EvalException(
          ErrorKind.EVAL,
          "'" + shown + "' cannot be the base of an image: " + IoErrors.describe(e),
          place);
    }
  }

  /** An image that is not built yet. */
  private final class Made {
    private final EvalState state;
    private final NixAttrs args;
    private final String name;
    private final @Nullable Position place;
    private @Nullable OciImage image;

    Made(EvalState state, NixAttrs args, String name, @Nullable Position place) {
      this.state = state;
      this.args = args;
      this.name = name;
      this.place = place;
    }

    OciImage image() {
      OciImage known = image;
      if (known == null) {
        try {
          known = make();
        } catch (IOException e) {
          throw unreadable(e);
        } catch (UncheckedIOException e) {
          throw e.getCause() instanceof IOException cause ? unreadable(cause) : e;
        }
        image = known;
        built.put(known.name() + ":" + known.tag() + "@" + known.digest(), known);
      }
      return known;
    }

    private EvalException unreadable(IOException e) {
      return new EvalException(
          ErrorKind.EVAL, "cannot build the image '" + name + "': " + IoErrors.describe(e), place);
    }

    Value reference() {
      String reference = Bytes.encode(image().reference());
      layouts.put(reference, image().layout());
      return NixString.of(reference);
    }

    /** The OCI layout in the store. */
    Value outPath() {
      EvalStore store = state.services().store();
      try {
        StorePath path =
            store.addTree(
                "image-" + name.substring(name.lastIndexOf('/') + 1).replace(':', '-'),
                image().layout().tree(),
                ContentAddressMethod.NIX_ARCHIVE,
                HashAlgorithm.SHA256);
        String printed = store.dir().print(path);
        return NixString.of(printed, StringContext.of(printed));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private OciImage make() throws IOException {
      String os = string(state, args, "os");
      String arch = string(state, args, "architecture");
      LayerContents contents = new LayerContents(state);
      contents.add(require(args, "copyToRoot"), args.position("copyToRoot"));
      Lazy given = require(args, "config");
      mention(given, contents);
      JsonNode config = Conversions.toJson(given);
      OciLayout base = base(os, arch);
      SortedMap<String, FileTree.File> blobs = new TreeMap<>();
      ArrayNode layers = OciLayout.object().putArray("layers");
      ObjectNode all = OciLayout.object();
      ArrayNode diffs = all.putObject("rootfs").put("type", "layers").putArray("diff_ids");
      ObjectNode merged = OciLayout.object();
      if (base != null) {
        JsonNode manifest = base.json(base.manifest());
        JsonNode baseConfig = base.json(manifest.path("config").path("digest").asText(""));
        ImageConfig.addBase(manifest, baseConfig, layers, diffs, merged);
        for (JsonNode layer : layers) {
          String digest = layer.path("digest").asText("");
          FileTree.File blob = base.blobs().get(digest);
          if (blob == null) {
            throw new IOException("its base has no blob '" + digest + "'");
          }
          blobs.put(digest, blob);
        }
      }
      if (!contents.entries().isEmpty()) {
        TarLayer layer = new TarLayer(contents.entries());
        String digest = OciLayout.digest(layer);
        blobs.put(digest, layer);
        diffs.add(digest);
        layers.add(OciLayout.descriptor(OciLayout.LAYER, digest, layer.size()));
      }
      ImageConfig.merge(merged, config);
      all.put("architecture", Bytes.decode(arch));
      all.put("created", Bytes.decode(string(state, args, "created")));
      all.put("os", Bytes.decode(os));
      all.set("config", merged);
      byte[] configBytes = OciLayout.bytes(all);
      String configDigest = OciLayout.digest(configBytes);
      blobs.put(configDigest, MemoryTree.file(configBytes));
      ObjectNode manifest =
          OciLayout.object().put("schemaVersion", 2).put("mediaType", OciLayout.MANIFEST);
      manifest.set(
          "config", OciLayout.descriptor(OciLayout.CONFIG, configDigest, configBytes.length));
      manifest.set("layers", layers);
      byte[] manifestBytes = OciLayout.bytes(manifest);
      String digest = OciLayout.digest(manifestBytes);
      blobs.put(digest, MemoryTree.file(manifestBytes));
      Value tag = state.force(require(args, "tag"), args.position("tag"));
      String text =
          tag instanceof NixNull
              ? digest.substring("sha256:".length()).substring(0, TAG_DIGITS)
              : Bytes.decode(string(state, args, "tag"));
      if (!TAG.matcher(text).matches()) {
        throw new EvalException(
            ErrorKind.EVAL,
            "'"
                + Bytes.encode(text)
                + "' is no tag of an image: letters, digits, '_', '.' and '-', 128 at most",
            args.position("tag"));
      }
      String plain = Bytes.decode(name);
      return new OciImage(plain, text, new OciLayout(blobs, digest, plain + ":" + text));
    }

    private @Nullable OciLayout base(String os, String arch) {
      Position at = args.position("fromImage") == null ? place : args.position("fromImage");
      Value from = state.force(require(args, "fromImage"), at);
      if (from instanceof NixNull) {
        return null;
      }
      if (from instanceof NixAttrs attrs) {
        Lazy key = attrs.get("pulled") == null ? attrs.get("ref") : attrs.get("pulled");
        if (key != null && state.force(key, at) instanceof NixString s) {
          OciLayout known = layouts.get(s.value());
          if (known != null) {
            return known;
          }
        }
      }
      if (from instanceof NixPath path) {
        FileTree tree = AccessTree.of(state.services().files(), path.path(), null);
        return layout(tree, os, arch, path.path(), at);
      }
      throw new EvalException(
          ErrorKind.TYPE,
          "fromImage must be what kix.buildImage or kix.pullImage gives, or the path of an OCI layout, but is "
              + state.services().describe(from),
          at);
    }

    /** Adds what the texts of the configuration mention. */
    private void mention(Lazy lazy, LayerContents contents) {
      Value value = state.force(lazy, place);
      if (value instanceof NixString s) {
        contents.mention(s.context(), place);
      } else if (value instanceof NixList list) {
        for (Lazy element : list.elements()) {
          mention(element, contents);
        }
      } else if (value instanceof NixAttrs attrs) {
        List<Lazy> values = new ArrayList<>();
        NixAttrs flat = attrs.flatten();
        for (int i = 0; i < flat.size(); i++) {
          values.add(flat.value(i));
        }
        values.forEach(v -> mention(v, contents));
      }
    }
  }

  private static String string(EvalState state, NixAttrs args, String name) {
    return state.forceStringNoContext(
        require(args, name), args.position(name), "while evaluating '" + name + "' of an image");
  }

  private static Lazy require(NixAttrs args, String name) {
    Lazy value = args.get(name);
    if (value == null) {
      throw new IllegalStateException("kix/images.nix gives no " + name);
    }
    return value;
  }
}
