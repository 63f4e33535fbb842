#!/usr/bin/env python3
"""Asks a real API server what it says of manifests, and compares kix validate with it.

    python3 k8s-schema/tools/oracle.py judge [FILES|FOLDERS…]   # each verdict that differs
    python3 k8s-schema/tools/oracle.py mutate [-n 2000] [--seed 1] [--at-least 0] [--kind KIND] [FILES|FOLDERS…]
                                # the same of manifests with one random mistake in each

Without files, it is the right manifests of the tests, and for judge the wrong ones of the corpus. The differences of
these that are known, each with its reason, are in oracle-expected.tsv; judge then prints only the others, and its exit code is
1 when there are any. A line of that file that is true no more is named. That of mutate is 1 when fewer verdicts than --at-least, in percent, are the same.

The server is named by KIX_ORACLE_SERVER (https://127.0.0.1:6443) and KIX_ORACLE_TOKEN. It should be
one that may be thrown away: everything is sent with dryRun=All, but CustomResourceDefinitions and
namespaces are created, and stay. Admission that looks at other resources must be off, for it is not what is compared:
    --disable-admission-plugins=ServiceAccount,NamespaceLifecycle,Priority,RuntimeClass
`conformance-tests/live/server up --bare` starts one. Without the two variables, nothing is done, and that is said; the
exit code is then 0.

Needs Python 3.9+ with PyYAML, and the kix program (KIX, default ./kix).
"""
import argparse
import collections
import concurrent.futures
import copy
import json
import os
import pathlib
import random
import re
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
KIX = os.environ.get("KIX", str(ROOT / "kix")).split()
VERBOSE = False
TESTS = ROOT / "k8s-schema/src/test/resources"
EXPECTED = ROOT / "k8s-schema/tools/oracle-expected.tsv"


def without_nulls(pairs):
    """An object as it is meant: Go writes a list that nobody made as null, which is the same as no field."""
    return {k: v for k, v in pairs if v is not None}


class Server:
    """What an API server says of a manifest."""

    def __init__(self, url, token):
        self.url = url.rstrip("/")
        self.token = token
        self.context = ssl.create_default_context()
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE
        self.lock = threading.Lock()
        self.resources = {}
        version = self.get("/version")
        self.version = f"{version['major']}.{version['minor']}"

    def request(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=60) as answer:
                return answer.status, json.load(answer, object_pairs_hook=without_nulls)
        except urllib.error.HTTPError as e:
            text = e.read().decode("utf-8", "replace")
            try:
                return e.code, json.loads(text, object_pairs_hook=without_nulls)
            except ValueError:
                return e.code, {"message": text}

    def get(self, path):
        return self.request("GET", path)[1]

    def collection(self, manifest):
        """The path of a manifest's collection, or None when the server has no such kind."""
        api = str(manifest.get("apiVersion", ""))
        with self.lock:
            if api not in self.resources:
                status, found = self.request("GET", "/api/v1" if api == "v1" else "/apis/" + api)
                known = {}
                if status == 200:
                    for r in found.get("resources", []):
                        if "/" not in r["name"]:
                            known[r["kind"]] = (r["name"], r["namespaced"])
                if "." in api.split("/")[0] and not known:
                    return None  # perhaps defined later
                self.resources[api] = known
        entry = self.resources[api].get(str(manifest.get("kind")))
        if entry is None:
            return None
        base = "/api/v1" if api == "v1" else "/apis/" + api
        metadata = manifest.get("metadata")
        namespace = metadata.get("namespace") if isinstance(metadata, dict) else None
        if entry[1]:
            namespace = namespace if isinstance(namespace, str) and namespace else "default"
            return f"{base}/namespaces/{urllib.request.quote(namespace, safe='')}/{entry[0]}"
        return f"{base}/{entry[0]}"

    def verdict(self, manifest):
        """None when the server takes it, else what it says."""
        path = self.collection(manifest)
        if path is None:
            return "no such kind"
        status, answer = self.request("POST", path + "?dryRun=All&fieldValidation=Strict", manifest)
        if status in (200, 201, 409):
            return None
        return answer.get("message", str(status))

    def make_namespaces(self, manifests):
        """Some admission asks for the namespace of what it looks at."""
        found = {(m.get("metadata") or {}).get("namespace") for m in manifests
                 if isinstance(m.get("metadata"), dict)}
        for name in sorted(n for n in found if isinstance(n, str) and n):
            self.request("POST", "/api/v1/namespaces", {"metadata": {"name": name}})

    def define(self, definitions):
        """Makes definitions, and returns when the server takes resources of them."""
        for d in definitions:
            status, answer = self.request(
                "POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", d)
            if status not in (200, 201, 409):
                print("definition", d["metadata"]["name"], "is refused:", answer.get("message"))
        deadline = time.monotonic() + 120
        for d in definitions:
            while not self.served(d):
                if time.monotonic() > deadline:
                    sys.exit(f"definition {d['metadata']['name']} is not served")
                time.sleep(0.1)

    def served(self, definition):
        """Whether the resources of a definition can be listed, or it was refused."""
        name = definition["metadata"]["name"]
        status, found = self.request("GET", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name)
        if status == 404:
            return True
        conditions = {c["type"]: c["status"] for c in found.get("status", {}).get("conditions", [])}
        if conditions.get("NamesAccepted") == "False":
            return True
        if conditions.get("Established") != "True":
            return False
        # It is established before it is served, and listed by discovery later still.
        spec = found["spec"]
        for version in (v["name"] for v in spec["versions"] if v.get("served")):
            base = f"/apis/{spec['group']}/{version}"
            kinds = {r["kind"] for r in self.get(base).get("resources", [])}
            if spec["names"]["kind"] not in kinds or self.request("GET", f"{base}/{spec['names']['plural']}")[0] != 200:
                return False
        return True


class Loader(yaml.SafeLoader):
    pass


# Dates stay strings, as for kubectl; a lone = is a string.
for first, resolvers in list(Loader.yaml_implicit_resolvers.items()):
    Loader.yaml_implicit_resolvers[first] = [
        (t, r) for t, r in resolvers
        if t not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value")]


def manifests(names):
    """(where, manifest) of files and of all below folders."""
    out = []
    for name in names:
        path = pathlib.Path(name)
        files = sorted(f for f in path.rglob("*") if f.suffix in (".yaml", ".yml", ".json")) \
            if path.is_dir() else [path]
        for file in files:
            try:
                documents = list(yaml.load_all(file.read_text(), Loader))
            except yaml.YAMLError as e:
                print(f"{file}: not read: {str(e).splitlines()[0]}")
                continue
            for i, document in enumerate(documents):
                if not isinstance(document, dict):
                    continue
                items = document.get("items")
                if str(document.get("kind", "")).endswith("List") and isinstance(items, list):
                    out += [(f"{file}#{i}[{j}]", item) for j, item in enumerate(items)]
                else:
                    out.append((f"{file}#{i}", document))
    return out


def ours(all_manifests, definitions, version):
    """Of each manifest the list of errors that kix reports."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "all.yaml"
        with file.open("w") as out:
            for m in list(definitions) + list(all_manifests):
                out.write("---\n" + json.dumps(m) + "\n")
        done = subprocess.run([*KIX, "validate", "-kubernetes-version", version, "-output", "json",
                               "-verbose", str(file)], stdout=subprocess.PIPE)
        found = json.loads(done.stdout)["resources"]
    if len(found) != len(definitions) + len(all_manifests):
        sys.exit(f"kix reported {len(found)} resources of {len(definitions) + len(all_manifests)}")
    out = []
    for r in found[len(definitions):]:
        errors = [f for f in r.get("findings", []) if f["severity"] == "error"]
        out.append(errors if r["status"] != "statusValid" else [])
    return out


def kind_of(manifest):
    return f"{manifest.get('kind')}/{(manifest.get('metadata') or {}).get('name')}" \
        if isinstance(manifest.get("metadata"), dict) else str(manifest.get("kind"))


def compare(server, named, definitions, what=None, expected=None):
    """Prints what is judged differently; the share that is judged the same, and whether nothing was unexpected."""
    server.make_namespaces([m for _, m in named])
    # Definitions before any is made: of one that exists the server says that alone.
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        theirs = dict(pool.map(lambda i: (i, server.verdict(named[i][1])), (
            i for i, (_, m) in enumerate(named) if m.get("kind") == "CustomResourceDefinition")))
        server.define(definitions)
        theirs.update(pool.map(lambda i: (i, server.verdict(named[i][1])), (
            i for i in range(len(named)) if i not in theirs)))
    mine = ours([m for _, m in named], definitions, server.version)
    same = collections.Counter()
    differences = collections.OrderedDict()
    missing = dict(expected or {})
    for i, (where, manifest) in enumerate(named):
        refused, errors = theirs[i], mine[i]
        if bool(refused) == bool(errors):
            same["refused" if refused else "taken"] += 1
            if refused and VERBOSE:
                print(f"both refuse: {where}: {kind_of(manifest)}: {refused[:300]}")
            continue
        if missing.pop(("kix takes" if refused else "kix refuses", where), None):
            same["expected"] += 1
            continue
        if refused:
            text = re.sub(r'"[^"]*" is invalid: ', "", refused, count=1)
            key = ("kix takes", manifest.get("kind"), re.sub(r"\d+", "N", text)[:220])
        else:
            key = ("kix refuses", manifest.get("kind"),
                   "; ".join(f"{e['rule']} {e.get('path', '')}: {e['message']}"
                             for e in errors)[:220])
        differences.setdefault(key, []).append((what or {}).get(i, where))
    for (verdict, kind, text), where in sorted(differences.items(), key=lambda d: d[0][:2]):
        print(f"{verdict}: {kind}: {text}\n    {len(where)}: {where[0]}")
    for verdict, where in missing:
        print(f"no difference any more, take it out of {EXPECTED.name} ({verdict}): {where}")
    different = sum(map(len, differences.values()))
    print(f"server {server.version}: {same['taken']} taken by both, {same['refused']} refused by both, "
          + (f"{same['expected']} judged differently as expected, " if expected is not None else "")
          + f"{different} judged differently in {len(differences)} ways")
    return 100 * (1 - (different + same["expected"]) / max(len(named), 1)), not different


def expectations():
    """(verdict, where) of each difference that is known → its reason."""
    lines = [line.split("\t") for line in EXPECTED.read_text().splitlines() if line and line[0] != "#"]
    return {(verdict, where): reason for verdict, where, reason in lines}


# ---- mutations ----

STRINGS = ["", " ", "-", "UPPER", "bad name", "a" * 64, "a" * 260, "x_y", "a.b", "1", "../up", "/abs",
           "a:b", "a/b", "Never", "None", "*", "0.0.0.0", "::1", "10.0.0.0/8", "5%", "-5%", "1.5", "1Mi",
           "0x1", "no!", "é", "http", "a\nb", "$(X)", "example.org/", "kubernetes.io/x", "TCP"]
NUMBERS = [-1, 0, 1, 2, 3, 65535, 65536, 70000, 2**31 - 1, 2**31, 2**63 - 1, 1.5, 100, 101, 300, 600, 1000]


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for k, v in value.items():
            yield from places(v, path + (k,))
    elif isinstance(value, list):
        for i, v in enumerate(value):
            yield from places(v, path + (i,))


def mutate(manifest, pool, rng):
    """A copy with one change, and what it is."""
    out = copy.deepcopy(manifest)
    path = rng.choice([p for p in places(out) if p and p[0] not in ("apiVersion", "kind", "status")])
    owner = out
    for step in path[:-1]:
        owner = owner[step]
    last = path[-1]
    value = owner[last]
    choice = rng.random()
    if choice < 0.25:
        del owner[last]
        done = "removed"
    elif choice < 0.33 and isinstance(owner, list):
        owner.append(copy.deepcopy(value))
        done = "twice"
    elif choice < 0.55 and path[:-1] in pool:
        # A field of the same object that others of this kind have.
        name, other = rng.choice(pool[path[:-1]])
        owner = owner if isinstance(owner, dict) else {}
        owner[name] = copy.deepcopy(other)
        path, done = path[:-1] + (name,), "= " + json.dumps(other)
    else:
        if isinstance(value, (dict, list)) and rng.random() < 0.7:
            new = type(value)()
        elif isinstance(value, bool):
            new = not value
        elif isinstance(value, (int, float)):
            new = rng.choice(NUMBERS)
        elif isinstance(value, str) and rng.random() < 0.3:
            new = rng.choice([value.upper(), value + "-", "-" + value, value + "." + value, value * 2,
                              value + "/", value + " "])
        elif isinstance(value, str):
            new = rng.choice(STRINGS)
        else:
            new = rng.choice(STRINGS + NUMBERS)
        owner[last] = new
        done = "= " + json.dumps(new)
    shown = "".join(f"[{s}]" if isinstance(s, int) else "." + str(s) for s in path)
    return out, shown.lstrip(".") + " " + done


def generic(path):
    return tuple(0 if isinstance(s, int) else s for s in path)


def mutations(named, count, seed):
    rng = random.Random(seed)
    pools = collections.defaultdict(lambda: collections.defaultdict(list))
    for _, m in named:
        for path in places(m):
            if path and isinstance(path[-1], str) and path[0] == "spec":
                value = m
                for step in path:
                    value = value[step]
                pools[m.get("kind")][path[:-1]].append((path[-1], value))
    out, what = [], {}
    for i in range(count):
        where, manifest = named[i % len(named)]
        changed, how = mutate(manifest, pools[manifest.get("kind")], rng)
        what[i] = f"{where}: {how}"
        out.append((where, changed))
    return out, what


# ---- the corpus of the tests ----

STEP = re.compile(r"\.?([A-Za-z0-9_$-]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]")


def change(tree, path, value):
    """As CorpusCase does; a value of None removes."""
    steps = [int(m[2]) if m[2] else m[1] or m[3].replace("\\'", "'") for m in STEP.finditer(path)]
    owner = tree
    for step in steps[:-1]:
        owner = owner[step] if isinstance(step, int) else owner.setdefault(step, {})
    last = steps[-1]
    if value is None:
        del owner[last]
    elif isinstance(owner, list) and last >= len(owner):
        owner.append(json.loads(value))
    else:
        owner[last] = json.loads(value)


def sections():
    """Of the corpus: file, definitions, right manifest, cases."""
    for file in sorted((TESTS / "corpus").glob("*.cases")):
        for section in re.split(r"(?m)^===\n", file.read_text()):
            base, _, cases = section.rpartition("\n---\n")
            *definitions, right = [d for d in yaml.load_all(base, Loader) if d]
            yield file.name, definitions, right, [
                c for c in cases.splitlines() if c.strip() and not c.startswith("#")]


def corpus(with_cases):
    """The right manifests of the tests, with_cases also each wrong one; and the definitions."""
    named = manifests([TESTS / "manifests/right", TESTS / "clusters/right.yaml"])
    definitions = [m for _, m in named if m.get("kind") == "CustomResourceDefinition"]
    for file, needed, right, cases in sections():
        definitions += needed
        named.append((f"{file}: right", right))
        for case in cases if with_cases else []:
            m = re.fullmatch(r"(.+?) (?:= (.*?)|(removed)) -> (\S.*)", case)
            tree = copy.deepcopy(right)
            change(tree, m[1], m[2])
            named.append((f"{file}: {case}", tree))
    return named, list({d["metadata"]["name"]: d for d in definitions}.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode", choices=["judge", "mutate"])
    parser.add_argument("files", nargs="*")
    parser.add_argument("-n", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-least", type=float, default=0)
    parser.add_argument("--kind")
    parser.add_argument("-v", action="store_true", help="also print what both refuse")
    a = parser.parse_intermixed_args()
    global VERBOSE
    VERBOSE = a.v
    url, token = os.environ.get("KIX_ORACLE_SERVER"), os.environ.get("KIX_ORACLE_TOKEN")
    if not url or not token:
        print("SKIPPED: no API server to compare with; "
              "set KIX_ORACLE_SERVER and KIX_ORACLE_TOKEN (see the head of this file).")
        return 0
    server = Server(url, token)
    if a.files:
        named = manifests(a.files)
        definitions = list({m["metadata"]["name"]: m for _, m in named
                            if m.get("kind") == "CustomResourceDefinition"}.values())
    else:
        named, definitions = corpus(a.mode == "judge")
    if a.kind:
        named = [(w, m) for w, m in named if m.get("kind") == a.kind]
    what = None
    if a.mode == "mutate":
        if a.kind is None:
            # As many of each kind, however many manifests there are.
            by_kind = collections.defaultdict(list)
            for w, m in named:
                by_kind[m.get("kind")].append((w, m))
            most = max(map(len, by_kind.values()))
            named = [ms[i % len(ms)] for i in range(min(most, 50)) for ms in by_kind.values()]
        named, what = mutations(named, a.n, a.seed)
    expected = expectations() if a.mode == "judge" and not a.files and not a.kind else None
    share, as_expected = compare(server, named, definitions, what, expected)
    if expected is not None:
        return 0 if as_expected else 1
    if share < a.at_least:
        print(f"{share:.1f} % are judged the same, and it should be {a.at_least} %")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
