package dev.kix.cli.action;

import dev.kix.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Runs a little of everything, so that the JVM learns which classes a run needs: {@code ./kix}
 * makes its start-up cache of such a run. Reads no file, prints nothing, and fails at nothing.
 */
public final class Training {
  private static final String PROGRAM =
      """
      let
        inherit (builtins) map filter foldl' attrNames mapAttrs concatStringsSep toJSON;
        fix = f: let x = f x; in x;
        base = self: { replicas = 2; image = "nginx:${self.tag}"; tag = "1.27"; ports = [ 80 443 ]; };
        over = self: super: super // { tag = "1.28"; labels = { app = "web"; "a.b/c" = "d"; }; };
        web = fix (self: over self (base self));
        text = ''
          name: ${web.image}
            ports: ${concatStringsSep "," (map toString web.ports)}
        '';
        f = { a, b ? a + 1, ... }@args: with args; if a < b then a * 2.5 else assert b > 0; b;
      in
      rec {
        inherit text web;
        names = attrNames web;
        sum = foldl' (x: y: x + y) 0 (filter (x: x > 80) web.ports) - -1;
        json = toJSON (mapAttrs (n: v: { inherit n v; }) (removeAttrs web [ "labels" ]));
        back = builtins.fromJSON json;
        fs = f { a = 1; c = 3; };
        lookup = web.labels."a.b/c" or "none";
        has = web ? labels.app && !(web ? nothing) || false -> true;
        tried = builtins.tryEval (throw "x");
        path = /tmp/x + "/y";
        match = builtins.match "([a-z]+):(.*)" web.image;
        split = builtins.split "[:.]" web.image;
        sorted = builtins.sort (a: b: a < b) [ 3 1 2 ];
        replaced = builtins.replaceStrings [ "n" ] [ "m" ] web.image;
        hash = builtins.hashString "sha256" text;
        drv = (derivation { name = "d"; system = "x86_64-linux"; builder = "/bin/sh"; }).name;
        list = builtins.genList (i: i * i) 10 ++ [ null true 1.5 ];
        closure = builtins.genericClosure {
          startSet = [ { key = 0; } ];
          operator = i: if i.key < 3 then [ { key = i.key + 1; } ] else [ ];
        };
      }
      """;

  /** Options of many types, defined with every priority, in modules and submodules. */
  private static final String MODULES =
      """
      let
        native = __kixModules null;
        inherit (native) mkOption mkEnableOption mkIf mkMerge mkDefault mkForce mkBefore mkAfter types;
        count = 40;
        name = i: "m${toString i}";
        next = i: if i + 1 == count then 0 else i + 1;
        sub = { name, config, ... }: {
          options = {
            enable = mkOption { type = types.bool; default = false; };
            label = mkOption { type = types.str; default = "sub-${name}"; };
            port = mkOption { type = types.port; default = 80; };
            tags = mkOption { type = types.listOf types.str; default = [ ]; };
          };
          config.tags = mkIf config.enable [ "enabled" config.label ];
        };
        module = i: { config, ... }: {
          _file = "module-${toString i}.nix";
          options.svc.${name i} = {
            enable = mkEnableOption "module ${toString i}";
            number = mkOption { type = types.int; default = i; description = "a number"; };
            text = mkOption { type = types.str; };
            items = mkOption { type = types.listOf types.str; default = [ "x" ]; };
            instances = mkOption { type = types.attrsOf (types.submodule sub); default = { }; };
            maybe = mkOption { type = types.nullOr types.int; default = null; };
            choice = mkOption { type = types.enum [ "a" "b" ]; default = "a"; };
            notes = mkOption { type = types.lines; default = ""; };
            either = mkOption { type = types.either types.int types.str; default = 0; };
          };
          config = mkMerge [
            { svc.${name i} = { text = "t${toString i}"; items = [ "self" ]; notes = "line"; instances.a = { enable = true; }; }; }
            { svc.${name (next i)} = { enable = mkDefault true; items = mkBefore [ "first" ]; instances.b.port = mkForce 8080; }; }
            (mkIf config.svc.${name i}.enable { svc.${name (next i)} = { number = mkForce 7; notes = mkAfter "last"; either = "s"; }; })
          ];
        };
      in
      (native.evalModules { modules = builtins.genList module count; }).config
      """;

  private final BiConsumer<List<String>, Console> program;

  /**
   * @param program runs {@code kix} with arguments, and never throws
   */
  public Training(BiConsumer<List<String>, Console> program) {
    this.program = program;
  }

  /** Runs it all; failures are the training's loss and nobody else's. */
  public void run(Console console) {
    for (int i = 0; i < 3; i++) {
      run(console, "", "eval", "--strict", "-E", PROGRAM);
      run(console, "", "eval", "--json", "-E", PROGRAM, "-A", "web", "--apply", "x: x.ports");
      run(console, PROGRAM, "nix-instantiate", "--eval", "--strict", "-");
      run(console, PROGRAM, "nix-instantiate", "--eval", "--strict", "--json", "-A", "web", "-");
      run(console, MODULES, "nix-instantiate", "--eval", "--strict", "--json", "-");
      run(console, PROGRAM, "nix-instantiate", "--parse", "-");
      run(console, PROGRAM, "parse", "-f", "-");
    }
    run(console, "", "eval", "--raw", "--argstr", "x", "y", "-E", "{ x }: x");
    run(console, "", "eval", "--show-trace", "-E", "let f = x: x.y; in f { z = 1; }");
    run(console, "", "eval", "-E", "{ a = 1 b = 2; }");
    run(console, "", "eval", "--no-such-flag");
    run(console, "", "help");
    run(console, "", "version");
  }

  private void run(Console console, String input, String... args) {
    Console silent =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of("HOME", "/nonexistent"),
            console.workingFolder(),
            "");
    program.accept(List.of(args), silent);
  }
}
