package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import dev.kix.interpreter.value.ValueType;
import org.jspecify.annotations.Nullable;

/** The types of one evaluator: {@code lib.types}. Made when first used. */
final class Types {
  private static final String CLAUSE = "nonRestrictiveClause";

  private final EvalState state;
  private final ModuleLibrary library;
  private final NativeType integer;
  private final NativeType floating;
  private final NativeType bool;
  private final TypeRef unspecified;
  private final TypeRef optionTypes;
  private final TypeRef raw;
  private @Nullable NixAttrs attrs;

  Types(EvalState state, ModuleLibrary library) {
    this.state = state;
    this.library = library;
    this.integer = new SimpleType.OfKind(library, "int", "signed integer", ValueType.INT);
    this.floating =
        new SimpleType.OfKind(library, "float", "floating point number", ValueType.FLOAT);
    this.bool = new SimpleType.OfKind(library, "bool", "boolean", ValueType.BOOL);
    this.unspecified = TypeRef.of(state, new SimpleType.Unspecified(library));
    this.optionTypes = TypeRef.of(state, new OptionTypeType(library));
    this.raw = TypeRef.of(state, new SimpleType.Raw(library));
  }

  TypeRef unspecified() {
    return unspecified;
  }

  NixAttrs bool() {
    return bool.attrs();
  }

  NixAttrs nullOrOptionType() {
    return new WrapperType.NullOr(library, optionTypes).attrs();
  }

  /** {@code lazyAttrsOf raw}: of {@code _module.args}. */
  static final class ModuleArgs extends Deferred {
    private final Types types;

    ModuleArgs(Types types) {
      this.types = types;
    }

    @Override
    Value compute() {
      return new AttrsOfType(types.state, types.library, types.raw, true, "name").attrs();
    }
  }

  /** All types and functions that make types. */
  NixAttrs attrs() {
    NixAttrs a = attrs;
    if (a == null) {
      a = make();
      attrs = a;
    }
    return a;
  }

  private NixAttrs make() {
    AttrsBuilder all = new AttrsBuilder(64);
    all.put("raw", raw.attrs())
        .put("anything", new AnythingType(library).attrs())
        .put("unspecified", unspecified.attrs())
        .put("bool", bool.attrs())
        .put("boolByOr", new SimpleType.BoolByOr(library).attrs())
        .put("int", integer.attrs())
        .put("ints", ints())
        .put("port", width("unsignedInt16", "16 bit unsigned integer", 0, 65535))
        .put("float", floating.attrs())
        .put("number", number().attrs())
        .put("numbers", numbers())
        .put("str", kind("str", "string", ValueType.STRING))
        .put("nonEmptyStr", new SimpleType.NonEmpty(library).attrs())
        .put("singleLineStr", SimpleType.Matching.singleLine(library).attrs())
        .put("lines", separated("\n"))
        .put("commas", separated(","))
        .put("envVar", separated(":"))
        .put("attrs", new SimpleType.Attrs(library).attrs())
        .put("package", new PackageType(library).attrs())
        .put("path", new PathType(library, null, true).attrs())
        .put("pathInStore", new PathType(library, true, null).attrs())
        .put("externalPath", new PathType(library, false, true).attrs())
        .put("deferredModule", deferredModule())
        .put("optionType", optionTypes.attrs());
    new TypeBuiltins(library).addTo(all);
    return all.build();
  }

  private NixAttrs separated(String separator) {
    return new SimpleType.Separated(library, separator).attrs();
  }

  private NixAttrs kind(String name, String description, ValueType kind) {
    return new SimpleType.OfKind(library, name, description, kind).attrs();
  }

  private NixAttrs deferredModule() {
    return new DeferredModuleType(state, library, NixList.EMPTY).attrs();
  }

  private TypeRef number() {
    return TypeRef.of(
        state, new EitherType(library, TypeRef.of(state, integer), TypeRef.of(state, floating)));
  }

  // ---- numbers within bounds ----

  private NixAttrs ints() {
    TypeRef base = TypeRef.of(state, integer);
    return new AttrsBuilder(10)
        .put("between", new TypeBuiltins(library).function("ints.between"))
        .put(
            "unsigned",
            RefinedType.named(
                base,
                "unsignedInt",
                "unsigned integer, meaning >=0",
                CLAUSE,
                new Bounds(NixInt.of(0), null, false)))
        .put(
            "positive",
            RefinedType.named(
                base,
                "positiveInt",
                "positive integer, meaning >0",
                CLAUSE,
                new Bounds(NixInt.of(0), null, true)))
        .put("u8", width("unsignedInt8", "8 bit unsigned integer", 0, 255))
        .put("u16", width("unsignedInt16", "16 bit unsigned integer", 0, 65535))
        .put("u32", width("unsignedInt32", "32 bit unsigned integer", 0, 4294967295L))
        .put("s8", width("signedInt8", "8 bit signed integer", -128, 127))
        .put("s16", width("signedInt16", "16 bit signed integer", -32768, 32767))
        .put("s32", width("signedInt32", "32 bit signed integer", -2147483648L, 2147483647L))
        .build();
  }

  private NixAttrs width(String name, String description, long lowest, long highest) {
    return RefinedType.named(
        TypeRef.of(state, integer),
        name,
        description + "; between " + lowest + " and " + highest + " (both inclusive)",
        null,
        new Bounds(NixInt.of(lowest), NixInt.of(highest), false));
  }

  /** {@code ints.between lowest highest} and {@code numbers.between lowest highest}. */
  NixAttrs between(Value lowest, Value highest, boolean integers) {
    if (Properties.compare(lowest, highest) > 0) {
      throw Nix.thrown(
          (integers ? "ints" : "numbers") + ".between: lowest must be smaller than highest");
    }
    String bounds = Nix.number(lowest) + " and " + Nix.number(highest) + " (both inclusive)";
    return RefinedType.named(
        integers ? TypeRef.of(state, integer) : number(),
        integers ? "intBetween" : "numberBetween",
        (integers ? "integer between " : "integer or floating point number between ") + bounds,
        null,
        new Bounds(lowest, highest, false));
  }

  private NixAttrs numbers() {
    return new AttrsBuilder(3)
        .put("between", new TypeBuiltins(library).function("numbers.between"))
        .put(
            "nonnegative",
            RefinedType.named(
                number(),
                "numberNonnegative",
                "nonnegative integer or floating point number, meaning >=0",
                CLAUSE,
                new Bounds(NixInt.of(0), null, false)))
        .put(
            "positive",
            RefinedType.named(
                number(),
                "numberPositive",
                "positive integer or floating point number, meaning >0",
                CLAUSE,
                new Bounds(NixInt.of(0), null, true)))
        .build();
  }

  /** A number between two others, of which the upper may be missing. */
  private record Bounds(Value lowest, @Nullable Value highest, boolean above)
      implements RefinedType.Condition {
    @Override
    public boolean holds(EvalState state, Lazy v) {
      Value n = v.force();
      if (!(n instanceof NixInt || n instanceof NixFloat)) {
        return false;
      }
      int c = Properties.compare(n, lowest);
      return (above ? c > 0 : c >= 0) && (highest == null || Properties.compare(n, highest) <= 0);
    }
  }
}
