package dev.kix.modulesystem;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation of modules is given.
 *
 * @param modules the modules
 * @param specialArgs arguments of module functions that may be used in {@code imports}
 * @param prefix where the evaluation stands in a larger one, for messages
 * @param moduleClass {@code class}: a string, or {@code null}
 */
record ModuleArguments(List<Lazy> modules, NixAttrs specialArgs, Loc prefix, Lazy moduleClass) {
  ModuleArguments extended(
      List<Lazy> moreModules, @Nullable NixAttrs moreArgs, @Nullable Loc otherPrefix) {
    List<Lazy> all = new ArrayList<>(modules.size() + moreModules.size());
    all.addAll(modules);
    all.addAll(moreModules);
    return new ModuleArguments(
        all,
        moreArgs == null ? specialArgs : NixAttrs.update(specialArgs, moreArgs),
        otherPrefix == null ? prefix : otherPrefix,
        moduleClass);
  }
}
