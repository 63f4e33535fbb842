package dev.kix.cli.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cluster.Activation;
import dev.kix.cluster.ClusterMessage;
import dev.kix.cluster.MessageGroup;
import dev.kix.cluster.image.OciImage;
import dev.kix.cluster.image.OciLayout;
import dev.kix.cluster.image.RegistryPush;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.RegistryLogin;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.TreeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists, writes and pushes the images that compiling a cluster builds. */
public final class ImageRun {
  private final Console console;
  private final EvaluationSetup setup;
  private final ClusterArg cluster;

  public ImageRun(Console console, EvaluationSetup setup, ClusterArg cluster) {
    this.console = console;
    this.setup = setup;
    this.cluster = cluster;
  }

  /** What is done with the images. Runs on the evaluation thread: contents are read through it. */
  private interface Work {
    void on(EvalState state, List<OciImage> images) throws IOException;
  }

  private int with(Work work) {
    List<ClusterMessage> warnings = new ArrayList<>();
    new Clusters(console)
        .with(
            setup,
            cluster,
            (state, compiler, source) -> {
              Activation activation = compiler.compile(source);
              warnings.addAll(activation.warnings());
              try {
                work.on(state, compiler.images());
              } catch (IOException e) {
                throw new CliException(ErrorReporter.describe(e));
              }
              return activation;
            });
    for (MessageGroup warning : console.shown(warnings)) {
      console.err(warning.render() + "\n");
    }
    return 0;
  }

  /**
   * Prints the images, one a line: reference and tag.
   *
   * @return the exit code
   */
  public int list(boolean json) {
    return with((state, images) -> {
      if (json) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (OciImage image : images) {
          all.addObject()
              .put("name", image.name())
              .put("tag", image.tag())
              .put("digest", image.digest())
              .put("ref", image.reference());
        }
        console.out(all.toPrettyString() + "\n");
        return;
      }
      for (OciImage image : images) {
        console.out(image.reference() + "  " + image.tag() + "\n");
      }
    });
  }

  /**
   * Writes an OCI layout with all images.
   *
   * @param folder must not exist, or be empty; when it cannot be written, it does not exist after
   * @return the exit code
   */
  public int export(String folder) {
    Path target = console.resolve(folder);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && (!Files.isDirectory(target) || !isEmpty(target))) {
      throw new CliException(
          "'" + folder + "' is there already", "Give a folder that does not exist: -o FOLDER");
    }
    return with((state, images) -> {
      requireSome(images);
      Files.deleteIfExists(target);
      try {
        TreeWriter.PLAIN.write(
            OciLayout.tree(images.stream().map(OciImage::layout).toList()), target);
      } catch (IOException | RuntimeException e) {
        TreeWriter.delete(target); // half a layout would be in the way of the next try
        throw e;
      }
      for (OciImage image : images) {
        console.out(image.reference() + "  " + image.tag() + "\n");
      }
      console.out(folder + " -> an OCI layout with " + count(images) + "\n");
    });
  }

  /**
   * Pushes each image to the registry in its name.
   *
   * @param accounts a file with accounts in place of those that other tools keep, or null
   * @return the exit code
   */
  public int push(@Nullable String accounts) {
    Path file = accounts == null ? null : console.resolve(accounts);
    if (file != null && !Files.isReadable(file)) {
      throw new CliException(
          "cannot read the accounts of registries in '" + accounts + "'",
          "Give a file that 'docker login' or 'podman login --authfile' wrote.");
    }
    return with((state, images) -> {
      requireSome(images);
      FetchContext context = state.services().inputs().context();
      List<Path> files = file == null ? context.settings().registryAccounts() : List.of(file);
      for (OciImage image : images) {
        RegistryLogin login =
            RegistryLogin.find(
                context,
                files,
                RegistryPush.registry(image.name()),
                RegistryPush.repository(image.name()));
        try (RegistryPush push = new RegistryPush(context, image, login)) {
          int sent = push.push().size();
          console.out(
              image.reference()
                  + "  "
                  + image.tag()
                  + (sent == 0 ? "  was there already" : "  pushed")
                  + "\n");
        }
      }
    });
  }

  private static String count(List<OciImage> images) {
    return images.size() == 1 ? "1 image" : images.size() + " images";
  }

  private static void requireSome(List<OciImage> images) {
    if (images.isEmpty()) {
      throw new CliException(
          "this cluster builds no images", "kix.buildImage makes one; see docs/images.md.");
    }
  }

  private static boolean isEmpty(Path folder) {
    try {
      return DiskTree.entries(folder).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
