#!/usr/bin/env python3
"""Compares kix validate with kubeconform: verdicts on published fixtures, and time.

    ./mvnw -DskipTests -pl cli -am verify            # makes the kix program
    python3 k8s-schema/tools/compare.py fixtures [FOLDER…]   # each verdict that differs, with kix's rules
    python3 k8s-schema/tools/compare.py time         # 10,000 resources, medians of 5
    python3 k8s-schema/tools/compare.py kube-linter [-v]     # its checks on its own tests, and kix's rules

Needs Python 3.9+ and Go, which fetches kubeconform with its fixtures, and Kubernetes for the OpenAPI
documents that kubeconform is given as local schemas, from the module proxy. Further folders of
manifests, such as tests/checks of a checkout of kube-linter, can be named.
kube-linter is built from the module proxy too, or from the checkout
that KUBE_LINTER names; exit code 0 when every difference is one that kube-linter-expected.tsv explains.
Everything is kept in the folder COMPARE_WORK (default: target/compare).
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import compare_kube_linter

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = pathlib.Path(os.environ.get("COMPARE_WORK", ROOT / "target/compare")).resolve()
KIX = os.environ.get("KIX", str(ROOT / "kix")).split()
KUBERNETES = "1.34.4"
KUBECONFORM = "github.com/yannh/kubeconform@v0.8.0"
# Of kubeconform's own fixtures: what differs and why. One that is not here, and one that is no more, is a failure.
EXPECTED = pathlib.Path(__file__).resolve().with_name("fixtures-expected.tsv")


def go(*args, cwd=WORK):
    env = dict(os.environ, GOFLAGS="-mod=mod -buildvcs=false", GOBIN=str(WORK / "bin"))
    return subprocess.run(["go", *args], check=True, env=env, cwd=cwd, stdout=subprocess.PIPE).stdout


def module(name):
    return pathlib.Path(json.loads(go("mod", "download", "-json", name))["Dir"])


def kubeconform():
    binary = WORK / "bin/kubeconform"
    if not binary.exists():
        name, version = KUBECONFORM.split("@")
        go("install", f"{name}/cmd/kubeconform@{version}")
    return str(binary)


def schemas():
    """A JSON schema a kind, from the OpenAPI documents that Kubernetes publishes."""
    out = WORK / "schemas"
    if not out.exists():
        documents = module(f"k8s.io/kubernetes@v{KUBERNETES}") / "api/openapi-spec/v3"
        data = WORK / "data"
        env = dict(os.environ, XDG_DATA_HOME=str(data))
        names = [str(d) for d in sorted(documents.glob("*_openapi.json")) if has_kinds(d)]
        subprocess.run([*KIX, "schema", "add", *names], check=True, env=env)
        out.mkdir(parents=True)
        for file in (data / "kix/schemas").iterdir():
            # Of the core group kubeconform takes the version for the group.
            name = "v1" + file.name if file.name.startswith("_") else file.name
            (out / name).write_text(json.dumps(json.loads(file.read_text())["schema"]))
    return str(out) + "/{{ .Group }}_{{ .ResourceAPIVersion }}_{{ .ResourceKind }}.json"


def has_kinds(document):
    kinds = json.loads(document.read_text()).get("components", {}).get("schemas", {}).values()
    return any("x-kubernetes-group-version-kind" in k and "metadata" in k.get("properties", {})
               for k in kinds)


def verdicts(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found = {}
    for r in json.loads(done.stdout or b"{}").get("resources", []):
        name = (r.get("filename", ""), r.get("kind", ""), r.get("name", ""))
        found.setdefault(name, []).append((r.get("status", "")[6:], r))
    return found


def fixtures():
    folders = [module(KUBECONFORM) / "fixtures", *map(pathlib.Path, sys.argv[2:])]
    location = schemas()
    same = 0
    lines = [line.split("\t") for line in EXPECTED.read_text().splitlines() if line and line[0] != "#"]
    expected = {tuple(line[:3]): line[3] for line in lines}
    unexpected = 0
    for folder in folders:
        os.chdir(folder)
        files = sorted(str(f) for f in pathlib.Path(".").rglob("*.y*ml")) + sorted(
            str(f) for f in pathlib.Path(".").rglob("*.json") if "cache" not in f.parts)
        for file in files:
            if file == "valid_large.yaml":
                continue  # 100,000 resources of one form
            theirs = verdicts([kubeconform(), "-strict", "-output", "json", "-verbose",
                               "-schema-location", location, file])
            ours = verdicts([*KIX, "validate", "-output", "json", "-verbose",
                             "-kubernetes-version", KUBERNETES, file])
            for name in sorted(set(theirs) | set(ours)):
                a = sorted(v for v, _ in theirs.get(name, []))
                b = sorted(v for v, _ in ours.get(name, []))
                if a == b or not name[1]:
                    same += max(len(a), 1)
                    continue
                key = (f"{file}: {name[1]}/{name[2]}", ",".join(a) or "-", ",".join(b) or "-")
                if folder == folders[0] and expected.pop(key, None):
                    continue
                unexpected += 1
                rules = sorted({f.get("rule", f.get("ruleId", "")) for _, r in ours.get(name, [])
                                for f in r.get("findings", []) if f.get("severity") == "error"})
                message = [r.get("msg", "")[:100] for v, r in theirs.get(name, []) if v != "Valid"]
                print(f"{folder.parent.name}/{key[0]}: kubeconform {key[1]}, kix {key[2]} "
                      f"{' '.join(rules)} {message}")
    for key in expected:
        print(f"no such difference any more, though {EXPECTED.name} has it: {' '.join(key)}")
    print(f"{same} verdicts are the same, {len(lines) - len(expected)} differ as expected, {unexpected} do otherwise")
    sys.exit(1 if unexpected or expected else 0)


def manifests(count):
    file = WORK / f"{count}.yaml"
    template = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: web-{0}, namespace: shop, labels: {{app: web-{0}}}}}
spec:
  replicas: 2
  selector: {{matchLabels: {{app: web-{0}}}}}
  template:
    metadata: {{labels: {{app: web-{0}}}}}
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: "registry.example.org/web:{0}"
          ports: [{{name: http, containerPort: 8080}}]
          env: [{{name: MODE, value: production}}, {{name: NUMBER, value: "{0}"}}]
          resources: {{requests: {{cpu: 100m, memory: 64Mi}}, limits: {{memory: 128Mi}}}}
          livenessProbe: {{httpGet: {{path: /healthz, port: http}}}}
          volumeMounts: [{{name: config, mountPath: /etc/web}}]
      volumes: [{{name: config, configMap: {{name: web-{0}}}}}]
---
apiVersion: v1
kind: Service
metadata: {{name: web-{0}, namespace: shop}}
spec:
  selector: {{app: web-{0}}}
  ports: [{{name: http, port: 80, targetPort: http}}]
---
"""
    file.write_text("".join(template.format(i) for i in range(count // 2)))
    return str(file)


def seconds(command, runs=5):
    times = []
    for _ in range(runs):
        start = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.monotonic() - start)
    return statistics.median(times)


def timing():
    location = schemas()
    few, many = manifests(2), manifests(10000)
    theirs = [kubeconform(), "-strict", "-schema-location", location, "-summary"]
    ours = [*KIX, "validate", "-kubernetes-version", KUBERNETES, "-summary"]
    rows = {}
    for name, command in (("kubeconform", theirs), ("kix", ours)):
        seconds([*command, many], 1)
        rows[name] = (seconds([*command, few]), seconds([*command, many]))
    print("| | 2 resources s | 10,000 resources s | after start-up s |\n|---|---|---|---|")
    for name, (start, whole) in rows.items():
        print(f"| {name} | {start:.2f} | {whole:.2f} | {whole - start:.2f} |")
    ratio = [rows["kix"][i] / rows["kubeconform"][i] for i in (0, 1)]
    after = ((rows["kix"][1] - rows["kix"][0])
             / (rows["kubeconform"][1] - rows["kubeconform"][0]))
    print(f"| kix / kubeconform | {ratio[0]:.2f} | {ratio[1]:.2f} | {after:.2f} |")


def kube_linter():
    verbose = "-v" in sys.argv[2:]
    sys.exit(not compare_kube_linter.compare(WORK, KIX, go, module, verbose))


if __name__ == "__main__":
    WORK.mkdir(parents=True, exist_ok=True)
    commands = {"fixtures": fixtures, "time": timing, "kube-linter": kube_linter}
    commands[sys.argv[1] if len(sys.argv) > 1 else "fixtures"]()
