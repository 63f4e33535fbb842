#!/usr/bin/env python3
"""
Random modules mean the same with kix's lib as with nixpkgs' lib.

    conformance-tests/nixpkgs/random-modules.py [--seed N] [--cases N] [--messages N] NIXPKGS

Each case is a few modules that declare and define a few options: all sorts of types inside of each other, priorities,
conditions, order, imports, declarations that are merged, now and then a value of a wrong type. Of each option its value
and what it says of itself (is it defined, where, with which priority, by what, of which type) are compared: kix's lib
evaluated by kix against nixpkgs' lib evaluated by real Nix, or by kix where there is no nix-instantiate. Of the options that fail,
--messages are evaluated once more, one by one, with both libs by kix, and the messages are compared; kix's own ends with the
place of the definition, which is left out.

NIXPKGS is a folder that has lib/default.nix. The same seed gives the same cases. Exit code 1: something differs, and is printed
with its modules. KIX is the program (default: this checkout's).
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
KIX = os.environ.get("KIX", str(ROOT / "kix"))
SHOWN = 5  # differences that are printed whole
WRONG = ["1", '"w"', "[ ]", "{ }", "null", "true", '[ 1 "x" ]', "{ z = 1; }", "(x: x)", "1.5", "{ a = { }; }"]

HEAD = """let
  lib = import %s;
  inherit (lib) types mkOption mkForce mkDefault mkOverride mkVMOverride mkIf mkMerge mkBefore mkAfter mkOrder;
  # Finite and without functions, for --json.
  show = depth: v:
    if depth == 0 then "..."
    else if builtins.isFunction v then
      if builtins.functionArgs v != { } then "<module>" else "<function to ${builtins.toJSON (show (depth - 1) (v 1))}>"
    else if builtins.isList v then map (show (depth - 1)) v
    else if builtins.isAttrs v then builtins.mapAttrs (n: show (depth - 1)) (builtins.removeAttrs v [ "_module" ])
    else if builtins.isFloat v then "float ${toString v}" # 2.8 writes them in another way
    else if builtins.isPath v then "path ${toString v}"
    else v;
  safe = v: let t = builtins.tryEval (builtins.deepSeq v v); in if t.success then t.value else "FAILS";
  about = config: option: map safe [
    (show 8 config) option.isDefined option.highestPrio option.files option.type.description (builtins.length option.definitions)
    (map (d: [ d.file (show 5 d.value) ]) option.definitionsWithLocations) (toString option) option.declarations
  ];
"""


class Type:
    """A type, and how to write a value of it that is some constructs deep."""

    def __init__(self, text, value, ordered=False):
        self.text = text if " " not in text or text.startswith("(") else f"({text})"
        self.write = value
        self.ordered = ordered  # whether order properties mean something


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, share):
        return self.random.random() < share

    def one(self, *of):
        return self.random.choice(of)

    def string(self):
        return json.dumps(self.one("a", "b", "ab", "x y", "", "abc"))

    def integer(self):
        return self.one("0", "1", "2", "3", "7", "42")

    # ---- values ----

    def value(self, type_, depth):
        return self.one(*WRONG) if self.chance(.012) else type_.write(depth)

    def with_property(self, value, ordered):
        forms = [(60, "%s"), (8, "mkForce (%s)"), (8, "mkDefault (%s)"), (5, f"mkOverride {self.one(10, 50, 99, 100, 1500)} (%s)"),
                 (1, "mkVMOverride (%s)"), (6, f"mkIf {self.one('true', 'false')} (%s)"), (4, "mkMerge [ (mkDefault (%s)) ]")]
        if ordered:
            forms += [(3, "mkBefore (%s)"), (3, "mkAfter (%s)"), (3, f"mkOrder {self.one(1, 400, 1200)} (%s)")]
        return self.random.choices([f for _, f in forms], [w for w, _ in forms])[0].replace("%s", value)

    def definition(self, type_, depth):
        if self.chance(.1):
            return "mkMerge [ %s ]" % " ".join(
                f"({self.with_property(self.value(type_, depth), type_.ordered)})" for _ in range(2))
        return self.with_property(self.value(type_, depth), type_.ordered)

    def anything(self, depth):
        if depth <= 0:
            return self.one(self.integer(), self.string(), "true", "null")
        below = self.anything(depth - 1)
        return self.one(self.integer(), self.string(), f"[ ({below}) ]", f"{{ a = {below}; }}",
                        f"{{ b = {self.with_property(below, False)}; c = 1; }}", "null", "true", "(x: x)")

    def elements(self, type_, depth):
        return "[ %s ]" % " ".join(f"({self.definition(type_, depth)})" for _ in range(self.random.randrange(3)))

    def attributes(self, type_, depth):
        names = self.random.sample(["a", "b", "c"], self.random.randrange(3))
        return "{ %s }" % " ".join(f"{n} = {self.definition(type_, depth)};" for n in names)

    # ---- types ----

    def simple(self):
        integer, string, boolean = (lambda _: self.integer()), (lambda _: self.string()), (lambda _: self.one("true", "false"))
        anything = self.anything
        return self.one(
            Type("types.int", integer), Type("types.str", string), Type("types.bool", boolean), Type("types.lines", string, True),
            Type("types.commas", string, True), Type('types.separatedString "-"', string, True), Type("types.singleLineStr", string),
            Type('types.enum [ "a" "b" 1 ]', lambda _: self.one('"a"', '"b"', "1")), Type("types.ints.between 0 9", integer),
            Type("types.ints.u8", integer), Type("types.ints.positive", integer), Type("types.nonEmptyStr", string),
            Type("types.number", lambda _: self.one("1", "2.5")), Type("types.float", lambda _: "1.5"),
            Type('types.strMatching "[a-c]+"', string), Type("types.path", lambda _: self.one("/a", '"/b"')),
            Type("types.boolByOr", boolean), Type("types.anything", anything), Type("types.raw", anything),
            Type("types.unspecified", anything), Type("types.attrs", lambda d: f"{{ {self.one('a', 'b')} = {anything(d - 1)}; }}"),
            Type("types.coercedTo types.int toString types.str", lambda _: self.one(self.integer(), self.string())),
            Type("types.addCheck types.int (x: x > 1)", integer))

    def type(self, depth):
        if depth <= 0 or self.chance(.35):
            return self.simple()
        t, u = self.type(depth - 1), self.type(depth - 1)
        return self.one(
            lambda: Type(f"types.nullOr {t.text}", lambda d: self.one("null", self.value(t, d))),
            lambda: Type(f"types.listOf {t.text}", lambda d: self.elements(t, d), True),
            lambda: Type(f"types.nonEmptyListOf {t.text}", lambda d: self.elements(t, d), True),
            lambda: Type(f"types.attrsOf {t.text}", lambda d: self.attributes(t, d)),
            lambda: Type(f"types.lazyAttrsOf {t.text}", lambda d: self.attributes(t, d)),
            lambda: Type(f"types.either {t.text} {u.text}", lambda d: self.value(self.one(t, u), d)),
            lambda: Type(f"types.oneOf [ {t.text} {u.text} types.int ]", lambda d: self.value(self.one(t, u), d)),
            lambda: Type(f"types.uniq {t.text}", lambda d: self.value(t, d)),
            lambda: Type(f'types.unique {{ message = "only one"; }} {t.text}', lambda d: self.value(t, d)),
            lambda: Type(f"types.functionTo {t.text}", lambda d: f"(x: {self.definition(t, d)})"),
            lambda: Type(f"types.attrTag {{ a = mkOption {{ type = {t.text}; }}; b = mkOption {{ type = {u.text}; }}; }}",
                         lambda d: self.one(f"{{ a = {self.value(t, d)}; }}", f"{{ b = {self.value(u, d)}; }}")),
            lambda: Type(f"types.coercedTo types.bool (b: null) (types.nullOr {t.text})", lambda d: self.one("true", self.value(t, d))),
            *[lambda: self.submodule(depth)] * 3)()

    def submodule(self, depth):
        options = {n: self.type(depth - 1) for n in self.random.sample(["a", "b", "c", "enable"], self.random.randrange(1, 4))}
        free = self.type(depth - 2) if self.chance(.2) else None
        module = f"freeformType = types.attrsOf {free.text}; " if free else ""
        module += "options = { %s };" % " ".join(self.option(n, t) for n, t in options.items())
        if self.chance(.3):
            name = self.one(*options)
            module += f" config.{name} = {self.definition(options[name], 1)};"
        module = self.one("{ %s }", "({ name, config, options, ... }: { %s })").replace("%s", module)

        def value(d):
            fields = [f"{n} = {self.definition(t, d - 1)};" for n, t in options.items() if self.chance(.7)]
            if self.chance(.12):
                fields.append(f"zz = {self.value(free, 0) if free else self.integer()};")
            return self.random.choices(["{ %s }", "{ config = { %s }; }", "({ name, ... }: { %s })"], [8, 1, 1])[0].replace(
                "%s", " ".join(fields))

        shorthand = self.one("true", "false")
        return Type(self.one(
            f"types.submodule {module}", f"types.submodule {module}", f"types.submodule [ {module} ]",
            f"types.submoduleWith {{ modules = [ {module} ]; shorthandOnlyDefinesConfig = {shorthand}; }}"), value)

    # ---- modules ----

    def option(self, name, type_):
        given = f"type = {type_.text};"
        if self.chance(.4):
            given += f" default = {self.value(type_, 1)};"
        for share, more in ((.08, "apply = x: [ x ];"), (.04, "readOnly = true;"), (.1, 'description = "d";')):
            given += " " + more if self.chance(share) else ""
        return f"{name} = mkOption {{ {given} }};"

    def case(self):
        """The names of options, and a list of modules."""
        options = {f"o{k}": self.type(2) for k in range(self.random.randrange(2, 6))}
        count = self.random.randrange(2, 5)
        modules = []
        for m in range(count):
            declared, defined, more = [], [], ""
            for k, (name, type_) in enumerate(options.items()):
                if k % count == m:
                    declared.append(self.option(name, type_))
                elif self.chance(.08):
                    declared.append(self.option(name, type_ if self.chance(.7) else self.type(1)))
                if self.chance(.4):
                    defined.append(f"{name} = {self.definition(type_, 2)};")
            if self.chance(.05):
                defined.append("nope = 1;")
            config = "{ %s }" % " ".join(defined)
            if self.chance(.15):
                config = self.with_property(config, False)
            if self.chance(.15):
                name = self.one(*options)
                more += f' imports = [ {{ _file = "i{m}.nix"; config.{name} = {self.definition(options[name], 1)}; }} ];'
            if self.chance(.05):
                more += " freeformType = types.attrsOf types.int;"
            module = f'{{ _file = "m{m}.nix";{more} options = {{ {" ".join(declared)} }}; config = {config}; }}'
            modules.append(f"({{ config, options, lib, ... }}: {module})" if self.chance(.25) else module)
        return list(options), "[\n    %s\n  ]" % "\n    ".join(modules)


class Library:
    """A lib and the program that evaluates it."""

    def __init__(self, folder, command, work):
        self.head = HEAD % folder
        self.folder = str(folder)
        self.command = command
        self.file = work / f"{pathlib.Path(command[0]).name}.nix"

    def run(self, program, *flags):
        self.file.write_text(self.head + program)
        return subprocess.run(["timeout", "120", *self.command, "--eval", *flags, str(self.file)], capture_output=True, text=True)

    def evaluate(self, cases):
        """What each option of each case says, or None for a case with an error that tryEval does not catch."""
        program = "in [\n"
        for names, modules in cases:
            program += "  (let e = lib.evalModules { modules = %s; }; in { %s })\n" % (
                modules, " ".join(f"{n} = about e.config.{n} e.options.{n};" for n in names))
        done = self.run(program + "]\n", "--strict", "--json")
        if done.returncode == 0:
            return json.loads(done.stdout)
        if len(cases) == 1:
            return [None]
        half = len(cases) // 2
        return self.evaluate(cases[:half]) + self.evaluate(cases[half:])

    def message(self, name, modules):
        text = self.run(f"  e = lib.evalModules {{ modules = {modules}; }};\nin builtins.deepSeq (show 8 e.config.{name}) 1\n").stderr
        return text[max(text.rfind("error: "), 0):].split("\n       at ")[0].strip().replace(self.folder, "LIB")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--messages", type=int, default=20)
    parser.add_argument("nixpkgs", type=pathlib.Path)
    given = parser.parse_args()
    theirs = given.nixpkgs.resolve() / "lib"
    if not (theirs / "default.nix").is_file():
        sys.exit(f"random-modules.py: {given.nixpkgs} has no lib/default.nix")
    subprocess.run([KIX, "version"], check=True, stdout=subprocess.DEVNULL)  # builds, where there is something to build
    os.environ["KIX_NO_BUILD"] = "1"
    kix = [KIX, "nix-instantiate"]
    real = subprocess.run(["sh", "-c", "command -v nix-instantiate"], stdout=subprocess.DEVNULL).returncode == 0
    writer = Writer(given.seed)
    cases = [writer.case() for _ in range(given.cases)]
    values = failures = 0
    different = []
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        ours, other = Library(ROOT / "kixpkgs/lib", kix, work), Library(theirs, kix, work)
        judge = Library(theirs, ["nix-instantiate"], work) if real else other
        for (names, modules), mine, expected in zip(cases, ours.evaluate(cases), judge.evaluate(cases)):
            if mine is None or expected is None:
                failed += [(n, modules) for n in names]
                if mine is not expected:
                    different.append(f"ours {mine}\ntheirs {expected}\nmodules {modules}")
                continue
            for name in names:
                if mine[name] != expected[name]:
                    different.append(f"{name}: ours {mine[name]}\ntheirs {expected[name]}\nmodules {modules}")
                if mine[name][0] == "FAILS":
                    failed.append((name, modules))
                else:
                    values += 1
        failures = len(failed)
        writer.random.shuffle(failed)
        compared = failed[:given.messages]
        for name, modules in compared:
            mine, expected = ours.message(name, modules), other.message(name, modules)
            if mine != expected:
                different.append(f"{name}: ours {mine}\ntheirs {expected}\nmodules {modules}")
    print("\n\n".join(different[:SHOWN]))
    print(f"seed {given.seed}: {values} values, {failures} failures, {len(compared)} messages; {len(different)} differ")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
