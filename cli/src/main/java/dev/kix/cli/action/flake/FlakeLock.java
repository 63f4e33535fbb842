package dev.kix.cli.action.flake;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.NixSession;
import dev.kix.interpreter.flake.LockFlags;

/** Writes the lock file of a flake: what is missing, or everything anew. */
public final class FlakeLock {
  private final Console console;

  public FlakeLock(Console console) {
    this.console = console;
  }

  /** Adds what is missing in {@code flake.lock}. Returns the exit code. */
  public int lock(FlakeRequest request) {
    return run(request, false);
  }

  /** Locks the inputs that the request names, or all of them, anew. Returns the exit code. */
  public int update(FlakeRequest request) {
    return run(request, true);
  }

  private int run(FlakeRequest request, boolean update) {
    // What a URL stood for an hour ago is not what people ask for here.
    request.setup().settings().set("tarball-ttl", "0");
    try (NixSession session = NixSession.open(request.pure().setup(), console)) {
      session.run(state -> {
        FlakeSession flake = new FlakeSession(session, state, request.flake());
        LockFlags.Builder flags = flake.flagsWithConfig(request.lock()).write(true);
        if (update) {
          flags.recreate(request.lock().updates().isEmpty());
        } else {
          flags.failOnUnlocked(true);
        }
        return flake.lock(flags);
      });
    }
    return 0;
  }
}
