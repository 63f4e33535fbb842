/**
  Container images: `kix.buildImage` and `kix.pullImage`.

  # Inputs

  `makeImage`, `fetchImage`: the same with every argument given.
*/
{
  makeImage,
  fetchImage,
}:
{
  /**
    A container image of files that exist, without Docker, without a daemon and without anything being run: its digest
    is known when the cluster is compiled. The same input gives the same digest, whatever the machine, the time,
    the locale or the modes and times of the files. `kix image push` brings it to its registry.

    `copyToRoot` (or `contents`): a folder that becomes the root, a list of them, or a set of files by their places
    (`{ "/app/server" = ./server; "/etc/motd" = "hello"; }`), a text being the content of a file. Store objects
    that texts of `config` mention come along at their own paths. Everything belongs to root; modes are 0755
    for folders and executable files and 0644 for others.

    `fromImage`: the image below it: `kix.pullImage`, another `kix.buildImage`, or the path of an OCI layout; none by
    default. `config`: as in the OCI image specification (`Entrypoint`, `Cmd`, `Env`, `ExposedPorts`, `User`,
    `WorkingDir`, `Labels`, ...), on top of that of `fromImage`.

    The result has `repository`, `digest`, `tag` and `ref` (`NAME@sha256:...`), which is also what it is as a string.

    # Type

    ```
    buildImage :: { name :: String; tag? :: String; fromImage? :: Image; copyToRoot? :: Path | [Path] | AttrSet;
                    config? :: AttrSet; architecture? :: String; created? :: String; } -> Image
    ```

    # Example

    ```nix
    config.image = kix.buildImage {
      name = "registry.example.org/shop/web";
      copyToRoot."/app/server" = ./server;
      config.Entrypoint = [ "/app/server" ];
    };
    ```
  */
  buildImage =
    args@{
      name,
      tag ? null,
      fromImage ? null,
      contents ? null,
      copyToRoot ? contents,
      config ? { },
      architecture ? "amd64",
      os ? "linux",
      created ? "1970-01-01T00:00:01Z",
    }:
    makeImage (
      {
        inherit
          tag
          fromImage
          copyToRoot
          config
          architecture
          os
          created
          ;
      }
      // args
    );

  /**
    An image of a registry by its digest, to build others on. A digest says for all time what it is: there
    is no further hash. A digest of an index means the image for `os` and `arch` in it.

    # Type

    ```
    pullImage :: { imageName :: String; imageDigest :: String; os? :: String; arch? :: String; } -> Image
    ```
  */
  pullImage =
    args@{
      imageName,
      imageDigest,
      os ? "linux",
      arch ? "amd64",
    }:
    fetchImage ({ inherit os arch; } // args);
}
