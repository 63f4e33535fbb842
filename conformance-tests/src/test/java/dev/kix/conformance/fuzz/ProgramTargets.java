package dev.kix.conformance.fuzz;

import dev.kix.conformance.Program;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Parsers that only a builtin or the program reaches: versions, configuration and lock files. */
final class ProgramTargets {
  private static final String LOCK =
      """
      {
        "nodes": {
          "a": {
            "inputs": { "b": ["b"], "c": "c" },
            "locked": {
              "lastModified": 1704164645,
              "narHash": "sha256-Ic2pYujIRtOQYnIAJd4oqHPsqbpFdT+Sz1t4BkVE3e0=",
              "owner": "o",
              "repo": "r",
              "rev": "45f203b653062f42ddd6d03c055e9b80097c77d9",
              "type": "github"
            },
            "original": { "owner": "o", "repo": "r", "type": "github" }
          },
          "b": {
            "flake": false,
            "locked": {
              "lastModified": 1704164645,
              "narHash": "sha256-zOMfupGAjkYbSIX4iIGKFbExufxhVX3v7YHKZFsPB9Q=",
              "ref": "refs/heads/main",
              "rev": "8201ea05bb31706404dd1035cab50c3c26e61a0a",
              "revCount": 1,
              "type": "git",
              "url": "file:///no/such/b"
            },
            "original": { "type": "git", "url": "file:///no/such/b" }
          },
          "c": {
            "locked": { "path": "./c", "type": "path" },
            "original": { "path": "./c", "type": "path" },
            "parent": ["a"]
          },
          "root": { "inputs": { "a": "a", "b": "b" } }
        },
        "root": "root",
        "version": 7
      }
      """;

  private ProgramTargets() {}

  static FuzzTarget versions() {
    return new FuzzTarget(
        "versions",
        Seeds.of("1.2.3", "hello-2.12.1pre4", "2024-01-01", "1.0rc1-r2", "a.b-c_d", "00.1..2"),
        List.of(".", "-", "pre", "0", "9", "99999999999999999999", "a", "_", "\0", "é", " "),
        EvalException.class,
        input -> {
          try (Interpreter nix = Interpreter.builder().permissions(Permissions.none()).build()) {
            nix.evaluate(
                    "v: [ (builtins.parseDrvName v) (builtins.splitVersion v)"
                        + " (builtins.compareVersions v \"1.2pre3\") ]")
                .call(Bytes.decode(Bytes.fromArray(input)))
                .forceDeeply();
          }
        });
  }

  /** {@code nix.conf}: a value, or an error of the program's own. */
  static FuzzTarget configuration() throws IOException {
    Path folder = Files.createTempDirectory("kix-fuzz");
    return new FuzzTarget(
        "configuration",
        Seeds.of(
            "# comment\nmax-call-depth = 100\nexperimental-features = nix-command flakes\n",
            "pure-eval = true\nextra-experimental-features = pipe-operators # more\n!include x\n",
            "nix-path = a=/b c\nsystem = x86_64-linux\nallow-import-from-derivation = false\n",
            "access-tokens = h=1 g=2\nsubstituters =\nlint-url-literals = warn\nunknown = 1\n"),
        List.of(
            "=",
            " = ",
            "\n",
            "#",
            "include nix.conf",
            "!include ",
            "extra-",
            "true",
            "-1",
            "\t",
            "99999999999999999999",
            "max-call-depth",
            "é",
            "\0",
            "\r\n"),
        Exception.class,
        input -> {
          Files.write(folder.resolve("nix.conf"), input);
          Map<String, String> environment = Map.of("NIX_CONF_DIR", folder.toString());
          run(folder, environment, "nix-instantiate", "--eval", "-E", "1");
        });
  }

  /** {@code flake.lock} beside a flake whose inputs can not be had. */
  static FuzzTarget lockFiles() throws IOException {
    Path folder = Files.createTempDirectory("kix-fuzz");
    Files.writeString(
        folder.resolve("flake.nix"),
        "{ inputs.a.url = \"github:o/r\"; inputs.b = { url = \"git+file:///no/such/b\"; flake ="
            + " false; }; outputs = _: { }; }");
    return new FuzzTarget(
        "lock files",
        Seeds.of(LOCK),
        List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"root\"",
            "\"a\"",
            "\"inputs\"",
            "\"parent\"",
            "\"type\": \"path\"",
            "\"../..\"",
            "null",
            "-1",
            "7",
            "1e9",
            "\"\""),
        Exception.class,
        input -> {
          Files.write(folder.resolve("flake.lock"), input);
          run(
              folder,
              Map.of(),
              "flake",
              "metadata",
              "--offline",
              "--no-update-lock-file",
              "path:" + folder);
        });
  }

  private static void run(Path folder, Map<String, String> environment, String... args) {
    Program.Result result = Program.run(folder, environment, new byte[0], List.of(args));
    boolean sound =
        result.code() == 0
            || (result.code() == 1
                && result.err().contains("error:")
                && !result.err().contains("internal error")
                && !result.err().contains("\tat "));
    if (!sound) {
      throw new AssertionError("exit code " + result.code() + ": " + result.err());
    }
  }
}
