import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lifts old class files in a jar to the format of Java 8, by adding what that format demands: stack
 * maps. The code stays as it is.
 *
 * <pre>{@code java LiftClassFiles.java kix.jar}</pre>
 *
 * <p>Why: HotSpot's start-up cache takes no class older than Java 6, and verifies each with its old,
 * slower verifier at every start. picocli is compiled for Java 5; loading it that way took 30 ms of
 * the 124 ms of {@code kix eval -E 1+1}. Needs JDK 24 (JEP 484). A class that cannot be lifted stays
 * as it was; a second run changes nothing.
 */
final class LiftClassFiles {
  /** Class files older than this are lifted: 50 is Java 6, the first with stack maps. */
  private static final int STACK_MAPS = 50;

  private LiftClassFiles() {}

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]).toAbsolutePath();
    int lifted = 0;
    try (FileSystem content = FileSystems.newFileSystem(jar);
        URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      ClassFile context =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              // Types are compared by their class files: nothing of the jar is loaded or run.
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes)
                      .orElse(ClassHierarchyResolver.ofResourceParsing(
                          ClassLoader.getPlatformClassLoader()))
                      .cached()));
      for (Path file : oldClasses(content)) {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes;
        try {
          bytes = lift(context, Files.readAllBytes(file));
        } catch (IllegalArgumentException e) { // subroutines, for instance
          System.err.println("not lifted: " + file + ": " + e.getMessage());
          continue;
        }
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
        lifted++;
      }
    }
    System.out.println(lifted + " class files lifted to the format of Java 8");
  }

  private static List<Path> oldClasses(FileSystem content) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(content.getPath("/"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".class") && version(file) < STACK_MAPS) {
          found.add(file);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  private static int version(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(8);
      return head.length < 8 ? Integer.MAX_VALUE : (head[6] & 0xff) << 8 | head[7] & 0xff;
    }
  }

  private static byte[] lift(ClassFile context, byte[] old) {
    ClassModel model = context.parse(old);
    // A method body is only written anew, with its stack map, when something transforms it.
    ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    return context.transformClass(model, bodies.andThen(version));
  }
}
