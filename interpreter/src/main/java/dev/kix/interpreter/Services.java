package dev.kix.interpreter;

import dev.kix.grammar.ParserOptions;
import dev.kix.interpreter.builtin.Builtins;
import dev.kix.interpreter.builtin.DerivationFunction;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.CodeCache;
import dev.kix.interpreter.eval.EvalServices;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.GlobalScope;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Fetcher;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.DiskFileAccess;
import dev.kix.interpreter.io.EvalFiles;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.PermissionFileAccess;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.store.backend.Store;
import dev.kix.store.file.FileNames;
import dev.kix.store.path.StoreDir;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The world of one interpreter. */
final class Services implements EvalServices {
  private final EvalSettings settings;
  private final FileAccess files;
  private final EvalStore store;
  private final CodeCache code;
  private final Consumer<String> messages;
  private final boolean bareWildcards;
  private final Supplier<InputFetcher> newInputs;
  private @Nullable InputFetcher inputs;
  private final NixAttrs builtins;
  private final GlobalScope globals;
  private @Nullable EvalState state;

  Services(
      EvalSettings given,
      Limits limits,
      Permissions permissions,
      Map<String, FileAccess> mounts,
      Map<String, Lazy> extraBuiltins,
      Map<String, Lazy> extraGlobals,
      CodeCache code,
      Consumer<String> messages,
      @Nullable Store persistent,
      boolean bareWildcards,
      @Nullable FetchSettings fetching,
      List<Fetcher> fetchers) {
    this.settings = effective(given, limits, permissions);
    this.code = code;
    this.messages = messages;
    this.bareWildcards = bareWildcards;
    EvalFiles world = files(settings, limits, permissions, mounts, persistent);
    this.files = world.files();
    this.store = world.store();
    this.newInputs =
        () ->
            new InputFetcher(
                new FetchContext(
                    fetching == null ? FetchSettings.builder(System.getenv()).build() : fetching,
                    permissions.network(),
                    permissions.programs(),
                    sources(world, mounts, permissions),
                    message -> message("warning: " + message),
                    this::interruption),
                store,
                fetchers);
    Builtins all = new Builtins(settings);
    all.constant("derivation", new DerivationFunction(this::state));
    for (Map.Entry<String, Lazy> e : extraBuiltins.entrySet()) {
      all.add(e.getKey(), e.getValue());
    }
    for (Map.Entry<String, Lazy> e : extraGlobals.entrySet()) {
      all.global(e.getKey(), e.getValue());
    }
    this.builtins = all.attrs();
    this.globals = all.globals();
  }

  private static EvalSettings effective(EvalSettings s, Limits limits, Permissions permissions) {
    return s.toBuilder()
        .maxCallDepth(limits.callDepth())
        .environment(permissions.environment())
        .build();
  }

  private static EvalFiles files(
      EvalSettings settings,
      Limits limits,
      Permissions permissions,
      Map<String, FileAccess> mounts,
      @Nullable Store persistent) {
    StoreDir dir = StoreDir.of(settings.storeDir());
    FileAccess disk = new DiskFileAccess(limits.fileBytes());
    SortedMap<String, FileAccess> sorted = new TreeMap<>(mounts);
    List<Path> roots = permissions.fileRoots();
    if (roots == null && !settings.pureEval() && !settings.restrictEval()) {
      return EvalFiles.of(disk, sorted, dir, persistent, null, List.of());
    }
    List<String> allowed = new ArrayList<>();
    if (roots != null) {
      for (Path root : roots) {
        allowed.add(CanonicalPath.of(FileNames.full(root.toAbsolutePath().normalize())));
      }
    }
    if (!settings.pureEval()) {
      for (String entry : settings.nixPath()) {
        String path = entry.substring(entry.indexOf('=') + 1);
        if (!path.contains("://") && !path.startsWith("channel:") && !path.startsWith("flake:")) {
          allowed.add(CanonicalPath.of(path, settings.workingFolder()));
        }
      }
    }
    return EvalFiles.of(disk, sorted, dir, persistent, mode(settings), allowed);
  }

  /** What may be fetched of this machine: restricted by permissions, not by modes of Nix. */
  private static FileAccess sources(
      EvalFiles world, Map<String, FileAccess> mounts, Permissions permissions) {
    List<Path> roots = permissions.fileRoots();
    if (roots == null) {
      return world.unrestricted();
    }
    List<String> allowed = new ArrayList<>(mounts.keySet());
    allowed.add(world.store().dir().path());
    for (Path root : roots) {
      allowed.add(CanonicalPath.of(FileNames.full(root.toAbsolutePath().normalize())));
    }
    return new PermissionFileAccess(
        world.unrestricted(), PermissionFileAccess.Mode.PERMISSIONS, allowed);
  }

  private static PermissionFileAccess.Mode mode(EvalSettings settings) {
    if (settings.pureEval()) {
      return PermissionFileAccess.Mode.PURE;
    }
    return settings.restrictEval()
        ? PermissionFileAccess.Mode.RESTRICTED
        : PermissionFileAccess.Mode.PERMISSIONS;
  }

  /** Begins the evaluation that this is the world of. */
  EvalState begin() {
    EvalState begun = new EvalState(this);
    state = begun;
    return begun;
  }

  private @Nullable EvalException interruption() {
    EvalState begun = state;
    return begun == null ? null : begun.interruption();
  }

  private EvalState state() {
    return Objects.requireNonNull(state, "evaluation has not begun");
  }

  @Override
  public EvalSettings settings() {
    return settings;
  }

  @Override
  public FileAccess files() {
    return files;
  }

  @Override
  public EvalStore store() {
    return store;
  }

  @Override
  public synchronized InputFetcher inputs() {
    InputFetcher known = inputs;
    if (known == null) {
      known = newInputs.get();
      inputs = known;
    }
    return known;
  }

  /** Makes inputs be fetched, or looked at, again. */
  synchronized void forgetInputs() {
    inputs = null;
  }

  @Override
  public NixAttrs builtins() {
    return builtins;
  }

  @Override
  public CodeCache code() {
    return code;
  }

  @Override
  public ParserOptions parserOptions(String folder) {
    return ParserOptions.builder()
        .basePath(folder)
        .pipeOperators(settings.experimentalFeatures().contains("pipe-operators"))
        .bareWildcards(bareWildcards)
        .urlLiterals(settings.lints().urlLiterals())
        .shortPathLiterals(settings.lints().shortPathLiterals())
        .absolutePathLiterals(settings.lints().absolutePathLiterals())
        .build();
  }

  @Override
  public GlobalScope globals() {
    return globals;
  }

  @Override
  public void message(String line) {
    messages.accept(line);
  }
}
