#!/usr/bin/env python3
"""Applies what kix builds to a real API server, and looks at what the server made of it.

    eval "$(conformance-tests/live/server up DIR)"
    python3 conformance-tests/live/apply.py [CHECK…]       # all checks, or those whose name contains a word
    conformance-tests/live/server down DIR

Prints one line a check, with what went wrong below it, and exits with 1 when something did. The server must be new, with
Kubernetes' own admission and controllers. There are no nodes: this script stands in for one, on which every pod runs
at once, and removes the configurations of webhooks once they are there, because nobody would answer them.

Needs Python 3.9+ with PyYAML, KIX_LIVE, KUBECTL and the rest that `server up` prints, and kix (KIX, default ./kix).
"""
import collections
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import yaml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "k8s-schema/tools"))
import oracle  # noqa: E402

KIX = os.environ.get("KIX", str(ROOT / "kix")).split()
# Where the definitions of custom resources are that kixpkgs makes objects for: Go module, folder.
UPSTREAM = {
    "github.com/cert-manager/cert-manager@v1.21.1": "deploy/crds",
    "github.com/prometheus-operator/prometheus-operator@v0.93.1": "example/prometheus-operator-crd",
    "github.com/cloudnative-pg/cloudnative-pg@v1.27.1": "config/crd/bases",
    "github.com/external-secrets/external-secrets@v1.3.2": "config/crds/bases",
}


class Failed(Exception):
    """What a check found wrong, one thing a line."""


def run(*command, **options):
    return subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, **options)


def kubectl(*args):
    return run(os.environ["KUBECTL"], *args)


def kix(*args):
    done = run(*KIX, *args)
    if done.returncode:
        raise Failed(f"kix {' '.join(map(str, args))}\n{done.stderr}")
    return done.stdout


def require(lines):
    lines = [line for line in lines if line]
    if lines:
        raise Failed("\n".join(lines))


class Cluster:
    """What one build of kix gave."""

    def __init__(self, installable, result):
        self.result = pathlib.Path(result)
        kix("build", installable, "-o", result)
        self.index = json.loads((self.result / "kix/activation.json").read_text())["resources"]
        for resource in self.index:
            resource["manifest"] = yaml.load(
                (self.result / resource["file"]).read_text(), oracle.Loader)

    def manifests(self, *kinds):
        return [r["manifest"] for r in self.index if not kinds or r["kind"] in kinds]


class Live(oracle.Server):
    """The server, with what a test does to it."""

    def patch(self, path, body, kind="merge-patch+json"):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), {
            "Authorization": "Bearer " + self.token, "Content-Type": "application/" + kind}, method="PATCH")
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=60) as answer:
                return answer.status, json.load(answer, object_pairs_hook=oracle.without_nulls)
        except urllib.error.HTTPError as e:
            return e.code, json.loads(e.read(), object_pairs_hook=oracle.without_nulls)

    def path(self, manifest):
        collection = self.collection(manifest)
        if collection is None:
            self.resources.clear()  # perhaps defined meanwhile
            collection = self.collection(manifest)
        return None if collection is None else collection + "/" + manifest["metadata"]["name"]

    def stored(self, manifest):
        path = self.path(manifest)
        status, found = self.request("GET", path) if path else (404, {})
        return found if status == 200 else None

    def state(self, manifests):
        """The objects as they are, but for their version: a claim gets another one for nothing."""
        out = {}
        for manifest in manifests:
            stored = self.stored(manifest) or {}
            stored.get("metadata", {}).pop("resourceVersion", None)
            out[label(manifest)] = stored
        return out


def label(manifest):
    metadata = manifest.get("metadata", {})
    return "/".join(filter(None, (manifest["kind"], metadata.get("namespace"), metadata.get("name"))))


def stand_in(manifest):
    """A definition of a manifest's kind that takes everything."""
    group, version = manifest["apiVersion"].split("/")
    plural = manifest["kind"].lower() + "s"
    anything = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    return {
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{group}"},
        "spec": {
            "group": group, "scope": "Namespaced" if "namespace" in manifest["metadata"] else "Cluster",
            "names": {"kind": manifest["kind"], "plural": plural},
            "versions": [{"name": version, "served": True, "storage": True,
                          "schema": {"openAPIV3Schema": anything}}]}}


class Node(threading.Thread):
    """
    The one node, on which every pod runs at once, and every pod of a Job ends well. And since no pod answers, the
    configurations of webhooks are removed.
    """

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server = server
        self.done = threading.Event()
        self.addresses = itertools.count(1)
        server.request("POST", "/api/v1/nodes", {"metadata": {"name": "node", "labels": {"kubernetes.io/os": "linux"}}})
        server.patch("/api/v1/nodes/node", {"spec": {"taints": None}})  # that it is not ready

    def run(self):
        while not self.done.wait(0.3):
            try:
                self.once()
            except OSError as e:
                print("node:", e)

    def once(self):
        for pod in self.server.get("/api/v1/pods").get("items", []):
            path = f"/api/v1/namespaces/{pod['metadata']['namespace']}/pods/{pod['metadata']['name']}"
            if "deletionTimestamp" in pod["metadata"]:
                self.server.request("DELETE", path, {"gracePeriodSeconds": 0})
            elif not pod.get("status", {}).get("podIP"):
                if not pod["spec"].get("nodeName"):
                    self.server.request("POST", path + "/binding", {
                        "metadata": {"name": pod["metadata"]["name"]}, "target": {"kind": "Node", "name": "node"}})
                self.server.patch(path + "/status", {"status": self.running(pod)})
        for plural in ("validatingwebhookconfigurations", "mutatingwebhookconfigurations"):
            base = "/apis/admissionregistration.k8s.io/v1/" + plural
            for found in self.server.get(base).get("items", []):
                self.server.request("DELETE", base + "/" + found["metadata"]["name"])

    def running(self, pod):
        n = next(self.addresses)
        address = f"10.244.{n // 250}.{n % 250 + 1}"
        job = any(owner["kind"] == "Job" for owner in pod["metadata"].get("ownerReferences", []))
        return {"phase": "Succeeded" if job else "Running", "podIP": address, "podIPs": [{"ip": address}],
                "conditions": [{"type": t, "status": "False" if job else "True"}
                               for t in ("ContainersReady", "Ready")]}

    def stop(self):
        self.done.set()
        self.join()


def until(seconds, question):
    """The first answer that is true, or the last one."""
    deadline = time.monotonic() + seconds
    while True:
        answer = question()
        if answer or time.monotonic() > deadline:
            return answer
        time.sleep(0.5)


# ---- what the server keeps ----

QUANTITY = re.compile(r"([+-]?[0-9.]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?")
UNITS = dict({"": 1, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15,
              "E": 1e18}, **{u + "i": 1024 ** (i + 1) for i, u in enumerate("KMGTPE")})


def quantity(value):
    m = QUANTITY.fullmatch(str(value))
    if not m:
        return None
    unit = m[2] or ""
    return float(m[1]) * (UNITS[unit] if unit in UNITS else float("1" + unit))


def empty(value):
    return value in (None, False, 0, "", [], {})


def kept(written, stored, path=""):
    """Where what is stored says otherwise than what was written. What was not written may be there."""
    if isinstance(written, dict) and isinstance(stored, dict):
        for key, value in written.items():
            if key in stored:
                yield from kept(value, stored[key], f"{path}.{key}")
            elif not empty(value):
                yield f"{path}.{key}: {json.dumps(value)[:80]} is not kept"
    elif isinstance(written, list) and isinstance(stored, list) and len(written) <= len(stored):
        for i, value in enumerate(written):
            yield from kept(value, stored[i], f"{path}[{i}]")
    elif written != stored and (quantity(written) is None or quantity(written) != quantity(stored)):
        if not (empty(written) and empty(stored)):
            yield f"{path}: {json.dumps(written)[:80]} became {json.dumps(stored)[:80]}"


# ---- the checks ----


class Checks:
    def __init__(self, server, work):
        self.server = server
        self.node = Node(server)
        self.work = work
        self.compiled = []

    def build(self):
        self.webshop = Cluster(f"{ROOT}/kixpkgs/examples/webshop#prod-eu1", self.work / "webshop")
        self.everything = Cluster(f"{HERE}/everything#everything", self.work / "everything")

    def what_is_external_must_be_there(self):
        """`kubectl apply -f`: all is created but the custom resource whose definition the example declares external."""
        self.server.request("POST", "/apis/storage.k8s.io/v1/storageclasses", {
            "metadata": {"name": "shared-nfs"}, "provisioner": "example.com/nfs"})
        done = kubectl("apply", "-f", str(self.webshop.result) + "/")
        errors = [line for line in done.stderr.splitlines() if line.strip()]
        if done.returncode != 1 or len(errors) != 2 or 'no matches for kind "ClusterIssuer"' not in errors[0]:
            raise Failed(f"exit code {done.returncode}\n{done.stderr}")
        created = sum(line.endswith(" created") for line in done.stdout.splitlines())
        if created != len(self.webshop.index) - 1:
            raise Failed(f"{created} created of {len(self.webshop.index)}\n{done.stdout}")

    def every_package_is_applied_wave_by_wave(self):
        """As docs/cluster.md says: its own text is what is run."""
        self.server.define([stand_in(r["manifest"]) for r in self.everything.index if self.foreign(r)])
        self.documented(self.everything)

    def foreign(self, resource):
        """Whether a resource is of a kind that neither the server has nor the cluster defines."""
        group = resource["group"]
        return "." in group and not group.endswith(".k8s.io") and not any(
            d["spec"]["group"] == group for d in self.everything.manifests("CustomResourceDefinition"))

    def webshop_is_applied_wave_by_wave(self):
        """It was applied without --server-side before. Now the definition is there."""
        self.documented(self.webshop, "--force-conflicts")

    def documented(self, cluster, more="", which=0, there=True):
        """Runs one of the scripts in the page, and looks whether all is there, or gone."""
        text = (ROOT / "docs/cluster.md").read_text()
        section = text[text.index("\n## Applying it\n"):]
        script = re.findall(r"```sh\n(.*?)```", section, re.S)[which].replace(
            "--server-side", ("--server-side " + more).strip())
        folder = self.work / "documented"
        folder.mkdir(exist_ok=True)
        link = folder / "result"
        if link.is_symlink():
            link.unlink()
        link.symlink_to(cluster.result)
        path = str(pathlib.Path(os.environ["KUBECTL"]).parent) + os.pathsep + os.environ["PATH"]
        done = run("bash", "-c", script, cwd=folder, env=dict(os.environ, PATH=path))
        if done.returncode:
            raise Failed(f"exit code {done.returncode}\n{done.stderr}")
        warnings = [line for line in done.stderr.splitlines() if "Warning:" in line]
        gone = ("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")
        self.server.resources.clear()
        wrong = [label(m) + (" is not there" if there else " is still there") for m in cluster.manifests()
                 if m["kind"] not in gone and (self.server.stored(m) is not None) != there]
        require(warnings + wrong)

    def the_server_keeps_every_field(self):
        found = []
        for cluster in (self.webshop, self.everything):
            for manifest in cluster.manifests():
                stored = self.server.stored(manifest)
                if stored:
                    found += [f"{label(manifest)} {difference}" for difference in kept(manifest, stored)]
        require(found)

    def nothing_is_to_do_the_second_time(self):
        for cluster in (self.webshop, self.everything):
            manifests = [m for m in cluster.manifests() if not m["kind"].endswith("WebhookConfiguration")]
            # An autoscaler or a controller may be at work meanwhile: what apply does, it does every time.
            for _ in range(3):
                before = self.server.state(manifests)
                for wave in sorted({r["wave"] for r in cluster.index}):
                    done = kubectl("apply", "--server-side", "-f", f"{cluster.result}/{wave}-*.yaml")
                    require([done.stderr if done.returncode else ""])
                    self.node.once()  # nobody answers the webhooks that came back
                after = self.server.state(manifests)
                changed = [f"{name} is another than before" for name in before if before[name] != after[name]]
                if not changed:
                    break
            require(changed)

    def kubectl_sees_no_difference(self):
        done = kubectl("diff", "-f", str(self.webshop.result) + "/")
        if done.returncode:
            raise Failed(done.stdout + done.stderr)

    def one_image_changes_one_workload(self):
        changed = self.work / "changed"
        changed.mkdir()
        (changed / "kix.nix").write_text(f"""{{
          clusters.prod-eu1 = (import {ROOT}/kixpkgs/examples/webshop/kix.nix).clusters.prod-eu1 ++ [
            ({{ lib, ... }}: {{ instances.prod-app.app.config.image.tag = lib.mkForce "v999"; }})
          ];
        }}""")
        cluster = Cluster(f"{changed}#prod-eu1", self.work / "changed-result")
        done = kubectl("diff", "--server-side", "-f", str(cluster.result) + "/")
        objects = re.findall(r"(?m)^diff .*/(\S+)$", done.stdout)
        lines = [line for line in done.stdout.splitlines() if re.match(r"[-+](?![-+])", line)]
        lines = [line for line in lines if not re.search(r'generation:|time:|resourceVersion:|{"apiVersion"', line)]
        if done.returncode != 1 or objects != ["apps.v1.Deployment.prod-app.app"] or len(lines) != 2:
            raise Failed(f"exit code {done.returncode}, {objects}\n" + "\n".join(lines) + done.stderr)

    def services_reach_their_pods(self):
        """The selector finds pods, and each port of the Service is a port of theirs."""
        services = [m for c in (self.webshop, self.everything) for m in c.manifests("Service")
                    if m["spec"].get("selector")]

        def unreached():
            reached = collections.defaultdict(set)
            for found in self.server.get("/apis/discovery.k8s.io/v1/endpointslices").get("items", []):
                if any(e.get("conditions", {}).get("ready") for e in found.get("endpoints") or []):
                    service = found["metadata"].get("labels", {}).get("kubernetes.io/service-name")
                    reached[found["metadata"]["namespace"], service].update(
                        p.get("name") or None for p in found.get("ports") or [] if p.get("port"))
            return [f"{label(m)}: no pod has what the port {port.get('name')} leads to"
                    for m in services for port in m["spec"]["ports"]
                    if port.get("name") not in reached[m["metadata"]["namespace"], m["metadata"]["name"]]]

        until(30, lambda: not unreached())
        require(unreached())
        return f"{len(services)} Services"

    def budgets_and_autoscalers_find_their_pods(self):
        # The pods of this namespace are an operator's to make, and it does not run.
        found = [m for c in (self.webshop, self.everything)
                 for m in c.manifests("PodDisruptionBudget", "HorizontalPodAutoscaler")
                 if m["metadata"]["namespace"] != "all-prometheus-stack"]

        def wrong():
            lines = []
            for manifest in found:
                status = self.server.stored(manifest).get("status", {})
                able = any(c["type"] == "AbleToScale" and c["status"] == "True" for c in status.get("conditions", []))
                if not able and not status.get("disruptionsAllowed"):
                    lines.append(f"{label(manifest)}: {status}")
            return lines

        until(40, lambda: not wrong())
        require(wrong())
        return f"{len(found)} of them"

    def cron_jobs_run(self):
        lines = []
        for manifest in self.everything.manifests("CronJob"):
            name, namespace = manifest["metadata"]["name"], manifest["metadata"]["namespace"]
            done = kubectl("create", "job", "-n", namespace, "test-" + name, "--from=cronjob/" + name)
            wait = kubectl("wait", "-n", namespace, "job/test-" + name, "--for=condition=Complete", "--timeout=30s")
            lines += [done.stderr if done.returncode else "", wait.stderr if wait.returncode else ""]
        require(lines)

    def no_controller_complains(self):
        """No event is a warning, but that nobody measures, and what comes of the test itself."""
        events = self.server.get("/api/v1/events").get("items", [])
        lines = sorted({
            f"{e['involvedObject']['kind']}/{e['involvedObject'].get('namespace')}/{e['involvedObject']['name']}: "
            f"{e['reason']}: {e['message'][:300]}"
            for e in events if e["type"] == "Warning" and e["reason"] not in (
                "FailedGetResourceMetric", "FailedComputeMetricsReplicas", "UnexpectedJob", "ClusterIPNotAllocated")})
        require(lines)
        return f"{len(events)} events"

    def the_server_is_strict(self):
        """That it would have refused: a field it does not know, a privileged pod, an account that is not there."""
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "test", "namespace": "all-web-app"}, "spec": {
            "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
            "containers": [{"name": "test", "image": "test", "securityContext": {
                "allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}}]}}

        def verdict(**change):
            return self.server.verdict(dict(pod, spec=dict(pod["spec"], **change))) or "taken"

        expected = {
            "taken": verdict(),
            'unknown field "spec.hostnetwork"': verdict(hostnetwork=True),
            "violates PodSecurity": verdict(hostNetwork=True),
            'serviceaccount "nobody" not found': verdict(serviceAccountName="nobody"),
            'no PriorityClass with name nothing': verdict(priorityClassName="nothing")}
        require(f"instead of '{text}': {found}" for text, found in expected.items() if text not in found)

    def what_tests_compile_is_taken(self):
        """All clusters that the tests of all packages compile, with their options on; and those of the specification."""
        clusters = self.compiled_by_tests()
        found, count = [], 0
        definitions = {}
        for _, resources in clusters:
            for manifest in resources:
                if manifest["kind"] == "CustomResourceDefinition":
                    definitions[manifest["metadata"]["name"]] = manifest
        present = {m["metadata"]["name"] for m in self.everything.manifests("CustomResourceDefinition")}
        self.server.define([d for name, d in definitions.items() if name not in present])
        self.server.resources.clear()
        seen = set()
        unknown = set()
        for where, resources in clusters:
            for manifest in resources:
                text = json.dumps(manifest, sort_keys=True)
                if text in seen:
                    continue
                seen.add(text)
                metadata = manifest["metadata"]
                if "namespace" in metadata:
                    # Its own namespace is not there, and not what is looked at.
                    manifest = dict(manifest, metadata=dict(metadata, namespace="tests"))
                refused = self.server.verdict(manifest)
                if refused == "no such kind":
                    unknown.add(manifest["apiVersion"] + " " + manifest["kind"])
                    continue
                count += 1
                if refused and "provided port is already allocated" not in refused:
                    found.append(f"{where}: {label(manifest)}: {refused}")
        require(found)
        return (f"{count} resources of {len(clusters)} clusters; "
                f"without a definition: {', '.join(sorted(unknown)) or 'none'}")

    def upstream_definitions_take_every_custom_resource(self):
        """The definitions of the projects themselves, in the place of those that kixpkgs brings."""
        definitions, lines, skipped = [], [], []
        for module, folder in UPSTREAM.items():
            done = run("go", "mod", "download", "-json", module, cwd=self.work,
                       env=dict(os.environ, GOFLAGS="-mod=mod"))
            if done.returncode:
                skipped.append(module)
                continue
            files = [pathlib.Path(json.loads(done.stdout)["Dir"]) / folder]
            definitions += [m for _, m in oracle.manifests(files) if m.get("kind") == "CustomResourceDefinition"]
        base = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
        for definition in definitions:
            name = definition["metadata"]["name"]
            status, found = self.server.request("GET", f"{base}/{name}")
            definition.pop("status", None)
            if status == 200:
                definition["metadata"]["resourceVersion"] = found["metadata"]["resourceVersion"]
                status, found = self.server.request("PUT", f"{base}/{name}", definition)
            else:
                status, found = self.server.request("POST", base, definition)
            if status not in (200, 201):
                lines.append(f"{name}: {found.get('message')}")
        groups = {d["spec"]["group"] for d in definitions}
        resources = [m for c in (self.webshop, self.everything) for m in c.manifests()]
        resources += [m for _, found in self.compiled_by_tests() for m in found]
        resources = {json.dumps(m, sort_keys=True): m for m in resources
                     if m["apiVersion"].split("/")[0] in groups}.values()
        time.sleep(2)  # until the new definitions are the ones that count
        self.server.resources.clear()
        for manifest in resources:
            if "namespace" in manifest["metadata"]:
                manifest = dict(manifest, metadata=dict(manifest["metadata"], namespace="tests"))
            refused = self.server.verdict(manifest)
            if refused:
                lines.append(f"{label(manifest)}: {refused}")
        require(lines)
        return f"{len(resources)} resources, {len(definitions)} definitions" + (
            f"; SKIPPED, for they could not be fetched: {', '.join(skipped)}" if skipped else "")

    def compiled_by_tests(self):
        if self.compiled:
            return self.compiled
        self.server.request("POST", "/api/v1/namespaces", {"metadata": {"name": "tests"}})
        packages = ROOT / "kixpkgs/packages"
        folder = self.work / "tests"
        for tests in sorted(packages.glob("*/tests/*.nix")):
            package = tests.parents[1]
            copy = folder / package.name / "tests" / tests.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            # The tests themselves, with a `compile` that tells what comes out.
            copy.write_text(f"""args:
            (import {tests}) (args // {{
              package = import {package};
              compile = modules:
                let made = args.compile modules;
                in builtins.trace "COMPILED ${{builtins.toJSON (builtins.attrValues made.resources)}}" made;
            }})""")
        # The clusters of the specification by example, as far as they are to compile.
        seeds = ROOT / "conformance-tests/src/test/resources/seeds"
        (folder / "seeds/tests").mkdir(parents=True)
        (folder / "seeds/tests/seeds.nix").write_text("{ compile, ... }:\n{\n" + "\n".join(f"""
            {seed.parent.name}.snapshot =
              let made = compile (builtins.head (builtins.attrValues (import {seed}).clusters));
              in builtins.trace "COMPILED ${{builtins.toJSON (builtins.attrValues made.resources)}}" made.root;
            """ for seed in sorted(seeds.glob("*/kix.nix"))) + "}\n")
        done = run(*KIX, "test", folder, "--accept")
        clusters = []
        # Files are tested side by side, so a line does not say whose it is.
        for line in done.stderr.splitlines():
            _, mark, text = line.partition("COMPILED ")
            if mark:
                clusters.append(("a test", json.loads(text)))
        if len(clusters) < 150:
            raise Failed(f"only {len(clusters)} clusters\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        self.compiled = clusters
        return clusters

    def everything_can_be_deleted(self):
        """As docs/cluster.md says, too. Nothing that kix made is left, and no namespace is stuck."""
        for cluster in (self.everything, self.webshop):
            self.documented(cluster, which=1, there=False)

    def schemas_of_the_server(self):
        """kix schema add URL --token-file --ca, and validate with what it gave."""
        live = pathlib.Path(os.environ["KIX_LIVE"])
        data = self.work / "data"
        environment = dict(os.environ, XDG_DATA_HOME=str(data))
        add = [*KIX, "schema", "add", self.server.url]
        access = ["--token-file", live / "reader-token", "--ca", live / "certs/apiserver.crt"]
        done = run(*add, *access, env=environment)
        m = re.fullmatch(r"(\d+) kinds added to \S+\n", done.stdout)
        if done.returncode or not m or int(m[1]) < 100:
            raise Failed(f"exit code {done.returncode}: {done.stdout}{done.stderr}")
        wrong = self.work / "wrong-token"
        wrong.write_text("nobody\n")
        refused = run(*add, "--token-file", wrong, "--ca", access[3], env=environment)
        untrusted = run(*add, "--token-file", access[1], env=environment)
        require([
            "" if refused.returncode == 1 and "answers 401: it does not let you in" in refused.stderr
            else f"with a wrong token: {refused.returncode} {refused.stderr}",
            "" if untrusted.returncode == 1 and "Give the cluster's certificate: --ca FILE." in untrusted.stderr
            else f"without the certificate: {untrusted.returncode} {untrusted.stderr}"])
        lines = []
        for cluster in (self.webshop, self.everything):
            done = run(*KIX, "validate", "-schema-location", "user", "-output", "json", "-summary",
                       "-ignore-missing-schemas", *sorted(cluster.result.glob("*.yaml")), env=environment)
            report = json.loads(done.stdout)
            lines += [f"{r.get('kind')}/{r.get('name')}: {r.get('msg')}" for r in report["resources"]]
            if report["summary"]["valid"] < len(cluster.index) - 5:
                lines.append(str(report["summary"]))
        require(lines)
        return m[0].split(" added")[0]


CHECKS = [
    "what_is_external_must_be_there",
    "every_package_is_applied_wave_by_wave",
    "webshop_is_applied_wave_by_wave",
    "the_server_keeps_every_field",
    "nothing_is_to_do_the_second_time",
    "kubectl_sees_no_difference",
    "one_image_changes_one_workload",
    "services_reach_their_pods",
    "budgets_and_autoscalers_find_their_pods",
    "cron_jobs_run",
    "no_controller_complains",
    "the_server_is_strict",
    "what_tests_compile_is_taken",
    "upstream_definitions_take_every_custom_resource",
    "schemas_of_the_server",
    "everything_can_be_deleted",
]


def main():
    url, token = os.environ.get("KIX_ORACLE_SERVER"), os.environ.get("KIX_ORACLE_TOKEN")
    if not url or not token or "KIX_LIVE" not in os.environ:
        print("SKIPPED: no API server; see the head of this file.")
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        checks = Checks(Live(url, token), pathlib.Path(work))
        checks.build()
        checks.node.start()
        for name in CHECKS:
            if sys.argv[1:] and not any(word in name for word in sys.argv[1:]):
                continue
            started = time.monotonic()
            try:
                detail = getattr(checks, name)()
                print(f"ok      {name}" + (f": {detail}" if detail else ""), end="")
            except Failed as e:
                failed += 1
                print(f"FAILED  {name}\n" + "\n".join("          " + line for line in str(e).splitlines()), end="")
            print(f"  [{time.monotonic() - started:.1f} s]", flush=True)
        checks.node.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
