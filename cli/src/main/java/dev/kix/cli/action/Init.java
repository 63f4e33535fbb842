package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes a new package or cluster. Never writes over a file. */
public final class Init {
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  private static final String CLUSTER =
      """
      # kix build NAME
      {
        clusters.NAME = [
          (
            { packages, ... }:
            {
              kubernetes.version = "1.36";

              instances.web.hello = {
                package = packages.web-app;
                config.replicas = 2;
              };
            }
          )
        ];
      }
      """;

  private static final String PACKAGE =
      """
      # What NAME is, and what it needs from others.
      {
        scope,
        lib,
        kix,
        config,
        clusterIssuer ? null,
        ingressNginx ? null,
        priorityClasses ? null,
      }@args:
      kix.workload args (self: {
        meta = {
          description = "NAME";
          version = "0.1.0";
          lifecycle = "stateless";
          scope = "cluster";
        };

        image = {
          repository = "docker.io/nginxinc/nginx-unprivileged";
          tag = "1.29.1-alpine";
        };
        replicas = 2;
        requests = {
          cpu = "50m";
          memory = "64Mi";
        };
        limits.memory = "128Mi";
        securityContext.runAsUser = 101;
        ingress = true;

        options.greeting = lib.mkOption {
          type = lib.types.str;
          default = "hello";
          description = "What the program says.";
        };

        name = "NAME";
        env.GREETING = self.config.greeting;
        ports = [
          {
            name = "http";
            port = 8080;
            servicePort = 80;
          }
        ];
        probe.httpGet = {
          path = "/";
          port = "http";
        };
        writable = [ "/tmp" ];
      })
      """;

  private static final String TESTS =
      """
      # kix test NAME
      { compile, package, ... }:
      let
        instance = config: compile { instances.test.NAME = { inherit package config; }; };
        deployment = config: (instance config).resources."Deployment/test/NAME";
      in
      {
        replicasFollowTheOption = {
          expr = (deployment { replicas = 3; }).spec.replicas;
          expected = 3;
        };
        replicasAreNotNegative = {
          expr = deployment { replicas = -1; };
          expectedError = "The value of option 'replicas' fails the check";
        };
      }
      """;

  private final Console console;

  public Init(Console console) {
    this.console = console;
  }

  /** Makes a folder with {@code kix.nix}. */
  public int cluster(String folder) throws IOException {
    return write(folder, new TreeMap<>(Map.of("kix.nix", CLUSTER)));
  }

  /** Makes a folder with {@code default.nix} and {@code tests/default.nix}. */
  public int pkg(String folder) throws IOException {
    return write(folder, new TreeMap<>(Map.of("default.nix", PACKAGE, "tests/default.nix", TESTS)));
  }

  private int write(String folder, TreeMap<String, String> files) throws IOException {
    if (folder.isEmpty()) {
      throw new CliException(
          "it is not said where", "Write a folder's name, or . for the folder you are in.");
    }
    Path root = console.resolve(folder).toAbsolutePath().normalize();
    String shown = folder.equals(".") ? "" : folder.replaceAll("/+$", "") + "/";
    String name = String.valueOf(root.getFileName());
    if (!NAME.matcher(name).matches()) {
      throw new CliException(
          "'" + name + "' cannot be a name",
          "Use small letters, digits and dashes, a letter first.");
    }
    for (String file : files.keySet()) {
      if (Files.exists(root.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
        throw new CliException("'" + shown + file + "' exists already");
      }
    }
    for (Map.Entry<String, String> e : files.entrySet()) {
      Path file = root.resolve(e.getKey());
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(
          file,
          e.getValue().replace("NAME", name),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE_NEW);
      console.out(shown + e.getKey() + "\n");
    }
    return 0;
  }
}
