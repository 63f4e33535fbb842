package dev.kix.interpreter.flake;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.Registries;
import dev.kix.interpreter.fetch.RegistryUse;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.store.file.AtomicFile;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Flakes of one evaluation: reading them, locking them, and turning them into values. Use it on the
 * evaluation thread.
 */
public final class Flakes {
  private static final String FAKE = "flake:get-flake";

  private final EvalState state;
  private final FlakeReader reader;

  public Flakes(EvalState state) {
    this.state = state;
    this.reader = new FlakeReader(state);
  }

  FlakeReader reader() {
    return reader;
  }

  FetchSettings settings() {
    return context().settings();
  }

  private FetchContext context() {
    return state.services().inputs().context();
  }

  /** Fetches and reads a flake. */
  Flake read(FlakeRef ref, RegistryUse use, InputPath lockRoot) {
    InputFetcher inputs = state.services().inputs();
    InputFetcher.Result tree = inputs.fetch(ref.input(), use);
    String dir = tree.extra().string("dir");
    FlakeRef resolved = new FlakeRef(tree.resolved(), dir == null ? ref.dir() : dir);
    FlakeRef locked = new FlakeRef(tree.locked(), resolved.dir());
    Flake flake = reader.read(ref, resolved, locked, folder(tree), lockRoot);
    Input wanted = withSelf(locked.input(), flake);
    if (wanted.equals(locked.input())) {
      return flake;
    }
    tree = inputs.fetch(wanted.without("narHash").without("__final"), RegistryUse.NONE);
    locked = new FlakeRef(tree.locked(), resolved.dir());
    return reader.read(ref, resolved, locked, folder(tree), lockRoot);
  }

  private String folder(InputFetcher.Result tree) {
    return state.services().store().dir().print(tree.path());
  }

  private static Input withSelf(Input input, Flake flake) {
    Input result = input;
    for (String name : flake.selfAttrs().names()) {
      if (!name.equals("submodules") && !name.equals("lfs")) {
        throw FlakeRef.error("flake 'self' attribute '" + name + "' is not supported");
      }
      Object value = flake.selfAttrs().get(name);
      result = value == null ? result : result.with(name, value);
    }
    return result;
  }

  /** The lock file at a path that evaluation sees, or an empty one when there is none. */
  LockFile readLockFile(String path) {
    FileAccess files = state.services().files();
    return files.kind(path) == null
        ? LockFile.empty()
        : LockFileReader.read(Bytes.fromArray(files.read(path)), path, context());
  }

  /**
   * Fetches a flake and locks its inputs; writes the lock file where the flags say so and something
   * has changed.
   *
   * @throws EvalException in Nix's words when that is not possible
   */
  public LockedFlake lock(FlakeRef ref, LockFlags flags) {
    return lock(ref, flags, read(ref, top(flags), InputPath.ROOT));
  }

  /** Locks the flake in a folder that evaluation sees; nothing is written. */
  public LockedFlake lockFolder(String folder, LockFlags flags) {
    FlakeRef fake = FlakeRefParser.parse(FAKE);
    return lock(fake, flags, reader.read(fake, fake, fake, folder, InputPath.ROOT));
  }

  /**
   * What a reference means after the registries were asked.
   *
   * @throws EvalException when it is a name that none of them knows
   */
  public FlakeRef resolve(FlakeRef ref) {
    Registries.Resolved found =
        state
            .services()
            .inputs()
            .registries()
            .resolve(ref.input(), settings().useRegistries() ? RegistryUse.ALL : RegistryUse.NONE);
    String dir = found.extra().string("dir");
    return new FlakeRef(found.input(), dir == null ? ref.dir() : dir);
  }

  /** Fetches a flake without looking at its inputs. */
  public Flake read(FlakeRef ref) {
    return read(
        ref, settings().useRegistries() ? RegistryUse.ALL : RegistryUse.NONE, InputPath.ROOT);
  }

  private RegistryUse top(LockFlags flags) {
    return flags.useRegistries() && settings().useRegistries() ? RegistryUse.ALL : RegistryUse.NONE;
  }

  private LockedFlake lock(FlakeRef ref, LockFlags flags, Flake flake) {
    Consumer<Map<String, String>> config = flags.config();
    if (config != null) {
      config.accept(flake.config());
    }
    try {
      if (!settings().allowDirty() && flags.reference() != null) {
        throw FlakeRef.error(
            "reference lock file was provided, but the `allow-dirty` setting is set to false");
      }
      Path reference = flags.reference();
      LockFile old = reference == null ? readLockFile(flake.lockFile()) : readFile(reference);
      FlakeLocker locker = new FlakeLocker(state, this, flags);
      LockFile fresh = locker.lock(flake, old);
      Map<LockNode, String> folders = locker.folders();
      Flake result = flake;
      if (!fresh.text().equals(old.text()) || flags.output() != null) {
        result = write(ref, flags, flake, old, fresh);
        folders.put(fresh.root(), result.folder());
      }
      return new LockedFlake(result, fresh, folders);
    } catch (EvalException e) {
      throw e.during(null, "while updating the lock file of flake '" + flake.locked() + "'");
    }
  }

  private LockFile readFile(Path file) {
    try {
      return LockFileReader.read(
          Bytes.fromArray(Files.readAllBytes(file)), FileNames.full(file), context());
    } catch (IOException e) {
      throw io("reading", file, e);
    }
  }

  private static EvalException io(String doing, Path file, IOException e) {
    return new EvalException(
        ErrorKind.IO,
        doing + " '" + FileNames.full(file) + "': " + Bytes.encode(String.valueOf(e.getMessage())),
        null);
  }

  // ---- writing ----

  private Flake write(FlakeRef ref, LockFlags flags, Flake flake, LockFile old, LockFile fresh) {
    String diff = chomp(old.diff(fresh));
    if (!flags.write()) {
      context().warn("not writing modified lock file of flake '" + ref + "':\n" + diff);
      return flake.withForceDirty();
    }
    Path source = state.services().inputs().sourceFolder(ref.input());
    if (source == null && flags.output() == null) {
      throw FlakeRef.error(
          "cannot write modified lock file of flake '"
              + ref
              + "' (use '--no-write-lock-file' to ignore)");
    }
    FlakeRef unlocked = fresh.unlocked(settings());
    if (unlocked != null) {
      warnOfUnlocked(ref, unlocked, flags);
      return flake;
    }
    if (!flags.update()) {
      throw FlakeRef.error(
          "flake '"
              + ref
              + "' requires lock file changes but they're not allowed due to"
              + " '--no-update-lock-file'");
    }
    byte[] text = (fresh.text() + "\n").getBytes(StandardCharsets.ISO_8859_1);
    Path output = flags.output();
    if (output != null) {
      writeTo(output, text, flags);
    } else if (source != null) {
      put(ref, flags, flake, source, text, diff);
    }
    String before = flake.locked().input().rev();
    state.importer().clear();
    Flake again = read(ref, top(flags), InputPath.ROOT);
    String after = again.locked().input().rev();
    if (flags.commit() && after != null && !after.equals(before)) {
      context().warn("committed new revision '" + after + "'");
    }
    return again;
  }

  private void warnOfUnlocked(FlakeRef ref, FlakeRef unlocked, LockFlags flags) {
    if (flags.failOnUnlocked()) {
      throw FlakeRef.error(
          "Not writing lock file of flake '"
              + ref
              + "' because it has an unlocked input ('"
              + unlocked
              + "'). Use '--allow-dirty-locks' to allow this anyway.");
    }
    if (settings().warnDirty()) {
      context()
          .warn(
              "not writing lock file of flake '"
                  + ref
                  + "' because it has an unlocked input ('"
                  + unlocked
                  + "')");
    }
  }

  private static void writeTo(Path output, byte[] text, LockFlags flags) {
    if (flags.commit()) {
      throw FlakeRef.error("'--commit-lock-file' and '--output-lock-file' are incompatible");
    }
    try {
      AtomicFile.write(output, text);
    } catch (IOException e) {
      throw io("writing", output, e);
    }
  }

  private void put(
      FlakeRef ref, LockFlags flags, Flake flake, Path source, byte[] text, String diff) {
    String inner = (ref.dir().isEmpty() ? "" : ref.dir() + "/") + "flake.lock";
    Path file = FileNames.resolve(source, inner);
    boolean exists = Files.exists(file);
    String shown = "\"" + FileNames.full(file) + "\"";
    if (!exists) {
      context().warn("creating lock file " + shown + ": \n" + diff);
    } else {
      context().warn("updating lock file " + shown + (diff.isEmpty() ? "" : ":\n" + diff));
    }
    state
        .services()
        .inputs()
        .putFile(ref.input(), inner, text, commitMessage(flags, flake, inner, exists, diff));
  }

  private static @Nullable String commitMessage(
      LockFlags flags, Flake flake, String file, boolean exists, String diff) {
    if (!flags.commit()) {
      return null;
    }
    String summary =
        flake
            .config()
            .getOrDefault(
                "commit-lock-file-summary",
                flake.config().getOrDefault("commit-lockfile-summary", flags.commitSummary()));
    if (summary.isEmpty()) {
      summary = file + ": " + (exists ? "Update" : "Add");
    }
    return summary + "\n\nFlake lock file updates:\n\n" + diff + "\n";
  }

  private static String chomp(String text) {
    return text.stripTrailing();
  }

  // ---- values ----

  /** The value of a flake: its outputs, and what is known of it. */
  public NixAttrs call(LockedFlake flake) {
    return new FlakeCaller(state).call(flake);
  }
}
