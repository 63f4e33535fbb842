#!/usr/bin/env python3
"""Pushes images that kix builds to a registry, and reads them back as any client would.

    KIX_LIVE_BIN=$(conformance-tests/live/server build) python3 conformance-tests/live/images.py

The registry is that of google/go-containerregistry, in memory, on a free port of 127.0.0.1; it checks what it is given. Prints one
line a check, and exits with 1 when one failed. Needs kix (KIX, default ./kix) and the program `registry` in KIX_LIVE_BIN.
"""
import hashlib
import io
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
KIX = os.environ.get("KIX", str(ROOT / "kix")).split()
OCI = "application/vnd.oci.image.manifest.v1+json"

CLUSTER = """
let
  base = { kix, ... }: kix.buildImage {
    name = "REGISTRY/shop/base";
    copyToRoot."/etc/shop.conf" = "greeting = hi\\n";
    config = { Env = [ "SHOP=1" "BASE=1" ]; User = "65532:65532"; };
  };
  app = from: { kix, ... }: kix.buildImage {
    name = "REGISTRY/shop/app";
    fromImage = from;
    copyToRoot."/app" = ./app;
    config = { Entrypoint = [ "/app/bin/shop" ]; Env = [ "SHOP=2" ]; };
  };
  running = image: { packages, ... }: {
    kubernetes.version = "1.36";
    instances.shop.app = {
      package = packages.web-app;
      config.image = { inherit (image) repository tag digest; };
    };
  };
in
{
  clusters.one = [ (args@{ ... }: running (base args) args) ];
  clusters.two = [ (args@{ kix, ... }: running (app (base args) args) args) ];
  clusters.pulled = [ (args@{ kix, ... }: running (app (kix.pullImage {
    imageName = "REGISTRY/shop/base";
    imageDigest = "DIGEST";
  }) args) args) ];
  clusters.nowhere = [ (args@{ kix, ... }: running (kix.buildImage {
    name = "127.0.0.1:CLOSED/shop/base";
    copyToRoot."/x" = "x";
  }) args) ];
}
"""

failures = 0


def check(name, right, found):
    global failures
    failures += not right
    print(f"ok      {name}" if right else f"FAILED  {name}: {found}", flush=True)


def run(*args):
    return subprocess.run([*KIX, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kix(*args):
    done = run(*args)
    if done.returncode:
        sys.exit(f"kix {' '.join(map(str, args))}\n{done.stdout}{done.stderr}")
    return done.stdout


def sha256(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


class Registry:
    def __init__(self, host):
        self.host = host

    def get(self, path):
        request = urllib.request.Request(f"http://{self.host}/v2/{path}", headers={"Accept": OCI})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    def pull(self, name, reference):
        """(digest, config, paths in the layers from the lowest to the highest); every digest is checked."""
        raw = self.get(f"{name}/manifests/{reference}")
        manifest = json.loads(raw)
        config = self.blob(name, manifest["config"])
        parsed = json.loads(config)
        layers = [self.blob(name, layer) for layer in manifest["layers"]]
        check(f"{name}: the layers are those of the configuration",
              [sha256(data) for data in layers] == parsed["rootfs"]["diff_ids"], parsed["rootfs"])
        contents = {}
        for data in layers:
            with tarfile.open(fileobj=io.BytesIO(data)) as tar:
                for member in tar:
                    text = tar.extractfile(member).read() if member.isfile() else None
                    contents[member.name.strip("./")] = (member.mode, member.uid, text)
        return sha256(raw), parsed["config"], contents

    def blob(self, name, descriptor):
        data = self.get(f"{name}/blobs/{descriptor['digest']}")
        check(f"{name}: {descriptor['mediaType'].rsplit('.', 2)[-1]} {descriptor['digest'][7:19]} is what it says",
              sha256(data) == descriptor["digest"] and len(data) == descriptor["size"], len(data))
        return data


def listed(folder, cluster):
    return {image["name"].split("/", 1)[1]: image for image in json.loads(
        kix("image", "list", f"{folder}#{cluster}", "--json"))}


def checks(folder, registry, closed):
    app = folder / "app/bin"
    app.mkdir(parents=True)
    (app / "shop").write_text("#!/bin/sh\n")
    (app / "shop").chmod(0o755)

    def write(digest):
        (folder / "kix.nix").write_text(CLUSTER.replace("REGISTRY", registry.host).replace(
            "DIGEST", digest).replace("CLOSED", str(closed)))

    write("sha256:" + "0" * 64)
    one = listed(folder, "one")["shop/base"]
    check("push sends", kix("image", "push", f"{folder}#one") == f"{one['ref']}  {one['tag']}  pushed\n", "")
    check("push again does not", kix("image", "push", f"{folder}#one") ==
          f"{one['ref']}  {one['tag']}  was there already\n", "")
    for reference in (one["digest"], one["tag"]):
        digest, config, contents = registry.pull("shop/base", reference)
        check(f"the digest of {reference[:19]}", digest == one["digest"], digest)
    check("its configuration", config == {"Env": ["SHOP=1", "BASE=1"], "User": "65532:65532"}, config)
    check("its contents", contents.get("etc/shop.conf") == (0o644, 0, b"greeting = hi\n"), contents)

    two = listed(folder, "two")["shop/app"]
    kix("image", "push", f"{folder}#two")
    digest, config, contents = registry.pull("shop/app", two["digest"])
    config["Env"].sort()
    check("on another: the configuration", config == {
        "Entrypoint": ["/app/bin/shop"], "Env": ["BASE=1", "SHOP=2"], "User": "65532:65532"}, config)
    check("on another: the contents", contents.get("app/bin/shop") == (0o755, 0, b"#!/bin/sh\n")
          and "etc/shop.conf" in contents, sorted(contents))

    write(one["digest"])
    pulled = listed(folder, "pulled")["shop/app"]
    check("pulled back by its digest it is the same base", pulled["digest"] == two["digest"], pulled)

    kix("image", "export", f"{folder}#two", "-o", folder / "layout")
    index = json.loads((folder / "layout/index.json").read_text())
    check("export has the same image", two["digest"] in [m["digest"] for m in index["manifests"]], index)
    blobs = list((folder / "layout/blobs/sha256").iterdir())
    check("export: every blob is what it is called",
          all(sha256(b.read_bytes()) == "sha256:" + b.name for b in blobs), blobs)

    kix("build", f"{folder}#two", "-o", folder / "result")
    deployment = next((folder / "result/").glob("*-Deployment-shop-app.yaml")).read_text()
    check("the manifest names what was pushed", two["ref"].split("@")[1] in deployment, deployment)

    done = run("image", "push", f"{folder}#nowhere")
    check("a registry that is not there is an error", done.returncode == 1
          and f"127.0.0.1:{closed}" in done.stderr and "\tat " not in done.stderr, done.stderr)


def main():
    program = pathlib.Path(os.environ.get("KIX_LIVE_BIN", "")) / "registry"
    if not os.access(program, os.X_OK):
        print("SKIPPED: no registry; see the head of this file.")
        return 0
    with tempfile.TemporaryDirectory() as folder, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # and never listens
        log = pathlib.Path(folder) / "registry.log"
        with log.open("w") as out:
            server = subprocess.Popen([program, "-port", "0"], stderr=out)
        try:
            while not (started := re.search(r"serving on port (\d+)\n", log.read_text())):
                if server.poll() is not None:
                    sys.exit("the registry did not start: " + log.read_text())
                time.sleep(0.1)
            port = started[1]
            checks(pathlib.Path(folder), Registry(f"localhost:{port}"), closed.getsockname()[1])
        finally:
            server.kill()
            server.wait()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
