package dev.kix.interpreter;

import dev.kix.grammar.ParserOptions;
import dev.kix.interpreter.builtin.Builtins;
import dev.kix.interpreter.eval.CodeCache;
import dev.kix.interpreter.eval.EvalServices;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.eval.GlobalScope;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.DiskFileAccess;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.MountedFileAccess;
import dev.kix.interpreter.io.PermissionFileAccess;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The world of one interpreter. */
final class Services implements EvalServices {
  private final EvalSettings settings;
  private final FileAccess files;
  private final EvalStore store;
  private final CodeCache code;
  private final Consumer<String> messages;
  private final boolean bareWildcards;
  private final NixAttrs builtins;
  private final GlobalScope globals;

  Services(
      EvalSettings given,
      Limits limits,
      Permissions permissions,
      Map<String, FileAccess> mounts,
      Map<String, Lazy> extraBuiltins,
      Map<String, Lazy> extraGlobals,
      CodeCache code,
      Consumer<String> messages,
      EvalStore store,
      boolean bareWildcards) {
    this.settings = effective(given, limits, permissions);
    this.code = code;
    this.messages = messages;
    this.store = store;
    this.bareWildcards = bareWildcards;
    this.files = files(settings, limits, permissions, mounts);
    Builtins all = new Builtins(settings);
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
    return new EvalSettings(
        limits.callDepth(),
        s.pureEval(),
        s.restrictEval(),
        s.currentSystem(),
        s.storeDir(),
        s.nixPath(),
        permissions.environment(),
        s.currentTime(),
        s.homeDirectory(),
        s.experimentalFeatures(),
        s.traceVerbose(),
        s.abortOnWarn());
  }

  private static FileAccess files(
      EvalSettings settings,
      Limits limits,
      Permissions permissions,
      Map<String, FileAccess> mounts) {
    FileAccess disk = new DiskFileAccess(limits.fileBytes());
    FileAccess all = new MountedFileAccess(disk, new TreeMap<>(mounts));
    List<Path> roots = permissions.fileRoots();
    if (roots == null && !settings.pureEval() && !settings.restrictEval()) {
      return all;
    }
    List<String> allowed = new ArrayList<>(mounts.keySet());
    if (roots != null) {
      for (Path root : roots) {
        allowed.add(CanonicalPath.of(Bytes.encode(root.toAbsolutePath().normalize().toString())));
      }
    }
    return new PermissionFileAccess(
        all,
        settings.pureEval() ? PermissionFileAccess.Mode.PURE : PermissionFileAccess.Mode.RESTRICTED,
        allowed);
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
