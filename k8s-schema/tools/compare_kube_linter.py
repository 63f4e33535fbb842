"""kube-linter's own verdicts on its own test manifests, check by check, against those of kix validate.

Run by compare.py. Two data files stand beside this one: kube-linter.tsv says which rules of kix look at what a check
looks at, kube-linter-expected.tsv lists every difference there is, object by object, with its reason. With ACCEPT=1 in the environment
it is written anew.

Both programs look at each of the files in tests/checks, with all their rules on. For the file that is about a check,
kube-linter's own end-to-end tests (e2etests/bats-tests.sh) say how many reports there are to be; that is held against
what the program built here says.
"""
import collections
import csv
import json
import os
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
MODULE = "golang.stackrox.io/kube-linter@v0.8.3"
KUBERNETES = "1.34"
# It fetches schemas; `compare.py fixtures` compares kubeconform itself.
NEEDS_NETWORK = "schema-validation"


# In the column of reasons: that of the line above.
DITTO = '"'


class Unavailable(Exception):
    pass


def built(work, go, module):
    """The folder with kube-linter's sources and the program made of them."""
    version = MODULE.partition("@")[2]
    folder = os.environ.get("KUBE_LINTER")
    program = work / "bin/kube-linter"
    if folder:
        folder = pathlib.Path(folder).resolve()
        program = work / "bin/kube-linter-checkout"
        if not program.exists():
            go("build", "-p", "2", "-o", str(program), "./cmd/kube-linter", cwd=folder)
        return folder, str(program)
    try:
        folder = module(MODULE)
        if not program.exists():
            go("install", "-p", "2", f"golang.stackrox.io/kube-linter/cmd/kube-linter@{version}")
    except subprocess.CalledProcessError as e:
        raise Unavailable(f"the Go module proxy does not give {MODULE}; "
                          "name a checkout in KUBE_LINTER") from e
    return folder, str(program)


def table(name):
    with open(HERE / name, encoding="utf-8") as lines:
        return list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t",
                               quoting=csv.QUOTE_NONE))


def cases(folder):
    """From the end-to-end tests: the file that is about a check, and the number of reports if the test counts them."""
    text = (folder / "e2etests/bats-tests.sh").read_text()
    out = {}
    for name, body in re.findall(r'^@test "([^"]+)" \{\n(.*?)^\}', text, re.S | re.M):
        files = re.findall(r'tmp="?(tests/checks/[^"\n]+)"?', body)
        counts = re.findall(r'"\$\{count\}" == "(\d+)"', body)
        if files and f"--include {name} " in body:
            out[name] = (files[0], int(counts[0]) if counts else None)
    return out


def theirs(program, folder, file):
    """By check: the objects it reports, each once, and how many reports there are."""
    done = subprocess.run([program, "lint", "--add-all-built-in", "--exclude", NEEDS_NETWORK, "--format", "json", file],
                          cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    objects, counts = collections.defaultdict(set), collections.Counter()
    for report in json.loads(done.stdout).get("Reports") or []:
        o = report["Object"]["K8sObject"]
        counts[report["Check"]] += 1
        objects[report["Check"]].add((o["GroupVersionKind"]["Kind"], o.get("Namespace") or "", o["Name"]))
    return {check: collections.Counter(f"{kind}/{name}" for kind, _, name in found)
            for check, found in objects.items()}, counts


def ours(kix, folder, file, rules):
    """What kix says of a file: a list of (object, rule, path and message)."""
    switches = [f"--rule={rule}=warning" for rule in rules]
    done = subprocess.run([*kix, "validate", "--whole-cluster", "--posture", "--ignore-missing-schemas",
                           "-kubernetes-version", KUBERNETES, *switches, "-verbose", "-output", "json", file],
                          cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        resources = json.loads(done.stdout)["resources"]
    except (json.JSONDecodeError, KeyError) as e:
        raise SystemExit(f"kix validate {file}: {done.stderr.decode()}") from e
    return [(f"{r['kind']}/{r['name']}", [(f["rule"], f"{f.get('path') or ''}: {f['message']}")
                                          for f in r.get("findings", []) if f["severity"] != "note"])
            for r in resources]


def reported(resources, rules):
    """The objects of which one of the rules says something."""
    patterns = [(rule, re.compile(pattern)) for rule, _, pattern in (r.partition("@") for r in rules)]
    return collections.Counter(name for name, findings in resources
                               if any(rule == id_ and pattern.search(text)
                                      for id_, text in findings for rule, pattern in patterns))


class Expected:
    """The differences that are explained, each object of each file by itself: check, side, FILE:KIND/NAME, and why."""

    def __init__(self):
        self.reasons, self.used, self.new = {}, set(), []
        why = ""
        for check, side, where, reason in table("kube-linter-expected.tsv"):
            why = why if reason == DITTO else reason
            self.reasons[check, side, where] = why

    def reason(self, check, side, file, name):
        key = (check, side, f"{file}:{name}")
        self.used.add(key)
        if key not in self.reasons:
            self.new.append(key)
        return self.reasons.get(key)

    def unused(self):
        return sorted(set(self.reasons) - self.used)

    def write(self):
        """Writes what is so today; a difference that was not there before has the reason `?`, to be said by whoever accepts it."""
        path = HERE / "kube-linter-expected.tsv"
        lines = [line for line in path.read_text().splitlines() if line.startswith("#")]
        before = None
        for key in sorted(self.used):
            reason = self.reasons.get(key, "?")
            lines.append("\t".join([*key, DITTO if (key[:2], reason) == before else reason]))
            before = (key[:2], reason)
        path.write_text("\n".join(lines) + "\n")


def compare(work, kix, go, module, verbose):
    """Prints a line a check; whether all differences are the expected ones."""
    try:
        folder, program = built(work, go, module)
    except Unavailable as e:
        print(f"SKIPPED: {e}")
        return True
    mapping = {row[0]: row[1:] for row in table("kube-linter.tsv")}
    known = {c["name"] for c in json.loads(subprocess.run(
        [program, "checks", "list", "--format", "json"], check=True, stdout=subprocess.PIPE).stdout)}
    mapped = {check: row[0].split() for check, row in mapping.items() if row[0] != "-"}
    rules = sorted({rule.partition("@")[0] for row in mapped.values() for rule in row})
    files = sorted(str(f.relative_to(folder)) for f in (folder / "tests/checks").iterdir())
    verdicts = {file: (theirs(program, folder, file), ours(kix, folder, file, rules)) for file in files}
    tested, expected = cases(folder), Expected()
    good = True
    for check in sorted(known ^ set(mapping)):
        good = False
        print(f"{check}: in only one of kube-linter and kube-linter.tsv")
    print("| check | own file: both | only kube-linter | only kix | all files: both | only kube-linter | only kix |\n"
          "|---|---|---|---|---|---|---|")
    sums = collections.Counter()
    for check in sorted(mapped):
        own, count = tested[check]
        if count not in (None, verdicts[own][0][1][check]):
            good = False
            print(f"{check}: {count} reports expected by kube-linter's test, {verdicts[own][0][1][check]} there")
        row, details = collections.Counter(), []
        for file, ((reports, _), resources) in verdicts.items():
            a, b = reports.get(check, collections.Counter()), reported(resources, mapped[check])
            for side, objects in (("both", a & b), ("kube-linter", a - b), ("kix", b - a)):
                row[side] += total(objects)
                row[f"own {side}"] += total(objects) if file == own else 0
                if side == "both":
                    continue
                for name in sorted(objects):
                    reason = expected.reason(check, side, pathlib.Path(file).name, name)
                    good &= reason is not None
                    if reason is None or verbose:
                        details.append(f"  only {side}: {name} ({file}): {reason or 'NOT EXPECTED'}")
        sums += row
        print(f"| {check} | {cells(row, 'own ')} | {cells(row, '')} |", *details, sep="\n")
    print(f"| all {len(mapped)} | {cells(sums, 'own ')} | {cells(sums, '')} |")
    for check in sorted(set(mapping) - set(mapped)):
        print(f"not compared: {check}: {mapping[check][1]}")
    if os.environ.get("ACCEPT"):
        expected.write()
        print(f"written: {len(expected.used)} differences, {len(expected.new)} of them without a reason")
        return not expected.new
    for key in expected.unused():
        good = False
        print(f"no longer different: {' '.join(key)}")
    return good


def cells(row, prefix):
    return " | ".join(str(row[f"{prefix}{side}"]) for side in ("both", "kube-linter", "kix"))


def total(objects):
    return sum(objects.values())
