package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Runs a little of everything, so that the JVM learns which classes and methods a run needs: {@code
 * ./kix} makes its start-up caches of such runs. Prints nothing, fails at nothing, and leaves
 * nothing behind.
 */
public final class Training {
  /**
   * What commands have in common. Each family has a start-up cache of its own, because the JVM
   * links every class of its cache at every start: {@code 1 + 1} does not wait for Kubernetes.
   */
  public enum Family {
    /** Commands of the Nix language. */
    LANGUAGE,
    /** The same with flakes in Git repositories. */
    FLAKES,
    /** Commands that compile clusters. */
    CLUSTERS,
    /** {@code kix validate}. */
    MANIFESTS;

    /** The family that {@code name} names, as {@code ./kix} writes it. */
    public static Family named(String name) {
      for (Family family : values()) {
        if (family.name().toLowerCase(Locale.ROOT).equals(name)) {
          return family;
        }
      }
      throw new CliException("there is no family of commands '" + name + "'");
    }
  }

  /** So many that the JVM learns which methods are worth compiling. */
  private static final int COPIES = 400;

  /**
   * So often that the JVM's first compiler compiles what the programs use, and its second one
   * little of it. A method that was compiled here is compiled at its first 128 calls in a run,
   * without a profile; others wait for 200 and are a third slower until the second compiler has
   * them: 137 methods of the benchmark {@code derivations}. A hundred times gained nothing more.
   */
  private static final int OFTEN = 10;

  private final BiConsumer<List<String>, Console> program;

  /**
   * @param program runs {@code kix} with arguments, and never throws
   */
  public Training(BiConsumer<List<String>, Console> program) {
    this.program = program;
  }

  /**
   * Runs the commands of {@code family}; what fails in them is the training's loss and nobody
   * else's.
   *
   * @throws IOException when there is no place for temporary files
   */
  public void run(Family family) throws IOException {
    Path folder = Files.createTempDirectory("kix-train");
    try {
      switch (family) {
        case LANGUAGE -> language(folder);
        case FLAKES -> flakes(folder);
        case CLUSTERS -> clusters(folder);
        case MANIFESTS -> manifests(folder);
      }
    } finally {
      delete(folder);
    }
  }

  private void language(Path folder) throws IOException {
    String program = text("language.nix");
    String builtins = text("builtins.nix");
    String modules = text("modules.nix");
    // Files: opening the jar for a few classes that the cache lacks costs more than reading them.
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("default.nix"), "{ x ? 1 }: { inherit x; y = ./data.json; }");
    Files.writeString(files.resolve("program.nix"), program);
    Files.writeString(files.resolve("scoped.nix"), "z + 1");
    Files.writeString(files.resolve("data.json"), "{\"a\": [ 1, 2.5, true, null, \"b\\n\" ]}");
    String reads =
        "map (f: builtins.typeOf (import f)) [ ./files ./files/default.nix ./files/program.nix ]"
            + " ++ [ (import <files> { }).x (builtins.fromJSON (builtins.readFile"
            + " (import <files> { x = 2; }).y)) (builtins.readDir ./files)"
            + " (builtins.pathExists ./none) (builtins.toJSON { a = 1.5; b = [ \"c\" ]; }) ]";
    for (int i = 0; i < 3; i++) {
      run(folder, "", "nix-instantiate", "--eval", "--strict", "-I", "files=" + files, "-E", reads);
      run(folder, "", "eval", "--strict", "--json", "-I", "files=" + files, "-E", reads);
      run(folder, "", "eval", "--strict", "-E", program);
      run(folder, "", "eval", "--json", "-E", program, "-A", "web", "--apply", "x: x.ports");
      run(folder, program, "nix-instantiate", "--eval", "--strict", "-");
      run(folder, program, "nix-instantiate", "--eval", "--strict", "--json", "-A", "web", "-");
      run(folder, builtins, "nix-instantiate", "--eval", "--strict", "-");
      run(folder, modules, "nix-instantiate", "--eval", "--strict", "--json", "-");
      run(folder, program, "nix-instantiate", "--parse", "-");
      run(folder, program, "parse", "-f", "-");
    }
    run(folder, evaluatedOften(builtins), "nix-instantiate", "--eval", "--strict", "-");
    run(folder, evaluatedOften(program), "nix-instantiate", "--eval", "--strict", "-");
    String parsedOften = "[ (" + (program + ") (").repeat(OFTEN) + program + ") ]";
    run(folder, parsedOften, "nix-instantiate", "--parse", "-");
    run(folder, "", "eval", "--raw", "--argstr", "x", "y", "-E", "{ x }: x");
    run(folder, "", "eval", "--show-trace", "-E", "let f = x: x.y; in f { z = 1; }");
    run(folder, "", "eval", "-E", "{ a = 1 b = 2; }");
    run(folder, "", "eval", "--no-such-flag");
    run(folder, "", "help");
    run(folder, "", "version");
  }

  /** A program that evaluates {@code program} {@link #OFTEN} times. */
  private static String evaluatedOften(String program) {
    return "let often = _: (\n"
        + program
        + "); in builtins.foldl' (n: i: builtins.deepSeq (often i) n) 0 (builtins.genList (i: i) "
        + OFTEN
        + ")";
  }

  private void flakes(Path folder) throws IOException {
    Path input = Files.createDirectories(folder.resolve("input"));
    Files.writeString(input.resolve("flake.nix"), "{ outputs = { self }: { x = 1; }; }");
    Path flake = repository(folder.resolve("flake"));
    // Tracks its files, as 'git add' would.
    run(folder, flake, "", "flake", "init", "-t", "kix");
    Files.writeString(
        flake.resolve("flake.nix"),
        "{ inputs.a.url = \"path:"
            + input
            + "\"; outputs = { self, a }: { y = a.x + 1; z = self.sourceInfo; }; }");
    run(folder, flake, "", "flake", "lock", "--commit-lock-file");
    for (int i = 0; i < 3; i++) {
      run(folder, flake, "", "eval", ".#y");
      run(folder, flake, "", "eval", "--json", "git+file://" + flake + "?ref=main#z");
      run(folder, flake, "", "eval", ".#nope");
      run(folder, flake, "", "flake", "metadata");
      run(folder, flake, "", "flake", "show", "--json");
      run(folder, flake, "", "flake", "check");
    }
    run(folder, "", "eval", "--strict", "-E", text("language.nix"));
  }

  /** An empty repository, as {@code git init} leaves it. */
  private static Path repository(Path folder) throws IOException {
    for (String name : List.of("objects", "refs/heads")) {
      Files.createDirectories(folder.resolve(".git").resolve(name));
    }
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.writeString(
        folder.resolve(".git/config"),
        "[core]\n\trepositoryformatversion = 0\n"
            + "[user]\n\tname = kix\n\temail = kix@localhost\n");
    return folder;
  }

  private void clusters(Path folder) throws IOException {
    Files.writeString(folder.resolve("kix.nix"), text("kix.nix"));
    Files.writeString(
        folder.resolve("wrong.nix"),
        "{ clusters.wrong = [ ({ packages, ... }: { kubernetes.version = \"1.34\";"
            + " instances.web.app = { package = packages.web-app; config.replica = 2; }; }) ]; }");
    for (int i = 0; i < 2; i++) {
      run(folder, "", "build", "trained", "--no-link");
      run(folder, "", "graph", "trained");
    }
    run(folder, "", "why", "trained", "shop-0/app");
    run(folder, "", "build", "wrong.nix#wrong", "--no-link");
    run(folder, "", "options", "postgres");
    run(folder, "", "build", "--no-such-flag");
  }

  private void manifests(Path folder) throws IOException {
    String manifests = text("manifests.yaml");
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < COPIES; i++) {
      all.append(manifests.replace("@", Integer.toString(i)));
    }
    run(folder, all.toString(), "validate", "-summary", "-");
    run(folder, manifests.replace("replicas: 2", "replica: 2"), "validate", "-output", "json", "-");
    run(folder, "", "validate", "--no-such-flag");
  }

  private void run(Path folder, String input, String... args) {
    run(folder, folder, input, args);
  }

  private void run(Path home, Path folder, String input, String... args) {
    Console silent =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of(
                "HOME",
                home.toString(),
                "KIX_STORE",
                home.resolve("store").toString(),
                "NIX_CONF_DIR",
                home.toString(),
                "NIX_CONFIG",
                "flake-registry ="),
            folder,
            "");
    program.accept(List.of(args), silent);
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Training.class.getResourceAsStream("training/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.delete(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
