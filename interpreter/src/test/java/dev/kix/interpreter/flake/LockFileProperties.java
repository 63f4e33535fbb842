package dev.kix.interpreter.flake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.io.DiskFileAccess;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Lock files: what is read is written again, and what is broken is an error, never more. */
class LockFileProperties {
  private static final FetchContext CONTEXT =
      new FetchContext(
          FetchSettings.builder(Map.of()).build(),
          false,
          false,
          new DiskFileAccess(),
          message -> {},
          () -> null);

  /** As Nix prints it. */
  private static final String TEXT =
      """
      {
        "nodes": {
          "a": {
            "inputs": {
              "b": [
                "b"
              ],
              "c": "c"
            },
            "locked": {
              "lastModified": 1704164645,
              "narHash": "sha256-Ic2pYujIRtOQYnIAJd4oqHPsqbpFdT+Sz1t4BkVE3e0=",
              "owner": "o",
              "repo": "r",
              "rev": "45f203b653062f42ddd6d03c055e9b80097c77d9",
              "type": "github"
            },
            "original": {
              "owner": "o",
              "repo": "r",
              "type": "github"
            }
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
              "url": "file:///tmp/b"
            },
            "original": {
              "type": "git",
              "url": "file:///tmp/b"
            }
          },
          "c": {
            "locked": {
              "path": "./c",
              "type": "path"
            },
            "original": {
              "path": "./c",
              "type": "path"
            },
            "parent": [
              "a"
            ]
          },
          "root": {
            "inputs": {
              "a": "a",
              "b": "b"
            }
          }
        },
        "root": "root",
        "version": 7
      }\
      """;

  private static LockFile read(String text) {
    return LockFileReader.read(text, "flake.lock", CONTEXT);
  }

  @Example
  void whatIsReadIsWrittenAgain() {
    assertThat(read(TEXT).text()).isEqualTo(TEXT);
    assertThat(read(TEXT).diff(read(TEXT))).isEmpty();
    read(TEXT).check();
  }

  @Property(tries = 3000)
  void whatIsBrokenIsAnError(
      @ForAll @IntRange(max = 2_000) int at,
      @ForAll @IntRange(max = 60) int length,
      @ForAll @IntRange(max = 11) int what) {
    int from = Math.min(at, TEXT.length());
    int to = Math.min(from + length, TEXT.length());
    String[] instead = {
      "", "{", "}", "[", "]", "null", "-1", "1.5", "\"x\"", "\"root\"", ",", "\u0000\u00ff"
    };
    String text = TEXT.substring(0, from) + instead[what] + TEXT.substring(to);
    try {
      LockFile lock = read(text);
      lock.check();
      read(lock.text());
      lock.diff(read(TEXT));
    } catch (EvalException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
