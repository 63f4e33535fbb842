#!/usr/bin/env python3
"""Makes the schema files of kix from the documents that Kubernetes publishes.

    python3 k8s-schema/tools/make-schemas.py [--work DIR]

Needs Python 3.9+ and Go (any recent release: only `go mod download` is used, which checks what it
gets against sum.golang.org). Downloads, one after another, the modules of the releases pinned in
RELEASES, keeps the four inputs it reads of each under DIR (default: build/k8s-sources, about 20 MB a
release) and deletes the rest. A second run with the same DIR needs no network.

Read of each k8s.io/kubernetes release:
  api/openapi-spec/swagger.json                    which resources exist; types the v3 documents lack
  api/openapi-spec/v3/*                            the types, with defaults
  api/discovery/*                                  short names, categories, singular names (from 1.27)
  pkg/generated/openapi/zz_generated.openapi.go    enums: the published documents are made with
                                                   OpenAPIEnums=false, the generated Go keeps them
Read of each k8s.io/api release (make_lifecycle): zz_generated.prerelease-lifecycle.go.

Written, byte for byte the same on every run (format: docs/design/0003-k8s-schemas.md):
  k8s-schema/src/main/resources/dev/kix/k8s/schema/index.bin, PACKAGE.bin
  k8s-schema/src/main/resources/dev/kix/k8s/lifecycle/apis.tsv
  k8s-schema/src/test/resources/source-counts.json    what the tests hold the catalog against
"""

import argparse
import collections
import glob
import json
import os
import re
import shutil
import subprocess
import sys

# The newest patch release of each minor version that the Go module proxy serves whole.
RELEASES = [
    "1.25.16", "1.26.15", "1.27.16", "1.28.15", "1.29.15", "1.30.14", "1.31.14",
    "1.32.13", "1.33.13", "1.34.4", "1.35.8", "1.36.4", "1.37.1",
]

# k8s.io/api releases whose lifecycle marks are read; older ones know the APIs that are long gone.
API_RELEASES = [
    "0.20.15", "0.22.17", "0.24.17", "0.25.16", "0.26.15", "0.27.16", "0.28.15", "0.29.15",
    "0.30.14", "0.31.14", "0.32.13", "0.33.13", "0.34.4", "0.35.8", "0.36.4", "0.37.1",
]

HERE = os.path.dirname(os.path.abspath(__file__))
MODULE = os.path.dirname(HERE)
MAIN = os.path.join(MODULE, "src/main/resources/dev/kix/k8s")
TEST = os.path.join(MODULE, "src/test/resources")

META = "io.k8s.apimachinery.pkg.apis.meta.v1."
APIEXT = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."

# Types whose JSON form is not the one their Go structure suggests.
LEAVES = {
    "io.k8s.apimachinery.pkg.api.resource.Quantity": {"kind": "quantity"},
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"kind": "int-or-string"},
    "io.k8s.apimachinery.pkg.runtime.RawExtension": {"kind": "any-object"},
    META + "Time": {"kind": "string", "format": "date-time"},
    META + "MicroTime": {"kind": "string", "format": "date-time"},
    META + "FieldsV1": {"kind": "any-object"},
    APIEXT + "JSON": {"kind": "any"},
    APIEXT + "JSONSchemaPropsOrArray": {"kind": "any"},
    APIEXT + "JSONSchemaPropsOrBool": {"kind": "any"},
    APIEXT + "JSONSchemaPropsOrStringArray": {"kind": "any"},
}

KINDS = ["any", "object", "array", "string", "integer", "number", "boolean",
         "int-or-string", "quantity", "ref", "any-object"]
LIST_TYPES = ["", "atomic", "set", "map"]

# Descriptions say it in these ways; a mention of something else that is deprecated does not count.
DEPRECATED = re.compile(r"^[Dd]eprecated|\bDeprecated[:.]|\bDEPRECATED\b|^\w+ is deprecated\b|[Tt]his field is deprecated")

# Fields that speak of deprecating something else, or of one of their values.
NOT_DEPRECATED = {"deprecated", "deprecationWarning", "addressType", "persistentVolumeReclaimPolicy"}


# ---------------------------------------------------------------- fetching


def go_module(module, version, work):
    """Downloads one Go module into a cache of its own; returns its folder and the cache to delete."""
    cache = os.path.join(work, "go-cache")
    env = dict(os.environ, GOMODCACHE=cache, GOFLAGS="-modcacherw")
    out = subprocess.run(["go", "mod", "download", "-json", module + "@v" + version],
                         env=env, cwd=work, stdout=subprocess.PIPE, check=False).stdout
    told = json.loads(out or b"{}")
    if "Dir" not in told:
        sys.exit("cannot download %s@v%s: %s" % (module, version, told.get("Error", "no answer")))
    return told["Dir"], cache


def kubernetes_sources(version, work):
    into = os.path.join(work, "kubernetes-" + version)
    if not os.path.isdir(into):
        folder, cache = go_module("k8s.io/kubernetes", version, work)
        part = into + ".part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(os.path.join(folder, "api/openapi-spec"), os.path.join(part, "openapi-spec"))
        if os.path.isdir(os.path.join(folder, "api/discovery")):
            shutil.copytree(os.path.join(folder, "api/discovery"), os.path.join(part, "discovery"))
        shutil.copy(os.path.join(folder, "pkg/generated/openapi/zz_generated.openapi.go"), part)
        os.rename(part, into)
        shutil.rmtree(cache)
    return into


def api_sources(version, work):
    into = os.path.join(work, "api-" + version)
    if not os.path.isdir(into):
        folder, cache = go_module("k8s.io/api", version, work)
        part = into + ".part"
        shutil.rmtree(part, ignore_errors=True)
        for found in glob.glob(folder + "/*/*/zz_generated.prerelease-lifecycle.go"):
            relative = os.path.relpath(found, folder)
            os.makedirs(os.path.dirname(os.path.join(part, relative)), exist_ok=True)
            shutil.copy(found, os.path.join(part, relative))
        os.rename(part, into)
        shutil.rmtree(cache)
    return into


# ---------------------------------------------------------------- reading


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def read_enums(path):
    """(last three components of a type name, property, depth) -> enum values, from generated Go."""
    enums = {}
    type_key = prop = None
    nested = 0
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.startswith("func schema_"):
                name = line[len("func schema_"):line.index("(")]
                type_key, prop = name, None
            tabs = len(line) - len(line.lstrip("\t"))
            text = line.strip()
            if tabs == 5 and text.startswith('"') and text.endswith("{"):
                prop = json.loads(text[:text.rindex('"') + 1])
            elif text.startswith("Enum:"):
                values = json.loads("[" + re.search(r"\{\}\{(.*?)\}", text).group(1) + "]")
                if tabs not in (7, 10):
                    raise ValueError("enum at an unknown depth: %s.%s" % (type_key, prop))
                enums[(type_key, prop, tabs == 10)] = values
                nested += 1
    return enums


def go_name(type_name):
    """io.k8s.api.core.v1.Pod -> k8sio_api_core_v1_Pod, the name of its generated Go function."""
    for prefix, go in (("io.k8s.api.", "k8sio_api_"),
                       ("io.k8s.apiextensions-apiserver.pkg.apis.", "pkg_apis_"),
                       ("io.k8s.kube-aggregator.pkg.apis.", "pkg_apis_"),
                       ("io.k8s.apimachinery.pkg.apis.", "pkg_apis_")):
        if type_name.startswith(prefix):
            return go + type_name[len(prefix):].replace(".", "_")
    return type_name


class Release:
    """One Kubernetes release: types by name in normal form, and the resources it serves."""

    def __init__(self, version, folder):
        self.version = version
        self.types = {}
        self.resources = {}
        self.enums = read_enums(os.path.join(folder, "zz_generated.openapi.go"))
        self.unused_enums = set(self.enums)
        swagger = load(os.path.join(folder, "openapi-spec/swagger.json"))
        raw = {}
        for path in sorted(glob.glob(os.path.join(folder, "openapi-spec/v3/*.json"))):
            raw.update(load(path).get("components", {}).get("schemas", {}))
        for name, schema in swagger["definitions"].items():
            raw.setdefault(name, schema)
        self.source_types = len(raw)
        for name in sorted(raw):
            if name not in LEAVES:
                self.types[name] = self.node(raw[name], go_name(name), None, False)
        self.read_resources(swagger, raw)
        self.read_discovery(folder)

    def node(self, schema, owner, prop, inner):
        if "allOf" in schema and len(schema["allOf"]) == 1:
            schema = dict(schema, **schema["allOf"][0])
        out = {}
        if "$ref" in schema:
            target = schema["$ref"].rsplit("/", 1)[1]
            out.update(LEAVES.get(target) or {"kind": "ref", "ref": target})
        else:
            kind = schema.get("type", "any")
            out["kind"] = "any-object" if kind == "object" and not (
                schema.get("properties") or schema.get("additionalProperties") or prop is None) else kind
            if schema.get("format"):
                out["format"] = schema["format"]
        if isinstance(schema.get("description"), str) and prop is not None and not inner \
                and prop not in NOT_DEPRECATED and DEPRECATED.search(schema["description"]):
            out["deprecated"] = True
        # Zero values are how generated Go spells "not a pointer", not defaults of the API.
        if schema.get("default") not in (None, "", 0, False, {}, []):
            out["default"] = json.dumps(schema["default"], sort_keys=True)
        values = self.enums.get((owner, prop, inner))
        if values and out["kind"] == "string":
            out["enum"] = values
            self.unused_enums.discard((owner, prop, inner))
        for key, name in (("x-kubernetes-list-type", "listType"), ("x-kubernetes-list-map-keys", "mapKeys"),
                          ("x-kubernetes-patch-strategy", "patchStrategy"),
                          ("x-kubernetes-patch-merge-key", "patchMergeKey"),
                          ("x-kubernetes-map-type", "mapType")):
            if key in schema:
                out[name] = schema[key]
        if schema.get("x-kubernetes-preserve-unknown-fields"):
            out["kind"] = "any" if out["kind"] == "any" else "any-object"
        if schema.get("required"):
            out["required"] = sorted(schema["required"])
        if schema.get("properties"):
            out["properties"] = {
                n: self.node(s, owner, n, False) for n, s in sorted(schema["properties"].items())}
        if "items" in schema:
            out["items"] = self.node(schema["items"], owner, prop, True)
        if isinstance(schema.get("additionalProperties"), dict):
            out["additional"] = self.node(schema["additionalProperties"], owner, prop, True)
        for key in ("pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems",
                    "anyOf", "not", "nullable"):
            if key in schema:
                raise ValueError("a keyword the format has no place for: %s in %s" % (key, owner))
        return out

    def read_resources(self, swagger, raw):
        types = {}
        for name in sorted(raw):
            for gvk in raw[name].get("x-kubernetes-group-version-kind", []):
                # DeleteOptions and WatchEvent carry every group; the resource's own type has one.
                types.setdefault((gvk["group"], gvk["version"], gvk["kind"]), name)
        paths = swagger["paths"]
        for path in sorted(paths):
            parts = path.strip("/").split("/")
            if parts[0] == "api":
                group, rest = "", parts[2:]
            elif parts[0] == "apis" and len(parts) > 3:
                group, rest = parts[1], parts[3:]
            else:
                continue
            if rest[:1] == ["watch"]:
                continue
            namespaced = rest[:2] == ["namespaces", "{namespace}"] and len(rest) > 2
            rest = rest[2:] if namespaced else rest
            if not rest or "post" not in paths[path] or len(rest) != 1:
                continue
            gvk = paths[path]["post"]["x-kubernetes-group-version-kind"]
            key = (gvk["group"], gvk["version"], gvk["kind"])
            item = path + "/{name}"
            self.resources[key] = {
                "group": key[0], "version": key[1], "kind": key[2], "plural": rest[0],
                "namespaced": namespaced, "type": types[key], "stored": item in paths and "get" in paths[item],
                "status": item + "/status" in paths, "scale": item + "/scale" in paths,
                "singular": key[2].lower(), "shortNames": [], "categories": [],
            }

    def read_discovery(self, folder):
        self.discovered = {}
        for path in sorted(glob.glob(os.path.join(folder, "discovery/api*.json"))):
            document = load(path)
            if document.get("kind") != "APIResourceList":
                continue
            group, _, version = document["groupVersion"].rpartition("/")
            for r in document["resources"]:
                if "/" not in r["name"]:
                    self.discovered[(group, version, r["kind"])] = (
                        r.get("shortNames", []), r.get("categories", []), r.get("singularName") or None)


# ---------------------------------------------------------------- writing


class Out:
    """Bytes with varints, and strings as numbers into a table in order of first use."""

    def __init__(self):
        self.bytes = bytearray()

    def byte(self, b):
        self.bytes.append(b)

    def number(self, n):
        while n >= 0x80:
            self.bytes.append(n & 0x7F | 0x80)
            n >>= 7
        self.bytes.append(n)


class Strings:
    def __init__(self):
        self.ids = {}

    def id(self, text):
        return self.ids.setdefault(text, len(self.ids))

    def write(self, out):
        out.number(len(self.ids))
        for text in self.ids:
            data = text.encode("utf-8")
            out.number(len(data))
            out.bytes += data


def write_node(n, out, strings):
    flags = 0
    fields = ["deprecated", "format", "default", "enum", "listType", "mapKeys", "patchStrategy",
              "patchMergeKey", "mapType", "required", "properties", "items", "additional"]
    for bit, name in enumerate(fields):
        if name in n:
            flags |= 1 << bit
    unknown = set(n) - set(fields) - {"kind", "ref"}
    if unknown:
        raise ValueError("not writable: %s" % unknown)
    out.byte(KINDS.index(n["kind"]))
    out.number(flags)
    if n["kind"] == "ref":
        out.number(strings.id(n["ref"]))
    for name in ("format", "default"):
        if name in n:
            out.number(strings.id(n[name]))
    if "enum" in n:
        write_ids(n["enum"], out, strings)
    if "listType" in n:
        out.byte(LIST_TYPES.index(n["listType"]))
    if "mapKeys" in n:
        write_ids(n["mapKeys"], out, strings)
    for name in ("patchStrategy", "patchMergeKey", "mapType"):
        if name in n:
            out.number(strings.id(n[name]))
    if "required" in n:
        write_ids(n["required"], out, strings)
    if "properties" in n:
        out.number(len(n["properties"]))
        for name, child in n["properties"].items():
            out.number(strings.id(name))
            write_node(child, out, strings)
    for name in ("items", "additional"):
        if name in n:
            write_node(n[name], out, strings)


def write_ids(texts, out, strings):
    out.number(len(texts))
    for t in texts:
        out.number(strings.id(t))


def write_package(types, releases):
    """One file: every variant of every type of one package, each marked with its releases."""
    strings = Strings()
    head, bodies = Out(), Out()
    head.number(len(types))
    for name in sorted(types):
        variants = collections.OrderedDict()
        for i, release in enumerate(releases):
            node = release.types.get(name)
            if node is not None:
                key = json.dumps(node, sort_keys=True)
                variants.setdefault(key, [0, node])[0] |= 1 << i
        head.number(strings.id(name.rsplit(".", 1)[1]))
        head.number(len(variants))
        for mask, node in variants.values():
            body = Out()
            write_node(node, body, strings)
            head.number(mask)
            head.number(len(bodies.bytes))
            bodies.bytes += body.bytes
    out = Out()
    out.bytes += b"KIXS\x01"
    strings.write(out)
    out.bytes += head.bytes
    out.bytes += bodies.bytes
    return bytes(out.bytes)


def write_index(releases, packages):
    strings = Strings()
    table = collections.OrderedDict()
    for i, release in enumerate(releases):
        for key in sorted(release.resources):
            r = release.resources[key]
            text = json.dumps(r, sort_keys=True)
            table.setdefault((key, text), [0, r])[0] |= 1 << i
    body = Out()
    body.number(len(releases))
    for release in releases:
        major, minor, _ = release.version.split(".")
        body.number(int(major))
        body.number(int(minor))
        body.number(strings.id(release.version))
    write_ids(packages, body, strings)
    body.number(len(table))
    for _, (mask, r) in sorted(table.items(), key=lambda e: preference(e[0][0]) + (e[0][1],)):
        body.number(mask)
        for name in ("group", "version", "kind", "plural", "singular", "type"):
            body.number(strings.id(r[name]))
        write_ids(r["shortNames"], body, strings)
        write_ids(r["categories"], body, strings)
        body.byte(r["namespaced"] | r["stored"] << 1 | r["status"] << 2 | r["scale"] << 3)
    out = Out()
    out.bytes += b"KIXI\x01"
    strings.write(out)
    out.bytes += body.bytes
    return bytes(out.bytes)


# ---------------------------------------------------------------- lifecycle

# APIs that left before the generated marks existed, from the deprecation guide.
GUIDE = "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"
OF_CORE = {
    "ComponentStatus": "https://github.com/kubernetes/kubernetes/pull/93570",
    "Endpoints": "https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/",
}
GUIDE_ENTRIES = [
    # kind, apiVersion, introduced, deprecated, removed, replacement
    ("APIService", "apiregistration.k8s.io/v1beta1", "1.7", "1.19", "1.22", "apiregistration.k8s.io/v1"),
    ("CustomResourceDefinition", "apiextensions.k8s.io/v1beta1", "1.7", "1.16", "1.22", "apiextensions.k8s.io/v1"),
    ("RuntimeClass", "node.k8s.io/v1alpha1", "1.12", "1.20", "1.24", "node.k8s.io/v1"),
    ("PodSecurityPolicy", "policy/v1beta1", "1.10", "1.21", "1.25", None),
    ("PodSecurityPolicy", "extensions/v1beta1", "1.3", "1.11", "1.16", "policy/v1beta1"),
    # Of the core group there are no marks: the server's own warnings say it.
    ("ComponentStatus", "v1", "1.0", "1.19", None, None),
    ("Endpoints", "v1", "1.0", "1.33", None, None),
    ("CronJob", "batch/v2alpha1", "1.4", "1.21", "1.21", "batch/v1"),
]

# What the served APIs of the releases show but no generated mark tells.
NOTES = {
    "ComponentStatus": "Ask the components' /livez and /readyz instead.",
    "Endpoints": "Use EndpointSlice of discovery.k8s.io/v1 instead.",
    "PodSecurityPolicy": "Use Pod Security Admission (namespace labels pod-security.kubernetes.io/*) instead.",
}


def make_lifecycle(releases, work):
    function = re.compile(
        r"func \(in \*(\w+)\) APILifecycle(Introduced|Deprecated|Removed|Replacement)\(\)[^{]*\{\n\treturn (.*)\n")
    group_of = re.compile(r'GroupVersionKind\{Group: ?"([^"]*)", Version: ?"([^"]*)", Kind: ?"([^"]*)"')
    entries = {}
    groups = {"admissionregistration": "admissionregistration.k8s.io", "apiserverinternal": "internal.apiserver.k8s.io",
              "authentication": "authentication.k8s.io", "authorization": "authorization.k8s.io",
              "certificates": "certificates.k8s.io", "coordination": "coordination.k8s.io",
              "discovery": "discovery.k8s.io", "events": "events.k8s.io", "flowcontrol": "flowcontrol.apiserver.k8s.io",
              "imagepolicy": "imagepolicy.k8s.io", "lifecycle": "lifecycle.k8s.io", "networking": "networking.k8s.io",
              "node": "node.k8s.io",
              "rbac": "rbac.authorization.k8s.io", "resource": "resource.k8s.io", "scheduling": "scheduling.k8s.io",
              "storage": "storage.k8s.io", "storagemigration": "storagemigration.k8s.io", "core": ""}
    kinds = {k[2] for r in releases for k in r.resources}
    gone = {"PodSecurityPolicy"}
    for version in API_RELEASES:
        folder = api_sources(version, work)
        for path in sorted(glob.glob(folder + "/*/*/zz_generated.prerelease-lifecycle.go")):
            package, api = path.split("/")[-3:-1]
            group = groups.get(package, package)
            with open(path, encoding="utf-8") as f:
                text = f.read()
            for kind, what, value in function.findall(text):
                if kind not in kinds and kind not in gone:
                    continue
                entry = entries.setdefault((group, api, kind), {})
                entry["source"] = "k8s.io/api@v%s/%s/%s/zz_generated.prerelease-lifecycle.go" % (version, package, api)
                if what == "Replacement":
                    g, v, _ = group_of.search(value).groups()
                    entry["replacement"] = g + "/" + v if g else v
                else:
                    entry[what.lower()] = value.replace(", ", ".")
    for kind, api, introduced, deprecated, removed, replacement in GUIDE_ENTRIES:
        group, _, version = api.rpartition("/")
        entry = entries.setdefault((group, version, kind), {})
        source = GUIDE if removed else OF_CORE[kind]
        entry.update(introduced=introduced, deprecated=deprecated, source=source)
        if removed:
            entry["removed"] = removed
        if replacement:
            entry["replacement"] = replacement
    correct_by_releases(entries, releases)
    out = []
    for (group, version, kind), entry in sorted(entries.items()):
        row = {"kind": kind, "apiVersion": group + "/" + version if group else version}
        for name in ("introduced", "deprecated", "removed", "replacement", "source"):
            if name in entry:
                row[name] = entry[name]
        if kind in NOTES:
            row["note"] = NOTES[kind]
        out.append(row)
    return out


def correct_by_releases(entries, releases):
    """What a release really serves outranks what a mark foretold; what has no mark gets one."""
    order = [r.version.rsplit(".", 1)[0] for r in releases]
    served = collections.OrderedDict()
    for i, release in enumerate(releases):
        for key in release.resources:
            served.setdefault(key, []).append(i)
    for key, at in served.items():
        entry = entries.setdefault(key, {})
        if at[0] > 0 and entry.get("introduced") != order[at[0]]:
            entry["introduced"] = order[at[0]]
            entry["source"] = "api/openapi-spec/swagger.json of k8s.io/kubernetes@v" + releases[at[0]].version
        last = at[-1]
        if last + 1 < len(order):
            if entry.get("removed") != order[last + 1]:
                entry["removed"] = order[last + 1]
                entry["source"] = ("absent from api/openapi-spec/swagger.json of k8s.io/kubernetes@v"
                                   + releases[last + 1].version)
        elif "removed" in entry and number(entry["removed"]) <= number(order[-1]):
            del entry["removed"]
        if not ({"deprecated", "removed"} & set(entry)) and at[0] == 0:
            del entries[key]
    for key, entry in entries.items():
        entry.setdefault("source", "api/openapi-spec/swagger.json")
        if "removed" not in entry:
            continue
        if "deprecated" in entry and number(entry["deprecated"]) > number(entry["removed"]):
            entry["deprecated"] = entry["removed"]
        if "replacement" not in entry:
            successor = newest(key, served, served.get(key, [-1])[-1])
            if successor:
                entry["replacement"] = successor


def newest(key, served, last):
    """The best version of the same group and kind served in the release after the last."""
    found = [k for k, at in served.items()
             if k[0] == key[0] and k[2] == key[2] and k != key and at[-1] > last]
    found.sort(key=lambda k: rank(k[1]), reverse=True)
    return None if not found else found[0][0] + "/" + found[0][1] if found[0][0] else found[0][1]


def preference(key):
    """The order of ApiCatalog.types(): core first, then stable before beta before alpha, newest first."""
    group, version, kind = key
    stage, major, minor = rank(version)
    return (group != "", -stage, -major, -minor, group, version, kind)


def rank(version):
    m = re.fullmatch(r"v(\d+)(?:(alpha|beta)(\d+))?", version)
    return ({None: 2, "beta": 1, "alpha": 0}[m.group(2)], int(m.group(1)), int(m.group(3) or 0))


def number(version):
    return tuple(int(p) for p in version.split("."))


# ---------------------------------------------------------------- main


def share_discovery(releases):
    """Names from the release's own discovery documents, or the nearest newer ones (none before 1.27)."""
    for i, release in enumerate(releases):
        for key, r in release.resources.items():
            for nearby in releases[i:] + releases[:i][::-1]:
                if key in nearby.discovered:
                    short, categories, singular = nearby.discovered[key]
                    r["shortNames"], r["categories"] = sorted(short), sorted(categories)
                    r["singular"] = singular or r["singular"]
                    break


def save(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def pretty(value):
    """JSON with one array element a line: reviewable and small."""
    return ("[\n" + ",\n".join(json.dumps(e) for e in value) + "\n]\n").encode("utf-8")


def table(rows):
    """Tab-separated, a header line, "-" for what is not known."""
    columns = ["kind", "apiVersion", "introduced", "deprecated", "removed", "replacement", "note", "source"]
    lines = ["\t".join(columns)] + ["\t".join(row.get(c, "-") for c in columns) for row in rows]
    return ("\n".join(lines) + "\n").encode("utf-8")


def main():
    parser = argparse.ArgumentParser(description="Makes the Kubernetes schema files of kix.")
    parser.add_argument("--work", default="build/k8s-sources", help="folder for downloaded sources")
    work = os.path.abspath(parser.parse_args().work)
    os.makedirs(work, exist_ok=True)
    releases = []
    for version in RELEASES:
        release = Release(version, kubernetes_sources(version, work))
        print("%s: %d types, %d resources, %d enums (%d of types not published)" % (
            version, len(release.types), len(release.resources), len(release.enums), len(release.unused_enums)))
        releases.append(release)
    share_discovery(releases)
    packages = collections.defaultdict(set)
    for release in releases:
        for name in release.types:
            packages[name.rsplit(".", 1)[0]].add(name)
    target = os.path.join(MAIN, "schema")
    shutil.rmtree(target, ignore_errors=True)
    total = 0
    for package in sorted(packages):
        data = write_package(packages[package], releases)
        save(os.path.join(target, package + ".bin"), data)
        total += len(data)
    index = write_index(releases, sorted(packages))
    save(os.path.join(target, "index.bin"), index)
    save(os.path.join(MAIN, "lifecycle/apis.tsv"), table(make_lifecycle(releases, work)))
    counts = [{"version": r.version, "types": len(r.types), "leaves": r.source_types - len(r.types),
               "resources": len(r.resources),
               "namespaced": sum(x["namespaced"] for x in r.resources.values()),
               "properties": sum(len(t.get("properties", ())) for t in r.types.values())} for r in releases]
    save(os.path.join(TEST, "source-counts.json"), pretty(counts))
    print("%d packages, %d bytes" % (len(packages), total + len(index)))


if __name__ == "__main__":
    main()
