package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What indirect inputs mean: names given as flags, then the registries of the user, of the machine
 * and of the world, each read when it is asked for the first time. Not thread-safe; belongs to one
 * evaluator.
 */
public final class Registries {
  /** Above this many steps names go in a circle. */
  private static final int MAX_STEPS = 100;

  /**
   * What an input turned out to be.
   *
   * @param extra what a registry adds to the reference: {@code dir}
   */
  public record Resolved(Input input, InputAttrs extra) {}

  private final FetchContext context;
  private final Function<String, byte[]> download;
  private Registry flags = Registry.EMPTY;
  private @Nullable Registry user;
  private @Nullable Registry system;
  private @Nullable Registry global;

  /**
   * @param download the file at a URL
   */
  Registries(FetchContext context, Function<String, byte[]> download) {
    this.context = context;
    this.download = download;
  }

  /** Makes {@code from} mean {@code to}, whatever the files say. */
  public void override(Input from, Input to, InputAttrs extra) {
    flags = flags.with(new Registry.Entry(from, to, extra, false));
  }

  /**
   * What {@code input} means.
   *
   * @throws EvalException when it is indirect and no registry knows it
   */
  public Resolved resolve(Input input, RegistryUse use) {
    Resolved at = new Resolved(input, InputAttrs.EMPTY);
    if (use == RegistryUse.NONE) {
      return at;
    }
    for (int steps = 0; steps < MAX_STEPS; steps++) {
      Resolved next = step(at.input, use);
      if (next == null) {
        if (!at.input.isDirect()) {
          throw Input.error("cannot find flake '" + at.input + "' in the flake registries");
        }
        return at;
      }
      at = next;
    }
    throw Input.error("cycle detected in flake registry for '" + input + "'");
  }

  /** A registry, and what kind it is: {@code flags}, {@code user}, {@code system}, global. */
  public record Named(String kind, Registry registry) {}

  /**
   * All of them, the one that is asked first first.
   *
   * @throws EvalException when the one of the world cannot be had
   */
  public List<Named> all() {
    return List.of(
        new Named("flags", flags),
        new Named("user", user()),
        new Named("system", system()),
        new Named("global", global(null)));
  }

  /**
   * Reads a registry file; one that is not there knows nothing, one that cannot be read neither,
   * which is a warning.
   */
  public Registry readFile(Path file) {
    return read(file);
  }

  private @Nullable Resolved step(Input input, RegistryUse use) {
    Resolved found = find(flags, input);
    if (found == null && use == RegistryUse.ALL) {
      found = find(user(), input);
      if (found == null) {
        found = find(system(), input);
      }
    }
    // A direct input is hardly ever in the registry of the world: it is not worth a download.
    return found != null || input.isDirect() ? found : find(global(input), input);
  }

  private static @Nullable Resolved find(Registry registry, Input input) {
    for (Registry.Entry entry : registry.entries()) {
      if (entry.exact() ? entry.from().equals(input) : entry.from().contains(input)) {
        if (entry.exact()) {
          return new Resolved(entry.to(), entry.extra());
        }
        String ref = entry.from().ref() == null ? input.ref() : null;
        String rev = entry.from().rev() == null ? input.rev() : null;
        return new Resolved(entry.to().applyOverrides(ref, rev), entry.extra());
      }
    }
    return null;
  }

  private Registry user() {
    Registry registry = user;
    if (registry == null) {
      registry = read(context.settings().userRegistry());
      user = registry;
    }
    return registry;
  }

  private Registry system() {
    Registry registry = system;
    if (registry == null) {
      registry = read(context.settings().systemRegistry());
      system = registry;
    }
    return registry;
  }

  private Registry global(@Nullable Input input) {
    Registry registry = global;
    if (registry == null) {
      String place = context.settings().globalRegistry();
      registry =
          place.isEmpty()
              ? Registry.EMPTY
              : place.startsWith("/")
                  ? read(FileNames.path(place))
                  : parse(downloaded(place, input), place);
      global = registry;
    }
    return registry;
  }

  private String downloaded(String place, @Nullable Input input) {
    try {
      return Bytes.fromArray(download.apply(place));
    } catch (EvalException e) {
      if (input == null) {
        throw e;
      }
      throw e.during(
          null, "while looking up '" + input + "' in the flake registry '" + place + "'");
    }
  }

  private Registry read(@Nullable Path file) {
    if (file == null || !Files.exists(file)) {
      return Registry.EMPTY;
    }
    String name = FileNames.full(file);
    try {
      return parse(Bytes.fromArray(Files.readAllBytes(file)), name);
    } catch (IOException e) {
      context.warn("cannot read flake registry '" + name + "': " + e.getMessage());
      return Registry.EMPTY;
    }
  }

  private Registry parse(String text, String name) {
    try {
      return Registry.parse(text, name);
    } catch (EvalException e) {
      context.warn("cannot read flake registry '" + name + "': " + e.getMessage());
      return Registry.EMPTY;
    }
  }
}
