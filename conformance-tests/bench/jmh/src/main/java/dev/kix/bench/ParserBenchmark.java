package dev.kix.bench;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Origin;
import dev.kix.grammar.ParseException;
import dev.kix.grammar.Parser;
import dev.kix.grammar.ParserOptions;
import dev.kix.grammar.SourceFile;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Text to tree: microseconds for about 100 kB of attribute sets, functions and strings. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn128m"})
@State(Scope.Benchmark)
public class ParserBenchmark {
  private static final String RECORD =
      """
        # a package, as such files have them
        pkg%d = { lib, stdenv, fetchurl, withDocs ? false, ... }@args: stdenv.mkDerivation rec {
          pname = "pkg%d"; version = "1.%d";
          src = fetchurl { url = "mirror://sourceforge/${pname}-${version}.tar.gz"; hash = "sha256-%d"; };
          buildInputs = [ args.zlib ] ++ lib.optionals withDocs [ args.pandoc ];
          installPhase = ''
            mkdir -p $out/bin
            cp ${pname} $out/bin
          '';
          meta = with lib; { license = licenses.mit; platforms = if withDocs then platforms.linux else [ ]; };
        };
      """;

  private static final ParserOptions OPTIONS = ParserOptions.builder().build();

  private final SourceFile source = new SourceFile(Origin.string(), text());

  private static String text() {
    StringBuilder out = new StringBuilder("{\n");
    for (int i = 0; i < 150; i++) {
      out.append(RECORD.replace("%d", Integer.toString(i)));
    }
    return out.append("}\n").toString();
  }

  @Benchmark
  public Expr parse() throws ParseException {
    return Parser.parse(source, OPTIONS);
  }
}
