package dev.kix.cli.action.flake;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.NixSession;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills a folder from a template of a flake, or from the one that comes with kix. Files that are
 * there already are left alone.
 */
public final class FlakeTemplate {
  /** The name of the template that comes with kix, and needs no flake. */
  public static final String BUILT_IN = "kix";

  private static final List<String> STANDARD = List.of("templates.default", "defaultTemplate");
  private static final List<String> PREFIXES = List.of("templates.");

  private static final String FLAKE =
      """
      {
        description = "The Kubernetes cluster NAME";

        # Modules of others go here:
        # inputs.platform = { url = "git+https://git.example.org/platform.git"; flake = false; };

        outputs = { self }: {
          # kix build .#NAME
          clusters.NAME = [ ./cluster.nix ];
        };
      }
      """;

  private static final String CLUSTER =
      """
      { packages, ... }:
      {
        kubernetes.version = "1.36";

        instances.web.hello = {
          package = packages.web-app;
          config.replicas = 2;
        };
      }
      """;

  private final Console console;
  private final List<String> written = new ArrayList<>();
  private int conflicts;

  public FlakeTemplate(Console console) {
    this.console = console;
  }

  /**
   * Makes the files.
   *
   * @param request names the template
   * @param folder where they are made; absolute
   * @return the exit code
   */
  public int run(FlakeRequest request, Path folder) {
    try (NixSession session = NixSession.open(request.pure().setup(), console)) {
      String welcome =
          session.run(state ->
              request.flake().equals(BUILT_IN)
                  ? builtIn(state, folder)
                  : fromFlake(session, state, request, folder));
      if (welcome != null) {
        console.err("\n" + welcome.stripTrailing() + "\n");
      }
    }
    if (conflicts > 0) {
      throw new CliException("encountered " + conflicts + " conflicts - see above");
    }
    return 0;
  }

  private @Nullable String fromFlake(
      NixSession session, EvalState state, FlakeRequest request, Path folder) {
    FlakeSession flakes = new FlakeSession(session, state, request.flake());
    NixAttrs outputs =
        flakes.outputs(flakes.lock(flakes.flagsWithConfig(request.lock()).write(false)));
    Value selected = state.force(flakes.select(outputs, STANDARD, PREFIXES), null);
    NixAttrs template = state.forceAttrs(selected, null, "while evaluating a template of a flake");
    Lazy path = template.get("path");
    if (path == null) {
      throw new CliException("attribute 'path' missing in the template '" + request.flake() + "'");
    }
    copy(state, Coercion.toPath(state, null, path, new ContextBuilder(), ""), folder, "");
    track(state, folder);
    String welcome = Outputs.string(state, template, "welcomeText");
    return welcome == null ? null : Bytes.decode(welcome);
  }

  private String builtIn(EvalState state, Path folder) {
    String given = String.valueOf(folder.getFileName());
    String name = given.matches("[a-z]([-a-z0-9]*[a-z0-9])?") ? given : "main";
    Map<String, String> files = new TreeMap<>(Map.of("flake.nix", FLAKE, "cluster.nix", CLUSTER));
    files.forEach((file, text) ->
        put(
            folder.resolve(file),
            text.replace("NAME", name).getBytes(StandardCharsets.UTF_8),
            file,
            file));
    track(state, folder);
    return "Build it with: kix build .#" + name;
  }

  private void track(EvalState state, Path folder) {
    if (!written.isEmpty()) {
      state.services().inputs().track(folder, written);
    }
  }

  /**
   * Copies a folder that evaluation sees.
   *
   * @param inner the way to it from the folder that is filled, empty or with a slash at its end
   */
  private void copy(EvalState state, String from, Path to, String inner) {
    FileAccess files = state.services().files();
    try {
      Files.createDirectories(to);
    } catch (IOException e) {
      throw failed(to, e);
    }
    for (String name : files.list(from).keySet()) {
      String source = CanonicalPath.child(from, name);
      Path target = FileNames.resolve(to, name);
      FileKind kind = files.kind(source);
      if (kind == FileKind.DIRECTORY) {
        copy(state, source, target, inner + name + "/");
      } else if (kind == FileKind.SYMLINK) {
        link(files.readLink(source), target, source, inner + name);
      } else {
        put(target, files.read(source), source, inner + name);
      }
    }
  }

  private void put(Path target, byte[] content, String source, String name) {
    try {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        boolean same =
            Files.isRegularFile(target) && Arrays.equals(Files.readAllBytes(target), content);
        existing(same, target, source);
        return;
      }
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.write(target, content);
      wrote(target, name);
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  private void link(String destination, Path target, String source, String name) {
    try {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        boolean same =
            Files.isSymbolicLink(target)
                && Files.readSymbolicLink(target).equals(FileNames.linkPath(destination));
        existing(same, target, source);
        return;
      }
      Files.createSymbolicLink(target, FileNames.linkPath(destination));
      wrote(target, name);
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  private void existing(boolean same, Path target, String source) {
    if (same) {
      console.err("skipping identical file: " + Bytes.decode(source) + "\n");
      return;
    }
    conflicts++;
    console.err(
        "refusing to overwrite existing file \""
            + target
            + "\"\n please merge it manually with '"
            + Bytes.decode(source)
            + "'\n");
  }

  private void wrote(Path target, String name) {
    written.add(name);
    console.err("wrote: \"" + target + "\"\n");
  }

  private static CliException failed(Path path, IOException e) {
    return new CliException("cannot write '" + path + "': " + ErrorReporter.reason(e));
  }
}
