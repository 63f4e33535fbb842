package dev.kix.conformance.fuzz;

import dev.kix.conformance.Project;
import dev.kix.grammar.Expr;
import dev.kix.grammar.Origin;
import dev.kix.grammar.ParseException;
import dev.kix.grammar.Parser;
import dev.kix.grammar.ParserOptions;
import dev.kix.grammar.Printer;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Limits;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.format.TomlReader;
import dev.kix.interpreter.format.YamlReader;
import dev.kix.interpreter.value.Bytes;
import dev.kix.k8s.text.Document;
import dev.kix.k8s.text.DocumentReader;
import dev.kix.k8s.text.TextLimits;
import dev.kix.store.StoreException;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashException;
import dev.kix.store.info.NarInfo;
import dev.kix.store.nar.NarException;
import dev.kix.store.nar.NarReader;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.nar.TreeNarSink;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePathException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** Every parser of the project. What one accepts is also printed and read again. */
final class Targets {
  private static final ParserOptions OPTIONS = ParserOptions.builder().pipeOperators(true).build();
  private static final int ENOUGH = 1 << 20;

  private static final List<String> NIX_WORDS =
      List.of(
          "let ",
          " in ",
          "rec { ",
          "{ ",
          " }",
          "[ ",
          " ]",
          "(",
          ")",
          "with ",
          "; ",
          "inherit ",
          "if ",
          " then ",
          " else ",
          "assert ",
          "''",
          "\"",
          "${",
          "''${",
          "'''",
          "\\",
          "$$",
          "<a>",
          "./",
          "/",
          "~/",
          "a.b",
          " or ",
          "?",
          "@",
          "...",
          ":",
          ",",
          "==",
          "!",
          "-",
          "->",
          "//",
          "++",
          "|>",
          "<|",
          "1.",
          ".5",
          "1e9",
          "9223372036854775808",
          "/*",
          "*/",
          "#",
          "/**",
          "\0",
          "é",
          "\u2028",
          "http://x",
          "__curPos",
          "builtins.",
          "\r\n",
          "\t");
  private static final List<String> JSON_WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\u",
          "\\ud800",
          "\\",
          "null",
          "true",
          "1e999",
          "-",
          "0.",
          "1E+5",
          "9223372036854775808",
          "-9223372036854775809",
          "\0",
          "\u00e9",
          "{\"a\":",
          "[[");
  private static final List<String> YAML_WORDS =
      List.of(
          "---\n",
          "...\n",
          "- ",
          ": ",
          "&a ",
          "*a",
          "!!str ",
          "|\n ",
          ">-\n ",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "#",
          "%YAML 1.2\n",
          "<<: ",
          "~",
          "0x1F",
          "? ",
          "\t",
          "!<x> ",
          "1e999",
          ".inf",
          "\u2028",
          "\ufeff",
          "\n",
          "yes",
          "0o7");

  private Targets() {}

  static List<FuzzTarget> all() throws IOException {
    return List.of(
        nix(),
        evaluation(),
        aterm(),
        nar(),
        narInfo(),
        toml(),
        json(),
        yaml(),
        manifests(),
        flakeRefs(),
        regexes(),
        storePaths(),
        hashes(),
        contentAddresses(),
        ProgramTargets.versions(),
        ProgramTargets.configuration(),
        ProgramTargets.lockFiles());
  }

  private static FuzzTarget nix() {
    return new FuzzTarget(
        "nix",
        Seeds.nix(),
        NIX_WORDS,
        ParseException.class,
        input -> {
          String printed = Printer.print(parse(Bytes.fromArray(input)));
          try {
            Printer.print(parse(printed));
          } catch (ParseException e) {
            return; // some of what Nix prints is not Nix
          }
        });
  }

  private static Expr parse(String text) throws ParseException {
    return Parser.parse(new SourceFile(Origin.string(), text), OPTIONS);
  }

  /** Whole evaluations, with little time and memory, and nothing of the machine to see. */
  private static FuzzTarget evaluation() {
    Limits limits =
        Limits.standard()
            .withWallClock(Duration.ofMillis(500))
            .withAllocationBytes(256L << 20)
            .withCallDepth(1000);
    return new FuzzTarget(
        "evaluation",
        Seeds.files(
            List.of(
                "conformance-tests/src/test/resources/golden/builtins",
                "conformance-tests/src/test/resources/golden/language"),
            ".nix"),
        NIX_WORDS,
        EvalException.class,
        input -> {
          try (Interpreter nix =
              Interpreter.builder()
                  .permissions(Permissions.none())
                  .limits(limits)
                  .messages(line -> {})
                  .build()) {
            nix.evaluate(Bytes.decode(Bytes.fromArray(input)), Path.of("/")).forceDeeply();
          } catch (EvalException e) {
            String shown = DiagnosticRenderer.plain(true).render(e);
            if (shown.isBlank() || shown.contains("\tat ")) {
              throw new AssertionError("an error without words: " + shown, e);
            }
          }
        });
  }

  private static FuzzTarget aterm() {
    return new FuzzTarget(
        "aterm",
        Seeds.files(List.of("store/src/test/resources/derivation"), ".drv"),
        List.of(
            "Derive(",
            "DrvWithVersion(\"xp-dyn-drv\",",
            "[(",
            ")]",
            "\"",
            "\\",
            ",",
            "\"out\"",
            "\"r:sha256\"",
            "\"sha256\"",
            "\"impure\"",
            "/nix/store/",
            "\0",
            "\\n",
            "[]",
            "(\"\",\"\")"),
        StoreException.class,
        input -> {
          Derivation drv = Derivation.parse(StoreDir.NIX_STORE, "fuzz", Bytes.fromArray(input));
          String printed = drv.toATerm(StoreDir.NIX_STORE);
          // Nix does not escape names of outputs and systems: what is odd in them does not come
          // back.
          if (Bytes.fromArray(input).indexOf('\\') < 0
              && !Derivation.parse(StoreDir.NIX_STORE, "fuzz", printed).equals(drv)) {
            throw new AssertionError("printed and read again, it is another derivation");
          }
        });
  }

  private static FuzzTarget nar() {
    return new FuzzTarget(
        "nar",
        List.of(
            archive("conformance-tests/fuzz"),
            archive("kixpkgs/packages/redis"),
            archive("conformance-tests/src/test/resources/golden/builtins/data")),
        List.of(
            "nix-archive-1",
            "(",
            ")",
            "type",
            "regular",
            "directory",
            "symlink",
            "entry",
            "name",
            "node",
            "contents",
            "executable",
            "target",
            "..",
            "/",
            "\0\0\0\0\0\0\0\0",
            "\u0001\0\0\0\0\0\0\0",
            "\uffff\uffff"),
        NarException.class,
        input -> {
          TreeNarSink sink = new TreeNarSink(ENOUGH);
          try {
            NarReader.readToEnd(new ByteArrayInputStream(input), sink);
          } catch (IOException e) {
            throw new AssertionError("a malformed archive is no failure to read", e);
          }
          byte[] written = write(sink.tree());
          if (!Arrays.equals(written, input)) {
            throw new AssertionError("an archive that is accepted is written otherwise");
          }
        });
  }

  private static byte[] archive(String folder) {
    try {
      return write(DiskTree.of(Project.root().resolve(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] write(FileTree tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      NarWriter.write(tree, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static FuzzTarget narInfo() {
    return new FuzzTarget(
        "narinfo",
        Seeds.files(List.of("store/src/test/resources/info"), ".narinfo"),
        List.of(
            "\n",
            ": ",
            "StorePath",
            "NarHash",
            "NarSize: -1",
            "References",
            "Sig: a:b",
            "CA: ",
            "sha256:",
            "99999999999999999999",
            "/nix/store/",
            "\0"),
        StoreException.class,
        input -> NarInfo.parse(StoreDir.NIX_STORE, Bytes.fromArray(input), "fuzz"));
  }

  private static FuzzTarget toml() {
    return new FuzzTarget(
        "toml",
        Seeds.of(
            "a = 1\nb = 'x'\nc.d = [ 1, 2.5, \"\\u00e9\" ]\n[t]\nx = { y = 1, z.w = true }\n[[u]]\nn = 1\n[[u]]\nn = 2\n",
            "d = 1979-05-27T07:32:00.5+01:00\nt = 07:32:00\nl = 1979-05-27\n\"q k\" = '''\na\n b'''\n",
            "h = 0xff_ff\no = 0o17\nb = 0b1_0\nf = 6.02e-23\ni = -inf\nn = nan\ns = \"\"\"\\\n  x\"\"\" # end\r\n"),
        List.of(
            "[",
            "]",
            "[[",
            "]]",
            "=",
            ".",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "\\",
            "\\U0010ffff",
            "{",
            "}",
            ",",
            "#",
            "\n",
            "inf",
            "1_",
            "0x",
            "1e5",
            "9223372036854775808",
            "2020-13-45",
            "24:61:00",
            "\0"),
        EvalException.class,
        input -> TomlReader.read(Bytes.fromArray(input), input.length % 2 == 0));
  }

  private static FuzzTarget json() {
    return new FuzzTarget(
        "json",
        Seeds.of(
            "{\"a\": [1, -2.5, 1e3, null, true, false], \"\": {\"b\": \"\\u00e9\\ud83d\\ude00\\n\"}}",
            "[{\"k\": 1}, {\"k\": 2}, {\"k\": [[[]]]}]",
            "\"text\""),
        JSON_WORDS,
        EvalException.class,
        input -> JsonReader.read(Bytes.fromArray(input)));
  }

  private static FuzzTarget yaml() {
    return new FuzzTarget(
        "yaml",
        manifestSeeds(),
        YAML_WORDS,
        EvalException.class,
        input -> YamlReader.read(Bytes.fromArray(input)));
  }

  /** What is wrong with a manifest is a finding, not an exception. */
  private static FuzzTarget manifests() {
    return new FuzzTarget(
        "manifests",
        manifestSeeds(),
        YAML_WORDS,
        NeverException.class,
        input -> {
          DocumentReader reader =
              new DocumentReader(new ByteArrayInputStream(input), "fuzz", TextLimits.DEFAULT);
          for (Callable<Document> next = reader.next(); next != null; next = reader.next()) {
            Document document = next.call();
            document.manifests().forEach(Targets::show);
            document.problems().forEach(Targets::show);
          }
        });
  }

  private static List<byte[]> manifestSeeds() {
    return Seeds.files(
        List.of("k8s-schema/src/test/resources/manifests"), ".yaml", ".yml", ".json");
  }

  /** What was read can be printed. */
  private static void show(Object read) {
    if (read.toString().isBlank()) {
      throw new AssertionError("printed, it is nothing: " + read.getClass());
    }
  }

  /** Stands where no exception is right. */
  private static final class NeverException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static FuzzTarget flakeRefs() {
    return new FuzzTarget(
        "flake references",
        Seeds.of(
            "nixpkgs",
            "nixpkgs/23.05/0123456789abcdef0123456789abcdef01234567",
            "github:NixOS/nixpkgs/main?dir=lib&host=h",
            "git+ssh://git@h/p.git?ref=a&rev=0123456789abcdef0123456789abcdef01234567",
            "path:/a b?lastModified=1&narHash=sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "https://u:p@[::1]:8080/a%20b.tar.gz?x=y#f",
            "./x?dir=y",
            "file:///x.zip",
            "sourcehut:~a/b"),
        List.of(
            ":",
            "/",
            "?",
            "#",
            "&",
            "=",
            "%",
            "%zz",
            "%00",
            "@",
            "//",
            "..",
            "[",
            "]",
            "~",
            "rev=",
            "dir=",
            "narHash=",
            "+",
            " ",
            "\0",
            "é"),
        Exception.class,
        input -> {
          try {
            show(FlakeRefParser.parse(Bytes.fromArray(input)));
          } catch (EvalException | BadUrlException e) {
            return; // which of the two tells whether it was meant as a URL
          } catch (RuntimeException e) {
            throw new AssertionError("neither a reference nor its error", e);
          }
        });
  }

  private static FuzzTarget regexes() {
    return new FuzzTarget(
        "regular expressions",
        Seeds.of(
            "(a|b)*c+[x-z]?",
            "^([[:alpha:]_]+)(=([^;]*))?$",
            "a{2,5}(b{0,3}){2}",
            "\\.\\*\\\\[]a-]",
            "(()|(a*))*"),
        List.of(
            "(",
            ")",
            "[",
            "]",
            "[^",
            "[:alpha:]",
            "[.a.]",
            "[=a=]",
            "{",
            "}",
            "{1,2}",
            "{999}",
            "*",
            "+",
            "?",
            "|",
            "^",
            "$",
            ".",
            "\\",
            "\\1",
            "-",
            "\0",
            "é"),
        EvalException.class,
        input -> {
          String expression = Bytes.fromArray(input);
          try (Interpreter nix = Interpreter.builder().permissions(Permissions.none()).build()) {
            nix.evaluate("builtins.split")
                .call(Bytes.decode(expression))
                .call("aab=c; xyz")
                .forceDeeply();
          }
        });
  }

  private static FuzzTarget storePaths() {
    return new FuzzTarget(
        "store paths",
        Seeds.of(
            "/nix/store/2rf49y9jwy463h06ngf04hv1asaw4n5x-motd",
            "/nix/store/fvchbymk0m4jvldpb9m5hy0bjy2lf30k-hello.drv/bin"),
        List.of("/", "-", ".", "..", "//", "/nix/store", "e", "_", "?", "=", "+", "\0", "é", " "),
        StorePathException.class,
        input -> {
          String text = Bytes.fromArray(input);
          StoreDir.NIX_STORE.print(StoreDir.NIX_STORE.containing(text));
          StoreDir.NIX_STORE.parseCanonical(text);
        });
  }

  private static FuzzTarget hashes() {
    return new FuzzTarget(
        "hashes",
        Seeds.of(
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "md5:d41d8cd98f00b204e9800998ecf8427e",
            "3y8bwfr609h3lh9ch0izcqq7fl",
            "sha1:0000000000000000000000000000000000000000",
            "1B2M2Y8AsgTpgAmY7PhCfg=="),
        List.of("-", ":", "=", "+", "/", "sha512", "sha256-", "md5:", "0", "e", "z", "\0", "é"),
        HashException.class,
        input -> {
          String text = Bytes.fromArray(input);
          show(Hash.parseAny(text, input.length % 2 == 0 ? HashAlgorithm.SHA256 : null));
          Hash.parseSri(text);
        });
  }

  private static FuzzTarget contentAddresses() {
    return new FuzzTarget(
        "content addresses",
        Seeds.of(
            "fixed:r:sha256:1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s",
            "text:sha256:1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s",
            "fixed:git:sha1:000000000000000000000000000000000000000="),
        List.of(":", "fixed", "text", "r:", "git:", "sha256", "\0", "é", ""),
        StoreException.class,
        input -> show(ContentAddress.parse(Bytes.fromArray(input))));
  }
}
